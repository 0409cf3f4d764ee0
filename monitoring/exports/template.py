"""The workbook to fill in: the user's districts, their last figures beside, and cells that check themselves.

It works without a connection, and reads back without a finding, empty or filled.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from monitoring.exports.formats import SAFE
from monitoring.exports.headers import label
from monitoring.exports.languages import in_language
from monitoring.exports.places import PlaceBook
from monitoring.figures.reported import with_reported
from monitoring.figures.rounds import RoundAsOf, round_as_of
from monitoring.imports.tables.labels import LAST_LABELS
from monitoring.models import District
from monitoring.rules import FIGURES, FLOWS

HEADER_ROW = 3
FIRST_ROW = HEADER_ROW + 1
CODE, NAME, DAY = 0, 1, 2
FIRST_FIGURE = DAY + 1

LAST = "#eceff2"
TO_FILL = "#fff8d6"
LINE = "#c9d1d9"


@dataclass(frozen=True, slots=True)
class FormRow:
    """A district as the form shows it: `last` are its last figures in the order of FIGURES, None: none."""

    code: str
    name: str
    last: tuple[int | None, ...]


def template_workbook(districts: QuerySet[District], *, as_of: date) -> bytes:
    """Return an xlsx to fill in for `as_of`, one row for each of `districts` that is open on that day."""
    round_ = round_as_of(as_of)
    return written(list(_rows(districts, round_)), round_)


def _rows(districts: QuerySet[District], round_: RoundAsOf) -> Iterator[FormRow]:
    places = PlaceBook()
    known = with_reported(districts.open_on(round_.as_of), round_)
    rows = (
        FormRow(
            places.code_on(district, round_.as_of),
            places.name_on(district, round_.as_of),
            tuple(getattr(district, figure) for figure in FIGURES),
        )
        for district in known
    )
    yield from sorted(rows, key=lambda row: row.code)


def written(rows: list[FormRow], round_: RoundAsOf) -> bytes:
    content = BytesIO()
    with Workbook(content, {"in_memory": True, **SAFE}) as book:
        sheet = book.add_worksheet(_("Report"))
        formats = _formats(book)
        _write_titles(sheet, formats)
        _write_header(sheet, formats)
        for number, row in enumerate(rows, start=FIRST_ROW):
            _write_row(sheet, number, row, round_.as_of, formats)
        if rows:
            _check_cells(sheet, FIRST_ROW + len(rows) - 1, round_)
        _lay_out(sheet)
    return content.getvalue()


def _formats(book: Workbook) -> dict[str, Format]:
    edge = {"border": 1, "border_color": LINE}
    count = {"num_format": "#,##0", "align": "right"}
    looks: dict[str, dict[str, Any]] = {
        "title": {"bold": True, "font_size": 14},
        "header": {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#dce6ee", **edge},
        "last_header": {"italic": True, "text_wrap": True, "valign": "top", "bg_color": LAST, **edge},
        "text": edge,
        "last": {"bg_color": LAST, "font_color": "#5c6875", **count, **edge},
        "day": {"bg_color": TO_FILL, "num_format": "dd/mm/yyyy", "align": "center", "locked": False, **edge},
        "figure": {"bg_color": TO_FILL, "locked": False, **count, **edge},
    }
    return {name: book.add_format(look) for name, look in looks.items()}


def _write_titles(sheet: Worksheet, formats: dict[str, Format]) -> None:
    sheet.write_string(0, 0, _("Report of the blanks of KTP-el"), formats["title"])
    how = _(
        "Fill in the yellow cells and send this file. Leave a cell empty where nothing is known, never 0."
    )
    sheet.write_string(1, 0, how)


def _write_header(sheet: Worksheet, formats: dict[str, Format]) -> None:
    for column, field in ((CODE, "code"), (NAME, "district"), (DAY, "as_of")):
        sheet.write_string(HEADER_ROW, column, str(label(field)), formats["header"])
    for column, figure in figure_columns():
        sheet.write_string(HEADER_ROW, column - 1, in_language(LAST_LABELS[figure]), formats["last_header"])
        sheet.write_string(HEADER_ROW, column, str(label(figure)), formats["header"])


def figure_columns() -> Iterator[tuple[int, str]]:
    """Yield the column to fill in for each figure; the one on its left shows the last figure."""
    for number, figure in enumerate(FIGURES):
        yield FIRST_FIGURE + 2 * number + 1, figure


def _write_row(sheet: Worksheet, number: int, row: FormRow, as_of: date, formats: dict[str, Format]) -> None:
    # As text, so that 32.10 keeps its zero.
    sheet.write_string(number, CODE, row.code, formats["text"])
    sheet.write_string(number, NAME, row.name, formats["text"])
    sheet.write_datetime(number, DAY, as_of, formats["day"])
    for (column, _figure), last in zip(figure_columns(), row.last, strict=True):
        if last is None:
            sheet.write_blank(number, column - 1, None, formats["last"])
        else:
            sheet.write_number(number, column - 1, last, formats["last"])
        sheet.write_blank(number, column, None, formats["figure"])


def _check_cells(sheet: Worksheet, last_row: int, round_: RoundAsOf) -> None:
    sheet.data_validation(FIRST_ROW, DAY, last_row, DAY, _day_check(round_))
    for column, figure in figure_columns():
        check = _flow_check(column) if figure in FLOWS else _level_check()
        sheet.data_validation(FIRST_ROW, column, last_row, column, check)


def _day_check(round_: RoundAsOf) -> dict[str, Any]:
    return {
        "validate": "date",
        "criteria": "between",
        "minimum": min(round_.begun_on, round_.as_of),
        "maximum": "=TODAY()",
        "error_title": _("Day"),
        "error_message": _("Write the day of the figures, from %(first)s until today, like 06/06/2017.")
        % {"first": f"{min(round_.begun_on, round_.as_of):%d/%m/%Y}"},
    }


def _flow_check(column: int) -> dict[str, Any]:
    beside = chr(ord("A") + column - 1)
    return {
        "validate": "integer",
        "criteria": ">=",
        # An empty last figure counts as 0.
        "value": f"={beside}{FIRST_ROW + 1}",
        "error_title": _("Whole number, not falling"),
        "error_message": _(
            "Write a whole number, not below the last figure on its left: it counts since the round began."
        ),
    }


def _level_check() -> dict[str, Any]:
    return {
        "validate": "integer",
        "criteria": ">=",
        "value": 0,
        "error_title": _("Whole number"),
        "error_message": _(
            "Write a whole number, zero or more. Leave the cell empty where nothing is known."
        ),
    }


def _lay_out(sheet: Worksheet) -> None:
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.freeze_panes(FIRST_ROW, DAY)
    sheet.set_row(HEADER_ROW, 48)
    sheet.set_column(CODE, CODE, 8)
    sheet.set_column(NAME, NAME, 30)
    sheet.set_column(DAY, FIRST_FIGURE + 2 * len(FIGURES) - 1, 13)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)
