"""Columns of counts, hundreds of thousands of cells at a time."""

import json
import re
from collections.abc import Sequence
from types import NoneType

from monitoring.imports.cells.cells import Cell
from monitoring.imports.cells.counts import LARGEST, read_count_column
from monitoring.imports.findings import CellRefused

PLAIN = re.compile(r"(?:(?:0|[1-9][0-9]{0,9}|null),)*+")

Counts = Sequence[int | CellRefused | None]


def counts_of(cells: Sequence[Cell]) -> Counts:
    """Return what `read_count` says of each cell, refusals as values."""
    kinds = set(map(type, cells))
    if kinds <= {int, NoneType} and _all_in_range([cell for cell in cells if cell is not None]):
        return cells
    if kinds <= {str, NoneType}:
        return _of_texts(cells)
    return read_count_column(cells)


def _all_in_range(numbers: Sequence) -> bool:
    return min(numbers, default=0) >= 0 and max(numbers, default=0) <= LARGEST


def _of_texts(cells: Sequence[Cell]) -> Counts:
    """Return the counts of a column of texts and empty cells."""
    if None not in cells and (numbers := _plain_numbers(cells)):
        return numbers
    odd = list({cell for cell in cells if cell is not None and not cell.isdecimal()})
    known = {None: None} | dict(zip(odd, read_count_column(odd), strict=True))
    numbers = _plain_numbers(["null" if cell in known else cell for cell in cells])
    if numbers is None:
        return read_count_column(cells)
    return [known.get(cell, number) for cell, number in zip(cells, numbers, strict=True)]


def _plain_numbers(texts: Sequence[str]) -> list[int | None] | None:
    """Return texts that are all digits or "null" as numbers; None when some text is anything else.

    The reader of JSON takes them all at once, three times as fast as `int` one by one.
    """
    together = ",".join(texts)
    if not PLAIN.fullmatch(f"{together},"):
        return None
    numbers = json.loads(f"[{together}]")
    whole = len(numbers) == len(texts)  # A text with a comma would be two.
    return numbers if whole and _all_in_range([number for number in numbers if number is not None]) else None
