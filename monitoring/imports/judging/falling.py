"""Cumulative figures that fall: printed and damaged count from the beginning of a round."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from monitoring.imports.findings import Finding
from monitoring.imports.judging.history import AT
from monitoring.imports.tables.circumstances import written
from monitoring.imports.tables.rows import Details, Figures, ReportRow
from monitoring.rules import FLOWS

Known = tuple[int, date]
"""A figure, and the day it is of."""


def finding_at(row: ReportRow, code: str, name: str, details: Details, variant: str = "") -> Finding:
    """Return a finding at the cell of a figure, or of the district where there is no such column."""
    at = name if name in row.layout.columns else row.layout.name_field(row.row)
    return row.layout.finding(code, at, row.row, details, variant=variant)


@dataclass(frozen=True, slots=True)
class Fall:
    """A row that cannot be stored, for one figure. `other` is the figure of `day` that it contradicts."""

    row: ReportRow
    code: str
    name: str
    other: int = 0
    day: date | None = None

    def finding(self) -> Finding:
        figures = self.row.said
        if self.code == "more_than_eligible":
            known = ("eligible", "enrolled")
            return finding_at(
                self.row, self.code, self.name, {name: figures[AT[name]] or 0 for name in known}
            )
        assert self.day is not None
        value = figures[AT[self.name]] or 0
        said: dict[str, str | int] = {"field": self.name, "figure": value, "day": written(self.day)}
        if self.day < self.row.as_of:
            return finding_at(self.row, self.code, self.name, {**said, "earlier": self.other})
        return finding_at(self.row, self.code, self.name, {**said, "later": self.other}, "later")


def falls(
    rows: Sequence[ReportRow], stored: Mapping[date, Figures], round_of: Callable[[date], date]
) -> Iterator[Fall]:
    """Yield the rows of one district, by day, that fall below an earlier day or rise above a later one.

    A stored report counts unless a row that is taken replaces it; so a refused row brings its own back, until
    nothing changes.
    """
    refused: dict[date, list[Fall]] = {}
    while True:
        left = [row for row in rows if row.as_of not in refused]
        replaced = {row.as_of for row in left}
        standing = {day: figures for day, figures in stored.items() if day not in replaced}
        found = list(_falls(left, standing, round_of))
        if not found:
            break
        for fall in found:
            refused.setdefault(fall.row.as_of, []).append(fall)
    for day in sorted(refused):
        yield from refused[day]


def _falls(
    rows: Sequence[ReportRow], standing: Mapping[date, Figures], round_of: Callable[[date], date]
) -> Iterator[Fall]:
    by_day = {row.as_of: row for row in rows}
    days = sorted({*by_day, *standing})
    for _, of_round in groupby(days, key=round_of):
        in_round = list(of_round)
        for name in FLOWS:
            yield from _falls_of(AT[name], name, in_round, by_day, standing)


def _falls_of(
    at: int, name: str, days: Sequence[date], rows: Mapping[date, ReportRow], standing: Mapping[date, Figures]
) -> Iterator[Fall]:
    """Yield the rows of one round whose figure is below an earlier or above a later one."""
    later = _least_of_later(at, days, standing)
    most: Known | None = None
    for day in days:
        row = rows.get(day)
        value = row.said[at] if row is not None else standing[day][at]
        if value is None:
            continue
        against = _contradicted(value, most, later.get(day)) if row is not None else None
        if row is not None and against is not None:
            yield Fall(row, "decreasing", name, *against)
        elif most is None or value >= most[0]:
            most = value, day


def _contradicted(value: int, most: Known | None, least: Known | None) -> Known | None:
    """Return the figure that `value` contradicts: the most before it, or the least stored after it."""
    if most is not None and value < most[0]:
        return most
    return least if least is not None and value > least[0] else None


def _least_of_later(at: int, days: Sequence[date], standing: Mapping[date, Figures]) -> dict[date, Known]:
    """Return for each day the least figure that is stored for a later one."""
    least: Known | None = None
    found: dict[date, Known] = {}
    for day in reversed(days):
        if least is not None:
            found[day] = least
        value = standing[day][at] if day in standing else None
        if value is not None and (least is None or value <= least[0]):
            least = value, day
    return found
