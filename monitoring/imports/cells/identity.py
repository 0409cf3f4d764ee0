"""National identity numbers of persons: found, so that they are kept, shown and logged nowhere."""

import re
from collections.abc import Sequence
from types import NoneType

from monitoring.imports.cells.cells import Cell

IDENTITY_DIGITS = 16

COVER = "•" * IDENTITY_DIGITS
"""What stands where an identity number stood; it is taken for one, so that its column stays personal."""

IDENTITY_NUMBER = re.compile(r"(?<![0-9])[0-9]{16}(?![0-9])")


def is_identity_number(cell: Cell) -> bool:
    """Tell whether a cell is a national identity number: sixteen digits, as text or number."""
    if isinstance(cell, str):
        digits = re.sub(r"[\s.'’`-]", "", cell) if len(cell) >= IDENTITY_DIGITS else ""
        return digits == COVER or (len(digits) == IDENTITY_DIGITS and digits.isascii() and digits.isdecimal())
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return False
    return 10**15 <= cell < 10**16


def holds_identity_number(cells: Sequence[Cell]) -> bool:
    """Tell whether a column holds an identity number."""
    kinds = set(map(type, cells))
    if kinds <= {int, NoneType}:
        return max(filter(None, cells), default=0) >= 10**15 and any(map(is_identity_number, cells))
    return not kinds.isdisjoint({str, int, float}) and any(map(is_identity_number, set(cells)))
