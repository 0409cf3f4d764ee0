"""The lock: how much is checked, for whom, and what ends it."""

from datetime import UTC, datetime, timedelta

import pytest

from monitoring.accounts.guessing import (
    begin_try,
    forget_old_guesses,
    forgive,
    locked_until,
    take_back,
    unlock,
)
from monitoring.models import EventKind, GuessCount, SecurityEvent
from monitoring.models.events import record
from monitoring.rules import KNOWN_ADDRESS_FOR, LOCKED_FOR, MOST_GUESSES
from tests.makers import make_user

pytestmark = pytest.mark.django_db

AT = datetime(2017, 7, 16, 3, 0, tzinfo=UTC)
OFFICE, ELSEWHERE = "203.0.113.7", "198.51.100.9"
MINUTE = timedelta(minutes=1)


def tried(times, name="prov32", address=OFFICE, at=AT):
    """Try so often; return how many of the tries were to be checked."""
    return [begin_try(name, address, at=at) for _ in range(times)].count(None)


def address_number(number):
    return f"192.0.2.{number}"


def test_five_tries_at_an_account_from_an_address_are_checked_then_none():
    assert tried(5) == 5
    assert begin_try("prov32", OFFICE, at=AT + MINUTE) == AT + MINUTE + LOCKED_FOR


def test_tries_during_a_lock_make_it_no_longer_and_are_not_counted():
    tried(6)

    during = [begin_try("prov32", OFFICE, at=AT + minutes * MINUTE) for minutes in range(15)]

    assert set(during) == {AT + LOCKED_FOR}
    assert GuessCount.objects.get(scope="account").tries == 5
    assert GuessCount.objects.get(scope="address").tries == 5


def test_after_the_lock_counting_begins_anew():
    tried(6)

    assert tried(7, at=AT + LOCKED_FOR) == 5


def test_a_window_begins_with_its_first_try_and_ends_by_itself():
    tried(3)
    within = MOST_GUESSES["pair"].within

    assert tried(2, at=AT + within - MINUTE) == 2
    assert tried(5, at=AT + within) == 5


def test_another_address_is_not_locked_by_the_lock_of_one():
    tried(6)

    assert begin_try("prov32", ELSEWHERE, at=AT) is None


def test_another_account_is_not_locked_by_the_lock_of_one():
    tried(6)

    assert begin_try("prov51", OFFICE, at=AT) is None


def test_from_one_address_alone_nobody_locks_an_account_for_the_others():
    moments = [AT + halves * MINUTE / 2 for halves in range(240)]

    checked = sum(tried(1, address=ELSEWHERE, at=at) for at in moments)

    assert checked == 35
    assert begin_try("prov32", OFFICE, at=moments[-1]) is None
    assert not GuessCount.objects.filter(scope="account", locked_until__isnull=False).exists()


def test_from_many_addresses_thirty_tries_an_hour_at_an_account_are_checked():
    checked = sum(tried(1, address=address_number(number)) for number in range(50))

    assert checked == 30
    assert begin_try("prov32", OFFICE, at=AT) == AT + LOCKED_FOR


@pytest.mark.parametrize(
    ("signed_in_at", "checked"),
    [(AT - KNOWN_ADDRESS_FOR, 5), (AT - KNOWN_ADDRESS_FOR - MINUTE, 0)],
)
def test_strangers_lock_nobody_out_where_they_signed_in_of_late(signed_in_at, checked):
    owner = make_user("prov32")
    record(EventKind.SIGNED_IN, by=owner, at=signed_in_at, address=OFFICE)

    for number in range(7):
        tried(5, address=address_number(number))

    assert tried(1, address=ELSEWHERE) == 0
    assert tried(6, address=OFFICE) == checked


def test_where_another_signed_in_an_account_is_locked_all_the_same():
    record(EventKind.SIGNED_IN, by=make_user("prov51"), at=AT, address=OFFICE)

    for number in range(7):
        tried(5, address=address_number(number))

    assert tried(1, address=OFFICE) == 0


def test_from_one_address_a_hundred_tries_an_hour_at_all_accounts_are_checked():
    checked = sum(tried(1, name=f"prov{number}") for number in range(120))

    assert checked == 100
    assert begin_try("somebody else", OFFICE, at=AT + MINUTE) == AT + LOCKED_FOR
    assert begin_try("somebody else", ELSEWHERE, at=AT + MINUTE) is None


