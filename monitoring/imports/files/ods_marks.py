"""Errors and formulas without a value in the sheets of an ods."""

import re
from collections.abc import Iterable
from xml.parsers import expat

from monitoring.imports.files.marks import Marks
from monitoring.imports.findings import FileRefused
from monitoring.imports.limits import Limits

# A sheet without any of these has nothing to be marked.
SUSPECT = re.compile(
    rb"""value-type=(?:"error")|<text:p>(?:\#|Err:)"""
    rb"""|<table:table-cell\b(?=[^<>]*\btable:formula=)(?![^<>]*\boffice:(?:[a-z]+-)?value=)"""
    rb"""(?![^<>]*\boffice:value-type="string")"""
)
ERROR_TEXT = re.compile(r"#(?:REF!|DIV/0!|N/A|NAME\?|VALUE!|NUM!|NULL!)|Err:[0-9]+")
REPEATS = re.compile(r"[1-9][0-9]{0,11}", re.ASCII)
NAMELESS_ERROR = "#ERROR!"
VALUES = ("value", "string-value", "boolean-value", "date-value", "time-value")
# A row with its cells, repeated ten thousand times and more. Painted rows at the end are so too, but empty.
OFTEN_REPEATED = re.compile(
    rb"""table:number-rows-repeated="([0-9]{5,12})"[^<>]*+>((?:[^<]|<(?!/table:table-row))*+)"""
)
LONGEST_ROW = 256 * 1024


class Suspicion:
    """Fed with content.xml as it is unpacked; `found` says whether it must be walked through."""

    def __init__(self, limits: Limits) -> None:
        self.found = False
        self._limits = limits
        self._rest = b""

    def feed(self, piece: bytes) -> None:
        """Raises FileRefused where a row with a value is repeated too often: calamine only says "broken"."""
        text = self._rest + piece
        self.found = self.found or SUSPECT.search(text) is not None
        for repeated in OFTEN_REPEATED.finditer(text):
            if int(repeated[1]) > self._limits.rows and b"office:value" in repeated[2]:
                raise FileRefused("too_large", "rows", limit=self._limits.rows)
        start = text.rfind(b"<table:table-row")
        self._rest = text[max(start, 0) :][-LONGEST_ROW:]


def walk(chunks: Iterable[bytes], *, most_rows: int) -> dict[str, Marks]:
    """Return the marks of each sheet by its name. Raises expat.ExpatError where the file is broken.

    Of a row that is repeated, no more than `most_rows` are marked.
    """
    walker = Walker(most_rows)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = walker.start
    parser.EndElementHandler = walker.end
    parser.CharacterDataHandler = walker.text
    for chunk in chunks:
        parser.Parse(chunk)
    parser.Parse(b"", True)
    return walker.sheets


class Walker:
    """Counts rows and cells with their repetitions. The prefixes are fixed, as they are for calamine."""

    def __init__(self, most_rows: int) -> None:
        self.sheets: dict[str, Marks] = {}
        self._most_rows = most_rows
        self._marks = Marks()
        self._row = self._row_repeats = self._column = 0
        self._cell: dict[str, str] | None = None
        self._text, self._notes = "", 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "table:table":
                self._marks = self.sheets.setdefault(attributes.get("table:name", ""), Marks())
                self._row = 0
            case "table:table-row":
                self._row_repeats = repeats(attributes, "table:number-rows-repeated")
                self._column = 0
            case "table:table-cell" | "table:covered-table-cell":
                self._cell, self._text = attributes, ""
            case "office:annotation":
                self._notes += 1

    def text(self, text: str) -> None:
        if self._cell is not None and not self._notes:
            self._text += text

    def end(self, name: str) -> None:
        match name:
            case "table:table-row":
                self._row += self._row_repeats
            case "table:table-cell" | "table:covered-table-cell" if self._cell is not None:
                self._end_cell(self._cell)
                self._cell = None
            case "office:annotation":
                self._notes -= 1

    def _end_cell(self, cell: dict[str, str]) -> None:
        columns = repeats(cell, "table:number-columns-repeated")
        marked, error = verdict(cell, self._text.strip())
        if marked:
            for row in range(self._row, self._row + min(self._row_repeats, self._most_rows)):
                for column in range(self._column, self._column + columns):
                    self._marks.add(row, column, error)
        self._column += columns


def verdict(cell: dict[str, str], text: str) -> tuple[bool, str | None]:
    """Return whether a cell must be marked, and the error that it shows: None for a missing value."""
    formula = "table:formula" in cell
    if cell.get("calcext:value-type") == "error" or (formula and ERROR_TEXT.fullmatch(text)):
        return True, text or NAMELESS_ERROR
    has_value = any(f"office:{value}" in cell for value in VALUES)
    return formula and not has_value and cell.get("office:value-type") != "string", None


def repeats(attributes: dict[str, str], name: str) -> int:
    number = attributes.get(name, "")
    return int(number) if REPEATS.fullmatch(number) else 1
