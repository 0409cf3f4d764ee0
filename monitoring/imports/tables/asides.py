"""Rows of a table that are no district's: numbering, headings of provinces, sums."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from monitoring.imports.cells.cells import Cell
from monitoring.imports.cells.text import clean
from monitoring.imports.districts.index import DistrictIndex, Found, Refused
from monitoring.imports.tables.label_words import SUM_WORDS, is_sum
from monitoring.imports.tables.tables import Table

PROVINCE_WORDS = frozenset("PROVINSI PROPINSI PROV PROP".split())

AFTER_PROVINCE = SUM_WORDS | PROVINCE_WORDS | frozenset({"SUB", "GRAND"})
"""Words that may follow a province's name without making another name of it."""

NUMBERING = re.compile(r"\(?\s*([0-9]{1,3})\s*\)?\.?(?:\s*=[\s0-9/*x:+().,%-]*)?\)?")
DISTRICT_CODE = re.compile(r"[0-9]{2}\.?[0-9]{1,2}(?:\.00)?(?:\.0000)?")


@dataclass(slots=True)
class Asides:
    """Rows, counted from a table's first: `numbering`, `sums`, and `headings` with the province's code."""

    numbering: set[int] = field(default_factory=set)
    sums: set[int] = field(default_factory=set)
    headings: dict[int, str] = field(default_factory=dict)

    @property
    def aside(self) -> set[int]:
        return self.numbering | self.sums | self.headings.keys()


def asides_of(table: Table, index: DistrictIndex) -> Asides:
    """Return which rows of a table are no district's."""
    asides = Asides(numbering=_numbering(table))
    asides.sums = _sums(table, index)
    asides.headings = _headings(table, index, asides)
    asides.sums -= asides.headings.keys() | asides.numbering
    return asides


def province_named(text: str, index: DistrictIndex) -> str | None:
    """Return the code of the province that a text begins with, unless the rest makes another name of it."""
    text = clean(text)
    if code := index.is_province(text):
        return code
    words = re.sub(r"\(.*", "", text).split()
    for count in range(len(words) - 1, 0, -1):
        if not {word.strip(".,:").upper() for word in words[count:]} <= AFTER_PROVINCE:
            return None
        if code := index.is_province(" ".join(words[:count])):
            return code
    return index.is_province(" ".join(words)) if words else None


def _numbering(table: Table) -> set[int]:
    """Return rows such as 1 2 3, (1) (2), 5=4/3: the first row, and others by what stands for a name."""
    first = next((at for at, row in enumerate(table.rows) if any(cell is not None for cell in row)), None)
    names = _texts_at(table.column("district"), lambda cell: _number(cell) is not None)
    return {at for at in {first, *names} - {None} if _is_numbering(table.rows[at])}


def _is_numbering(row: Sequence[Cell]) -> bool:
    numbers = [_number(cell) for cell in row if cell is not None]
    if len(numbers) < 2 or None in numbers or numbers[0] > 2:
        return False
    return all(before < after for before, after in pairwise(numbers))


def _number(cell: Cell) -> int | None:
    if isinstance(cell, bool) or not isinstance(cell, int | str):
        return None
    found = NUMBERING.fullmatch(str(cell).strip()[:60])
    return int(found[1]) if found else None


def _texts_at(cells: Sequence[Cell], wanted: Callable[[Cell], bool]) -> list[int]:
    """Return the rows whose cell is wanted; each distinct cell is asked once."""
    chosen = {cell for cell in set(cells) if cell is not None and wanted(cell)}
    return [at for at, cell in enumerate(cells) if cell in chosen] if chosen else []


def _leading(table: Table) -> list[int]:
    """Return the columns left of the figures, in which a sum or heading may stand when no name does."""
    end = min((table.columns[name] for name in table.figures), default=0)
    persons = {column.at for column in table.personal}
    named = {table.columns.get("district"), table.columns.get("as_of")}
    return [at for at in range(end) if at not in persons | named]


def _sums(table: Table, index: DistrictIndex) -> set[int]:
    names = table.column("district")
    sums = set(_texts_at(names, lambda cell: isinstance(cell, str) and is_sum(cell)))
    for at in _leading(table):
        for row in _texts_at(table.cells_at(at), lambda cell: isinstance(cell, str) and is_sum(cell)):
            if _says_nothing_else(names[row], index):
                sums.add(row)
    return sums


def _says_nothing_else(name: Cell, index: DistrictIndex) -> bool:
    return name is None or (isinstance(name, str) and (not clean(name) or bool(province_named(name, index))))


def _headings(table: Table, index: DistrictIndex, asides: Asides) -> dict[int, str]:
    names, codes = table.column("district"), table.column("code")
    found: dict[int, str] = {}
    bare: dict[int, str] = {}
    for row in _texts_at(
        names, lambda cell: isinstance(cell, str) and province_named(cell, index) is not None
    ):
        name = str(names[row])
        if row in asides.sums or _is_district_code(codes[row]):
            continue
        (bare if _is_district(name, index) else found)[row] = str(province_named(name, index))
    for row, code in _leading_headings(table, names, index):
        if row not in asides.sums:
            found.setdefault(row, code)
    if bare and _is_grouped(table, found, bare, codes):
        found |= {row: code for row, code in bare.items() if clean(str(names[row])).isupper()}
    return found


def _leading_headings(table: Table, names: Sequence[Cell], index: DistrictIndex) -> Iterator[tuple[int, str]]:
    """Yield headings that stand left of an empty cell for the name."""
    for at in _leading(table):
        cells = table.cells_at(at)
        for row in _texts_at(
            cells, lambda cell: isinstance(cell, str) and index.is_province(cell) is not None
        ):
            # A column of provinces names one on every row: figures beside it are of a district left unnamed.
            if names[row] is None and (at != table.columns.get("province") or _stands_alone(table, row)):
                yield row, str(index.is_province(str(cells[row])))


def _is_district(name: str, index: DistrictIndex) -> bool:
    match = index.find(name=name, has_code=False)
    return isinstance(match, Found) or (isinstance(match, Refused) and match.code == "ambiguous_district")


def _is_district_code(cell: Cell) -> bool:
    return cell is not None and DISTRICT_CODE.fullmatch(str(cell).strip()) is not None


def _is_grouped(table: Table, found: dict[int, str], bare: dict[int, str], codes: Sequence[Cell]) -> bool:
    """Tell whether a table goes by province: `found` are certain headings, `bare` may be districts."""
    if set(found.values()) - set(bare.values()):
        return True
    label = table.header.columns[table.columns["district"]].lowest if "district" in table.columns else ""
    return label.startswith(("PROVINSI", "PROPINSI")) or any(
        str(codes[row]).strip() == code or _stands_alone(table, row) for row, code in bare.items()
    )


def _stands_alone(table: Table, row: int) -> bool:
    """Tell whether nothing but a name and numbers of a code or line stands in a row."""
    figures = {table.columns[name] for name in table.figures}
    return all(cell is None or at not in figures for at, cell in enumerate(table.rows[row]))
