"""Rows that say exactly what another district's says on the same day."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from monitoring.imports.findings import Finding
from monitoring.imports.judging.falling import Entry
from monitoring.imports.judging.history import Figures, History
from monitoring.imports.tables.rows import ReportRow

ENOUGH = 3
"""Fewer figures above zero may be equal by chance."""


def says_enough(figures: Figures) -> bool:
    return sum(1 for figure in figures if figure) >= ENOUGH


def copied(
    taken: Mapping[int, Sequence[Entry]], rows: Sequence[ReportRow], history: History
) -> Iterator[Finding]:
    """Yield the later of two rows with all figures equal; a stored report is earlier than any row."""
    if _all_differ(taken, history):
        return
    entries = {(district, entry.as_of): entry for district, own in taken.items() for entry in own}
    first: dict[tuple[date, Figures], tuple[int, ReportRow | None]] = {}
    days = {entry.as_of for entry in entries.values()}
    for district, reports in history.reports.items():
        for report in reports:
            if report.as_of in days and (district, report.as_of) not in entries:
                first.setdefault((report.as_of, report.figures), (district, None))
    for row in rows:
        entry = entries.get((row.district, row.as_of))
        if entry is None:
            continue
        other = first.setdefault((row.as_of, entry.figures), (row.district, row))
        if other[0] != row.district and says_enough(entry.figures):
            yield _finding(entry, other[1])


def _all_differ(taken: Mapping[int, Sequence[Entry]], history: History) -> bool:
    said = [(entry.as_of, entry.figures) for own in taken.values() for entry in own]
    return not history.reports and len(set(said)) == len(said)


def _finding(entry: Entry, other: ReportRow | None) -> Finding:
    name = entry.row.layout.name_field(entry.row.row)
    if other is None:
        return entry.finding("copied_row", name, {}, "stored")
    return entry.finding("copied_row", name, {"other": _name(other)})


def _name(row: ReportRow) -> str:
    return str(
        row.layout.content(row.layout.name_field(row.row), row.row) or row.layout.cell("district", row.row)
    )
