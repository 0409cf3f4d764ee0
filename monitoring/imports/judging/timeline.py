"""The reports of one district by day, as they would stand together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from monitoring.imports.judging.history import AT
from monitoring.imports.tables.rows import Figures, ReportRow
from monitoring.rules import FIGURES, FLOWS

PRINTED, DAMAGED = AT["printed"], AT["damaged"]
ELIGIBLE, ENROLLED = AT["eligible"], AT["enrolled"]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Reports in the order of their days: `rows` has None where one is stored and stays.

    `columns` are the figures again, each with its values by day. There are many rows and few of them are
    odd, so whole columns are looked at first.
    """

    days: Sequence[date]
    figures: Sequence[Figures]
    rows: Sequence[ReportRow | None]
    columns: Sequence[Sequence[int | None]]

    @property
    def may_fall(self) -> bool:
        """Whether a cumulative figure is below an earlier one, blind to rounds."""
        for name in FLOWS:
            values = [value for value in self.columns[AT[name]] if value is not None]
            if values != sorted(values):
                return True
        return False

    @property
    def has_odd_report(self) -> bool:
        """Whether a report has more damaged than printed, or says exactly what the one before it says."""
        pairs = zip(self.columns[DAMAGED], self.columns[PRINTED], strict=True)
        if any(damaged and printed is not None and damaged > printed for damaged, printed in pairs):
            return True
        return any(map(tuple.__eq__, self.figures, self.figures[1:]))


def timeline(rows: Sequence[ReportRow], stored: Mapping[date, Figures]) -> Timeline:
    """Return `rows`, in the order of their days, among what is `stored` and not replaced by them."""
    if not stored:
        return _of_reports([row.as_of for row in rows], [row.said for row in rows], rows)
    standing = stored | {row.as_of: row.said for row in rows}
    by_day = {row.as_of: row for row in rows}
    days = sorted(standing)
    return _of_reports(days, [standing[day] for day in days], [by_day.get(day) for day in days])


def _of_reports(
    days: Sequence[date], figures: Sequence[Figures], rows: Sequence[ReportRow | None]
) -> Timeline:
    return Timeline(days, figures, rows, list(zip(*figures, strict=True)) or [()] * len(FIGURES))


def more_than_eligible(rows: Sequence[ReportRow]) -> list[ReportRow]:
    """Return the rows with more enrolled than must hold a card."""
    return [
        row
        for row in rows
        if (enrolled := row.said[ENROLLED]) is not None
        and (eligible := row.said[ELIGIBLE]) is not None
        and enrolled > eligible
    ]
