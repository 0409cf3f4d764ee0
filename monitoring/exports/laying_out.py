"""A workbook laid out anew from the cells of a file, with its marks: for csv, xls, ods."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from io import BytesIO

from django.utils.translation import gettext as _
from xlsxwriter import Workbook as Writer
from xlsxwriter.exceptions import OverlappingRange
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from monitoring.exports.cells import begins_formula
from monitoring.exports.formats import SAFE
from monitoring.exports.marking import AUTHOR, LINK_COLUMN, WIDTHS, FindingsSheet, Marks
from monitoring.imports.cells.cells import Cell, CellError, NoFormulaValue, Sheet, Workbook, cell_name

RED = "#ffc9cf"
YELLOW = "#fff0c2"
GREY = "#8a9099"
NOT_A_COUNT = "? "
"""Before the first count of a row whose cells have slipped: refused until someone puts it right."""
COMMENT = {"author": AUTHOR, "x_scale": 2.2, "y_scale": 1.4}
WIDEST = 40
FIRST_YEAR = 1900
FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


class Looks:
    """The formats of cells, each made once."""

    def __init__(self, book: Writer) -> None:
        self.book = book
        self._made: dict[tuple[str, str, bool], Format] = {}

    def of(self, state: str, value: Cell) -> Format:
        kind = "moment" if isinstance(value, datetime) else "day" if isinstance(value, date) else ""
        begins = isinstance(value, str) and begins_formula(value)
        key = (state, kind, begins)
        if key not in self._made:
            self._made[key] = self.book.add_format(self._look(*key))
        return self._made[key]

    def _look(self, state: str, kind: str, begins: bool) -> dict[str, object]:
        states = {"bad": {"bg_color": RED}, "odd": {"bg_color": YELLOW}, "fine": {"font_color": GREY}}
        kinds = {"day": {"num_format": "dd/mm/yyyy"}, "moment": {"num_format": "dd/mm/yyyy hh:mm"}}
        return states.get(state, {}) | kinds.get(kind, {}) | ({"quote_prefix": True} if begins else {})


def laid_out(workbook: Workbook, marks: Mapping[str | None, Marks], listed: FindingsSheet) -> bytes:
    """Return an xlsx of the sheets of `workbook`, and the sheet of findings before them."""
    content = BytesIO()
    with Writer(content, {"in_memory": True, **SAFE}) as book:
        looks = Looks(book)
        own, *names = sheet_names([listed.name, *(sheet.name or _("Data") for sheet in workbook.sheets)])
        _write_findings(book.add_worksheet(own), listed, book, looks)
        for name, sheet in zip(names, workbook.sheets, strict=True):
            _write_sheet(book.add_worksheet(name), sheet, marks.get(sheet.name, Marks()), looks)
    return content.getvalue()


def sheet_names(wanted: Sequence[str]) -> list[str]:
    """Return names as xlsx allows them, each once: the last sheets keep theirs, as links lead to them."""
    taken: dict[str, str] = {}
    for name in reversed(wanted):
        plain_name = FORBIDDEN.sub(" ", plain(name)).strip("' ")[:28] or "-"
        numbered = (plain_name, *(f"{plain_name} {number}" for number in range(2, 1000)))
        free = next(each for each in numbered if each.casefold() not in taken)
        taken[free.casefold()] = free
    return list(reversed(taken.values()))


def _write_findings(sheet: Worksheet, listed: FindingsSheet, book: Writer, looks: Looks) -> None:
    bold = book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for row, texts in enumerate(listed.head):
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text, bold if row != 1 else None)
    for row, (cells, link) in enumerate(zip(listed.rows, listed.links, strict=True), start=len(listed.head)):
        for column, value in enumerate(cells):
            long = isinstance(value, str) and not begins_formula(value)
            write(sheet, row, column, value, wrapped if long else looks.of("", value))
        if link:
            sheet.write_url(row, LINK_COLUMN - 1, f"internal:{link}", string=str(cells[LINK_COLUMN - 1]))
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(len(listed.head), 0)


def _write_sheet(target: Worksheet, sheet: Sheet, marks: Marks, looks: Looks) -> None:
    _set_widths(target, sheet)
    for merge in sheet.merges:
        if (merge.top, merge.left) != (merge.bottom, merge.right):
            # Two that overlap, as no program writes them: the first one stands.
            with suppress(OverlappingRange):
                target.merge_range(merge.top, merge.left, merge.bottom, merge.right, "")
    fine = set(marks.fine)
    for row, cells in enumerate(sheet.rows):
        for column, value in enumerate(cells):
            place = cell_name(row, column)
            state = state_of(place, marks) or ("fine" if row + 1 in fine else "")
            shown = None if place in marks.blank else value
            if place in marks.slipped:
                shown, state = f"{NOT_A_COUNT}{value}", "bad"
            if shown is not None or state in ("bad", "odd"):
                write(target, row, column, shown, looks.of(state, shown))
    for place, told in marks.bad.items():
        target.write_comment(place, told, COMMENT)


def state_of(place: str, marks: Marks) -> str:
    if place in marks.odd:
        return "odd"
    return "bad" if place in marks.bad else ""


def _set_widths(target: Worksheet, sheet: Sheet) -> None:
    top = sheet.rows[:60]
    for column in range(max(map(len, top), default=0)):
        longest = max((len(str(row[column])) for row in top if column < len(row)), default=0)
        target.set_column(column, column, max(8, min(WIDEST, longest + 2)))


def write(sheet: Worksheet, row: int, column: int, value: Cell, look: Format) -> None:
    """Write a cell as what it is; a text stays a text, whatever it begins with."""
    if value is None or isinstance(value, NoFormulaValue):
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, CellError):
        sheet.write_string(row, column, value.text, look)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, look)
    elif isinstance(value, date) and value.year < FIRST_YEAR:
        sheet.write_string(row, column, value.isoformat(), look)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, look)
    elif isinstance(value, str):
        sheet.write_string(row, column, plain(value), look)
    else:
        sheet.write_number(row, column, value, look)


def plain(text: str) -> str:
    """Return `text` as xlsx can hold it: at most 32,767 characters, no lone surrogates."""
    return text.encode("utf-8", "replace").decode()[:32767]
