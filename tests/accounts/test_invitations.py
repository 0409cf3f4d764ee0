"""One-time links: once, in time, for an account that is active; whatever is wrong looks the same."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from monitoring.accounts.acting import Acting
from monitoring.accounts.invitations import (
    ALPHABET,
    NotOpen,
    digest_of,
    grouped,
    invited,
    kept_digest,
    make_invitation,
    make_invitations,
    read_code,
    use_invitation,
)
from monitoring.models import EventKind, Invitation, SecurityEvent, User
from tests.makers import NOW, make_user

FRESH = "a long and fresh one"


def invite(account, *, by=None, at=NOW):
    return make_invitation(account, Acting(by, at))


def use(code, *, at=NOW, password=FRESH):
    return use_invitation(digest_of(code), password, at=at, address="203.0.113.7")


@pytest.fixture
def account(db):
    return make_user("siti")


def test_a_code_has_sixteen_characters_that_nobody_misreads(account):
    code = invite(account)

    assert re.fullmatch(f"[{ALPHABET}]{{16}}", code)
    assert len(set(ALPHABET) - set("ILOU")) == 32


def test_only_a_digest_of_the_code_is_kept(account):
    code = invite(account)

    kept = str(Invitation.objects.values().get())
    assert code not in kept
    assert digest_of(code) in kept


@pytest.mark.parametrize("typed", ["abcd-efgh-jkmn-pqrs", " ABCD EFGH JKMN PQRS ", "ABCDEFGHJKMNPQRS"])
def test_a_code_is_read_as_people_type_it(typed):
    assert read_code(typed) == "ABCDEFGHJKMNPQRS"


def test_letters_that_look_like_digits_are_taken_for_them():
    assert read_code("oiL0-1111-1111-1111") == "0110111111111111"


@pytest.mark.parametrize(
    "typed", ["", "ABCD", "ABCD-EFGH-JKMN-PQRSX", "ABCD-EFGH-JKMN-PQR!", "U" * 16, "A" * 10_000]
)
def test_what_can_be_no_code_is_none(typed):
    assert read_code(typed) == ""


def test_a_code_is_written_in_fours():
    assert grouped("ABCDEFGHJKMNPQRS") == "ABCD-EFGH-JKMN-PQRS"


def test_a_link_sets_the_password_and_ends_every_session(account):
    before = account.get_session_auth_hash()
    account.must_change_password = True
    account.save()

    used = use(invite(account))

    account.refresh_from_db()
    assert (used, account.check_password(FRESH), account.must_change_password) == (account, True, False)
    assert account.session_round == 1
    assert account.get_session_auth_hash() != before


def test_the_use_of_a_link_is_kept_as_its_owners(account, administrator):
    use(invite(account, by=administrator))

    events = SecurityEvent.objects.order_by("number").values_list("kind", "account__username", "about")
    assert list(events) == [
        (EventKind.LINK_MADE, "admin", "siti"),
        (EventKind.LINK_USED, "siti", "siti"),
        (EventKind.PASSWORD_CHANGED, "siti", "siti"),
    ]


def test_a_link_is_used_once(account):
    code = invite(account)
    use(code)

    with pytest.raises(NotOpen):
        use(code, password="another long one")

    assert User.objects.get(pk=account.pk).check_password(FRESH)


def test_a_new_link_withdraws_the_older_one(account):
    old, new = invite(account), invite(account)

    with pytest.raises(NotOpen):
        invited(digest_of(old), at=NOW)
    assert invited(digest_of(new), at=NOW) == account


def test_a_link_lasts_fourteen_days(account):
    code = invite(account)
    last = NOW + timedelta(days=14)

    assert invited(digest_of(code), at=last - timedelta(seconds=1)) == account
    with pytest.raises(NotOpen):
        use(code, at=last)


def test_the_link_of_a_disabled_account_is_closed(account):
    code = invite(account)
    User.objects.filter(pk=account.pk).update(is_active=False)

    with pytest.raises(NotOpen):
        use(code)


def test_a_disabled_account_gets_no_link(account, administrator):
    User.objects.filter(pk=account.pk).update(is_active=False)

    codes = make_invitations([account, administrator], Acting(None, NOW))

    assert list(codes) == [administrator.pk]


def test_a_link_outlives_a_new_key_while_the_former_one_is_known(account, settings):
    code = invite(account)
    settings.SECRET_KEY, former = "another key", settings.SECRET_KEY

    unknown = kept_digest(code)
    settings.SECRET_KEY_FALLBACKS = [former]

    assert invited(kept_digest(code), at=NOW) == account
    with pytest.raises(NotOpen):
        invited(unknown, at=NOW)


def test_a_wrong_code_opens_nothing(account):
    invite(account)

    with pytest.raises(NotOpen):
        use("A" * 16)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_a_link_at_once_one_sets_the_password():
    account = make_user("siti")
    codes = [invite(account)] * 4

    def attempt(number):
        try:
            use(codes[number], password=f"the password of number {number}")
        except NotOpen:
            return None
        else:
            return number
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        won = [number for number in pool.map(attempt, range(4)) if number is not None]

    assert len(won) == 1
    assert User.objects.get(pk=account.pk).check_password(f"the password of number {won[0]}")
    assert SecurityEvent.objects.filter(kind=EventKind.LINK_USED).count() == 1
