"""The first page: the state of things with the day of each figure, and the districts that need someone."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring import clock
from monitoring.admin.accounts.front import account_front
from monitoring.admin.numbers import count_text, day_text, percent_text
from monitoring.figures.flags import EXPLANATIONS, Explanation, flagged
from monitoring.figures.national import NationalFigures, national_figures
from monitoring.models import District
from monitoring.models.scoping import sees_all
from monitoring.rules import Reason

CENTRAL = (
    ("supplied", gettext_lazy("Supplied by the maker")),
    ("central_on_hand", gettext_lazy("In the central store")),
)
SENT = (
    ("shipped", gettext_lazy("Sent by the centre")),
    ("received", gettext_lazy("Received")),
    ("in_transit", gettext_lazy("On the way")),
    ("printed", gettext_lazy("Printed")),
    ("damaged", gettext_lazy("Damaged")),
    ("available", gettext_lazy("Available in districts")),
)
ENROLMENT = (
    ("eligible", gettext_lazy("Must hold a card")),
    ("enrolled", gettext_lazy("Enrolled")),
    ("unenrolled", gettext_lazy("Not yet enrolled")),
)

Titles = Iterable[tuple[str, str | Promise]]


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure: its name, the number as text, and how new it is."""

    title: str | Promise
    value: str
    note: str
    share: float | None = None
    is_flagged: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Flagged districts with one reason."""

    explanation: Explanation
    districts: list[District]


def front_context(request: HttpRequest) -> dict[str, Any]:
    """Return what the first page shows. Officers see the sums of their own regions, the centre everything."""
    if not request.user.has_perm("monitoring.view_district"):
        return {"figures": None, "accounts": account_front(request)}
    day, everything = clock.today(), sees_all(request.user)
    districts = District.objects.visible_to(request.user)
    figures = national_figures(as_of=day, districts=None if everything else districts, central=everything)
    needing = list(flagged(districts, as_of=day).select_related("province"))
    return {
        "figures": figures,
        "everything": everything,
        "blanks": [*tiles(figures, CENTRAL if everything else ()), *tiles(figures, SENT), *verdicts(figures)],
        "enrolment": [*tiles(figures, ENROLMENT), coverage(figures)],
        "sum_of": sum_of(figures),
        "groups": groups(needing),
        "flagged": groups(district for district in needing if district.is_low),
        "threshold": figures.low_print_threshold,
    }


def tiles(figures: NationalFigures, titles: Titles) -> list[Tile]:
    return [Tile(title, count_text(getattr(figures, name)), note_of(name, figures)) for name, title in titles]


def verdicts(figures: NationalFigures) -> list[Tile]:
    """Return the figures that are worked out of the others."""
    used = Tile(
        gettext_lazy("Used of what was sent"),
        percent_text(figures.used_percent),
        note_of("printed", figures),
        share=float(figures.used_percent) if figures.used_percent is not None else None,
    )
    title = _("Districts below %(threshold)s cards") % {"threshold": figures.low_print_threshold or "–"}
    low = Tile(
        title,
        count_text(figures.low_print_districts),
        _("of %(all)s districts") % {"all": count_text(figures.districts)},
        is_flagged=bool(figures.low_print_districts),
    )
    if figures.unexplained is None:
        return [used, low]
    note = _("supplied, less all that is accounted for")
    return [used, Tile(gettext_lazy("Unexplained"), count_text(figures.unexplained), note), low]


def coverage(figures: NationalFigures) -> Tile:
    share = float(figures.coverage_percent) if figures.coverage_percent is not None else None
    note = note_of("enrolled", figures)
    return Tile(gettext_lazy("Coverage"), percent_text(figures.coverage_percent), note, share=share)


def note_of(name: str, figures: NationalFigures) -> str:
    """Return on which days a figure was last reported; what documents say holds as of the day asked for."""
    span = figures.spans.get(name)
    if span is None:
        day = figures.as_of
        return _("not reported") if getattr(figures, name) is None else days_text(day, day)
    days = days_text(span.first_on, span.last_on)
    return without_damaged(days) if name == "available" and figures.damaged is None else days


def without_damaged(note: str) -> str:
    """Return `note` with the warning that damaged blanks, never reported, count as none."""
    return _("%(note)s, without damaged ones: not reported") % {"note": note}


def days_text(first: date, last: date) -> str:
    if first == last:
        return _("as of %(day)s") % {"day": day_text(last)}
    return _("%(first)s to %(last)s") % {"first": day_text(first), "last": day_text(last)}


def sum_of(figures: NationalFigures) -> str:
    return _("Sum of %(reporting)s of %(all)s districts (provinces: %(provinces)s).") % {
        "reporting": count_text(figures.districts_reporting),
        "all": count_text(figures.districts),
        "provinces": count_text(figures.provinces),
    }


def groups(districts: Iterable[District]) -> list[Group]:
    """Return the flagged districts by reason, in the order in which the rules ask."""
    by_reason: dict[str, list[District]] = defaultdict(list)
    for district in districts:
        by_reason[district.reason].append(district)
    return [Group(EXPLANATIONS[reason], by_reason[reason]) for reason in Reason if by_reason[reason]]
