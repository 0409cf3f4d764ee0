"""Sums in a table, held against its rows."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

Column = Sequence[int | None]
"""One figure, row by row; None adds nothing."""


@dataclass(frozen=True, slots=True)
class WrongSum:
    """A sum in `row` that should be `expected`."""

    row: int
    expected: int


def wrong_sums(
    values: Column, rows: Collection[int], sums: Collection[int], headings: Collection[int]
) -> Iterator[WrongSum]:
    """Yield the sums of a column that equal neither their group of rows nor all rows.

    `rows` are the districts' rows, `sums` the rows of totals, `headings` those of provinces, which sum what
    stands below them, or what stands above when nothing does. Without any row nothing is wrong.
    """
    if not rows:
        return
    ordered = sorted(rows)
    whole = _added(values, ordered)
    groups = _groups(ordered, sorted({*sums, *headings}))
    for row in sorted({*sums, *headings}):
        value = values[row]
        if value is None:
            continue
        above, below = groups[row]
        group = (below or above) if row in headings else above
        part = _added(values, group)
        if value not in (part, whole):
            yield WrongSum(row, part if group else whole)


def _added(values: Column, rows: Sequence[int]) -> int:
    return sum(values[row] or 0 for row in rows)


def _groups(rows: Sequence[int], marks: Sequence[int]) -> Mapping[int, tuple[list[int], list[int]]]:
    """Return the rows between each mark and the one above it, and between it and the one below."""
    between: list[list[int]] = [[]]
    left = list(marks)
    for row in rows:
        while left and row > left[0]:
            left.pop(0)
            between.append([])
        between[-1].append(row)
    between += [[] for _ in left]
    return {mark: (between[at], between[at + 1]) for at, mark in enumerate(marks)}
