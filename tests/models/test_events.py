import logging
from datetime import UTC, datetime

import pytest
from django.db import transaction

from monitoring.models import EventHead, EventKind, SecurityEvent, refusals
from monitoring.models.events import FIRST, digest_of, record, seal_of
from tests.accounts.tampering import lift, remove, set_end, sql
from tests.models.refused import refused_with_sentence

AT = datetime(2017, 7, 16, 2, 30, tzinfo=UTC)


@pytest.fixture
def three(central_staff):
    return [record(EventKind.SIGNED_IN, by=central_staff, at=AT) for _ in range(3)]


def numbers():
    return list(SecurityEvent.objects.order_by("number").values_list("number", "kind"))


def end():
    head = EventHead.objects.get()
    return head.count, head.digest, head.is_sealed


def test_each_event_is_bound_to_the_one_before(central_staff):
    first = record(EventKind.SIGNED_IN, by=central_staff, at=AT, address="10.1.2.3")
    second = record(EventKind.EXPORTED, by=central_staff, at=AT, about="districtreport", rows=514)

    assert (first.number, first.previous) == (1, FIRST)
    assert (second.number, second.previous) == (2, first.digest)
    assert end() == (2, second.digest, True)


def test_a_digest_is_the_same_when_the_event_is_read_again(central_staff):
    event = record(EventKind.EXPORTED, by=central_staff, at=AT, about="“Ülü”", rows=514, kind_of_file="xlsx")

    assert digest_of(SecurityEvent.objects.get()) == event.digest


def test_what_no_database_or_log_can_hold_is_kept_as_a_mark(central_staff):
    event = record(
        EventKind.REFUSED, by=central_staff, at=AT, about="a\x00b\nc\ud800", name="d\x00" + "e" * 2000
    )

    kept = SecurityEvent.objects.get()
    assert (kept.about, kept.details) == ("a\ufffdb\ufffdc\ufffd", {"name": "d\ufffd" + "e" * 998})
    assert digest_of(kept) == event.digest


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_an_event(three, change):
    events = SecurityEvent.objects.all()

    with refused_with_sentence("events_are_only_added"):
        events.update(about="other") if change == "update" else events._raw_delete("default")

    assert set(events.values_list("about")) == {("",)}


@pytest.mark.parametrize("number", [0, 5, 6, 10**9])
def test_the_database_refuses_an_event_that_is_not_the_next(three, number):
    event = SecurityEvent(number=number, at=AT, kind="signed_in", previous="p", digest="d")

    with refused_with_sentence("events_are_added_at_the_end"):
        event.save(force_insert=True)


@pytest.mark.parametrize(
    ("rule", "statement"),
    [
        ("end_of_events_stays", "DELETE FROM END"),
        ("end_of_events_goes_forward", "UPDATE END SET count = 2"),
        ("end_of_events_goes_forward", "UPDATE END SET count = 4"),
        ("end_of_events_goes_forward", "UPDATE END SET digest = 'x'"),
        ("end_of_events_goes_forward", "UPDATE END SET seal = ''"),
        ("events_have_one_end", "INSERT INTO END (id, count, digest, seal) VALUES (2, 3, 'x', '')"),
    ],
)
def test_the_database_refuses_another_end(three, rule, statement):
    before = end()

    with pytest.raises(Exception, match=rule), transaction.atomic():
        sql(statement)

    assert end() == before


def test_the_end_does_not_go_back_to_an_earlier_event(three):
    with refused_with_sentence("end_of_events_goes_forward"):
        set_end(2, three[1].digest)


def removed_end(three):
    sql("DELETE FROM END")


def end_set_back(three):
    set_end(1, three[0].digest)


def end_set_back_to_what_it_was(three):
    set_end(1, three[0].digest, seal_of(1, three[0].digest))


def end_set_far_ahead(three):
    set_end(2**63 - 1, "x" * 64)


def end_unsealed(three):
    set_end(3, three[2].digest, "")


@pytest.mark.parametrize(
    ("tamper", "found"),
    [
        (removed_end, "missing"),
        (end_set_back, "1:"),
        (end_set_back_to_what_it_was, "1:"),
        (end_set_far_ahead, "9223372036854775807:"),
        (end_unsealed, "3:"),
    ],
)
def test_events_go_on_after_an_end_that_somebody_changed_and_say_so(three, central_staff, tamper, found):
    lift()
    tamper(three)

    event = record(EventKind.SIGNED_IN, by=central_staff, at=AT)

    assert numbers()[3:] == [(4, "end_mended"), (5, "signed_in")]
    mended = SecurityEvent.objects.get(number=4)
    assert (mended.previous, mended.account) == (three[2].digest, None)
    assert mended.about.startswith(found)
    assert end() == (5, event.digest, True)


@pytest.mark.parametrize("change", [removed_end, end_set_back, end_set_far_ahead])
def test_what_the_database_refuses_stops_nobody_once_it_is_refused_again(three, central_staff, change):
    lift()
    change(three)
    refusals.install("default")

    event = record(EventKind.SIGNED_IN, by=central_staff, at=AT)

    assert event.number == 5


def test_a_removed_last_event_leaves_a_gap(three, central_staff):
    lift()
    remove(3)

    event = record(EventKind.SIGNED_IN, by=central_staff, at=AT)

    assert [number for number, _kind in numbers()] == [1, 2, 4]
    assert event.previous == three[2].digest


def test_a_mended_end_is_mended_once(three, central_staff):
    lift()
    removed_end(three)
    record(EventKind.SIGNED_IN, by=central_staff, at=AT)

    record(EventKind.SIGNED_OUT, by=central_staff, at=AT)

    assert [kind for _number, kind in numbers()[3:]] == ["end_mended", "signed_in", "signed_out"]


def test_what_is_taken_back_leaves_no_gap(three, central_staff):
    with transaction.atomic():
        record(EventKind.EXPORTED, by=central_staff, at=AT)
        transaction.set_rollback(True)

    event = record(EventKind.SIGNED_OUT, by=central_staff, at=AT)

    assert (event.number, event.previous) == (4, three[2].digest)


def test_an_event_is_a_line_of_the_log_once_it_is_kept(
    central_staff, caplog, django_capture_on_commit_callbacks
):
    with (
        caplog.at_level(logging.INFO, "monitoring.security"),
        django_capture_on_commit_callbacks(execute=True),
    ):
        event = record(
            EventKind.EXPORTED, by=central_staff, at=AT, address="10.1.2.3", about="upload 7", rows=2
        )
        before = list(caplog.messages)

    assert before == []
    assert caplog.messages == [
        f"event=1 kind=exported account={central_staff.pk} address=10.1.2.3 "
        f'about="upload 7" details={{"rows": 2}} digest={event.digest}'
    ]
