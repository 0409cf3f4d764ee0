"""A text file with separated values, as rows."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from monitoring.imports.cells.cells import Cell, Sheet
from monitoring.imports.files.delimiters import find_delimiter
from monitoring.imports.files.extent import bounded
from monitoring.imports.files.signatures import UTF8_BOM, UTF16
from monitoring.imports.findings import FileRefused
from monitoring.imports.limits import Limits

SEPARATOR_LINE = re.compile(r'"?sep=([^\r\n"\s]|\t)?"?[;,\t]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
# Stands after the last line: when it does not come back as a row, a quote was never closed.
# A lone surrogate, which no decoder lets through.
END = "\udcff"

MOST_KNOWN = 20_000
"""So many texts are remembered: equal cells share one, which takes less memory and is found faster."""


def read_csv(content: bytes, limits: Limits) -> Sheet:
    """Return the one sheet of a csv; every value is text or None. Raises FileRefused."""
    text = decoded(content)
    separator = SEPARATOR_LINE.match(text)
    if separator:
        text = text[separator.end() :]
    delimiter = separator[1] if separator and separator[1] else find_delimiter(text)
    return Sheet(None, bounded(records(text, delimiter), limits))


def decoded(content: bytes) -> str:
    """Return the text; what can't be decoded, and NUL, becomes U+FFFD, which every database takes."""
    if content.startswith(UTF16):
        text = content.decode("utf-16", "replace")
    elif content.startswith(UTF8_BOM):
        text = content.decode("utf-8-sig", "replace")
    else:
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            text = content.decode("cp1252", "replace")
    return text.rstrip("\0\x1a").replace("\0", "\ufffd")


def records(text: str, delimiter: str) -> Iterator[list[Cell]]:
    """Yield the rows without empty cells at their ends. Raises FileRefused where a quote is never closed.

    A blank line is a row, a line break inside quotes is none.
    """
    ended = False
    known: dict[Any, Any] = {}
    try:
        for row in csv.reader(chain(io.StringIO(text, newline=""), [END]), delimiter=delimiter):
            if row == [END]:
                ended = True
                continue
            cells: list[Any] = without_blanks(row) if "" in row else row
            yield list(map(known.setdefault, cells, cells))
            if len(known) > MOST_KNOWN:
                known.clear()
    except csv.Error as error:
        raise FileRefused("unreadable") from error
    if not ended:
        raise FileRefused("unreadable")


def without_blanks(row: list[str]) -> list[Cell]:
    """Return the row with None for its empty cells, and none of them at its end."""
    width = len(row)
    while width and not row[width - 1]:
        width -= 1
    return [cell or None for cell in row[:width]]
