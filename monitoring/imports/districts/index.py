"""Which district a row means: by code and name, never by likeness."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from monitoring.imports.cells.cells import Cell, CellError, NoFormulaValue
from monitoring.imports.cells.text import clean, says_nothing
from monitoring.imports.districts.codes import Code, read_code
from monitoring.imports.districts.names import LONGEST_NAME, kind_of
from monitoring.imports.districts.naming import Named, districts_named
from monitoring.imports.districts.provinces import ProvinceNames
from monitoring.imports.districts.register import Alias, Place, Register
from monitoring.imports.districts.suggesting import Suggester

__all__ = ["Alias", "DistrictIndex", "Found", "Match", "Place", "Refused"]

REMEMBERED = 4096
"""Rows whose outcome is remembered: a year of all districts repeats 514."""


@dataclass(frozen=True, slots=True)
class Found:
    """The district that a row means. `warning` is a finding's code."""

    district: int
    warning: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a row has no district. `at` is the cell to blame: "name", "code" or "province".

    `candidates` are districts: for ambiguous_district all that the name may mean, regencies first; for
    unknown_district the one of the code beside it, if any (for others ask `suggest`).
    """

    code: str
    at: str
    variant: str = ""
    candidates: tuple[int, ...] = ()
    details: Mapping[str, str | int] = field(default_factory=dict)


Match = Found | Refused


@dataclass(frozen=True, slots=True)
class _Around:
    """Provinces that a row stands in: by its own cell, by the heading above, by who uploads."""

    cell: str | None
    heading: str | None
    uploader: str | None

    def known(self) -> list[str]:
        """Return those that are known, the nearest first."""
        return [each for each in (self.cell, self.heading, self.uploader) if each]


class DistrictIndex:
    """All districts with their names, codes, provinces and aliases; `provinces` gives each code its name."""

    def __init__(
        self,
        places: Iterable[Place],
        aliases: Iterable[Alias] = (),
        provinces: Mapping[str, str] | None = None,
    ) -> None:
        self._provinces = ProvinceNames(provinces or {})
        self._register = Register(places, aliases, self._provinces)
        self._suggester = Suggester(self._register)
        self._remembered = lru_cache(REMEMBERED, typed=True)(self._find)

    def find(
        self,
        *,
        code: Cell = None,
        name: Cell = None,
        kind: Cell = None,
        province: Cell = None,
        heading: str | None = None,
        uploader_province: str | None = None,
        has_code: bool = True,
        has_name: bool = True,
    ) -> Match:
        """Return the district that the cells of a row mean, or why none.

        `heading` and `uploader_province` are codes of provinces. Without `has_code` or `has_name` the table
        has no such column.
        """
        return self._remembered(
            code if has_code else None, name if has_name else None, kind, province, heading, uploader_province
        )

    def suggest(
        self, text: str, *, province: str | None = None, limit: int = 3, day: date | None = None
    ) -> list[str]:
        """Return codes of districts whose names are like `text`, best first, those of `province` preferred.

        The codes are those in force on `day`, the newest for None. Costs a third of a millisecond.
        """
        districts = self._suggester.ranked(text, province)[:limit]
        return [self.code_on(district, day) for district in districts]

    def is_province(self, text: str) -> str | None:
        """Return the code of the province that `text` names, else None."""
        return self._provinces.named(text)

    def province_in(self, cell: Cell) -> str | None:
        """Return the code of the province that a cell names or is, else None."""
        return self._provinces.in_cell(cell)

    def code_on(self, district: int, day: date | None) -> str:
        return self._register.place_on(district, day).code

    def name_on(self, district: int, day: date | None) -> str:
        return self._register.place_on(district, day).name

    def province_on(self, district: int, day: date | None) -> str:
        return self._register.place_on(district, day).province

    def _find(
        self, code: Cell, name: Cell, kind: Cell, province: Cell, heading: str | None, uploader: str | None
    ) -> Match:
        for at, cell in (("name", name), ("code", code)):
            if refusal := _unreadable(cell, at):
                return refusal
        around = _Around(self._provinces.in_cell(province), self._provinces.in_cell(heading), uploader)
        match = self._match(read_code(code), _words(name), _words(kind), around)
        if isinstance(match, Found) and around.cell and not self._was_in(match.district, around.cell):
            return Refused("code_name_conflict", "province", "province", details={"name": _words(name)})
        return match

    def _match(self, code: Code | None, name: str, kind: str, around: _Around) -> Match:
        if not name:
            return self._by_code_alone(code)
        coded = self._register.by_code.get(code.text or "") if code else None
        # Where nothing else says the province, the code does: an alias may hold in one province only.
        named = self._named(name, kind, around.known() or self._provinces_of(coded))
        if not named.districts:
            return Refused("unknown_district", "name", candidates=() if coded is None else (coded,))
        if code is not None or named.code:
            return self._agreed(code, named, name)
        if len(named.districts) == 1 and named.province is None:
            return self._only(*named.districts, around)
        return self._settled(named, around, name)

    def _named(self, name: str, kind: str, contexts: Sequence[str]) -> Named:
        if len(name) > LONGEST_NAME or (kind and kind_of(kind) is None):
            return Named(frozenset())
        return districts_named(name, kind_of(kind), contexts, self._register, self._provinces)

    def _by_code_alone(self, code: Code | None) -> Match:
        if code is None:
            return Refused("unknown_district", "name", "empty")
        district = self._register.by_code.get(code.text or "")
        if district is None:
            return Refused("code_name_conflict", "code", "unknown")
        return Found(district) if code.certain else Refused("code_name_conflict", "code", "lost_zero")

    def _agreed(self, code: Code | None, named: Named, name: str) -> Match:
        """Hold the code's cell, or else the code in front of the name, against the name."""
        text, at = (code.text, "code") if code is not None else (named.code, "name")
        district = self._register.by_code.get(text or "")
        if district is None:
            return Refused("code_name_conflict", at, "unknown")
        if district not in named.districts:
            return Refused("code_name_conflict", at, details={"name": name})
        return Found(district)

    def _only(self, district: int, around: _Around) -> Match:
        """Take the only district of a name, unless the heading's province has another of nearly that name."""
        if around.heading is None or around.cell or self._was_in(district, around.heading):
            return Found(district)
        alike = self._suggester.alike(district, around.heading)
        return self._ambiguous({district, *alike}) if alike else Found(district)

    def _settled(self, named: Named, around: _Around, name: str) -> Match:
        """Choose among the districts of a name by the nearest province that is known."""
        province = named.province or next(iter(around.known()), None)
        inside = [each for each in named.districts if self._was_in(each, province)]
        if len(inside) == 1:
            return Found(inside[0], "bare_name_taken_as_regency" if len(named.districts) > 1 else None)
        if inside or (named.province is None and around.cell is None):
            return self._ambiguous(named.districts)
        if named.province:
            return Refused("unknown_district", "name")
        return Refused("code_name_conflict", "province", "province", details={"name": name})

    def _ambiguous(self, districts: Iterable[int]) -> Refused:
        candidates = sorted(districts, key=lambda each: (self._register.kind(each) == "city", each))
        return Refused("ambiguous_district", "name", candidates=tuple(candidates))

    def _was_in(self, district: int, province: str | None) -> bool:
        return province in self._register.provinces(district)

    def _provinces_of(self, district: int | None) -> list[str]:
        return [] if district is None else sorted(self._register.provinces(district))


def _words(cell: Cell) -> str:
    """Return a cell as text without spaces at its ends, "" when it says nothing."""
    text = "" if cell is None else clean(str(cell))
    return "" if says_nothing(text) else text


def _unreadable(cell: Cell, at: str) -> Refused | None:
    if isinstance(cell, CellError):
        return Refused("cell_error", at)
    return Refused("no_formula_value", at) if isinstance(cell, NoFormulaValue) else None
