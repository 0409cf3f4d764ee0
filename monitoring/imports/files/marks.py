"""Cells of which calamine only says that they are empty: errors, and formulas that were never calculated."""

import re
from array import array
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from monitoring.imports.cells.cells import NO_FORMULA_VALUE, Cell, CellError, column_number
from monitoring.imports.files.extent import LAST_ROW
from monitoring.imports.findings import FileRefused

LAST_COLUMN = 16_384
MOST_MARKS = 2_000_000
MOST_TEXTS = 200
CELL_NAME = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


class Marks:
    """The marked cells of one sheet, eight bytes each: a careless workbook holds a million of them."""

    def __init__(self) -> None:
        self._cells: list[Cell] = [NO_FORMULA_VALUE]
        self._places = array("Q")

    def add(self, row: int, column: int, error: str | None) -> None:
        """Mark a cell, counted from zero; `error` is the text it shows, None for a formula without a value.

        Raises FileRefused when there are too many, or one outside every sheet.
        """
        if not (0 <= row < LAST_ROW and column < LAST_COLUMN and len(self._places) < MOST_MARKS):
            raise FileRefused("too_large", "cells")
        self._places.append(((row * LAST_COLUMN + column) << 8) | self._number_of(error))

    def _number_of(self, error: str | None) -> int:
        cell = NO_FORMULA_VALUE if error is None else CellError(error)
        if cell not in self._cells and len(self._cells) < MOST_TEXTS:
            self._cells.append(cell)
        return self._cells.index(cell) if cell in self._cells else 1

    def __iter__(self) -> Iterator[tuple[int, int, Cell]]:
        for place in sorted(self._places):  # rows may stand in any order in a file
            row, column = divmod(place >> 8, LAST_COLUMN)
            yield row, column, self._cells[place & 0xFF]

    def __len__(self) -> int:
        return len(self._places)


def place_of(name: str) -> tuple[int, int] | None:
    """Return row and column, counted from zero, of a cell name like "B12"; None if it is none."""
    found = CELL_NAME.fullmatch(name)
    if found is None or int(found[2]) == 0:
        return None
    return int(found[2]) - 1, column_number(found[1].upper())


def marked(rows: Iterable[list[Cell]], marks: Iterable[tuple[int, int, Cell]]) -> Iterator[list[Cell]]:
    """Yield the rows with their marks set, and further rows where marks stand below the last one."""
    source = iter(rows)
    done = 0
    for row_number, places in groupby(marks, key=itemgetter(0)):
        for _ in range(row_number - done):
            yield next(source, [])
        row = next(source, [])
        for _, column, cell in places:
            row.extend([None] * (column + 1 - len(row)))
            row[column] = cell
        yield row
        done = row_number + 1
    yield from source
