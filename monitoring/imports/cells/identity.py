"""National identity numbers of persons: found, so that they are kept, shown and logged nowhere."""

import re
from collections.abc import Iterable, Sequence
from types import NoneType

from monitoring.imports.cells.cells import Cell

IDENTITY_DIGITS = 16

COVER = "•" * IDENTITY_DIGITS
"""What stands where an identity number stood; it is taken for one, so that its column stays personal."""

IDENTITY_NUMBER = re.compile(r"(?<![0-9])[0-9]{16}(?![0-9])")

# Province, district and subdistrict, day (women: and 40), month, year, number.
PLAUSIBLE = (
    "(?:1[1-9]|21|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-7])", "[0-9]{2}", "[0-9]{2}",
    "(?:[04][1-9]|[1256][0-9]|[37][01])", "(?:0[1-9]|1[0-2])", "[0-9]{2}", "[0-9]{4}",
)  # fmt: skip
SPACED_NUMBER = re.compile(r"(?<![0-9.,])" + r"[ .'’-]?".join(PLAUSIBLE) + r"(?![0-9])", re.ASCII)
"""One within a text, be it written in groups: only where it can be one, as many figures in a row may not."""

DIGITS_AS_ZERO = bytes.maketrans(b"123456789", b"000000000")
WIDE_ZEROS, ZEROS = b"0\0" * IDENTITY_DIGITS, b"0" * IDENTITY_DIGITS
PLAUSIBLE_BYTES = re.compile(rb"(?<![0-9.])" + "".join(PLAUSIBLE).encode() + rb"(?![0-9])")


def is_identity_number(cell: Cell) -> bool:
    """Tell whether a cell is a national identity number: sixteen digits, as text or number."""
    if isinstance(cell, str):
        digits = re.sub(r"[\s.'’`-]", "", cell) if len(cell) >= IDENTITY_DIGITS else ""
        return digits == COVER or (len(digits) == IDENTITY_DIGITS and digits.isascii() and digits.isdecimal())
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return False
    return 10**15 <= cell < 10**16


def covered_text(text: str) -> str:
    """Return a text with the identity numbers in it covered."""
    if len(text) < IDENTITY_DIGITS:
        return text
    return SPACED_NUMBER.sub(COVER, IDENTITY_NUMBER.sub(COVER, text))


def names_person(cell: Cell) -> bool:
    """Tell whether an identity number stands in a cell, alone or within a text."""
    return is_identity_number(cell) or (isinstance(cell, str) and covered_text(cell) != cell)


def rows_name_persons(rows: Iterable[Sequence[Cell]]) -> bool:
    """Tell whether an identity number stands anywhere in these rows."""
    cells: set[Cell] = set()
    for row in rows:
        cells.update(row)
    return any(map(names_person, cells))


def bytes_name_persons(content: bytes) -> bool:
    """Tell whether what may be an identity number stands in the bytes of a file, as plain or as wide text.

    What is no number of a person may look like one here; what is, may be cut in two by markup.
    """
    zeros = content.translate(DIGITS_AS_ZERO)
    if ZEROS in zeros and PLAUSIBLE_BYTES.search(content):
        return True
    return WIDE_ZEROS in zeros and PLAUSIBLE_BYTES.search(content.replace(b"\0", b"")) is not None


def holds_identity_number(cells: Sequence[Cell]) -> bool:
    """Tell whether a column holds an identity number."""
    kinds = set(map(type, cells))
    if kinds <= {int, NoneType}:
        return max(filter(None, cells), default=0) >= 10**15 and any(map(is_identity_number, cells))
    return not kinds.isdisjoint({str, int, float}) and any(map(is_identity_number, set(cells)))
