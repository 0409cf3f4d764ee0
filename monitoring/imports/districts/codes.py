"""What a cell says as a code of a district."""

import re
from dataclasses import dataclass

from monitoring.imports.cells.cells import Cell
from monitoring.imports.cells.text import clean, says_nothing

WHOLE = re.compile(r"([0-9]{2})\.?([0-9]{2})(?:\.?00(?:\.?0000)?)?")
# Numbers that went through a csv: 3204.0, and the comma of an Indonesian spreadsheet.
AS_NUMBER = re.compile(r"([0-9]{2})[.,]?([0-9]{2})(?:[.,]0)?")
LOST_ZERO = re.compile(r"([0-9]{2})[.,]([1-9])")


@dataclass(frozen=True, slots=True)
class Code:
    """A code as "32.04". One that is not `certain` was repaired and counts only beside a name that agrees."""

    text: str | None
    certain: bool


UNREADABLE = Code(None, certain=False)


def read_code(cell: Cell) -> Code | None:
    """Return the code of a cell, None when the cell is empty."""
    if cell is None or (isinstance(cell, str) and says_nothing(cell)):
        return None
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        return UNREADABLE
    return _code_of(clean(cell) if isinstance(cell, str) else _digits(cell))


def _digits(number: int | float) -> str:
    """Return 3204 and 32.04 as they are written; a sum's 32.0400000001 is 32.04."""
    rounded = round(number, 4)
    return (
        str(int(rounded))
        if rounded == rounded and abs(rounded) < 1e9 and rounded == int(rounded)
        else str(rounded)
    )


def _code_of(text: str) -> Code:
    if found := WHOLE.fullmatch(text):
        return Code(f"{found[1]}.{found[2]}", certain=True)
    if found := AS_NUMBER.fullmatch(text):
        return Code(f"{found[1]}.{found[2]}", certain=False)
    if found := LOST_ZERO.fullmatch(text):
        return Code(f"{found[1]}.{found[2]}0", certain=False)
    return UNREADABLE
