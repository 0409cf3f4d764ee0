"""What a row of a sheet of accounts says, and what is told of its cells."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from monitoring.imports.cells.cells import Cell, CellError, NoFormulaValue, Sheet, cell_name
from monitoring.imports.cells.text import clean, says_nothing


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account as a row asks for it. `cell` is that of the user name; regions are codes, keys, names."""

    sheet: str | None
    cell: str
    username: str
    name: str
    email: str
    roles: tuple[str, ...]
    provinces: tuple[str, ...]
    districts: tuple[int, ...]
    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One thing found at a cell; `cell` None: of the sheet, `sheet` None too: of the file (or of a csv)."""

    sheet: str | None
    cell: str | None
    value: str
    text: str
    is_error: bool = True

    @property
    def place(self) -> str:
        return " ".join(part for part in (self.sheet, self.cell) if part)


class Unread(ValueError):
    """A cell that does not say what it must; the text says what to do."""


def told_at(sheet: Sheet, row: int, column: int, text: str, *, is_error: bool = True) -> Told:
    cells = sheet.rows[row] if row < len(sheet.rows) else []
    value = cells[column] if column < len(cells) else None
    shown = "" if value is None else clean(str(value))[:120]
    return Told(sheet.name, cell_name(row, column), shown, text, is_error)


def text_of(cell: Cell) -> str:
    """Return a cell as text, "" when it says nothing. Raises Unread."""
    if isinstance(cell, CellError | NoFormulaValue):
        raise Unread(_("The cell holds a formula without a result. Write the text itself."))
    if isinstance(cell, bool | date):
        raise Unread(_("Write text in this cell."))
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = "" if cell is None else clean(str(cell))
    return "" if says_nothing(text) else text
