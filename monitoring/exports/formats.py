"""The two kinds of file that go out: a workbook with real days and numbers, and a csv with ISO days."""

import csv
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any

import tablib
from django.utils.translation import gettext_lazy as _
from import_export.formats.base_formats import Format
from xlsxwriter import Workbook as Writer
from xlsxwriter.format import Format as CellFormat
from xlsxwriter.worksheet import Worksheet

from monitoring.exports.cells import Value
from monitoring.imports.cells.text import escaped_within

SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
WIDEST = 44


class _Export(Format):
    def can_export(self) -> bool:
        return True


class Workbook(_Export):
    """xlsx. Codes stay text, so that 32.10 keeps its zero; days are days."""

    label = _("Excel workbook (.xlsx)")

    def get_title(self) -> str:
        return "xlsx"

    def get_extension(self) -> str:
        return "xlsx"

    def get_content_type(self) -> str:
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> bytes:
        content = BytesIO()
        with Writer(content, {"in_memory": True, "constant_memory": True, **SAFE}) as writer:
            sheet = writer.add_worksheet()
            sheet.freeze_panes(1, 0)
            _set_widths(sheet, dataset)
            _write_header(sheet, dataset.headers, writer.add_format({"bold": True, "text_wrap": True}))
            day = writer.add_format({"num_format": "yyyy-mm-dd"})
            moment = writer.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
            for number, row in enumerate(dataset, start=1):
                _write_row(sheet, number, row, day, moment)
        return content.getvalue()


def _set_widths(sheet: Worksheet, dataset: tablib.Dataset) -> None:
    # The first rows say enough of how wide a column is.
    for column, header in enumerate(dataset.headers):
        texts = [header, *(row[column] for row in dataset[:50])]
        sheet.set_column(column, column, min(WIDEST, max(len(str(text)) for text in texts) + 2))


def _write_header(sheet: Worksheet, headers: Sequence[str], bold: CellFormat) -> None:
    for column, header in enumerate(headers):
        sheet.write_string(0, column, header, bold)


def _write_row(
    sheet: Worksheet, number: int, row: Sequence[Value], day: CellFormat, moment: CellFormat
) -> None:
    for column, value in enumerate(row):
        if isinstance(value, str):
            sheet.write_string(number, column, value)
        elif isinstance(value, date):
            sheet.write_datetime(number, column, value, moment if isinstance(value, datetime) else day)
        elif value is not None:
            sheet.write_number(number, column, value)


def _in_any_list(value: Value) -> Value:
    return escaped_within(value) if isinstance(value, str) else value


class Csv(_Export):
    """csv: comma, UTF-8 with the mark that makes a spreadsheet read it as such, days as 2017-06-06."""

    label = _("Text with commas (.csv)")

    def get_title(self) -> str:
        return "csv"

    def get_extension(self) -> str:
        return "csv"

    def get_content_type(self) -> str:
        return "text/csv; charset=utf-8"

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> bytes:
        content = StringIO(newline="")
        writer = csv.writer(content)
        writer.writerow(dataset.headers)
        writer.writerows([_in_any_list(value) for value in row] for row in dataset)
        return content.getvalue().encode("utf-8-sig")
