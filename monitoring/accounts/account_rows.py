"""One row of a sheet of accounts: user name, name, e-mail, roles and regions, each read at its cell."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from monitoring.accounts.account_cells import AccountRow, Told, Unread, text_of, told_at
from monitoring.accounts.account_labels import ROLE_NAMES, key_of
from monitoring.accounts.granting import misfits
from monitoring.accounts.regions import Region, RegionBook
from monitoring.imports.cells.cells import Cell, Sheet, cell_name
from monitoring.imports.cells.identity import is_identity_number
from monitoring.models import User
from monitoring.models.roles import DISTRICT_OFFICER, PROVINCE_OFFICER, ROLES

SEPARATORS = re.compile("[;\n]")
LONGEST_NAME = 150

Value = TypeVar("Value")


@dataclass(slots=True)
class Reader:
    """Reads the cells of one row, and gathers what is wrong with them."""

    sheet: Sheet
    row: int
    columns: Mapping[str, int]
    told: list[Told] = field(default_factory=list)

    def cell(self, name: str) -> Cell:
        column = self.columns.get(name)
        cells = self.sheet.rows[self.row]
        return cells[column] if column is not None and column < len(cells) else None

    def read(self, name: str, meaning: Callable[[Cell], Value], otherwise: Value) -> Value:
        try:
            return meaning(self.cell(name))
        except Unread as why:
            self.tell(name, str(why))
            return otherwise

    def tell(self, name: str, text: str) -> None:
        column = self.columns.get(name, self.columns["username"])
        self.told.append(told_at(self.sheet, self.row, column, text))


def read_row(
    sheet: Sheet, row: int, columns: Mapping[str, int], book: RegionBook
) -> tuple[AccountRow | None, list[Told]]:
    """Return the account of a row (from zero), None when something is wrong with it, and what."""
    reader = Reader(sheet, row, columns)
    username = reader.read("username", read_username, "")
    name = reader.read("name", read_name, "")
    email = reader.read("email", read_email, "")
    roles = reader.read("role", read_roles, ())
    # Without a role nobody knows what kind of region is meant.
    regions = reader.read("region", lambda cell: read_regions(cell, roles, book), ()) if roles else ()
    provinces = tuple(region.province for region in regions if region.province)
    districts = tuple(region.district for region in regions if region.district)
    if not reader.told:
        for text in misfits(roles, provinces=len(provinces), districts=len(districts)):
            reader.tell("region", text)
    if reader.told:
        return None, reader.told
    cell = cell_name(row, columns["username"])
    names = tuple(region.name for region in regions)
    return AccountRow(sheet.name, cell, username, name, email, roles, provinces, districts, names), []


def read_username(cell: Cell) -> str:
    if is_identity_number(cell):
        raise Unread(_("This is an identity number of a person. Choose another user name."))
    name = unicodedata.normalize("NFKC", text_of(cell))
    if not name:
        raise Unread(_("The user name is missing. Write it in this cell."))
    try:
        User._meta.get_field("username").run_validators(name)
    except ValidationError as why:
        raise Unread(" ".join(why.messages)) from None
    return name


def read_name(cell: Cell) -> str:
    name = text_of(cell)
    if len(name) > LONGEST_NAME:
        raise Unread(_("The name is longer than %(most)s characters.") % {"most": LONGEST_NAME})
    return name


def read_email(cell: Cell) -> str:
    address = text_of(cell)
    if not address:
        return ""
    try:
        validate_email(address)
    except ValidationError:
        raise Unread(_("This is no e-mail address. Correct it, or leave the cell empty.")) from None
    return address


def read_roles(cell: Cell) -> tuple[str, ...]:
    names = parts_of(text_of(cell))
    if not names:
        raise Unread(_("The role is missing. Write one of: %(roles)s.") % {"roles": ", ".join(ROLES)})
    roles = []
    for name in names:
        role = ROLE_NAMES.get(key_of(name))
        if role is None:
            told = _("“%(value)s” is no role. Write one of: %(roles)s.")
            raise Unread(told % {"value": name, "roles": ", ".join(ROLES)})
        roles.append(role)
    return tuple(sorted(set(roles)))


def read_regions(cell: Cell, roles: tuple[str, ...], book: RegionBook) -> tuple[Region, ...]:
    """Return the regions of a cell, parted by semicolons: of the kind that the roles ask for."""
    # A number stays one: 32.1 has lost the zero of 32.10, which its text would not show.
    cells = parts_of(cell) if isinstance(cell, str) else [cell] if text_of(cell) else []
    if cells and not {PROVINCE_OFFICER, DISTRICT_OFFICER} & set(roles):
        raise Unread(_("Regions go with officers of provinces and districts only. Leave the cell empty."))
    read = (_read_region(each, roles, book) for each in cells)
    return tuple(dict.fromkeys(read))


def _read_region(cell: Cell, roles: tuple[str, ...], book: RegionBook) -> Region:
    if DISTRICT_OFFICER not in roles:
        return book.province(cell)
    if PROVINCE_OFFICER not in roles:
        return book.district(cell)
    return book.province(cell) if book.index.province_in(cell) else book.district(cell)


def parts_of(text: str) -> list[str]:
    return [part for part in (text_of(each) for each in SEPARATORS.split(text)) if part]
