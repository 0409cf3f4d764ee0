"""The national figures as a reader's lines: every figure with the day that it is of."""

from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from monitoring.figures.national import REPORTED, NationalFigures
from monitoring.figures.sums import Span


def statement_lines(figures: NationalFigures) -> Iterator[str]:
    """Give the lines in the language that is active."""
    yield _("State of the blank cards on %(day)s") % {"day": day_text(figures.as_of)}
    yield ""
    yield from _blanks(figures)
    yield ""
    yield from _low_print(figures)
    yield ""
    yield from _enrolment(figures)
    if figures.unexplained is not None:
        yield ""
        yield _line(figures, _("Unexplained"), "unexplained")


def _blanks(figures: NationalFigures) -> Iterator[str]:
    yield _line(figures, _("Supplied"), "supplied")
    yield _line(figures, _("In the central store, last count"), "central_on_hand")
    yield _line(figures, _("Sent to the districts"), "shipped")
    yield _line(figures, _("Received by them"), "received")
    yield _line(figures, _("In transit"), "in_transit")
    yield _line(figures, _("Printed"), "printed")
    yield _line(figures, _("Printed, in percent of what was sent"), "used_percent")
    yield _line(figures, _("Damaged"), "damaged")
    yield _line(figures, _("Left in the districts by the books"), "available")


def _low_print(figures: NationalFigures) -> Iterator[str]:
    if figures.low_print_threshold is None:
        return
    label = _("Districts that printed fewer than %(number)s cards") % {
        "number": count_text(figures.low_print_threshold)
    }
    yield f"{label}: {count_text(figures.low_print_districts)}"
    if figures.low_print_codes:
        yield "  " + ", ".join(figures.low_print_codes)
    yield _("Districts that reported in the round: %(reporting)s of %(districts)s") % {
        "reporting": count_text(figures.districts_reporting),
        "districts": count_text(figures.districts),
    }


def _enrolment(figures: NationalFigures) -> Iterator[str]:
    yield _line(figures, _("Residents who must hold a card"), "eligible")
    yield _line(figures, _("Residents enrolled"), "enrolled")
    yield _line(figures, _("Residents not yet enrolled"), "unenrolled")
    yield _line(figures, _("Enrolled, in percent"), "coverage_percent")


def _line(figures: NationalFigures, label: str, name: str) -> str:
    value = getattr(figures, name)
    if value is None:
        return f"{label}: {_('not reported') if name in REPORTED else _('not known')}"
    text = percent_text(value) if name.endswith("_percent") else count_text(value)
    span = figures.spans.get(name)
    return f"{label}: {text} ({span_text(span)})" if span else f"{label}: {text}"


def count_text(count: int) -> str:
    """Return 1616917 as 1.616.917, in the manner of the active language."""
    return number_format(count, force_grouping=True)


def percent_text(percent: object) -> str:
    return f"{number_format(percent, decimal_pos=2)} %"


def day_text(day: date) -> str:
    return date_format(day, "j F Y")


def span_text(span: Span) -> str:
    if span.first_on == span.last_on:
        return day_text(span.last_on)
    return _("%(first)s to %(last)s") % {"first": day_text(span.first_on), "last": day_text(span.last_on)}
