"""Errors and formulas without a value in the sheets of an xlsx, found while they are unpacked.

Nearly every sheet has none: so a few searches over the bytes come first, and only a sheet whose cells do not
name their places is walked through from its beginning.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import unescape
from typing import NamedTuple
from xml.parsers import expat

from monitoring.imports.files.marks import Marks, place_of

WORKSHEET = re.compile(rb"<(\w+:)?worksheet[\s>]")
PLACE = re.compile(rb"\sr=[\"']([^\"']*)")
TYPED_ERROR = re.compile(rb"\st=[\"']e[\"']")
TYPED_TEXT = re.compile(rb"\st=[\"']str[\"']")
ROW_NUMBER = re.compile(r"[1-9][0-9]{0,6}", re.ASCII)
LONGEST_TAG = 2048
LONGEST_CELL = 256 * 1024
"""Bytes; a cell holds at most 32,767 letters and a formula of 8,192."""

NAMELESS_ERROR = "#ERROR!"


class Patterns(NamedTuple):
    end: bytes
    formula: bytes
    cell: re.Pattern[bytes]
    value: re.Pattern[bytes]
    formula_alone: re.Pattern[bytes]


@lru_cache(maxsize=16)
def patterns_for(prefix: bytes) -> Patterns:
    """Return the patterns of a sheet whose elements carry this prefix, "x:" or none."""
    p = re.escape(prefix)
    # No pattern may run past the next "<" of its kind: a hostile sheet is made of nothing else.
    tag, empty_tag = rb"\b[^<>]*+(?<!/)>", rb"\b[^<>]*+(?<=/)>"
    value = rb"<%bv%b([^<]*+)</%bv>" % (p, tag, p)
    no_value = rb"(<%bv(?:%b|%b</%bv>)\s*+)?" % (p, empty_tag, tag, p)
    text = rb"[^<]*+(?:<!\[CDATA\[[^<]*+)?"
    formula = rb"<%bf(?:%b|%b%b</%bf>)" % (p, empty_tag, tag, text, p)
    return Patterns(
        end=b"</%bc>" % prefix,
        formula=b"<%bf" % prefix,
        cell=re.compile(rb"<%bc\b([^<>]*+)(?<!/)>((?:[^<]|<(?!/?%bc\b))*+)</%bc>" % (p, p, p)),
        value=re.compile(value),
        formula_alone=re.compile(rb"%b\s*+%b</%bc>" % (formula, no_value, p)),
    )


class PartScan:
    """Fed with the bytes of one part as they are unpacked; what is no sheet has no marks.

    Where `places_unknown` turns true, a cell to be marked does not say where it stands: use `walk` then.
    """

    def __init__(self) -> None:
        self.marks = Marks()
        self.places_unknown = False
        self._patterns: Patterns | None = None
        self._rest: bytes | None = None

    def feed(self, piece: bytes) -> None:
        if self._rest is None:
            sheet = WORKSHEET.search(piece)
            self._patterns = patterns_for(sheet[1] or b"") if sheet else None
            self._rest = b""
        if self._patterns is None or self.places_unknown:
            return
        text = self._rest + piece
        whole, self._rest = cut_after_cell(text, self._patterns.end)
        # A search for one rare byte is twenty times faster than for a few bytes.
        if b'"e"' in whole or (b"'" in whole and b"'e'" in whole):
            self._find_errors(whole, self._patterns)
        if b"f" in whole and self._patterns.formula in whole:
            self._find_formulas(whole, self._patterns)

    def _find_errors(self, text: bytes, patterns: Patterns) -> None:
        for typed in TYPED_ERROR.finditer(text):
            cell = cell_around(text, typed.start(), patterns)
            if cell is None:  # an attribute of something else, or a cell without content
                continue
            value = patterns.value.search(cell[2])
            if value and value[1]:
                self._mark(cell[1], unescape(value[1].decode("utf-8", "replace")))
            elif patterns.formula not in cell[2]:
                self._mark(cell[1], NAMELESS_ERROR)

    def _find_formulas(self, text: bytes, patterns: Patterns) -> None:
        for alone in patterns.formula_alone.finditer(text):
            cell = cell_around(text, alone.start(), patterns)
            if cell is None:
                self.places_unknown = True
                return
            # A text that is there but empty is what the formula gave.
            if not (TYPED_TEXT.search(cell[1]) and alone[1]):
                self._mark(cell[1], None)

    def _mark(self, attributes: bytes, error: str | None) -> None:
        name = PLACE.search(attributes)
        place = place_of(name[1].decode("latin-1")) if name else None
        if place is None:
            self.places_unknown = True
        else:
            self.marks.add(*place, error)


def cell_around(text: bytes, at: int, patterns: Patterns) -> re.Match[bytes] | None:
    """Return the cell whose tag begins before `at`."""
    start = text.rfind(b"<", max(0, at - LONGEST_TAG), at)
    return patterns.cell.match(text, start) if start >= 0 else None


def cut_after_cell(text: bytes, end: bytes) -> tuple[bytes, bytes]:
    """Return what ends with a whole cell, and the rest, kept short: a sheet may be one endless cell."""
    cut = text.rfind(end)
    if cut < 0:
        return b"", text[-LONGEST_CELL:]
    return text[: cut + len(end)], text[cut + len(end) :][-LONGEST_CELL:]


def walk(chunks: Iterable[bytes]) -> Marks:
    """Return the marks of a sheet by counting its rows and cells. Raises expat.ExpatError."""
    walker = Walker()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = walker.start
    parser.EndElementHandler = walker.end
    parser.CharacterDataHandler = walker.text
    for chunk in chunks:
        parser.Parse(chunk)
    parser.Parse(b"", True)
    return walker.marks


class Walker:
    """Counts rows and cells: one that does not name its place follows the one before."""

    def __init__(self) -> None:
        self.marks = Marks()
        self._row, self._column = -1, -1
        self._type, self._value, self._reading = "", "", False
        self._has_formula = self._has_value = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition("}")[2]:
            case "row":
                number = attributes.get("r", "")
                self._row = int(number) - 1 if ROW_NUMBER.fullmatch(number) else self._row + 1
                self._column = -1
            case "c":
                place = place_of(attributes.get("r", ""))
                self._row, self._column = place or (self._row, self._column + 1)
                self._type, self._value = attributes.get("t", ""), ""
                self._has_formula = self._has_value = False
            case "f":
                self._has_formula = True
            case "v":
                self._has_value = self._reading = True

    def text(self, text: str) -> None:
        if self._reading:
            self._value += text

    def end(self, name: str) -> None:
        match name.rpartition("}")[2]:
            case "v":
                self._reading = False
            case "c":
                self._mark()

    def _mark(self) -> None:
        empty_text = self._type == "str" and self._has_value
        if self._has_formula and not self._value and not empty_text:
            self.marks.add(self._row, self._column, None)
        elif self._type == "e" and (self._value or not self._has_formula):
            self.marks.add(self._row, self._column, self._value or NAMELESS_ERROR)
