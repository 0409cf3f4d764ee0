"""The tables of a sheet: which column is what, what was left, and which sheets cannot be read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from monitoring.imports.cells.cells import Cell, Sheet, cell_name, column_name
from monitoring.imports.cells.identity import holds_identity_number
from monitoring.imports.cells.text import clean
from monitoring.imports.districts.names import kind_of
from monitoring.imports.findings import Finding
from monitoring.imports.tables.header import Column, Header
from monitoring.imports.tables.headers import LAST_HEADER_ROW, headers_of, stands_below
from monitoring.imports.tables.label_words import is_sum
from monitoring.imports.tables.labels import FINDINGS_TITLES, PROVINCE_PATHS, TableKind, is_silent
from monitoring.imports.tables.near_labels import label_meant
from monitoring.imports.tables.rows import Layout, shown
from monitoring.rules import FIGURES

NAMES = ("district", "code", "kind", "province", "as_of", "to_store", "store")
"""Fields whose merged cells count for each row."""


@dataclass(frozen=True)
class Table:
    """Rows `first` to `last` (from zero, inclusive) below a header; rows `titles` to its top may hold titles.

    `left` are foreign columns, `personal` those with identity numbers; `by_column` are the cells of all.
    """

    sheet: Sheet
    header: Header
    titles: int
    first: int
    last: int
    columns: Mapping[str, int]
    left: tuple[Column, ...]
    personal: tuple[Column, ...]
    by_column: Sequence[Sequence[Cell]]

    @property
    def kind(self) -> TableKind:
        return self.header.kind or TableKind.REPORT

    @property
    def figures(self) -> tuple[str, ...]:
        """The figures that the table has, in the portal's order."""
        return tuple(name for name in FIGURES if name in self.columns)

    @cached_property
    def layout(self) -> Layout:
        return Layout(self.sheet.name, self.columns, self.sheet.rows, self._merged())

    @cached_property
    def rows(self) -> list[list[Cell]]:
        return self.sheet.rows[self.first : self.last + 1]

    def column(self, name: str) -> Sequence[Cell]:
        """Return the cells of a field, row by row; empty ones for a column that the table has not."""
        at = self.columns.get(name)
        if at is None:
            return (None,) * len(self.rows)
        cells = self.cells_at(at)
        return self._with_merged(cells, at) if self.layout.merged else cells

    def _with_merged(self, cells: Sequence[Cell], at: int) -> Sequence[Cell]:
        filled = list(cells)
        for (row, column), top in self.layout.merged.items():
            if column == at:
                filled[row - self.first] = filled[top - self.first]
        return filled

    def cells_at(self, at: int) -> Sequence[Cell]:
        return self.by_column[at] if at < len(self.by_column) else (None,) * len(self.rows)

    def _merged(self) -> dict[tuple[int, int], int]:
        """Return the first row of each merged cell below another in a column of names or days."""
        named = {self.columns[name] for name in NAMES if name in self.columns}
        return {
            (row, merge.left): merge.top
            for merge in self.sheet.merges
            if merge.left in named and merge.top >= self.first and merge.bottom <= self.last
            for row in range(merge.top + 1, merge.bottom + 1)
        }


@dataclass(frozen=True, slots=True)
class SheetTables:
    """The tables of a sheet that can be read, and what was found. `has_header` be there a table or not."""

    sheet: Sheet
    tables: tuple[Table, ...]
    findings: tuple[Finding, ...]
    has_header: bool
    headers: tuple[Header, ...] = ()
    stands_below: bool = False


def tables_of(sheet: Sheet) -> SheetTables:
    """Return the tables of a sheet, or the findings that say why it cannot be read."""
    headers = headers_of(sheet)
    if not headers:
        return SheetTables(sheet, (), (), has_header=False, stands_below=stands_below(sheet))
    tables = list(_tables(sheet, headers))
    ambiguous = [finding for table in tables for finding in _ambiguous(table)]
    if ambiguous:
        return SheetTables(sheet, (), tuple(ambiguous), True, tuple(headers))
    findings: list[Finding] = []
    for table in tables:
        findings += [*_refusal(table), *_left(table)]
    whole = tuple(table for table in tables if not _problem(table))
    return SheetTables(sheet, whole, tuple(findings), True, tuple(headers))


def is_findings_sheet(sheet: Sheet) -> bool:
    """Tell whether a sheet is the list of findings that the portal added to a workbook it handed back."""
    return bool(sheet.rows and sheet.rows[0]) and sheet.rows[0][0] in FINDINGS_TITLES


def no_table_below(sheet: str | None) -> Finding:
    return Finding("no_table", sheet, variant="below", details={"limit": LAST_HEADER_ROW})


