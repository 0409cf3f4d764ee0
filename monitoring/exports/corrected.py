"""The workbook to correct: what was sent, bad cells red (odd ones yellow) with a comment, fine rows grey.

An xlsx is the officer's own workbook; any other file, and one that cannot be opened for marking, is laid out
anew from its cells. Columns with identity numbers of persons come back empty.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from monitoring.exports.languages import in_language
from monitoring.exports.laying_out import laid_out
from monitoring.exports.marking import FindingsSheet, Marks, marked
from monitoring.imports.cells.cells import Sheet, Workbook, cell_name, column_number
from monitoring.imports.cells.identity import names_person
from monitoring.imports.files.grid import read_workbook
from monitoring.imports.findings import Finding, Severity
from monitoring.imports.limits import Limits
from monitoring.imports.messages import sentence
from monitoring.imports.stored.checking import Check
from monitoring.imports.tables.labels import FINDINGS_TITLES
from monitoring.imports.tables.tables import is_findings_sheet
from monitoring.rules import FIGURES

MOST_TOLD = 1000
"""Findings that are marked: more than a person puts right in one go; the next check tells the others."""


def corrected_workbook(content: bytes, check: Check, limits: Limits) -> bytes:
    """Return an xlsx to correct and send again. Raises FileRefused for a file that cannot be read at all."""
    workbook = read_workbook(content, limits)
    sheets = [sheet for sheet in workbook.sheets if not is_findings_sheet(sheet)]
    marks = marks_of(check, sheets)
    listed = findings_sheet(told(check))
    return marked(content, marks, listed) or laid_out(Workbook(tuple(sheets), workbook.is_csv), marks, listed)


def marks_of(check: Check, sheets: Sequence[Sheet]) -> dict[str | None, Marks]:
    marks: dict[str | None, Marks] = defaultdict(Marks)
    for finding in told(check):
        if finding.cell is not None:
            _note(marks[finding.sheet], finding)
    for sheet in sheets:
        personal = [f.cell for f in check.findings if f.code == "personal_data" and f.sheet == sheet.name]
        marks[sheet.name].blank |= set(_personal_cells(sheet, [cell for cell in personal if cell]))
    for name, row in fine_rows(check):
        marks[name].fine.append(row)
    for place in _slipped(check):
        marks[place[0]].slipped.add(place[1])
    return marks


def told(check: Check) -> list[Finding]:
    """Return the findings to act on: columns and sheets that are not ours are none."""
    foreign = ("ignored_column", "ignored_sheet")
    return [f for f in check.findings if f.variant or f.code not in foreign][:MOST_TOLD]


def _note(marks: Marks, finding: Finding) -> None:
    assert finding.cell is not None
    before = marks.bad.get(finding.cell)
    if finding.severity is Severity.ERROR:
        marks.odd.discard(finding.cell)
    elif before is None:
        marks.odd.add(finding.cell)
    marks.bad[finding.cell] = f"{before}\n\n{sentence(finding)}" if before else sentence(finding)


def _personal_cells(sheet: Sheet, headers: Iterable[str]) -> Iterator[str]:
    """Yield every cell below a header of a personal column, and every identity number wherever it stands."""
    columns = {column_number(header.rstrip("0123456789")): row_of(header) for header in headers}
    for at, cells in enumerate(sheet.rows):
        for column, cell in enumerate(cells):
            below = column in columns and at >= columns[column]
            if cell is not None and (below or names_person(cell)):
                yield cell_name(at, column)


def row_of(cell: str) -> int:
    """Return the spreadsheet's row of a cell's name, from 1."""
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def fine_rows(check: Check) -> Iterator[tuple[str | None, int]]:
    """Yield the sheet and row of everything that is taken and of which nothing was found."""
    found = {(f.sheet, row_of(f.cell)) for f in check.findings if f.cell is not None}
    plans = [result.plan for kind, result in check.results.items() if kind != "reports"]
    taken = [*check.reports, *(row for plan in plans for row in plan.taken)]
    for row in taken:
        if (row.sheet, row.row) not in found:
            yield row.sheet, row.row


def _slipped(check: Check) -> Iterator[tuple[str | None, str]]:
    """Yield a cell of each slipped row: in a workbook nothing else would tell that its cells have moved."""
    for finding in check.findings:
        if finding.code == "shifted_row" and finding.cell is not None:
            row = row_of(finding.cell)
            column = _first_figure(check, finding.sheet, row)
            if column is not None:
                yield finding.sheet, f"{column}{row}"


def _first_figure(check: Check, name: str | None, row: int) -> str | None:
    for sheet in check.reading.sheets:
        for table in sheet.tables:
            if sheet.name == name and table.first_row <= row <= table.last_row:
                return next((table.columns[figure] for figure in FIGURES if figure in table.columns), None)
    return None


def findings_sheet(findings: Sequence[Finding]) -> FindingsSheet:
    what = _(
        "Correct the red cells, save this file, and send it again. Yellow cells look odd, grey rows are fine."
    )
    cut = len(findings) == MOST_TOLD
    head = [
        [in_language(FINDINGS_TITLES)],
        [what],
        [_("Only the first findings are marked; the next check tells the others.")] if cut else [],
        [_("Sheet"), _("Cell"), _("What stands there"), _("What is wrong, and what to do"), _("Kind")],
    ]
    rows = [
        [f.sheet or "", f.cell or "", "" if f.value is None else f.value, sentence(f), kind_text(f)]
        for f in findings
    ]
    return FindingsSheet(_("Findings"), head, rows, [_link(finding) for finding in findings])


def kind_text(finding: Finding) -> str:
    return _("error") if finding.severity is Severity.ERROR else _("warning")


def _link(finding: Finding) -> str:
    if finding.cell is None or finding.sheet is None:
        return ""
    quoted = finding.sheet.replace("'", "''")
    return f"'{quoted}'!{finding.cell}"
