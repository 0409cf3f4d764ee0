"""The rows of a table of reports: districts, days and figures, and what is wrong with each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from monitoring.imports.cells.cells import Cell
from monitoring.imports.districts.index import Found, Match, Refused
from monitoring.imports.findings import CellRefused, Finding
from monitoring.imports.tables.asides import Asides, asides_of
from monitoring.imports.tables.circumstances import Circumstances
from monitoring.imports.tables.count_columns import Counts, counts_of
from monitoring.imports.tables.row_districts import matches_of, refusal, remarks
from monitoring.imports.tables.rows import Figures, ReportRow
from monitoring.imports.tables.sums import wrong_sums
from monitoring.imports.tables.table_days import Fallback, RowDays, days_of
from monitoring.imports.tables.tables import Table
from monitoring.rules import FIGURES

SAYS_NUMBER = frozenset({"fraction", "ambiguous_number", "negative"})
"""Refusals of cells that are numbers all the same; a word in a footnote is none."""

SAYS_FORMULA = frozenset({"cell_error", "no_formula_value"})
"""Refusals of cells that somebody wrote a formula into; without a name beside it, it is an empty form."""


@dataclass(slots=True)
class Draft:
    """A table read but not yet held against the others. Rows count from the table's first.

    `rows` are the districts'; `matches`, `values` (by figure) and `said` (all figures in order) go by row.
    `refused` gives the figures of a row whose cell is no count, `shifted` the column at which a csv record
    goes beyond the header, `bad` the rows that cannot be taken.
    """

    table: Table
    asides: Asides
    fallback: Fallback
    days: RowDays
    matches: list[Match | None]
    values: dict[str, Counts]
    said: list[Figures] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    refused: dict[int, list[str]] = field(default_factory=dict)
    shifted: dict[int, int] = field(default_factory=dict)
    bad: set[int] = field(default_factory=set)

    def line(self, row: int) -> int:
        """Return the spreadsheet's row, from 1."""
        return self.table.first + row + 1


def draft_of(table: Table, fallback: Fallback, told: Circumstances, *, is_csv: bool) -> Draft:
    """Read the cells of a table."""
    asides = asides_of(table, told.index)
    draft = Draft(
        table=table,
        asides=asides,
        fallback=fallback,
        days=days_of(table, "as_of", fallback, told),
        matches=matches_of(table, asides, "district", told),
        values={name: counts_of(table.column(name)) for name in table.figures},
    )
    if is_csv:
        draft.shifted = _shifted(table)
    for name, counts in draft.values.items():
        if CellRefused in set(map(type, counts)):
            for row, count in enumerate(counts):
                if isinstance(count, CellRefused):
                    draft.refused.setdefault(row, []).append(name)
    draft.said = _said(draft)
    draft.rows = _rows(draft)
    return draft


def _said(draft: Draft) -> list[Any]:
    """Return the figures of each row; of refused cells what refuses them, but no such row is ever taken."""
    empty = (None,) * len(draft.table.rows)
    return list(zip(*(draft.values.get(name, empty) for name in FIGURES), strict=True))


def _shifted(table: Table) -> dict[int, int]:
    """Return the first filled cell beyond the header's last one, by row."""
    width = table.header.width
    return {
        row: next(at for at, cell in enumerate(cells) if at >= width and _is_filled(cell))
        for row, cells in enumerate(table.rows)
        if len(cells) > width and any(map(_is_filled, cells[width:]))
    }


def _is_filled(cell: Cell) -> bool:
    return cell is not None and not (isinstance(cell, str) and not cell.strip())


def _rows(draft: Draft) -> list[int]:
    """Return the rows that are a district's: with a figure, or with a known district and a word for one."""
    skipped, refused, shifted = draft.asides.aside, draft.refused, draft.shifted
    nothing = (None,) * len(FIGURES)
    empty = {row for row, said in enumerate(draft.said) if said == nothing}
    silent = skipped | (empty - shifted.keys())
    doubtful = empty | refused.keys()
    return [
        row
        for row in range(len(draft.said))
        if row not in silent and (row not in doubtful or _is_row(draft, row))
    ]


def _is_row(draft: Draft, row: int) -> bool:
    """Tell a district's row from a footnote, where no cell is a count that can be read."""
    match = draft.matches[row]
    if isinstance(match, Found) or _names_district(draft, row, match):
        return True
    counts = [values[row] for values in draft.values.values()]
    codes = {count.code for count in counts if isinstance(count, CellRefused)}
    if any(isinstance(count, int) for count in counts) or codes & SAYS_NUMBER:
        return True
    named = isinstance(match, Refused) and match.variant != "empty"
    return named and bool(codes & SAYS_FORMULA)


