"""Whether the security events are whole; if not, which is the first that was altered, removed or inserted.

What can be told rests on AUDIT_KEY: an event that fits its digest was written by the portal, with that number
and after that event. One that fits with another number was moved there, since others went or came.
"""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from enum import StrEnum

from monitoring.models import EventHead, EventKind, SecurityEvent
from monitoring.models.events import FIRST, digest_of, seal_of

PAGE = 2000
NEAR = 1000
"""So many events further on are looked at, to tell a removed or inserted event from an altered one."""

UNREADABLE = (AttributeError, OverflowError, TypeError, ValueError)
"""What reading an event raises whose columns hold what the portal never wrote: SQLite keeps anything."""


class What(StrEnum):
    ALTERED = "altered"
    REMOVED = "removed"
    INSERTED = "inserted"
    END_CHANGED = "end_changed"
    """The events are whole, but not what the portal keeps of their end: later ones may be gone."""
    END_MENDED = "end_mended"
    """The event says that the end was gone or changed when it was recorded: some before it may be gone."""
    OTHER_KEY = "other_key"
    """Nothing before the event `number` (0: nothing at all) was made with this AUDIT_KEY."""
    REWRITTEN = "rewritten"
    """The event is whole, but not the one that was written down."""


@dataclass(frozen=True, slots=True)
class Fault:
    number: int
    what: What


@dataclass(frozen=True, slots=True)
class End:
    """The event up to which all is whole: what a later check must find again."""

    count: int
    digest: str

    def __str__(self) -> str:
        return f"{self.count}:{self.digest}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`checked` events were whole, up to `end`; `fault` is the first thing that is not, None if all is."""

    checked: int
    end: End
    fault: Fault | None


def verify(start: int = 1, expected: End | None = None) -> Verdict:
    """Check the events from the number `start` on, page by page; `expected` is an end written down before.

    What lies before `start` is taken as it is, and so is a mended end right there. A `start` that nothing has
    reached yet is no fault: nothing is checked.
    """
    kept = _kept_end()
    end, checked = End(start - 1, FIRST if start == 1 else ""), 0
    for event in _events(start):
        fault = _fault(event, end, kept, is_first=not checked)
        if fault is not None:
            return Verdict(checked, end, fault)
        end, checked = End(event.number, event.digest), checked + 1
    if start > 1 and not checked and (kept is None or kept.count < start):
        return Verdict(checked, end, None)
    return Verdict(checked, end, _fault_of_end(end, kept, expected))


def _kept_end() -> EventHead | None:
    return EventHead.objects.first()


def _events(start: int) -> Iterator[SecurityEvent]:
    """Yield the events in their order, from the number `start` on; from 1 on is all that there are."""
    rows = SecurityEvent.objects.order_by("number")
    page = _page(rows.filter(number__gte=start) if start > 1 else rows)
    while page:
        yield from page
        page = _page(rows.filter(number__gt=page[-1].number))


def _page(rows) -> list[SecurityEvent]:
    try:
        return list(rows[:PAGE])
    except UNREADABLE:
        return [_one(rows, number) for number in rows.values_list("number", flat=True)[:PAGE]]


def _one(rows, number: int) -> SecurityEvent:
    try:
        return rows.get(number=number)
    except UNREADABLE:
        # Without a digest, so that it fits nothing.
        return SecurityEvent(number=number)


def _fault(event: SecurityEvent, end: End, kept: EventHead | None, *, is_first: bool) -> Fault | None:
    """Return what is wrong with `event`, which must be the one after `end`."""
    number = end.count + 1
    if event.number != number:
        return _out_of_line(event, number, kept)
    if not _fits(event) or event.previous != (end.digest or event.previous):
        return _broken(event, end, kept, is_first=is_first)
    if event.kind == EventKind.END_MENDED and not is_first:
        return Fault(number, What.END_MENDED)
    return None


def _out_of_line(event: SecurityEvent, number: int, kept: EventHead | None) -> Fault:
    """Return what it means that `number` is not there."""
    readable = isinstance(event.number, int)
    if readable and event.number < number:
        return Fault(event.number, What.INSERTED)
    if kept is not None and kept.is_sealed and kept.count < number:
        return Fault(event.number if readable else number, What.INSERTED)
    return Fault(number, What.REMOVED)


def _broken(event: SecurityEvent, end: End, kept: EventHead | None, *, is_first: bool) -> Fault:
    number = event.number
    is_later_one, comes_later = _is_later_one(event, kept), _comes_later(number, end.digest)
    if is_later_one != comes_later:
        return Fault(number, What.REMOVED if is_later_one else What.INSERTED)
    if not is_later_one and _is_beyond(end, kept):
        return Fault(number, What.INSERTED)
    if not is_later_one and is_first:
        return _altered_or_other_key(number, kept)
    return Fault(number, What.ALTERED)


def _is_later_one(event: SecurityEvent, kept: EventHead | None) -> bool:
    """Return whether `event` is a whole one that stood further on, before some were removed."""
    numbers = set(range(event.number + 1, event.number + NEAR + 1))
    last = SecurityEvent.objects.order_by("-number").values_list("number", flat=True).first()
    if kept is not None and isinstance(last, int):
        numbers.add(event.number + kept.count - last)
    return any(_fits(event, number=number) for number in numbers - {event.number})


def _comes_later(number: int, previous: str) -> bool:
    """Return whether the event that bore `number` stands further on, since some were inserted before it."""
    later = SecurityEvent.objects.filter(number__gt=number).order_by("number")
    near = [*_page(later)[:NEAR], *_page(later.filter(previous=previous))]
    return any(_fits(event, number=number, previous=previous or event.previous) for event in near)


def _is_beyond(end: End, kept: EventHead | None) -> bool:
    """Return whether the portal recorded nothing after `end`, as far as its own end tells."""
    if kept is None:
        return False
    return (kept.is_sealed and kept.count <= end.count) or kept.seal == seal_of(end.count, end.digest)


def _altered_or_other_key(number: int, kept: EventHead | None) -> Fault:
    """Tell an altered first event from events that were all made with another key than the one in use."""
    whole = next((event for event in _events(number + 1) if _fits(event)), None)
    if whole is not None and whole.kind == EventKind.END_MENDED:
        return Fault(whole.number, What.OTHER_KEY)
    if whole is None and not (kept is not None and kept.is_sealed):
        return Fault(0, What.OTHER_KEY)
    return Fault(number, What.ALTERED)


def _fits(event: SecurityEvent, **changed: int | str) -> bool:
    """Return whether `event`, with some fields as they may have been, is what its digest was made of."""
    said = copy(event)
    for name, value in changed.items():
        setattr(said, name, value)
    try:
        return digest_of(said) == event.digest
    except UNREADABLE:
        return False


def _fault_of_end(end: End, kept: EventHead | None, expected: End | None) -> Fault | None:
    """Return what is missing after `end`, the last event. `kept` was read before the events were."""
    if max(kept.count if kept and kept.is_sealed else 0, expected.count if expected else 0) > end.count:
        return Fault(end.count + 1, What.REMOVED)
    if expected is not None and expected.digest != _digest_at(expected.count):
        return Fault(expected.count, What.REWRITTEN)
    now = _kept_end()
    if now is None:
        return Fault(end.count + 1, What.END_CHANGED) if end.count else None
    if not now.is_sealed or now.count < end.count:
        return Fault(end.count + 1, What.END_CHANGED)
    return None


def _digest_at(number: int) -> str | None:
    if number == 0:
        return FIRST
    return SecurityEvent.objects.filter(number=number).values_list("digest", flat=True).first()
