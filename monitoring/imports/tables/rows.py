"""Rows that were read, and the cells they came from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from monitoring.imports.cells.cells import Cell, CellError, NoFormulaValue, cell_name, column_name
from monitoring.imports.cells.identity import covered_text, is_identity_number
from monitoring.imports.findings import Finding, Value, plain_value
from monitoring.rules import FIGURES

Details = Mapping[str, str | int]
"""The words that a finding's sentence needs."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the fields of a table stand in its sheet, so that a row can be told at its cells.

    `rows` are those of the sheet, columns count from zero. `merged` gives a cell (row, column, from zero)
    the row at which its merged cell begins.
    """

    sheet: str | None
    columns: Mapping[str, int]
    rows: Sequence[Sequence[Cell]] = ()
    merged: Mapping[tuple[int, int], int] = field(default_factory=dict)

    def cell(self, name: str, row: int) -> str | None:
        """Return the cell of field `name` in spreadsheet row `row`, None when there is no such column."""
        at = self.columns.get(name)
        return None if at is None else cell_name(self.merged.get((row - 1, at), row - 1), at)

    def content(self, name: str, row: int) -> Cell:
        at = self.columns.get(name)
        if at is None or row > len(self.rows):
            return None
        cells = self.rows[self.merged.get((row - 1, at), row - 1)]
        return cells[at] if at < len(cells) else None

    def name_field(self, row: int) -> str:
        """Return the field that names the district: the name, or the code where no name stands."""
        for name in ("district", "to_store", "store"):
            if name in self.columns:
                empty = self.content(name, row) is None and self.content("code", row) is not None
                return "code" if empty else name
        return "code"

    def finding(
        self, code: str, name: str, row: int, details: Details | None = None, *, variant: str = ""
    ) -> Finding:
        """Return a finding at the cell of field `name`."""
        value = shown(self.content(name, row))
        return Finding(code, self.sheet, self.cell(name, row), value, (), variant, dict(details or {}))

    def letters(self) -> dict[str, str]:
        return {name: column_name(at) for name, at in self.columns.items()}


def shown(cell: Cell) -> Value:
    """Return a cell as a finding shows it: what may be a person's number is covered."""
    if isinstance(cell, NoFormulaValue):
        return None
    if isinstance(cell, CellError):
        return cell.text
    if isinstance(cell, bool):
        return str(cell).upper()
    if is_identity_number(cell):
        return None
    value = plain_value(cell)
    return covered_text(value) if isinstance(value, str) else value


Figures = tuple[int | None, ...]
"""Figures in the order of rules.FIGURES; None was not reported."""


class ReportRow(NamedTuple):
    """What a district says of itself on a day. `said` has all figures, `figures` those of the table alone.

    `row` is the spreadsheet's, from 1. A tuple of tuples: there may be hundreds of thousands at once.
    """

    district: int
    as_of: date
    said: Figures
    sheet: str | None
    row: int
    layout: Layout = Layout(None, {})

    @property
    def figures(self) -> dict[str, int | None]:
        return {name: self.said[at] for at, name in enumerate(FIGURES) if name in self.layout.columns}

    @property
    def cells(self) -> dict[str, str]:
        return _cells(self.layout, self.row)


class ShipmentRow(NamedTuple):
    """Blanks sent from one store to another; a district of None is the centre. Counts are blanks."""

    number: str | None
    sent_on: date
    to_district: int | None
    quantity: int | None
    serial_first: str | None
    serial_last: str | None
    received_on: date | None
    accepted: int | None
    rejected: int | None
    sheet: str | None
    row: int
    layout: Layout = Layout(None, {})
    missing: int | None = None
    from_district: int | None = None

    @property
    def cells(self) -> dict[str, str]:
        return _cells(self.layout, self.row)


class SupplyRow(NamedTuple):
    """Blanks that reached the central store from their maker."""

    received_on: date
    quantity: int
    document: str
    sheet: str | None
    row: int
    layout: Layout = Layout(None, {})

    @property
    def cells(self) -> dict[str, str]:
        return _cells(self.layout, self.row)


class CountRow(NamedTuple):
    """Blanks counted in a store; a district of None is the centre."""

    district: int | None
    counted_on: date
    quantity: int
    sheet: str | None
    row: int
    layout: Layout = Layout(None, {})

    @property
    def cells(self) -> dict[str, str]:
        return _cells(self.layout, self.row)


def _cells(layout: Layout, row: int) -> dict[str, str]:
    return {name: cell for name in layout.columns if (cell := layout.cell(name, row))}
