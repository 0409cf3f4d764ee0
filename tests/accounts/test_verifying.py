from datetime import timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitoring.accounts import verifying
from monitoring.accounts.verifying import End, Fault, What, verify
from monitoring.models import EventHead, EventKind, SecurityEvent
from monitoring.models.events import record, seal_of
from tests.accounts.tampering import (
    change,
    close_gap,
    insert,
    lift,
    move,
    open_gap,
    remove,
    set_end,
    sql,
    swap,
)
from tests.makers import NOW, make_user

LAST = 8
only_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL takes no such value")


@pytest.fixture
def events(auditor):
    """Eight events, in the hands of someone who may do anything with the tables."""
    for number in range(1, LAST + 1):
        record(
            EventKind.EXPORTED,
            by=auditor,
            at=NOW + timedelta(seconds=number),
            address="10.1.2.3",
            about=f"upload {number}",
            rows=number,
            format="xlsx",
        )
    lift()
    return list(SecurityEvent.objects.order_by("number"))


def fault():
    found = verify().fault
    return found and (found.number, found.what)


def test_nothing_was_recorded_yet(db):
    assert verify() == verifying.Verdict(0, End(0, "0" * 64), None)


def test_what_nobody_touched_is_whole(events):
    assert verify() == verifying.Verdict(8, End(8, events[-1].digest), None)


ALTERED = {
    "at": "2017-07-16 03:00:03.000001+00:00",
    "kind": "signed_in",
    "address": "10.1.2.4",
    "about": "upload 4 ",
    "details": '{"rows": 3, "format": "csv"}',
    "previous": "a" * 64,
    "digest": "b" * 64,
}


@pytest.mark.parametrize("number", [1, 3, LAST])
@pytest.mark.parametrize(("column", "value"), ALTERED.items())
def test_an_altered_field_is_found(events, number, column, value):
    change(number, column, value)

    assert fault() == (number, What.ALTERED)


@pytest.mark.parametrize("account", ["another", None])
def test_another_account_is_found(events, account):
    change(3, "account_id", account and make_user(account).pk)

    assert fault() == (3, What.ALTERED)


@pytest.mark.parametrize(
    "details", ["{}", '{"rows": "3", "format": "xlsx"}', '{"rows": 3.0, "format": "xlsx"}', "null", "[]"]
)
def test_other_details_are_found(events, details):
    change(3, "details", details)

    assert fault() == (3, What.ALTERED)


def test_details_that_say_the_same_are_the_same(events):
    change(3, "details", '{ "format":"xlsx",  "rows":3}')

    assert fault() is None


@pytest.mark.parametrize("number", [1, 4, LAST])
def test_a_removed_event_is_found(events, number):
    remove(number)

    assert fault() == (number, What.REMOVED)


@pytest.mark.parametrize("width", [1, 3])
@pytest.mark.parametrize("number", [1, 3, 5])
def test_removed_and_renumbered_events_are_found(events, number, width):
    remove(*range(number, number + width))
    close_gap(number + width - 1, LAST, width)

    assert fault() == (number, What.REMOVED)


def test_a_removed_last_event_is_found_when_the_end_was_changed_with_it(events):
    remove(LAST)
    set_end(LAST - 1, events[-2].digest)

    assert fault() == (LAST, What.END_CHANGED)


def test_a_removed_last_event_is_found_when_the_end_went_with_it(events):
    remove(LAST)
    sql("DELETE FROM END")

    assert fault() == (LAST, What.END_CHANGED)


def test_a_removed_last_event_is_found_by_the_end_that_was_written_down(events):
    written = verify().end
    remove(LAST)
    set_end(LAST - 1, events[-2].digest, seal_of(LAST - 1, events[-2].digest))

    assert fault() is None
    assert verify(expected=written).fault == Fault(LAST, What.REMOVED)


def test_a_removed_last_event_is_still_found_after_others_were_recorded(events):
    remove(LAST)
    record(EventKind.SIGNED_IN, by=None, at=NOW)

    assert fault() == (LAST, What.REMOVED)


def test_everything_removed_is_found(events):
    remove(*range(1, LAST + 1))

    assert fault() == (1, What.REMOVED)


@pytest.mark.parametrize("width", [1, 2])
@pytest.mark.parametrize("number", [1, 4, LAST])
def test_inserted_and_renumbered_events_are_found(events, number, width):
    open_gap(number, LAST, width)
    for each in range(number, number + width):
        insert(each, like=LAST + width)

    assert fault() == (number, What.INSERTED)


def test_an_inserted_event_that_takes_the_place_in_the_chain_is_found(events):
    open_gap(4, LAST)
    change(5, "previous", "c" * 64)
    insert(4, like=3, previous=events[2].digest)

    assert fault() == (4, What.INSERTED)


@pytest.mark.parametrize("digest", [None, "d" * 64])
def test_an_event_inserted_at_the_end_is_found(events, digest):
    insert(LAST + 1, like=3, previous=events[-1].digest, digest=digest)

    assert fault() == (LAST + 1, What.INSERTED)


def test_an_event_inserted_at_the_end_is_found_when_the_end_was_moved_to_it(events):
    insert(LAST + 1, like=3, previous=events[-1].digest)
    set_end(LAST + 1, SecurityEvent.objects.get(number=LAST + 1).digest)

    assert fault() == (LAST + 1, What.INSERTED)


