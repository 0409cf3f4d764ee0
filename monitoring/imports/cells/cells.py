"""What a file holds once its format is forgotten: sheets of plain cells."""

from dataclasses import dataclass
from datetime import date
from enum import Enum


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell that shows an error of the spreadsheet program, "#REF!"."""

    text: str

    def __str__(self) -> str:
        return self.text


class NoFormulaValue(Enum):
    """A formula that was never calculated: the file holds no value for it."""

    NO_FORMULA_VALUE = "no_formula_value"


NO_FORMULA_VALUE = NoFormulaValue.NO_FORMULA_VALUE

Cell = str | int | float | bool | date | CellError | NoFormulaValue | None
"""None is an empty cell. A day without a time is a date, one with a time a datetime; a time alone is text."""


@dataclass(frozen=True, slots=True)
class Merge:
    """Merged cells, counted from zero, the last row and column included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows[0][0]` is A1; empty cells at the end of a row and rows at the end of the sheet are left out.

    `name` is None for a csv. `merges` is empty where the format tells none (csv, ods).
    """

    name: str | None
    rows: list[list[Cell]]
    merges: tuple[Merge, ...] = ()


@dataclass(frozen=True, slots=True)
class Workbook:
    """Every sheet with cells, in order, hidden ones too.

    `names_persons` tells that an identity number stands in it, be it in a comment or in the name of a sheet.
    """

    sheets: tuple[Sheet, ...]
    is_csv: bool
    names_persons: bool = False


def column_name(column: int) -> str:
    """Return the letters of a column counted from zero: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell counted from zero: (0, 0) is A1."""
    return f"{column_name(column)}{row + 1}"


def column_number(letters: str) -> int:
    """Return the column of its letters, counted from zero."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
