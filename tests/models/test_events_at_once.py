"""Many who record at once: one chain, no number twice, none left out."""

import threading

import pytest
from django.db import transaction

from monitoring.accounts.verifying import verify
from monitoring.models import EventHead, EventKind, SecurityEvent
from monitoring.models.events import record
from tests.accounts.tampering import lift, sql
from tests.at_once import at_once
from tests.models.test_events import AT

pytestmark = pytest.mark.django_db(transaction=True)


def several(number):
    for _ in range(number):
        record(EventKind.SIGNED_IN, by=None, at=AT)


def one_taken_back():
    with transaction.atomic():
        record(EventKind.SIGNED_IN, by=None, at=AT)
        transaction.set_rollback(True)


def numbers():
    return list(SecurityEvent.objects.order_by("number").values_list("number", flat=True))


def test_events_recorded_at_once_follow_each_other():
    results = at_once(*[lambda: several(10)] * 4)

    assert results == [None] * 4
    assert numbers() == list(range(1, 41))
    assert (verify().fault, verify().checked) == (None, 40)


def test_one_that_is_taken_back_meanwhile_leaves_no_gap():
    results = at_once(one_taken_back, lambda: several(5), one_taken_back, lambda: several(5))

    assert results == [None] * 4
    assert numbers() == list(range(1, 11))
    assert verify().fault is None


def test_two_that_find_the_end_gone_mend_it_once():
    several(2)
    lift()
    sql("DELETE FROM END")

    results = at_once(*[lambda: several(1)] * 4)

    assert results == [None] * 4
    kinds = SecurityEvent.objects.order_by("number").values_list("kind", flat=True)
    assert list(kinds) == ["signed_in", "signed_in", "end_mended", *["signed_in"] * 4]
    assert EventHead.objects.get().count == 7


def test_a_second_transaction_waits_for_the_first():
    first_recorded = threading.Event()

    def first():
        with transaction.atomic():
            record(EventKind.SIGNED_IN, by=None, at=AT, about="first")
            first_recorded.set()

    def second():
        first_recorded.wait(5)
        record(EventKind.SIGNED_IN, by=None, at=AT, about="second")

    results = at_once(first, second)

    assert results == [None, None]
    assert list(SecurityEvent.objects.order_by("number").values_list("number", "about")) == [
        (1, "first"),
        (2, "second"),
    ]
