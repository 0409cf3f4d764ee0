"""Where the headers of a sheet stand: which rows are levels of one, and which are titles or data."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from monitoring.imports.cells.cells import Cell, Sheet
from monitoring.imports.cells.days import title_day
from monitoring.imports.cells.text import clean, says_nothing
from monitoring.imports.findings import CellRefused
from monitoring.imports.tables.header import Groups, Header, group_ends, header_of
from monitoring.imports.tables.label_words import Path, words_of
from monitoring.imports.tables.labels import FIELDS, FIGURE_PATHS, SILENT_PATHS, TableKind

LAST_HEADER_ROW = 30
"""A header begins in one of the first so many rows."""

LEVELS = 3

NUMBER_LIKE = re.compile(r"[(\[]?[0-9][0-9.,/ %()=+*x:-]*[)\]]?")
TITLE_WORDS = frozenset(
    "LAPORAN REKAPITULASI REKAP POSISI KEADAAN PEMERINTAH DINAS SATUAN PROVINSI PERIODE LAMPIRAN "
    "TANGGAL TAHUN BULAN".split()
)
IDENTITIES = frozenset({"district", "code", "to_store", "store", "document"})

ANCHORS = FIGURE_PATHS | {
    path for kind in TableKind for path, field in FIELDS[kind].items() if field in IDENTITIES | {"sent_on"}
}
"""Paths of which every header of ours has at least one."""

ANCHOR_LABELS = frozenset(label for path in ANCHORS for label in path)


def headers_of(sheet: Sheet) -> list[Header]:
    """Return the headers of a sheet from the top; empty when there is none in the first rows."""
    found = list(_all_headers(sheet))
    first = next((at for at, header in enumerate(found) if _stands_high(header) and header.is_whole), None)
    if first is not None:
        return found[first:]
    # What cannot be read is a header only where nothing better stands.
    return [header for header in found if _stands_high(header)][:1]


def stands_below(sheet: Sheet) -> bool:
    """Tell whether a sheet without a header in its first rows has one further down."""
    return any(header.is_whole for header in _all_headers(sheet))


def _stands_high(header: Header) -> bool:
    return header.top < LAST_HEADER_ROW


def _all_headers(sheet: Sheet) -> Iterator[Header]:
    groups = group_ends(sheet.merges)
    end = -1
    for row in anchor_rows(sheet.rows):
        if row > end and (header := _header_at(sheet.rows, row, end + 1, groups)):
            yield header
            end = header.bottom


def anchor_rows(rows: Sequence[Sequence[Cell]]) -> list[int]:
    """Return the rows with a cell that may be a label of ours."""
    texts = {cell for row in rows for cell in row if type(cell) is str and not cell[:1].isdecimal()}
    anchors = {text for text in texts if _is_anchor(text)}
    return [at for at, row in enumerate(rows) if not anchors.isdisjoint(row)] if anchors else []


def _is_anchor(text: str) -> bool:
    return "".join(words_of(text)) in ANCHOR_LABELS and not text.rstrip().endswith(":")


def _header_at(rows: Sequence[Sequence[Cell]], row: int, floor: int, groups: Groups) -> Header | None:
    """Return the header that has `row` as one of its levels and begins at `floor` or below."""
    top, bottom = row, row
    header = header_of(rows, top, bottom, groups)
    while bottom - top + 1 < LEVELS and _goes_on(rows, header):
        bottom += 1
        header = header_of(rows, top, bottom, groups)
    while bottom - top + 1 < LEVELS and top > floor and _is_level_above(rows[top - 1]):
        higher = header_of(rows, top - 1, bottom, groups)
        if not _keeps_identity(header, higher):
            break
        top, header = top - 1, higher
    return header if _is_header(header, rows) else None


def _texts(row: Sequence[Cell]) -> list[tuple[int, Cell]]:
    return [(at, cell) for at, cell in enumerate(row) if cell is not None and cell != ""]


def _is_label(cell: Cell) -> bool:
    if not isinstance(cell, str):
        return False
    text = clean(cell)
    return not says_nothing(text) and not NUMBER_LIKE.fullmatch(text)


def _goes_on(rows: Sequence[Sequence[Cell]], header: Header) -> bool:
    """Tell whether the row below a header is a lower level of it, and no data."""
    if header.bottom + 1 >= len(rows):
        return False
    cells = _texts(rows[header.bottom + 1])
    if not cells or not all(_is_label(cell) for _, cell in cells):
        return False
    if any(_stands_under_identity(header, at, str(cell)) for at, cell in cells):
        return False
    return _under_group(header, cells) or not header.has_district


def _stands_under_identity(header: Header, at: int, text: str) -> bool:
    """Tell whether a text stands under a column that has no lower levels, as a district's name does."""
    if at >= len(header.columns):
        return False
    column = header.columns[at]
    single = header.fields[at] in IDENTITIES | {"as_of", "sent_on"} or header.paths[at] in SILENT_PATHS
    return single and "".join(words_of(text)) != column.lowest


def _under_group(header: Header, cells: Sequence[tuple[int, Cell]]) -> bool:
    """Tell whether some text stands right of the districts: a province's heading does not."""
    names = [at for at, field in enumerate(header.fields) if field in IDENTITIES]
    return any(at > min(names, default=-1) for at, _ in cells)


def _is_level_above(row: Sequence[Cell]) -> bool:
    """Tell whether a row above a header can be a level of it, and no title."""
    cells = _texts(row)
    if not cells or not all(_is_label(cell) for _, cell in cells):
        return False
    return len(cells) > 1 or not _is_title(str(cells[0][1]))


def _is_title(text: str) -> bool:
    try:
        day = title_day(text)
    except CellRefused:
        return True
    return (
        isinstance(day, date)
        or bool(set(words_of(text)[:1]) & TITLE_WORDS)
        or bool(re.search(r"\b20\d\d\b", text))
    )


def _keeps_identity(header: Header, higher: Header) -> bool:
    """Tell whether a level more leaves the columns of names as they are; a title would not."""
    for path, with_level in zip(header.paths, higher.paths, strict=False):
        if path != with_level and (path in SILENT_PATHS or _is_identity(path)):
            return False
    return True


def _is_identity(path: Path) -> bool:
    return any(FIELDS[kind].get(path) in IDENTITIES for kind in TableKind)


def _is_header(header: Header, rows: Sequence[Sequence[Cell]]) -> bool:
    labelled = [column for column in header.columns if column.labels]
    if len(labelled) < 2:
        return False
    if header.kind is TableKind.REPORT and not header.has_district:
        return _has_known(header, 2) or _has_numbers_below(header, rows)
    return header.kind is not None or "district" in header.fields


def _has_known(header: Header, count: int) -> bool:
    known = [
        path for path, field in zip(header.paths, header.fields, strict=True) if field or path in SILENT_PATHS
    ]
    return len(known) >= count


def _has_numbers_below(header: Header, rows: Sequence[Sequence[Cell]]) -> bool:
    figures = [at for at, path in enumerate(header.paths) if path in FIGURE_PATHS]
    below = rows[header.bottom + 1 : header.bottom + 4]
    return any(isinstance(row[at], int | float) for row in below for at in figures if at < len(row))
