import re
from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command

from monitoring import clock
from monitoring.accounts.invitations import digest_of, invited, read_code
from monitoring.models import EventKind, Invitation, SecurityEvent, User
from monitoring.models.roles import ADMINISTRATOR
from tests.makers import make_user

pytestmark = pytest.mark.django_db


def run(*options):
    out = StringIO()
    call_command("make_administrator", *options, stdout=out)
    return out.getvalue()


def test_without_apply_it_only_says_what_it_would_do():
    said = run("ayu")

    assert said == "Akan membuat administrator ayu.\n"
    assert not User.objects.filter(username="ayu").exists()


def test_the_printed_link_opens_the_new_account():
    said = run("ayu", "--email", "ayu@example.go.id", "--apply")

    account = User.objects.get(username="ayu")
    code = re.search(r"/invitation/([0-9A-Z-]{19})/", said)[1]
    assert invited(digest_of(read_code(code)), at=clock.now()) == account
    assert ([group.name for group in account.groups.all()], account.email) == (
        [ADMINISTRATOR],
        "ayu@example.go.id",
    )
    assert (account.is_superuser, account.has_usable_password()) == (False, False)
    assert list(SecurityEvent.objects.order_by("number").values_list("kind", flat=True)) == [
        EventKind.ACCOUNT_MADE,
        EventKind.LINK_MADE,
    ]


def test_an_administrator_who_is_shut_out_gets_a_new_link(administrator):
    assert "/invitation/" in run("admin", "--apply")
    assert Invitation.objects.get().account == administrator


def test_another_account_is_not_made_an_administrator(bali_officer):
    with pytest.raises(CommandError, match="prov51"):
        run("prov51", "--apply")


def test_a_disabled_administrator_gets_no_link():
    make_user("gone", ADMINISTRATOR, is_active=False)

    with pytest.raises(CommandError):
        run("gone", "--apply")


@pytest.mark.parametrize("options", [("a b",), ("3204012345678901",), ("ayu", "--email", "x")])
def test_what_cannot_be_an_account_is_refused(options):
    with pytest.raises(CommandError):
        run(*options, "--apply")


def test_before_the_roles_are_loaded_it_says_what_to_do():
    Group.objects.all().delete()

    with pytest.raises(CommandError, match="load_reference"):
        run("ayu", "--apply")
