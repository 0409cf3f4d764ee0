"""The first room of the reader: bytes in, sheets of plain cells out, whatever the format."""

from dataclasses import replace

from monitoring.imports.cells.cells import (
    NO_FORMULA_VALUE,
    Cell,
    CellError,
    Merge,
    NoFormulaValue,
    Sheet,
    Workbook,
    cell_name,
)
from monitoring.imports.cells.identity import bytes_name_persons, covered_text, rows_name_persons
from monitoring.imports.files import container, xls_marks
from monitoring.imports.files.child import SheetProcess, sheets_of
from monitoring.imports.files.container import Inside
from monitoring.imports.files.covered import MAGIC, uncovered
from monitoring.imports.files.csv_text import read_csv
from monitoring.imports.files.signatures import Kind, kind_of
from monitoring.imports.findings import FileRefused
from monitoring.imports.limits import MIB, Limits

__all__ = (
    "NO_FORMULA_VALUE", "Cell", "CellError", "Merge", "NoFormulaValue", "Sheet", "Workbook",
    "cell_name", "read_workbook",
)  # fmt: skip


def read_workbook(content: bytes, limits: Limits) -> Workbook:
    """Return the sheets of a file.

    Raises FileRefused (unreadable, wrong_format, too_large), whatever the bytes, and nothing else.
    """
    if content.startswith(MAGIC):
        # Larger than the file it was, whose cells were packed.
        _check_size(content, limits.unpacked)
        return uncovered(content, limits)
    _check_size(content, limits.bytes)
    kind = kind_of(content)
    if kind is Kind.TEXT:
        return _without_persons_names((read_csv(content, limits),), is_csv=True)
    with SheetProcess(content, limits) as process:
        if kind is Kind.ZIP:
            inside = container.look_inside(content, limits)
        else:
            inside = Inside(xls_marks.look_inside(content), bytes_name_persons(content))
        sheets = sheets_of(process, inside.marks)
    if not sheets:
        raise FileRefused("unreadable")
    return _without_persons_names(sheets, is_csv=False, found=inside.names_persons)


def _check_size(content: bytes, most: int) -> None:
    if len(content) > most:
        raise FileRefused("too_large", "bytes", limit=most // MIB)


def _without_persons_names(sheets: tuple[Sheet, ...], *, is_csv: bool, found: bool = False) -> Workbook:
    """Return a workbook that knows whether an identity number is in it, and has none for a sheet's name."""
    named = tuple(replace(sheet, name=sheet.name and covered_text(sheet.name)) for sheet in sheets)
    found = found or named != sheets or any(rows_name_persons(sheet.rows) for sheet in sheets)
    return Workbook(named, is_csv, found)
