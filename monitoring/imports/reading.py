"""From bytes to rows that can be taken, and everything that was found on the way. Asks no database."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from monitoring.imports.cells.cells import Sheet, Workbook, column_number
from monitoring.imports.districts.index import DistrictIndex
from monitoring.imports.files.covered import covered
from monitoring.imports.files.grid import read_workbook
from monitoring.imports.findings import FileRefused, Finding
from monitoring.imports.limits import Limits
from monitoring.imports.tables.circumstances import Circumstances, RoundSpan, Scope
from monitoring.imports.tables.document_rows import Documents, documents_of
from monitoring.imports.tables.header import Header
from monitoring.imports.tables.labels import TableKind
from monitoring.imports.tables.repeats import repeated_documents, repeated_reports
from monitoring.imports.tables.report_rows import (
    Draft,
    draft_of,
    findings_of,
    leans_on_nothing,
    report_rows,
)
from monitoring.imports.tables.row_districts import cities_named, settled
from monitoring.imports.tables.rows import CountRow, ReportRow, ShipmentRow, SupplyRow
from monitoring.imports.tables.table_days import Fallback, fallback_of
from monitoring.imports.tables.tables import SheetTables, Table, is_findings_sheet, no_table_below, tables_of

__all__ = (
    "CountRow", "Reading", "ReportRow", "RoundSpan", "Scope", "SheetReading", "ShipmentRow", "SupplyRow",
    "TableReading", "read_file", "read_tables",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TableReading:
    """What was understood of a table. Rows are the spreadsheet's; `columns` gives each field its letter."""

    kind: str
    header_rows: tuple[int, int]
    first_row: int
    last_row: int
    columns: dict[str, str]
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetReading:
    """`table` tells whether a header of ours was found, be it one of which nothing can be taken."""

    name: str | None
    table: bool
    tables: tuple[TableReading, ...] = ()


@dataclass(slots=True)
class Reading:
    """What a file says. `read` counts the rows of districts and documents, taken or not.

    `opened` tells that it could be read at all. `covered` is what may be kept of it where identity numbers of
    persons stand in it, None where the file itself may.
    """

    sheets: list[SheetReading] = field(default_factory=list)
    reports: list[ReportRow] = field(default_factory=list)
    shipments: list[ShipmentRow] = field(default_factory=list)
    supplies: list[SupplyRow] = field(default_factory=list)
    counts: list[CountRow] = field(default_factory=list)
    read: int = 0
    findings: list[Finding] = field(default_factory=list)
    opened: bool = True
    covered: bytes | None = None

    @property
    def refused(self) -> int:
        return self.read - len(self.reports) - len(self.shipments) - len(self.supplies) - len(self.counts)


def read_file(
    content: bytes,
    *,
    index: DistrictIndex,
    rounds: Sequence[RoundSpan],
    today: date,
    scope: Scope,
    limits: Limits,
) -> Reading:
    """Read a file. What is wrong with it, be it all of it, is among the findings."""
    try:
        workbook = read_workbook(content, limits)
    except FileRefused as refused:
        return Reading(findings=[refused.finding], opened=False)
    reading = read_tables(workbook, index=index, rounds=rounds, today=today, scope=scope)
    if workbook.names_persons:
        reading.covered = covered(workbook, reading.findings)
    return reading


def read_tables(
    workbook: Workbook, *, index: DistrictIndex, rounds: Sequence[RoundSpan], today: date, scope: Scope
) -> Reading:
    """Read the sheets of a workbook."""
    told = Circumstances(index, rounds, today, scope)
    found = [tables_of(sheet) for sheet in workbook.sheets if not is_findings_sheet(sheet)]
    reading = Reading(sheets=[_sheet_reading(each) for each in found])
    findings = [finding for each in found for finding in each.findings]
    drafts: list[Draft] = []
    for each in found:
        own = list(_drafts(each, told, reading, findings, is_csv=workbook.is_csv))
        _settle(own)
        drafts += own
    for draft in drafts:
        findings += findings_of(draft, told)
    findings += _days_nobody_gives(drafts)
    findings += repeated_reports(drafts)
    findings += _take_each_once(reading)
    for draft in drafts:
        reading.read += len(draft.rows)
        reading.reports += report_rows(draft)
    findings += _without_table(found)
    reading.findings = _in_order(findings, workbook.sheets)
    return reading


