"""The rows of tables of shipments, supplies and counts."""

from dataclasses import dataclass, field
from datetime import date

from monitoring.imports.cells.cells import Cell, CellError, NoFormulaValue
from monitoring.imports.cells.counts import read_count
from monitoring.imports.cells.days import fits_only_day_first, fits_only_month_first, read_day
from monitoring.imports.cells.text import clean, says_nothing, unescaped
from monitoring.imports.districts.index import Found, Refused
from monitoring.imports.findings import CellRefused, Finding
from monitoring.imports.tables.circumstances import Circumstances, written
from monitoring.imports.tables.label_words import is_sum, words_of
from monitoring.imports.tables.labels import TableKind
from monitoring.imports.tables.row_districts import refusal, remarks
from monitoring.imports.tables.rows import CountRow, Details, ShipmentRow, SupplyRow
from monitoring.imports.tables.table_days import Fallback
from monitoring.imports.tables.tables import Table

CENTRE = frozenset(
    {
        *("PUSAT", "GUDANGPUSAT", "GUDANGDITJENDUKCAPIL", "DITJENDUKCAPIL", "PUSATDITJENDUKCAPIL"),
        *("DITJENDUKCAPILPUSAT", "GUDANGPUSATDITJENDUKCAPIL", "CENTRE", "CENTRALSTORE", "CENTER", "CENTRAL"),
    }
)
"""How the centre's own store is written, words joined."""

Document = ShipmentRow | SupplyRow | CountRow


@dataclass(slots=True)
class Documents:
    """What was read of a table: the rows that can be taken, how many there were, and what is wrong."""

    rows: list[Document] = field(default_factory=list)
    read: int = 0
    findings: list[Finding] = field(default_factory=list)


@dataclass(slots=True)
class Reader:
    """Reads the cells of one row after the other; a refused cell leaves a finding and makes the row bad."""

    table: Table
    fallback: Fallback
    told: Circumstances
    month_first: dict[str, bool]
    findings: list[Finding] = field(default_factory=list)
    line: int = 0
    bad: bool = False

    def refuse(self, code: str, name: str, details: Details | None = None, variant: str = "") -> None:
        self.bad = True
        self.findings.append(self.table.layout.finding(code, name, self.line, details, variant=variant))

    def content(self, name: str) -> Cell:
        return self.table.layout.content(name, self.line)

    def count(self, name: str) -> int | None:
        try:
            return read_count(self.content(name))
        except CellRefused as refused:
            self.refuse(refused.code, name, refused.details, refused.variant)
            return None

    def day(self, name: str) -> date | None:
        try:
            day = read_day(self.content(name), month_first=self.month_first.get(name, False))
        except CellRefused as refused:
            self.refuse(refused.code, name, refused.details, refused.variant)
            return None
        if day is not None and day > self.told.today:
            self.refuse("future_day", name, {"today": written(self.told.today)})
        return day

    def own_day(self, name: str) -> date | None:
        """Return the day of the document, else that of the title or the sender."""
        day = self.day(name)
        if day is not None or self.bad_cell(name):
            return day
        if self.fallback.day is None:
            self.refuse("missing_day", name, variant="cell" if name in self.table.columns else "")
        return self.fallback.day

    def bad_cell(self, name: str) -> bool:
        cell = self.table.layout.cell(name, self.line)
        return cell is not None and any(finding.cell == cell for finding in self.findings)

    def text(self, name: str) -> str | None:
        cell = self.content(name)
        if isinstance(cell, CellError | NoFormulaValue):
            self.refuse("cell_error" if isinstance(cell, CellError) else "no_formula_value", name)
            return None
        text = "" if cell is None else clean(unescaped(str(cell)))
        return None if says_nothing(text) else text

    def needed(self, name: str, value: object) -> None:
        if value is None and not self.bad_cell(name):
            self.refuse("bad_document", name, variant=name)

    def store(self, name: str, day: date | None) -> int | None:
        """Return the district whose store is named, None for the centre."""
        cell = self.content(name)
        if isinstance(cell, str) and "".join(words_of(cell)) in CENTRE:
            return None
        match = self.told.index.find(
            code=self.content("code") if name != "from_store" else None,
            name=_without_word(cell),
            kind=self.content("kind"),
            province=self.content("province"),
            uploader_province=self.told.scope.province,
            has_code="code" in self.table.columns and name != "from_store",
        )
        if isinstance(match, Refused):
            self.bad = True
            self.findings.append(refusal(match, self.table.layout, self.line, day, self.told))
            return None
        for finding in remarks(match, self.table.layout, self.line, day, self.told):
            self.bad |= finding.code == "district_out_of_scope"
            self.findings.append(finding)
        return match.district if isinstance(match, Found) else None


