"""What a cell says as a number of cards or residents."""

import math
import re
from collections.abc import Iterable

from monitoring.imports.cells.cells import Cell, CellError, NoFormulaValue
from monitoring.imports.cells.text import DASHES, fold, says_nothing
from monitoring.imports.findings import CellRefused

LARGEST = 2**31 - 1
"""The largest number that the database keeps; more cards than there will ever be."""

DIGITS = re.compile(r"0|[1-9][0-9]*")
GROUPS = re.compile(r"[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?: [0-9]{3})+)")
NUMBER_LIKE = re.compile(r"[0-9., ]*[0-9][0-9., ]*")
WITH_MINUS = re.compile(
    rf"[{re.escape(DASHES)}] ?[0-9., ]*[0-9][0-9., ]*|[0-9., ]*[0-9][0-9., ]*[{re.escape(DASHES)}]"
)
ERROR_TEXTS = frozenset(
    "#ref! #n/a #value! #div/0! #name? #null! #num! #spill! #calc! err:502 err:504 err:508".split()
)
"""What a spreadsheet writes into a csv for a cell with an error, folded."""


def read_count(cell: Cell) -> int | None:
    """Return the count that `cell` holds, None when it says "not reported". Raises CellRefused."""
    if type(cell) is int:
        return _in_range(cell)
    if cell is None:
        return None
    if isinstance(cell, str):
        return _count_of_text(cell)
    if isinstance(cell, float):
        return _count_of_float(cell)
    if isinstance(cell, CellError):
        raise CellRefused("cell_error")
    if isinstance(cell, NoFormulaValue):
        raise CellRefused("no_formula_value")
    raise CellRefused("not_a_count")


def read_count_column(cells: Iterable[Cell]) -> list[int | CellRefused | None]:
    """Return what `read_count` says of each cell, refusals as values; each distinct cell is read once."""
    known: dict[tuple[type, Cell], int | CellRefused | None] = {}
    read: list[int | CellRefused | None] = []
    for cell in cells:
        if type(cell) is int and 0 <= cell <= LARGEST:
            read.append(cell)
            continue
        # True, 1 and 1.0 are equal, so the type is part of the key.
        key = (type(cell), cell)
        if key not in known:
            known[key] = _count_or_refusal(cell)
        read.append(known[key])
    return read


def _count_or_refusal(cell: Cell) -> int | CellRefused | None:
    try:
        return read_count(cell)
    except CellRefused as refused:
        return refused


def _in_range(number: int) -> int:
    if number < 0:
        raise CellRefused("negative")
    if number > LARGEST:
        raise CellRefused("not_a_count")
    return number


def _count_of_float(number: float) -> int:
    if not math.isfinite(number):
        raise CellRefused("not_a_count")
    if number < 0:
        raise CellRefused("negative")
    if number.is_integer():
        return _in_range(int(number))
    if meant := _meant_by_fraction(number):
        raise CellRefused("fraction", meant=meant)
    raise CellRefused("fraction", "plain")


def _meant_by_fraction(number: float) -> str | None:
    """Return 1.08 as "1.080": a number of thousands whose dot was read as a decimal point; else None."""
    if 1 <= number < 1000 and abs(number - round(number, 3)) < 1e-9:
        return f"{number:.3f}"
    return None


def _count_of_text(text: str) -> int | None:
    folded = fold(text)
    if DIGITS.fullmatch(folded):
        # Python refuses to convert thousands of digits; more than ten are too many anyway.
        return _in_range(int(folded[:11]))
    # Two lines of a cell are two numbers, and no groups of one.
    if GROUPS.fullmatch(folded) and len(text.strip().splitlines()) == 1:
        return _in_range(int(folded.replace(".", "").replace(" ", "")[:11]))
    if folded == "nihil":
        return 0
    if says_nothing(text):
        return None
    raise CellRefused(_why_no_count(folded))


def _why_no_count(folded: str) -> str:
    if NUMBER_LIKE.fullmatch(folded):
        return "ambiguous_number"
    if WITH_MINUS.fullmatch(folded):
        return "negative"
    if folded in ERROR_TEXTS:
        return "cell_error"
    return "not_a_count"
