"""A sheet of accounts, read: who is to get which role where. Nothing is guessed, everything odd is told."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from monitoring.accounts.account_cells import AccountRow, Told, told_at
from monitoring.accounts.account_labels import (
    FIELDS,
    LABELS,
    NEEDED,
    REGION_SHEET_KEYS,
    SILENT_KEYS,
    key_of,
)
from monitoring.accounts.account_rows import read_row
from monitoring.accounts.regions import RegionBook
from monitoring.imports.cells.cells import Cell, Sheet
from monitoring.imports.cells.text import clean
from monitoring.imports.files.grid import read_workbook
from monitoring.imports.findings import FileRefused
from monitoring.imports.limits import Limits
from monitoring.imports.messages import sentence
from monitoring.rules import ACCOUNTS_AT_ONCE

HEADER_WITHIN = 20
"""Rows from the top in which the header is looked for."""


@dataclass(slots=True)
class AccountReading:
    """The rows that can be taken, and what was found. `read` counts the rows with anything in them."""

    rows: list[AccountRow] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    read: int = 0


@dataclass(frozen=True, slots=True)
class Header:
    """`row` counts from zero; `columns` gives each field its column."""

    row: int
    columns: Mapping[str, int]


def read_accounts(content: bytes, *, book: RegionBook, limits: Limits) -> AccountReading:
    """Read a file. What is wrong with it, be it all of it, is among what is told."""
    reading = AccountReading()
    try:
        workbook = read_workbook(content, limits)
    except FileRefused as refused:
        reading.told.append(Told(None, None, "", sentence(refused.finding)))
        return reading
    headed = 0
    for sheet in workbook.sheets:
        header = None if _is_list_of_regions(sheet) else header_of(sheet)
        if header is not None:
            headed += 1
            _read_sheet(sheet, header, book, reading)
        elif not _is_list_of_regions(sheet):
            told = _("The sheet has no columns of accounts and was left out.")
            reading.told.append(Told(sheet.name, None, "", told, is_error=False))
    if not headed:
        reading.told = [Told(None, None, "", _no_header())]
    _refuse_repeated(reading)
    _refuse_too_many(reading)
    return reading


def header_of(sheet: Sheet) -> Header | None:
    """Return the first row that holds two labels of ours or more."""
    for at, cells in enumerate(sheet.rows[:HEADER_WITHIN]):
        known = [(FIELDS.get(key_of(cell)), column) for column, cell in _texts(cells)]
        found = [(name, column) for name, column in known if name]
        if len({name for name, _column in found}) > 1:
            # Of two columns with one meaning the first is named; the other is refused in _header_faults.
            return Header(at, dict(reversed(found)))
    return None


def _read_sheet(sheet: Sheet, header: Header, book: RegionBook, reading: AccountReading) -> None:
    faults = list(_header_faults(sheet, header))
    reading.told += faults
    if any(fault.is_error for fault in faults):
        return
    for number, cells in enumerate(sheet.rows[header.row + 1 :], start=header.row + 1):
        if not any(_at(cells, column) for column in header.columns.values()):
            continue
        reading.read += 1
        row, told = read_row(sheet, number, header.columns, book)
        reading.told += told
        if row is not None:
            reading.rows.append(row)


def _header_faults(sheet: Sheet, header: Header) -> Iterator[Told]:
    seen: set[str] = set()
    for column, text in _texts(sheet.rows[header.row]):
        name = FIELDS.get(key_of(text))
        if name is None and key_of(text) not in SILENT_KEYS:
            told = _("The column “%(label)s” is not one of these accounts' and was left out.")
            yield told_at(sheet, header.row, column, told % {"label": text}, is_error=False)
        elif name in seen:
            told = _("Two columns mean “%(label)s”. Rename or remove one; nothing of this sheet was read.")
            yield told_at(sheet, header.row, column, told % {"label": text})
        seen |= {name} if name else set()
    for name in NEEDED:
        if name not in header.columns:
            told = _("There is no column “%(label)s”. Add it; nothing of this sheet was read.")
            yield told_at(sheet, header.row, 0, told % {"label": _label(name)})


def _refuse_repeated(reading: AccountReading) -> None:
    """Refuse every row whose user name stands in another row too."""
    places: dict[str, list[AccountRow]] = {}
    for row in reading.rows:
        places.setdefault(row.username.casefold(), []).append(row)
    for row in reading.rows:
        others = [each.cell for each in places[row.username.casefold()] if each is not row]
        if others:
            told = _("This user name stands in %(others)s too. Keep one of the rows.")
            told %= {"others": ", ".join(others)}
            reading.told.append(Told(row.sheet, row.cell, row.username, told))
    reading.rows = [row for row in reading.rows if len(places[row.username.casefold()]) == 1]


def _refuse_too_many(reading: AccountReading) -> None:
    if reading.read > ACCOUNTS_AT_ONCE:
        told = _("The file holds %(found)s accounts; at most %(most)s are taken at once. Split it.")
        told %= {"found": reading.read, "most": ACCOUNTS_AT_ONCE}
        reading.told, reading.rows = [Told(None, None, "", told)], []


def _is_list_of_regions(sheet: Sheet) -> bool:
    return any(key_of(text) in REGION_SHEET_KEYS for _column, text in _texts(sheet.rows[0]))


def _no_header() -> str:
    told = _("No columns of accounts were found. The header needs “%(username)s” and “%(role)s”.")
    return told % {name: _label(name) for name in NEEDED}


def _label(name: str) -> str:
    return " / ".join(LABELS[name])


def _texts(cells: Sequence[Cell]) -> list[tuple[int, str]]:
    texts = [(column, clean(cell)) for column, cell in enumerate(cells) if isinstance(cell, str)]
    return [(column, text) for column, text in texts if text]


def _at(cells: Sequence[Cell], column: int) -> bool:
    cell = cells[column] if column < len(cells) else None
    return bool(clean(cell)) if isinstance(cell, str) else cell is not None