def _without_word(cell: Cell) -> Cell:
    """Leave out the word for store: "Gudang Kab. Bandung"."""
    if isinstance(cell, str) and clean(cell).upper().startswith("GUDANG "):
        return clean(cell)[len("GUDANG ") :]
    return cell


def documents_of(table: Table, fallback: Fallback, told: Circumstances) -> Documents:
    """Read the rows of a table of documents."""
    read = Documents()
    reader = Reader(table, fallback, told, _month_first(table))
    for row, cells in enumerate(table.rows):
        if not _is_document(table, cells):
            continue
        reader.line, reader.bad, reader.findings = table.first + row + 1, False, []
        document = READERS[table.kind](reader)
        read.read += 1
        read.findings += reader.findings
        if not reader.bad:
            read.rows.append(document)
    return read


def _month_first(table: Table) -> dict[str, bool]:
    found = {}
    for name in ("sent_on", "received_on", "counted_on"):
        cells = set(table.column(name))
        found[name] = any(map(fits_only_month_first, cells)) and not any(map(fits_only_day_first, cells))
    return found


def _is_document(table: Table, cells: list[Cell]) -> bool:
    """Tell a document's row from sums, numbering and footnotes: it has a quantity, or two known cells."""
    if any(isinstance(cell, str) and is_sum(cell) for cell in cells):
        return False
    known = [cells[at] for at in table.columns.values() if at < len(cells)]
    filled = [
        cell for cell in known if cell is not None and not (isinstance(cell, str) and says_nothing(cell))
    ]
    if not filled or _counts_up(cells):
        return False
    at = table.columns["quantity"]
    quantity = cells[at] if at < len(cells) else None
    return len(filled) > 1 or (quantity is not None and not isinstance(quantity, str))


def _counts_up(cells: list[Cell]) -> bool:
    """Tell a numbering row: 1 2 3."""
    filled = [cell for cell in cells if cell is not None]
    numbers = [
        int(text)
        for text in (str(cell).strip(" ()") for cell in filled)
        if text.isascii() and text.isdecimal()
    ]
    return len(numbers) == len(filled) and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _shipment(reader: Reader) -> ShipmentRow:
    sent_on = reader.own_day("sent_on")
    quantity = reader.count("quantity")
    reader.needed("quantity", quantity)
    return ShipmentRow(
        number=reader.text("number"),
        sent_on=sent_on or date.min,
        to_district=reader.store("to_store", sent_on),
        quantity=quantity,
        serial_first=reader.text("serial_first"),
        serial_last=reader.text("serial_last"),
        received_on=reader.day("received_on"),
        accepted=reader.count("accepted"),
        rejected=reader.count("rejected"),
        sheet=reader.table.sheet.name,
        row=reader.line,
        layout=reader.table.layout,
        missing=reader.count("missing"),
        from_district=reader.store("from_store", sent_on) if reader.text("from_store") else None,
    )


def _supply(reader: Reader) -> SupplyRow:
    received_on = reader.own_day("received_on")
    quantity, document = reader.count("quantity"), reader.text("document")
    reader.needed("quantity", quantity)
    reader.needed("document", document)
    return SupplyRow(
        received_on=received_on or date.min,
        quantity=quantity or 0,
        document=document or "",
        sheet=reader.table.sheet.name,
        row=reader.line,
        layout=reader.table.layout,
    )


def _count(reader: Reader) -> CountRow:
    counted_on = reader.own_day("counted_on")
    quantity = reader.count("quantity")
    reader.needed("quantity", quantity)
    return CountRow(
        district=reader.store("store", counted_on),
        counted_on=counted_on or date.min,
        quantity=quantity or 0,
        sheet=reader.table.sheet.name,
        row=reader.line,
        layout=reader.table.layout,
    )


READERS = {TableKind.SHIPMENT: _shipment, TableKind.SUPPLY: _supply, TableKind.COUNT: _count}
