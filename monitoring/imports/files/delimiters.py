"""Which character separates the values of a csv."""

import csv
import io
from collections import Counter
from itertools import islice

DELIMITERS = ";\t,"
"""When two fit equally well the first is taken: commas stand in names and amounts too."""

SAMPLE_ROWS = 500
SAMPLE_LENGTH = 64 * 1024


def find_delimiter(text: str) -> str:
    """Return the delimiter that makes a table of the text, not only of its titles or amounts."""
    sample = text[:SAMPLE_LENGTH]
    return max(DELIMITERS, key=lambda delimiter: _fitness(sample, delimiter))


def _fitness(sample: str, delimiter: str) -> tuple[bool, int]:
    """Whether a header shows, and how many cells stand in rows of the commonest width.

    A comma in every title makes few cells. Commas in amounts make many, but `A;1,5` and `2,5` are no header.
    """
    rows = [row for row in _first_rows(sample, delimiter) if len(row) > 1]
    if not rows:
        return False, 0
    widths = Counter(len(row) for row in rows)
    width = max(widths, key=lambda width: widths[width] * (width - 1))
    header = any(_is_header(row) for row in rows if len(row) == width)
    return header, widths[width] * (width - 1)


def _first_rows(sample: str, delimiter: str) -> list[list[str]]:
    try:
        return list(islice(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), SAMPLE_ROWS))
    except csv.Error:
        return []


def _is_header(row: list[str]) -> bool:
    words = [cell for cell in row if cell.strip()]
    return len(words) > 1 and all(any(letter.isalpha() for letter in word) for word in words)
