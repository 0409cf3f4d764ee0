"""The first room of the reader: bytes in, sheets of plain cells out, whatever the format."""

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
from monitoring.imports.files import container, xls_marks
from monitoring.imports.files.child import SheetProcess, sheets_of
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
    if len(content) > limits.bytes:
        raise FileRefused("too_large", "bytes", limit=limits.bytes // MIB)
    if content.startswith(MAGIC):
        return uncovered(content, limits)
    kind = kind_of(content)
    if kind is Kind.TEXT:
        return Workbook((read_csv(content, limits),), is_csv=True)
    with SheetProcess(content, limits) as process:
        marks = container.look_inside(content, limits) if kind is Kind.ZIP else xls_marks.look_inside(content)
        sheets = sheets_of(process, marks)
    if not sheets:
        raise FileRefused("unreadable")
    return Workbook(sheets, is_csv=False)
