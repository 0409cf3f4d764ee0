"""Rows that say the same thing twice, on whatever sheet: none of them is taken."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from monitoring.imports.findings import Finding
from monitoring.imports.tables.report_rows import Draft, keys_of
from monitoring.imports.tables.rows import CountRow, Layout, ShipmentRow, SupplyRow

MOST_NAMED = 5
"""So many of the other rows are named at each."""

Document = ShipmentRow | SupplyRow | CountRow

Place = tuple[Layout, str, int]
"""A table, the field whose cell is named, and the spreadsheet's row."""


def repeated_reports(drafts: Sequence[Draft]) -> Iterator[Finding]:
    """Yield each row whose district and day stand in another row too; notes that they cannot be taken."""
    keys = [key for draft in drafts for key, _ in keys_of(draft)]
    if len(set(keys)) == len(keys):
        return
    places: dict[Hashable, list[tuple[Draft, int]]] = defaultdict(list)
    for draft in drafts:
        for key, row in keys_of(draft):
            places[key].append((draft, row))
    for same in places.values():
        if len(same) > 1:
            for draft, row in same:
                draft.bad.add(row)
            yield from _findings([_place(draft, row) for draft, row in same], "")


def _place(draft: Draft, row: int) -> Place:
    line = draft.line(row)
    return draft.table.layout, draft.table.layout.name_field(line), line


def repeated_documents(rows: Sequence[Document]) -> tuple[list[Finding], set[int]]:
    """Return the findings of documents that stand in several rows, and the places of those rows."""
    places: dict[Hashable, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        places[_key(row)].append(at)
    findings: list[Finding] = []
    repeated: set[int] = set()
    for key, same in places.items():
        if len(same) > 1 and key is not None:
            repeated.update(same)
            findings += _findings([_place_of_document(rows[at]) for at in same], "document")
    return findings, repeated


def _key(row: Document) -> Hashable:
    """Return what tells a document from others; a shipment may come in parts, each on a day of its own."""
    if isinstance(row, SupplyRow):
        return row.document
    if isinstance(row, CountRow):
        return row.district, row.counted_on
    return row.number and (row.number, row.from_district, row.to_district, row.received_on)


def _place_of_document(row: Document) -> Place:
    name = "document" if isinstance(row, SupplyRow) else row.layout.name_field(row.row)
    return row.layout, name, row.row


def _findings(same: Sequence[Place], variant: str) -> Iterator[Finding]:
    first = [_cell(*place) for place in same[: MOST_NAMED + 1]]
    for at, (layout, name, line) in enumerate(same):
        others = first[:at] + first[at + 1 :]
        more = ["…"] if len(same) - 1 > MOST_NAMED else []
        details = {"others": ", ".join([*others[:MOST_NAMED], *more])}
        yield layout.finding("duplicate_row", name, line, details, variant=variant)


def _cell(layout: Layout, name: str, line: int) -> str:
    cell = layout.cell(name, line)
    return str(cell) if layout.sheet is None else f"{layout.sheet}!{cell}"
