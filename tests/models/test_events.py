from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, transaction

from monitoring.models import EventHead, EventKind, SecurityEvent
from monitoring.models.events import FIRST, digest_of, record

AT = datetime(2017, 7, 16, 2, 30, tzinfo=UTC)


def test_each_event_is_bound_to_the_one_before(central_staff):
    first = record(EventKind.SIGNED_IN, by=central_staff, at=AT, address="10.1.2.3")
    second = record(EventKind.EXPORTED, by=central_staff, at=AT, about="districtreport", rows=514)

    assert (first.number, first.previous) == (1, FIRST)
    assert (second.number, second.previous) == (2, first.digest)
    head = EventHead.objects.get()
    assert (head.count, head.digest) == (2, second.digest)


def test_a_digest_is_the_same_when_the_event_is_read_again(central_staff):
    event = record(EventKind.EXPORTED, by=central_staff, at=AT, about="“Ülü”", rows=514, kind_of_file="xlsx")

    assert digest_of(SecurityEvent.objects.get()) == event.digest


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_an_event(central_staff, change):
    record(EventKind.SIGNED_IN, by=central_staff, at=AT)
    events = SecurityEvent.objects.all()

    with pytest.raises(DatabaseError, match="events_are_only_added"), transaction.atomic():
        events.update(about="other") if change == "update" else events._raw_delete("default")

    assert SecurityEvent.objects.get().about == ""
