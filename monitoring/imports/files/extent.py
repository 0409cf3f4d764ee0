"""How far a sheet reaches, held against the limits."""

from collections.abc import Iterable

from monitoring.imports.cells.cells import Cell
from monitoring.imports.findings import FileRefused
from monitoring.imports.limits import Limits

LAST_ROW = 1_048_576
"""No spreadsheet program shows more."""

HEADER_ROWS = 30
"""A header stands in the first so many rows; they and the titles are no data."""


def bounded(rows: Iterable[list[Cell]], limits: Limits) -> list[list[Cell]]:
    """Return the rows up to the last one with data. Raises FileRefused (too_large) once they go too far.

    The rows come without empty cells at their ends, so an empty row is an empty list.
    """
    kept: list[list[Cell]] = []
    blank = filled = 0
    for row in rows:
        if not row:
            blank += 1
            continue
        if blank:
            _check_gap(blank, len(kept), limits)
            kept.extend([] for _ in range(blank))
            blank = 0
        filled += 1
        if filled > limits.rows + HEADER_ROWS:
            raise FileRefused("too_large", "rows", limit=limits.rows)
        if len(row) > limits.columns:
            raise _too_wide(row, limits)
        kept.append(row)
    if filled > limits.rows and rows_of_data(kept) > limits.rows:
        raise FileRefused("too_large", "rows", limit=limits.rows)
    return kept


def rows_of_data(rows: list[list[Cell]]) -> int:
    """Return how many filled rows there are from the first one with a number on: titles and headers aside."""
    filled = [row for row in rows if row]
    first = next((at for at, row in enumerate(filled) if any(map(_is_number, row))), 0)
    return len(filled) - first


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) or (isinstance(cell, str) and cell.strip().isdecimal())


def _check_gap(blank: int, above: int, limits: Limits) -> None:
    """A few rows and then one far below: a stray cell, and not too many rows."""
    if blank > limits.rows or above + blank >= LAST_ROW:
        raise FileRefused("too_large", "cells")


def _too_wide(row: list[Cell], limits: Limits) -> FileRefused:
    filled = sum(cell is not None for cell in row)
    if filled > limits.columns:
        return FileRefused("too_large", "columns", limit=limits.columns)
    return FileRefused("too_large", "cells")
