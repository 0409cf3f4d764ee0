"""What storing rows would change: read only, shown before it is done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from monitoring.imports.stored.reports import Change, Figures
from monitoring.models import DistrictReport
from monitoring.rules import FIGURES


class FiguresRow(Protocol):
    """A row that was read: a district, a day, and its figures in order, None where it says none."""

    district: int
    as_of: date
    said: Figures
    sheet: str | None
    row: int


@dataclass(frozen=True, slots=True)
class ReportPlan:
    """The changes that rows ask for: new reports, changed ones, and how many stay as they are."""

    new: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: int = 0

    @property
    def changes(self) -> list[Change]:
        return [*self.new, *self.changed]


Stored = dict[tuple[int, date], tuple[int, Figures]]
"""The key and figures of each stored report, by district and day."""


def stored_reports(rows: Sequence[FiguresRow]) -> Stored:
    """Return the stored reports of the districts and days of `rows`: one query."""
    if not rows:
        return {}
    days = [row.as_of for row in rows]
    found = DistrictReport.objects.filter(
        district__in={row.district for row in rows}, as_of__range=(min(days), max(days))
    ).values_list("district_id", "as_of", "pk", *FIGURES)
    return {
        (district, as_of): (key, tuple(figures)) for district, as_of, key, *figures in found.iterator(5000)
    }


def plan_reports(rows: Iterable[FiguresRow], stored: Stored) -> ReportPlan:
    """Return what `rows` change. A figure that a row does not say stays as it is stored."""
    new: list[Change] = []
    changed: list[Change] = []
    unchanged = 0
    for row in rows:
        key, before = stored.get((row.district, row.as_of), (None, None))
        after = row.said if before is None else filled(row.said, before)
        if after == before:
            unchanged += 1
            continue
        change = Change(row.district, row.as_of, key, before, after, row.sheet or "", row.row)
        (new if before is None else changed).append(change)
    return ReportPlan(new, changed, unchanged)


def filled(said: Figures, before: Figures) -> Figures:
    """Return what a row says, and what is stored where it says nothing: a null never erases."""
    if None not in said:
        return said
    return tuple([old if value is None else value for value, old in zip(said, before, strict=True)])
