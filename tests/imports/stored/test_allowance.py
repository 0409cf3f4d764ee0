"""How much one account may send within an hour: counted at the edge, and by two at once."""

from datetime import timedelta

import pytest

from monitoring.imports.stored.allowance import charge
from monitoring.models import EventKind, SecurityEvent, SentCount
from monitoring.models.roles import CENTRE
from tests.at_once import at_once
from tests.makers import NOW, make_user

HOUR = timedelta(hours=1)
MOMENT = timedelta(microseconds=1)


@pytest.fixture(autouse=True)
def limits(settings):
    settings.UPLOADS_PER_HOUR = {"files": 3, "bytes": 100}


def taken(user, *sizes, at=NOW):
    return charge(user, sizes, at=at).taken


def limited(user):
    return SecurityEvent.objects.filter(kind=EventKind.LIMITED, account=user)


def test_as_many_as_are_allowed_are_taken_and_no_more(jabar_officer):
    assert taken(jabar_officer, 1, 1) == (True, True)
    assert taken(jabar_officer, 1, 1) == (True, False)
    assert taken(jabar_officer, 1) == (False,)


def test_as_many_bytes_as_are_allowed_are_taken_and_not_one_more(jabar_officer):
    assert taken(jabar_officer, 60) == (True,)
    assert taken(jabar_officer, 41, 40) == (False, True)
    assert SentCount.objects.get(user=jabar_officer).bytes == 100


def test_the_hour_begins_with_the_first_file_and_ends_to_the_moment(jabar_officer):
    first = charge(jabar_officer, (1, 1, 1), at=NOW)

    assert first.again_at == NOW + HOUR
    assert taken(jabar_officer, 1, at=NOW + HOUR - MOMENT) == (False,)
    assert taken(jabar_officer, 1, at=NOW + HOUR) == (True,)
    assert charge(jabar_officer, (1,), at=NOW + HOUR).again_at == NOW + 2 * HOUR


def test_one_account_does_not_use_up_anothers(jabar_officer, bali_officer):
    taken(jabar_officer, 1, 1, 1)

    assert taken(bali_officer, 1) == (True,)


def test_the_limit_is_recorded_once_within_the_hour(jabar_officer):
    charge(jabar_officer, (1, 1, 1, 1), at=NOW, address="203.0.113.7")
    charge(jabar_officer, (1,), at=NOW + HOUR / 2)
    assert [(event.at, event.address, event.details) for event in limited(jabar_officer)] == [
        (NOW, "203.0.113.7", {"files": 3, "bytes": 3})
    ]

    charge(jabar_officer, (101,), at=NOW + HOUR)
    assert limited(jabar_officer).count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_no_more_are_taken(limits):
    user = make_user("pusat", CENTRE)

    results = at_once(*[lambda: taken(user, 1)] * 8)

    assert sorted(results) == [(False,)] * 5 + [(True,)] * 3
    assert SentCount.objects.get(user=user).files == 3
    assert limited(user).count() == 1