def test_an_account_that_nobody_has_is_locked_like_one_that_somebody_has(jabar_officer):
    answers = {name: [begin_try(name, OFFICE, at=AT) for _ in range(8)] for name in ("prov32", "nobody-has")}

    assert answers["prov32"] == answers["nobody-has"]


@pytest.mark.parametrize("typed", ["PROV32", " prov32 ", "ｐｒｏｖ３２", "Prov32\t"])
def test_however_a_name_is_spelt_the_same_account_is_counted(typed):
    tried(5)

    assert begin_try(typed, OFFICE, at=AT) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"),
        ("203.0.113.7", "::ffff:203.0.113.7"),
        ("", ""),
    ],
)
def test_addresses_of_one_party_are_counted_as_one(one, other):
    tried(5, address=one)

    assert begin_try("prov32", other, at=AT) is not None


def test_neighbours_are_not_counted_as_one():
    tried(5, address="2001:db8:1:2::1")

    assert begin_try("prov32", "2001:db8:1:3::1", at=AT) is None


def test_a_right_password_forgives_the_pair_and_takes_its_own_try_back_elsewhere():
    tried(2, address=ELSEWHERE)
    tried(4)

    forgive("prov32", OFFICE)

    counts = GuessCount.objects.order_by("scope", "tries").values_list("scope", "tries")
    assert list(counts) == [("account", 5), ("address", 2), ("address", 3), ("pair", 2)]


def test_who_has_one_account_cannot_wipe_out_guesses_at_the_others():
    for number in range(120):
        tried(1, name=f"prov{number}")
        if begin_try("my-own", OFFICE, at=AT) is None:
            forgive("my-own", OFFICE)

    assert GuessCount.objects.get(scope="address").tries == 100


def test_a_whole_office_signs_in_from_one_address():
    signed_in = 0
    for number in range(300):
        signed_in += tried(1, name=f"officer{number}")
        forgive(f"officer{number}", OFFICE)

    assert signed_in == 300


def test_a_try_that_was_none_is_taken_back_everywhere():
    tried(5)

    take_back("prov32", OFFICE)

    assert [count.tries for count in GuessCount.objects.all()] == [4, 4, 4]
    assert tried(2) == 1


def test_an_administrator_unlocks_an_account_whatever_locked_it(jabar_officer, bali_officer):
    tried(6)
    tried(6, name="prov51")
    for number in range(30):
        tried(1, address=address_number(number))
    assert locked_until(jabar_officer, AT) == AT + LOCKED_FOR

    assert unlock(jabar_officer)

    assert locked_until(jabar_officer, AT) is None
    assert begin_try("prov32", OFFICE, at=AT) is None
    assert begin_try("prov51", OFFICE, at=AT) is not None
    assert not unlock(make_user("another"))


def test_a_lock_that_is_over_is_none(jabar_officer):
    tried(6)

    assert locked_until(jabar_officer, AT + LOCKED_FOR - MINUTE) == AT + LOCKED_FOR
    assert locked_until(jabar_officer, AT + LOCKED_FOR) is None


def test_the_beginning_of_a_lock_is_kept_once(jabar_officer):
    tried(20)

    event = SecurityEvent.objects.get()
    assert (event.kind, event.account, event.address, event.at) == (
        EventKind.LOCKED,
        jabar_officer,
        OFFICE,
        AT,
    )
    assert event.details == {"scopes": "pair", "until": (AT + LOCKED_FOR).isoformat()}


def test_the_lock_of_an_address_is_nobodys(jabar_officer):
    for number in range(100):
        tried(1, name=f"prov{number}x")

    tried(1)

    event = SecurityEvent.objects.get()
    assert (event.account, event.details["scopes"]) == (None, "address")


def test_what_was_typed_is_nowhere_kept():
    tried(6, name="RahasiaSekali2017")

    kept = str(list(GuessCount.objects.values())) + str(list(SecurityEvent.objects.values()))
    assert "rahasia" not in kept.lower()
    assert SecurityEvent.objects.get().account is None


def test_old_counts_are_forgotten_and_those_that_count_are_kept():
    tried(6)
    tried(1, name="prov51", address=ELSEWHERE, at=AT + timedelta(days=1))

    assert forget_old_guesses(at=AT + timedelta(days=1, minutes=1)) == 3
    assert GuessCount.objects.count() == 3


def test_a_try_costs_the_same_queries_whoever_is_tried(jabar_officer, django_assert_num_queries):
    for name in ("prov32", "nobody-has"):
        with django_assert_num_queries(8):
            begin_try(name, OFFICE, at=AT)
