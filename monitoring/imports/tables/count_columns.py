"""Columns of counts, hundreds of thousands of cells at a time."""

from collections.abc import Sequence
from types import NoneType

from monitoring.imports.cells.cells import Cell
from monitoring.imports.cells.counts import LARGEST, read_count_column
from monitoring.imports.findings import CellRefused

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
    """Return the counts of a column of texts; each distinct text is read once."""
    distinct = set(cells) - {None}
    digits = [text for text in distinct if text.isdecimal()]
    numbers = _plain_numbers(digits)
    known = {None: None} | dict(zip(digits, numbers, strict=True)) if numbers else {None: None}
    others = list(distinct - known.keys())
    known |= zip(others, read_count_column(others), strict=True)
    return list(map(known.__getitem__, cells))


def _plain_numbers(texts: Sequence[str]) -> list[int]:
    """Return texts of nothing but digits, as most are, as numbers at once; none when some is no count."""
    digits = "".join(texts)
    if not digits.isascii() or max(map(len, texts), default=0) > len(str(LARGEST)):
        return []
    numbers = list(map(int, texts))
    # With a zero before it, a text is longer than its number is written.
    plain = sum(map(len, map(str, numbers))) == len(digits)
    return numbers if plain and _all_in_range(numbers) else []
