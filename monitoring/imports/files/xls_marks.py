"""What calamine does not tell of an old Excel file: whether it is one, whether it is whole, its error cells.

Source: Microsoft, [MS-XLS] Excel Binary File Format. A formula in it always has a value.
"""

import struct
from collections.abc import Iterator

from monitoring.imports.files.marks import Marks
from monitoring.imports.files.ole import BrokenOle, Ole
from monitoring.imports.findings import FileRefused

BEGIN, END = 0x0809, 0x000A
SHEET, FILE_PASSWORD = 0x0085, 0x002F
FORMULA, ERROR_OR_TRUTH = 0x0006, 0x0205
WORKBOOK_STREAMS = ("Workbook", "Book", "WORKBOOK", "BOOK")
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
NAMELESS_ERROR = "#ERROR!"
WORKSHEET = 0
FORMULA_ERROR = 2
WIDE_LETTERS = 1
BIFF8 = 0x0600


def look_inside(content: bytes) -> dict[str, Marks]:
    """Return the error cells of an old Excel file by sheet name.

    Raises FileRefused where it is no workbook, encrypted, or ends before its records do.
    """
    try:
        container = Ole(content)
        if "EncryptedPackage" in container.streams:
            raise FileRefused("unreadable", "encrypted")
        name = next((name for name in WORKBOOK_STREAMS if name in container.streams), None)
        if name is None:
            raise FileRefused("wrong_format")
        stream = container.read(name)
        return {name: _errors_of(stream, start) for name, start in _sheets(stream)}
    except (BrokenOle, struct.error, IndexError) as error:
        raise FileRefused("unreadable") from error


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records from one BEGIN to its END, those of charts inside of it left out."""
    depth = 0
    while True:
        kind, size = struct.unpack_from("<HH", stream, at)
        depth += (kind == BEGIN) - (kind == END)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _sheets(stream: bytes) -> Iterator[tuple[str, int]]:
    """Yield name and place of each worksheet."""
    version = 0
    for kind, body in _records(stream, 0):
        if kind == BEGIN:
            (version,) = struct.unpack_from("<H", body)
        elif kind == FILE_PASSWORD:
            raise FileRefused("unreadable", "encrypted")
        elif kind == SHEET and body[5] == WORKSHEET:
            yield _name(body[6:], wide_possible=version == BIFF8), struct.unpack_from("<I", body)[0]


def _name(body: bytes, *, wide_possible: bool) -> str:
    if not wide_possible:
        return body[1 : 1 + body[0]].decode("cp1252", "replace")
    if body[1] & WIDE_LETTERS:
        return body[2 : 2 + 2 * body[0]].decode("utf-16-le", "replace")
    return body[2 : 2 + body[0]].decode("latin-1")


def _errors_of(stream: bytes, start: int) -> Marks:
    marks = Marks()
    for kind, body in _records(stream, start):
        error = _error_in(kind, body)
        if error is not None:
            row, column = struct.unpack_from("<HH", body)
            marks.add(row, column, ERRORS.get(error, NAMELESS_ERROR))
    return marks


def _error_in(kind: int, body: bytes) -> int | None:
    """Return the number of the error that a cell shows, None if it shows none."""
    if kind == FORMULA:
        result = body[6:14]
        return result[2] if result[6:] == b"\xff\xff" and result[0] == FORMULA_ERROR else None
    return body[6] if kind == ERROR_OR_TRUTH and body[7] else None