def _tables(sheet: Sheet, headers: Sequence[Header]) -> Iterator[Table]:
    above = 0
    for header, following in zip_longest(headers, headers[1:]):
        last = (following.top if following else len(sheet.rows)) - 1
        yield _table(sheet, header, above, last)
        above = header.bottom + 1


def _table(sheet: Sheet, header: Header, titles: int, last: int) -> Table:
    first = header.bottom + 1
    by_column = list(zip_longest(*sheet.rows[first : last + 1]))
    personal = {at for at, cells in enumerate(by_column) if holds_identity_number(cells)}
    columns, taken = _columns(header, by_column, personal)
    labelled = [column for column in header.columns if column.labels and column.at not in personal]
    left = [column for column in labelled if column.at not in taken and not _is_silent(column)]
    beyond = (Column(at, (), header.bottom) for at in sorted(personal) if at >= len(header.columns))
    persons = [*(column for column in header.columns if column.at in personal), *beyond]
    return Table(sheet, header, titles, first, last, columns, tuple(left), tuple(persons), by_column)


def _columns(header: Header, by_column: list, personal: set[int]) -> tuple[dict[str, int], set[int]]:
    """Return the column of each field (the first, of two), and all columns that mean something."""
    fields = {
        column.at: field
        for column, field in zip(header.columns, header.fields, strict=True)
        if field and column.at not in personal
    }
    fields |= _kind_column(header, fields, by_column, personal)
    columns: dict[str, int] = {}
    for at, field in sorted(fields.items()):
        columns.setdefault(field, at)
    for column, path in zip(header.columns, header.paths, strict=True):
        if path in PROVINCE_PATHS and column.at not in personal:
            columns.setdefault("province", column.at)
    return columns, set(fields)


def _kind_column(
    header: Header, fields: dict[int, str], by_column: list, personal: set[int]
) -> dict[int, str]:
    """Return the column that holds KAB. or KOTA apart from the name, by what stands in it."""
    for column in header.columns:
        if fields.get(column.at) not in (None, "district", "to_store") or column.at in personal:
            continue
        if column.at >= len(by_column) or not _holds_kinds(by_column[column.at]):
            continue
        name = fields.get(column.at)
        beside = column.at + 1
        if name and not _has_label(header, beside) and list(fields.values()).count(name) == 1:
            return {column.at: "kind", beside: name}
        return {column.at: "kind"}
    return {}


def _has_label(header: Header, at: int) -> bool:
    return at < len(header.columns) and bool(header.columns[at].labels)


def _holds_kinds(cells: Iterable[Cell]) -> bool:
    """Tell whether a column holds the words for regency and city, and sums of them, and nothing else."""
    some = False
    for cell in cells:
        if isinstance(cell, str) and clean(cell) and not is_sum(cell):
            if kind_of(cell) is None:
                return False
            some = True
    return some


def _is_silent(column: Column) -> bool:
    return is_silent(column.path, column.lowest)


def _ambiguous(table: Table) -> Iterator[Finding]:
    """Yield one finding for each field that two columns mean."""
    for field in dict.fromkeys(table.header.fields):
        if field is None or field not in table.columns:
            continue
        personal = {column.at for column in table.personal}
        kind = table.columns.get("kind")
        both = [
            column
            for column, means in zip(table.header.columns, table.header.fields, strict=True)
            if means == field and column.at not in personal and column.at != kind
        ]
        if len(both) > 1:
            columns = ", ".join(f"{column_name(column.at)} “{column.text}”" for column in both)
            yield Finding("ambiguous_column", table.sheet.name, details={"field": field, "columns": columns})


def _problem(table: Table) -> str | None:
    """Return why nothing of a table can be taken: the finding's code."""
    columns = table.columns
    if table.kind is not TableKind.REPORT:
        return None if "quantity" in columns else "no_table"
    if not table.figures:
        return "no_table"
    return None if "district" in columns else "missing_column"


def _refusal(table: Table) -> Iterator[Finding]:
    if code := _problem(table):
        yield Finding(code, table.sheet.name)


def _left(table: Table) -> Iterator[Finding]:
    """Yield what was left; of a table that is not read only what explains it."""
    unread = _problem(table) is not None
    for column in table.personal:
        yield _column_finding(table, "personal_data", column)
    for column in table.left:
        meant = label_meant(table.kind, column.labels)
        if meant:
            yield _column_finding(table, "ignored_column", column, meant)
        elif not unread:
            yield _column_finding(table, "ignored_column", column)


def _column_finding(table: Table, code: str, column: Column, meant: str | None = None) -> Finding:
    cells = table.sheet.rows[column.row]
    value = shown(cells[column.at]) if column.at < len(cells) else None
    cell = cell_name(column.row, column.at)
    if meant is None:
        return Finding(code, table.sheet.name, cell, value)
    return Finding(code, table.sheet.name, cell, value, (meant,), "near", {"meant": meant})
