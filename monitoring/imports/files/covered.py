"""A file with identity numbers of persons is kept as its cells, with those numbers covered.

What is kept reads like the file itself: the same sheets, rows and columns, and the same columns are found to
be personal. It is no spreadsheet, and never given out.
"""

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from monitoring.imports.cells.cells import (
    NO_FORMULA_VALUE,
    Cell,
    CellError,
    Merge,
    NoFormulaValue,
    Sheet,
    Workbook,
    column_number,
)
from monitoring.imports.cells.identity import COVER, covered_text, is_identity_number
from monitoring.imports.findings import FileRefused, Finding
from monitoring.imports.limits import Limits

MAGIC = b'{"covered": '

EMPTY_ROWS = 20_000
"""Titles, headers and gaps that a sheet may have beside its rows of data."""


def covered(workbook: Workbook, findings: Iterable[Finding]) -> bytes:
    """Return the cells of `workbook` as they may be kept; `findings` name the columns that are personal."""
    personal: dict[str | None, dict[int, int]] = {}
    for finding in findings:
        if finding.code == "personal_data" and finding.cell:
            letters = finding.cell.rstrip("0123456789")
            columns = personal.setdefault(finding.sheet, {})
            columns[column_number(letters)] = int(finding.cell[len(letters) :])
    sheets = [_kept_sheet(sheet, personal.get(sheet.name, {})) for sheet in workbook.sheets]
    return json.dumps({"covered": 1, "csv": workbook.is_csv, "sheets": sheets}).encode()


def _kept_sheet(sheet: Sheet, personal: dict[int, int]) -> dict[str, Any]:
    """Return a sheet; `personal` gives for a column how many rows end with its header."""
    below = len(sheet.rows)
    rows = [
        [_kept(cell, hidden=at >= personal.get(column, below)) for column, cell in enumerate(row)]
        for at, row in enumerate(sheet.rows)
    ]
    merges = [(merge.top, merge.left, merge.bottom, merge.right) for merge in sheet.merges]
    return {"name": sheet.name, "merges": merges, "rows": rows}


def _kept(cell: Cell, *, hidden: bool) -> Any:
    """Return a cell as JSON has it: what JSON has no word for as an object of one member."""
    if cell is None:
        return None
    if hidden or is_identity_number(cell):
        return COVER
    if isinstance(cell, CellError):
        return {"error": cell.text}
    if isinstance(cell, NoFormulaValue):
        return {"formula": None}
    if isinstance(cell, date):
        return {"moment" if isinstance(cell, datetime) else "day": cell.isoformat()}
    return covered_text(cell) if isinstance(cell, str) else cell


def uncovered(content: bytes, limits: Limits) -> Workbook:
    """Return the workbook that `covered` kept. Raises FileRefused for what it did not write."""
    try:
        kept = json.loads(content)
        sheets = tuple(_sheet(each, limits) for each in kept["sheets"])
        return Workbook(sheets, is_csv=kept["csv"] is True)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise FileRefused("unreadable") from None


def _sheet(kept: dict[str, Any], limits: Limits) -> Sheet:
    name, lines = kept["name"], kept["rows"]
    if not isinstance(name, str | None) or len(lines) > limits.rows + EMPTY_ROWS:
        raise ValueError(name)
    rows = [[_cell(cell) for cell in line[: limits.columns]] for line in lines]
    return Sheet(name, rows, tuple(Merge(*merge) for merge in kept["merges"]))


def _cell(kept: Any) -> Cell:
    if not isinstance(kept, dict):
        if not isinstance(kept, str | int | float | None):
            raise TypeError(kept)
        return kept
    ((word, value),) = kept.items()
    if word == "error":
        return CellError(str(value))
    if word == "formula":
        return NO_FORMULA_VALUE
    return datetime.fromisoformat(value) if word == "moment" else date.fromisoformat(value)
