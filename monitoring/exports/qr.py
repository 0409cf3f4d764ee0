"""A text as a QR code, drawn by the portal itself: no other machine and no script of another sees it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import segno

QUIET = 4
"""So many modules of white stand around a code (ISO 18004)."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What an SVG needs: its width in modules, white around included, and one path of all that is black."""

    size: int
    path: str


def draw(text: str) -> Drawing:
    # Errors of level M: a fold or a stain of the paper.
    rows = segno.make_qr(text, error="m", boost_error=False).matrix
    return Drawing(len(rows) + 2 * QUIET, "".join(_strokes(rows)))


def _strokes(rows: Sequence[Sequence[int]]) -> Iterator[str]:
    """Yield a bar for each run of black modules in a row."""
    for y, row in enumerate(rows, start=QUIET):
        x = QUIET
        for dark, run in groupby(module & 1 for module in row):
            length = len(list(run))
            if dark:
                yield f"M{x} {y}h{length}v1h-{length}z"
            x += length