def _drafts(
    each: SheetTables, told: Circumstances, reading: Reading, findings: list[Finding], *, is_csv: bool
) -> Iterator[Draft]:
    """Read the tables of a sheet: documents at once, reports as drafts."""
    inherited: Fallback | None = None
    for table in each.tables:
        inherited = fallback_of(table, inherited, told)
        if table.kind is TableKind.REPORT:
            yield draft_of(table, inherited, told, is_csv=is_csv)
        else:
            documents = documents_of(table, inherited, told)
            _take(table, documents, reading)
            findings += documents.findings


def _take(table: Table, documents: Documents, reading: Reading) -> None:
    reading.read += documents.read
    rows: list = {
        TableKind.SHIPMENT: reading.shipments,
        TableKind.SUPPLY: reading.supplies,
        TableKind.COUNT: reading.counts,
    }[table.kind]
    rows += documents.rows


def _settle(drafts: Iterable[Draft]) -> None:
    """Settle bare names by the cities that the same sheet names."""
    drafts = list(drafts)
    named = {city for draft in drafts for city in cities_named(draft.matches)}
    for draft in drafts:
        draft.matches = [settled(match, named) for match in draft.matches]


def _days_nobody_gives(drafts: Iterable[Draft]) -> Iterator[Finding]:
    """Yield one finding for each sheet with rows that rely on a day that is refused, or on none at all."""
    told: set[tuple] = set()
    for draft in drafts:
        if leans_on_nothing(draft):
            finding = draft.fallback.finding or Finding("missing_day", draft.table.sheet.name)
            if (finding.sheet, finding.code, finding.cell) not in told:
                told.add((finding.sheet, finding.code, finding.cell))
                yield finding


def _take_each_once(reading: Reading) -> list[Finding]:
    """Leave out the documents that stand in several rows; return the findings that say so."""
    found: list[Finding] = []
    for name in ("shipments", "supplies", "counts"):
        rows = getattr(reading, name)
        findings, repeated = repeated_documents(rows)
        found += findings
        setattr(reading, name, [row for at, row in enumerate(rows) if at not in repeated])
    return found


def _without_table(found: Sequence[SheetTables]) -> Iterator[Finding]:
    none = [each for each in found if not each.has_header]
    below = any(each.stands_below for each in none)
    if len(none) == len(found):
        yield no_table_below(None) if below else Finding("no_table")
        return
    for each in none:
        name = each.sheet.name
        yield no_table_below(name) if each.stands_below else Finding("ignored_sheet", name)


def _sheet_reading(each: SheetTables) -> SheetReading:
    return SheetReading(
        each.sheet.name, each.has_header, tuple(_table_reading(table) for table in each.tables)
    )


def _table_reading(table: Table) -> TableReading:
    header: Header = table.header
    return TableReading(
        kind=str(table.kind),
        header_rows=(header.top + 1, header.bottom + 1),
        first_row=table.first + 1,
        last_row=table.last + 1,
        columns=table.layout.letters(),
        left=tuple(column.text for column in table.left),
    )


def _in_order(findings: Iterable[Finding], sheets: Sequence[Sheet]) -> list[Finding]:
    """Return the findings as a reader meets the cells, each once."""
    order = {sheet.name: at for at, sheet in enumerate(sheets)}
    once = {
        (each.code, each.sheet, each.cell, each.variant, each.details.get("field")): each for each in findings
    }
    return sorted(once.values(), key=lambda each: (order.get(each.sheet, -1), *_place(each.cell)))


def _place(cell: str | None) -> tuple[int, int]:
    if cell is None:
        return -1, -1
    letters = cell.rstrip("0123456789")
    return int(cell[len(letters) :]), column_number(letters)