def _names_district(draft: Draft, row: int, match: Match | None) -> bool:
    """Tell whether a refused row names a known district all the same; a text under the codes does not."""
    if not isinstance(match, Refused) or match.code not in ("ambiguous_district", "code_name_conflict"):
        return False
    return draft.table.layout.content("district", draft.line(row)) is not None


def findings_of(draft: Draft, told: Circumstances) -> Iterator[Finding]:
    """Yield what is wrong with the rows of a table, one by one; notes the rows that cannot be taken."""
    ordinary = _ordinary(draft.matches, told)
    for row in [row for row in draft.rows if id(draft.matches[row]) not in ordinary]:
        match = draft.matches[row]
        day = draft.days.days[row]
        if isinstance(match, Refused):
            draft.bad.add(row)
            yield refusal(match, draft.table.layout, draft.line(row), day or told.scope.as_of, told)
        elif match is not None:
            for finding in remarks(match, draft.table.layout, draft.line(row), day, told):
                if finding.code == "district_out_of_scope":
                    draft.bad.add(row)
                yield finding
    yield from _of_days(draft)
    yield from _of_counts(draft)
    yield from _of_sums(draft)


def _ordinary(matches: Iterable[Match | None], told: Circumstances) -> set[int]:
    """Return the ids of the matches of which nothing is to be said: many rows share few of them."""
    allowed = told.scope.districts
    return {
        key
        for key, match in {id(match): match for match in matches}.items()
        if isinstance(match, Found)
        and match.warning is None
        and (allowed is None or match.district in allowed)
    }


def _of_days(draft: Draft) -> Iterator[Finding]:
    rows = set(draft.rows)
    for row, why in draft.days.refused.items():
        if row in rows:
            draft.bad.add(row)
            yield draft.table.layout.finding(
                why.code, "as_of", draft.line(row), why.details, variant=why.variant
            )
    if draft.fallback.day is None:
        draft.bad |= draft.days.leaning & rows


def leans_on_nothing(draft: Draft) -> bool:
    """Tell whether some row relies on a day that is refused or that nobody gives."""
    return draft.fallback.day is None and not draft.days.leaning.isdisjoint(draft.rows)


def _of_counts(draft: Draft) -> Iterator[Finding]:
    layout, rows = draft.table.layout, set(draft.rows)
    for row, at in draft.shifted.items():
        if row in rows or row in draft.asides.sums:
            draft.bad.add(row)
            moved = type(layout)(layout.sheet, {"beyond": at}, layout.rows)
            yield moved.finding("shifted_row", "beyond", draft.line(row))
    for row in rows & draft.refused.keys() - draft.shifted.keys():
        draft.bad.add(row)
        for name in draft.refused[row]:
            why = draft.values[name][row]
            assert isinstance(why, CellRefused)
            yield layout.finding(why.code, name, draft.line(row), why.details, variant=why.variant)
    for name in draft.values:
        yield from _lost_zeros(draft, name)


def _lost_zeros(draft: Draft, name: str) -> Iterator[Finding]:
    """Yield small whole numbers of a column in which a dot of thousands was taken for a decimal point."""
    fractions = [row for row, names in draft.refused.items() if name in names]
    cells = draft.table.column(name) if fractions else []
    if not any(_has_three_decimals(cells[row]) for row in fractions):
        return
    for row in draft.rows:
        cell = cells[row]
        if type(cell) is int and 0 < cell < 1000:
            yield draft.table.layout.finding("outlier", name, draft.line(row), variant="lost_zeros")


def _has_three_decimals(cell: Cell) -> bool:
    return isinstance(cell, float) and len(repr(cell).partition(".")[2]) == 3


def _of_sums(draft: Draft) -> Iterator[Finding]:
    if not draft.asides.sums and not draft.asides.headings:
        return
    if draft.shifted:
        return  # What slipped stands in other columns than it belongs to.
    for name, counts in draft.values.items():
        checked = {*draft.rows, *draft.asides.sums, *draft.asides.headings}
        if any(name in draft.refused.get(row, ()) for row in checked):
            continue
        for wrong in wrong_sums(counts, draft.rows, draft.asides.sums, draft.asides.headings):
            yield draft.table.layout.finding(
                "total_mismatch", name, draft.line(wrong.row), {"sum": wrong.expected}
            )


Key = tuple[int, date]


def keys_of(draft: Draft) -> Iterator[tuple[Key, int]]:
    """Yield the district and day of each row that has both."""
    days, matches = draft.days.days, draft.matches
    for row in draft.rows:
        match, day = matches[row], days[row]
        if day is not None and isinstance(match, Found):
            yield (match.district, day), row


def report_rows(draft: Draft) -> list[ReportRow]:
    """Return the rows that can be taken."""
    layout, said, bad = draft.table.layout, draft.said, draft.bad
    sheet, first = layout.sheet, draft.line(0)
    return [
        ReportRow(district, day, said[row], sheet, first + row, layout)
        for (district, day), row in keys_of(draft)
        if row not in bad
    ]
