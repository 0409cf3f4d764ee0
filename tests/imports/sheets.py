"""Workbooks and csv files made inside a test, as officers would send them."""

import io
from datetime import date, datetime

import xlsxwriter

REPORT_HEADER = ("KODE", "KAB/KOTA", "TANGGAL", "TERCETAK", "RUSAK", "SISA BLANGKO")


def xlsx(*sheets, header=REPORT_HEADER):
    """Return a workbook; each sheet is a list of rows, put below `header` unless that is None."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for rows in sheets:
            sheet = book.add_worksheet()
            for r, row in enumerate([header, *rows] if header else rows):
                for c, value in enumerate(row):
                    _write(sheet, r, c, value, day)
    return content.getvalue()


def _write(sheet, row, column, value, day):
    if isinstance(value, date | datetime):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
    elif isinstance(value, str) and value.startswith("="):
        sheet.write_formula(row, column, value, None, "")
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    elif value is not None:
        sheet.write(row, column, value)


def csv(*rows, header=REPORT_HEADER):
    lines = [header, *rows]
    return "\n".join(";".join("" if cell is None else str(cell) for cell in row) for row in lines).encode()
