"""One header: the texts over each column, from the top level down, and the field that they mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from monitoring.imports.cells.cells import Cell, Merge, NoFormulaValue
from monitoring.imports.cells.identity import covered_text
from monitoring.imports.cells.text import clean
from monitoring.imports.tables.label_words import Path, path_of, words_of
from monitoring.imports.tables.labels import FIELDS, TableKind, kind_of_fields

Groups = Mapping[tuple[int, int], int]
"""The last column of each merged cell, by its row and first column."""


@dataclass(frozen=True, slots=True)
class Column:
    """What stands over a column: its texts from the top down, the lowest one and its row (from zero)."""

    at: int
    labels: tuple[str, ...]
    row: int

    @property
    def path(self) -> Path:
        return path_of(self.labels)

    @property
    def text(self) -> str:
        """The lowest text, as it may be kept and shown."""
        return covered_text(self.labels[-1]) if self.labels else ""

    @property
    def lowest(self) -> str:
        """The lowest label in its normal form."""
        return "".join(words_of(self.text))


@dataclass(frozen=True)
class Header:
    """Rows `top` to `bottom` (from zero) of a sheet."""

    top: int
    bottom: int
    columns: tuple[Column, ...]

    @cached_property
    def paths(self) -> tuple[Path, ...]:
        return tuple(column.path for column in self.columns)

    @cached_property
    def kind(self) -> TableKind | None:
        return kind_of_fields(path for path in self.paths if path)

    @cached_property
    def fields(self) -> tuple[str | None, ...]:
        """The field that each column means; for a table of no kind, those of a report."""
        ours = FIELDS[self.kind or TableKind.REPORT]
        return tuple(ours.get(path) for path in self.paths)

    @property
    def has_district(self) -> bool:
        return bool({"district", "to_store"} & set(self.fields))

    @property
    def is_whole(self) -> bool:
        """Tell whether rows below can be read."""
        return self.kind is not None and (self.kind is not TableKind.REPORT or self.has_district)

    @property
    def width(self) -> int:
        """The number of columns up to the last one with a label."""
        return max((column.at for column in self.columns if column.labels), default=-1) + 1


def header_of(rows: Sequence[Sequence[Cell]], top: int, bottom: int, groups: Groups) -> Header:
    """Return what stands over each column in rows `top` to `bottom`, merged cells known or not."""
    levels = [_filled(rows, top, level, bottom, groups) for level in range(top, bottom + 1)]
    width = max(len(level) for level in levels)
    return Header(top, bottom, tuple(_column(levels, at, top) for at in range(width)))


def _column(levels: Sequence[Sequence[str]], at: int, top: int) -> Column:
    cells = [(row, level[at]) for row, level in enumerate(levels, top) if at < len(level) and level[at]]
    return Column(at, tuple(text for _, text in cells), cells[-1][0] if cells else top + len(levels) - 1)


def _filled(rows: Sequence[Sequence[Cell]], top: int, level: int, bottom: int, groups: Groups) -> list[str]:
    """Return the texts of a level, each group's over all its columns."""
    below = rows[level + 1 : bottom + 1]
    above = rows[top:level]
    width = max(len(row) for row in rows[top : bottom + 1])
    texts: list[str] = []
    group, ends = "", -1
    for at in range(width):
        own = _label(rows[level], at)
        if own:
            group, ends = own, groups.get((level, at), width if _any(below, at) else at)
        elif at > ends or _any(above, at):
            group = ""
        texts.append(own or (group if _any(below, at) else ""))
    return texts


def _any(rows: Sequence[Sequence[Cell]], at: int) -> bool:
    return any(_label(row, at) for row in rows)


def _label(row: Sequence[Cell], at: int) -> str:
    cell = row[at] if at < len(row) else None
    return "" if cell is None or isinstance(cell, NoFormulaValue) else clean(str(cell))


def group_ends(merges: Sequence[Merge]) -> Groups:
    """Return the last column of each merged cell by its row and first column."""
    return {(merge.top, merge.left): merge.right for merge in merges}
