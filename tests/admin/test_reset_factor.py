"""Taking the second factor off an account: by an administrator, or by the command."""

import io

import pytest
from django.core.management import CommandError, call_command

from monitoring.accounts.recovery_codes import make_recovery_codes, recovery_codes_left
from monitoring.accounts.second_factor import confirmed_device, has_second_factor
from monitoring.models import EventKind, SecurityEvent
from monitoring.models.roles import ADMINISTRATOR
from tests.accounts.phones import code_of, set_up_phone
from tests.makers import PASSWORD, make_user


def reset_page(user):
    return f"/monitoring/user/{user.pk}/reset-factor/"


def sign_in(client, user, code=None):
    client.cookies["django_language"] = "en"
    client.post("/login/", {"username": user.username, "password": PASSWORD})
    if code:
        client.post("/login/code/", {"code": code})
    return client


@pytest.fixture
def boss(client):
    return sign_in(client, make_user("boss", ADMINISTRATOR))


@pytest.fixture
def owner(jabar_officer):
    set_up_phone(jabar_officer)
    make_recovery_codes(jabar_officer)
    return jabar_officer


def test_an_administrator_takes_it_off_after_being_asked(boss, owner, client):
    elsewhere = sign_in(type(client)(), owner, code_of(confirmed_device(owner)))
    assert elsewhere.get("/account/").status_code == 200
    page = boss.get(reset_page(owner)).content.decode()
    assert "First make sure that it is the owner who asks" in page
    assert has_second_factor(owner)

    answer = boss.post(reset_page(owner))

    assert answer["Location"] == f"/monitoring/user/{owner.pk}/change/"
    assert (has_second_factor(owner), recovery_codes_left(owner)) == (False, 0)
    assert elsewhere.get("/account/").status_code == 302
    event = SecurityEvent.objects.get(kind=EventKind.FACTOR_REMOVED)
    assert (event.account.username, event.about) == ("boss", "prov32")
    sign_in(elsewhere, owner)
    assert elsewhere.get("/account/").status_code == 200


def test_a_second_click_says_that_there_is_none(boss, owner):
    boss.post(reset_page(owner))

    answer = boss.post(reset_page(owner), follow=True)

    assert "The account prov32 has no second factor." in answer.content.decode()
    assert SecurityEvent.objects.filter(kind=EventKind.FACTOR_REMOVED).count() == 1


def test_nobody_takes_off_their_own(client, administrator):
    phone = set_up_phone(administrator)
    sign_in(client, administrator, code_of(phone))

    assert client.get(reset_page(administrator)).status_code == 403
    assert client.post(reset_page(administrator)).status_code == 403
    assert confirmed_device(administrator) == phone


@pytest.mark.parametrize("who", ["pusat", "auditor", "prov51", "kab3204", "nobody"])
def test_who_manages_no_accounts_takes_off_nothing(
    client, owner, who, central_staff, auditor, bali_officer, bandung_officer, nobody
):
    user = {u.username: u for u in (central_staff, auditor, bali_officer, bandung_officer, nobody)}[who]
    sign_in(client, user)

    answers = {client.get(reset_page(owner)).status_code, client.post(reset_page(owner)).status_code}

    assert answers <= {403, 404}
    assert has_second_factor(owner)


def test_a_superuser_is_out_of_an_administrators_reach(boss, db):
    root = make_user("root", is_superuser=True)
    set_up_phone(root)

    answer = boss.post(reset_page(root))

    missing = boss.post("/monitoring/user/999999/reset-factor/")
    assert answer.status_code == missing.status_code
    assert has_second_factor(root)


def test_the_command_shows_first_and_does_it_when_told(owner):
    told = io.StringIO()
    call_command("reset_second_factor", "prov32", stdout=told)
    assert "10" in told.getvalue()
    assert has_second_factor(owner)

    call_command("reset_second_factor", "prov32", "--apply", stdout=told)

    owner.refresh_from_db()
    assert (has_second_factor(owner), owner.session_round) == (False, 1)
    event = SecurityEvent.objects.get(kind=EventKind.FACTOR_REMOVED)
    assert (event.account, event.about) == (None, "prov32")


@pytest.mark.parametrize("name", ["prov51", "missing"])
def test_the_command_refuses_who_has_none(bali_officer, name):
    with pytest.raises(CommandError):
        call_command("reset_second_factor", name, "--apply")

    assert not SecurityEvent.objects.exists()
