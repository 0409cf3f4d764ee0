"""Rows that say exactly what another district's says on the same day."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from monitoring.imports.findings import Finding
from monitoring.imports.judging.falling import finding_at
from monitoring.imports.judging.history import History
from monitoring.imports.tables.rows import Figures, ReportRow

ENOUGH = 3
"""Fewer figures above zero may be equal by chance."""

Said = tuple[date, Figures]


def says_enough(figures: Figures) -> bool:
    return sum(1 for figure in figures if figure) >= ENOUGH


def copied(
    taken: Mapping[int, Sequence[ReportRow]], rows: Sequence[ReportRow], history: History
) -> Iterator[Finding]:
    """Yield the later of two rows with all figures equal; a stored report is earlier than any row."""
    stored = _standing(taken, history)
    said = [(row.as_of, row.said) for own in taken.values() for row in own]
    if len({*said, *(each for each, _ in stored)}) == len(said) + len(stored):
        return
    first: dict[Said, tuple[int, ReportRow | None]] = {}
    for each, district in stored:
        first.setdefault(each, (district, None))
    by_key = {(district, row.as_of): row for district, own in taken.items() for row in own}
    for row in rows:
        judged = by_key.get((row.district, row.as_of))
        if judged is None:
            continue
        other = first.setdefault((row.as_of, judged.said), (row.district, row))
        if other[0] != row.district and says_enough(judged.said):
            yield _finding(judged, other[1])


def _standing(taken: Mapping[int, Sequence[ReportRow]], history: History) -> list[tuple[Said, int]]:
    """Return what is stored for the days of the rows and not replaced by them, with its district."""
    if not history.reports:
        return []
    days_of = {district: {row.as_of for row in own} for district, own in taken.items()}
    days = set().union(*days_of.values())
    return [
        ((report.as_of, report.figures), district)
        for district, reports in history.reports.items()
        for report in reports
        if report.as_of in days and report.as_of not in days_of.get(district, ())
    ]


def _finding(row: ReportRow, other: ReportRow | None) -> Finding:
    name = row.layout.name_field(row.row)
    if other is None:
        return finding_at(row, "copied_row", name, {}, "stored")
    return finding_at(row, "copied_row", name, {"other": _name(other)})


def _name(row: ReportRow) -> str:
    return str(
        row.layout.content(row.layout.name_field(row.row), row.row) or row.layout.cell("district", row.row)
    )
