"""The table of daily entry: a row a district, a cell a figure, read and judged like an upload."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring.admin.entry import Entry, Told, refusal_text
from monitoring.admin.numbers import count_text, day_text
from monitoring.figures.reported import with_reported
from monitoring.figures.rounds import round_as_of
from monitoring.imports.cells.counts import read_count
from monitoring.imports.findings import CellRefused
from monitoring.imports.stored.reports import Figures
from monitoring.models import District, DistrictPlace, Province
from monitoring.models.scoping import Viewer
from monitoring.rules import FIGURES

TITLES: Mapping[str, str | Promise] = {
    "printed": gettext_lazy("printed"),
    "damaged": gettext_lazy("damaged"),
    "stock_on_hand": gettext_lazy("blanks on hand"),
    "print_ready": gettext_lazy("PRR"),
    "substitute_certificates": gettext_lazy("certificates"),
    "eligible": gettext_lazy("eligible"),
    "enrolled": gettext_lazy("enrolled"),
}


@dataclass(slots=True)
class GridCell:
    """One input: what is typed in it, what was reported last before the day, and what is wrong with it."""

    field: str
    name: str
    last: str = ""
    last_on: str = ""
    text: str = ""
    errors: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        return str(TITLES[self.field])

    def read(self) -> int | None:
        """Return the count that is typed, None where nothing is; a text that is no count becomes an error."""
        try:
            return read_count(self.text.strip() or None)
        except CellRefused as refused:
            self.errors.append(refusal_text(refused, self.text.strip()))
            return None


@dataclass(slots=True)
class GridRow:
    district: int
    code: str
    name: str
    cells: list[GridCell]
    errors: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    @property
    def is_wrong(self) -> bool:
        return bool(self.errors) or any(cell.errors for cell in self.cells)

    @property
    def told(self) -> list[tuple[str, str, bool]]:
        """Return what was found: the figure's title (empty: the row), the sentence, whether an error."""
        places = [("", self), *((cell.title, cell) for cell in self.cells)]
        return [
            (title, text, is_error)
            for title, place in places
            for texts, is_error in ((place.errors, True), (place.doubts, False))
            for text in texts
        ]

    def put(self, told: Told) -> None:
        """Put a finding at its cell, or at the row."""
        place = next((cell for cell in self.cells if cell.field == told.field), self)
        (place.errors if told.is_error else place.doubts).append(told.text)


def rows_for(user: Viewer, province: Province, as_of: date) -> list[GridRow]:
    """Return a row for each district of `user` that lay in `province` on the day: three queries."""
    places = DistrictPlace.objects.in_force(as_of).filter(
        province=province, district__in=District.objects.visible_to(user)
    )
    round_ = replace(round_as_of(as_of), as_of=as_of - timedelta(days=1))
    last = {each.pk: each for each in with_reported(District.objects.filter(places__in=places), round_)}
    return [
        GridRow(place.district_id, place.code, place.name, _cells(last[place.district_id]))
        for place in places.order_by("code")
    ]


def _cells(district: District) -> list[GridCell]:
    return [GridCell(name, f"{district.pk}-{name}", *_last(district, name)) for name in FIGURES]


def _last(district: District, figure: str) -> tuple[str, str]:
    value = getattr(district, figure)
    return ("", "") if value is None else (count_text(value), day_text(getattr(district, f"{figure}_on")))


def fill(rows: Iterable[GridRow], stored: Iterable[Entry]) -> None:
    """Put into the inputs what is stored for the day."""
    before = {entry.district: entry.before for entry in stored}
    for row in rows:
        for cell, value in zip(row.cells, before[row.district] or (None,) * len(FIGURES), strict=True):
            cell.text = "" if value is None else str(value)


def read(rows: Iterable[GridRow], typed: Mapping[str, str]) -> dict[int, Figures]:
    """Read what was typed; what cannot be read becomes an error at its cell."""
    figures = {}
    for row in rows:
        for cell in row.cells:
            cell.text = typed.get(cell.name, "")[:40]
        figures[row.district] = tuple([cell.read() for cell in row.cells])
    return figures


def take(rows: Iterable[GridRow], told: Iterable[Told]) -> None:
    by_district = {row.district: row for row in rows}
    for each in told:
        by_district[each.district].put(each)


def refuse_empty(rows: Iterable[GridRow], entries: Iterable[Entry]) -> None:
    """Refuse a report of which nothing would be left: that is a deletion, which has its own page."""
    emptied = {entry.district for entry in entries if entry.is_change and not any_said(entry.figures)}
    for row in rows:
        if row.district in emptied:
            row.errors.append(_("Nothing would be left of the report. To take it back, delete it."))


def any_said(figures: Figures) -> bool:
    return any(figure is not None for figure in figures)


@dataclass(frozen=True, slots=True)
class Step:
    """One figure from what stands there to what is typed, for a reader."""

    code: str
    name: str
    title: str | Promise
    was: str
    becomes: str
    is_erased: bool


def steps(rows: Sequence[GridRow], entries: Iterable[Entry]) -> list[Step]:
    named = {row.district: row for row in rows}
    return [
        Step(
            named[entry.district].code,
            named[entry.district].name,
            TITLES[figure],
            count_text(old),
            count_text(new),
            new is None,
        )
        for entry in entries
        for figure, old, new in zip(
            FIGURES, entry.before or (None,) * len(FIGURES), entry.figures, strict=True
        )
        if old != new
    ]


def digest(entries: Iterable[Entry]) -> str:
    """Return a short mark of what was shown, so that nothing else is written in its place."""
    shown = [(e.district, e.as_of.isoformat(), e.key, e.before, e.figures) for e in entries if e.is_change]
    return hashlib.sha256(repr(sorted(shown)).encode()).hexdigest()