def test_an_event_inserted_far_behind_the_end_is_found(events):
    insert(1000, like=3, previous=events[-1].digest)

    assert fault() == (1000, What.INSERTED)


def test_an_event_inserted_before_the_first_is_found(events):
    insert(0, like=3)

    assert fault() == (0, What.INSERTED)


@pytest.mark.parametrize(("first", "second"), [(1, 2), (3, 4), (2, LAST)])
def test_exchanged_events_are_found(events, first, second):
    swap(first, second)

    assert fault() == (first, What.ALTERED)


def test_the_first_of_several_is_named(events):
    change(7, "about", "other")
    remove(5)
    change(6, "kind", "signed_in")

    assert fault() == (5, What.REMOVED)


def test_another_key_is_told_as_such(events, settings):
    settings.AUDIT_KEY = "another key"

    assert fault() == (0, What.OTHER_KEY)


def test_an_only_event_that_was_altered_is_not_taken_for_another_key(auditor):
    record(EventKind.SIGNED_IN, by=auditor, at=NOW)
    lift()
    change(1, "about", "other")

    assert fault() == (1, What.ALTERED)


def test_a_key_that_was_changed_is_told_with_the_event_from_which_on_it_fits(events, settings):
    settings.AUDIT_KEY = "a new key"
    record(EventKind.SIGNED_IN, by=None, at=NOW)

    assert fault() == (LAST + 1, What.OTHER_KEY)
    assert verify(LAST + 1) == verifying.Verdict(2, End(LAST + 2, EventHead.objects.get().digest), None)


def test_an_end_that_was_mended_is_told_for_good(events):
    remove(LAST)
    sql("DELETE FROM END")
    for _ in range(2):
        record(EventKind.SIGNED_IN, by=None, at=NOW)

    assert fault() == (LAST, What.END_MENDED)
    assert verify(LAST).fault is None


def test_from_a_number_on_what_came_before_is_not_asked(events):
    change(3, "about", "other")

    assert verify(4) == verifying.Verdict(5, End(LAST, events[-1].digest), None)
    assert verify(3).fault == Fault(3, What.ALTERED)


@pytest.mark.parametrize("start", [4, LAST])
def test_from_a_number_on_what_is_removed_is_found(events, start):
    remove(start)

    assert verify(start).fault == Fault(start, What.REMOVED)


def test_an_end_that_was_written_down_is_found_again(events):
    written = [End(0, "0" * 64), End(4, events[3].digest), End(LAST, events[-1].digest)]

    assert [verify(expected=end).fault for end in written] == [None] * 3
    assert verify(expected=End(4, "e" * 64)).fault == Fault(4, What.REWRITTEN)
    assert verify(6, End(4, events[3].digest)).fault is None


@only_sqlite
@pytest.mark.parametrize(
    ("column", "value"), [("at", "yesterday"), ("at", ""), ("details", 7), ("about", b"\xff"), ("at", 5)]
)
def test_what_cannot_be_read_at_all_is_altered(events, column, value):
    sql("PRAGMA ignore_check_constraints = ON")
    change(5, column, value)

    assert fault() == (5, What.ALTERED)


@only_sqlite
def test_a_number_that_is_none_was_put_there(events):
    insert("last", like=3)

    assert fault() == (LAST + 1, What.INSERTED)


def test_pages_follow_each_other(events, monkeypatch):
    monkeypatch.setattr(verifying, "PAGE", 3)

    assert verify().checked == LAST
    move(5, 100)
    assert fault() == (5, What.REMOVED)


def altered(number, data):
    column = data.draw(st.sampled_from([*ALTERED]))
    # Digests are there once only, even forged ones.
    change(number, column, f"{number:064}" if column in ("previous", "digest") else ALTERED[column])
    return What.ALTERED


def removed(number, data):
    remove(number)
    if data.draw(st.booleans()):
        close_gap(number, LAST)
    return What.REMOVED


def inserted(number, data):
    open_gap(number, LAST)
    insert(number, like=data.draw(st.integers(number + 1, LAST + 1)))
    return What.INSERTED


def exchanged(number, data):
    swap(number, data.draw(st.integers(number + 1, LAST)))
    return What.ALTERED


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, LAST - 1), st.sampled_from([altered, removed, inserted, exchanged]), st.data())
def test_whatever_was_done_the_first_touched_event_is_named(events, number, tamper, data):
    with transaction.atomic():
        what = tamper(number, data)

        assert fault() == (number, what)
        transaction.set_rollback(True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(1, LAST - 1), min_size=2, max_size=3, unique=True), st.data())
def test_however_much_was_done_the_first_touched_event_is_named(events, numbers, data):
    with transaction.atomic():
        # From behind, so that the numbers before are still those of the events.
        for number in sorted(numbers, reverse=True):
            data.draw(st.sampled_from([altered, exchanged]))(number, data)

        assert verify().fault.number == min(numbers)
        transaction.set_rollback(True)


def test_a_page_costs_one_query(events, django_assert_num_queries):
    # The end before and after, the page, and that there is no further one.
    with django_assert_num_queries(4):
        verify()
