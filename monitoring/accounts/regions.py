"""The province or district that a cell means: by code or by exact name, never by likeness."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from monitoring.accounts.account_cells import Unread, text_of
from monitoring.imports.cells.cells import Cell
from monitoring.imports.districts.codes import read_code
from monitoring.imports.districts.index import DistrictIndex, Found, Refused
from monitoring.imports.findings import Finding
from monitoring.imports.messages import sentence
from monitoring.imports.stored.known import district_index
from monitoring.models import Province


@dataclass(frozen=True, slots=True)
class Region:
    """A province by its code, or a district by its key: the other one is empty."""

    name: str
    province: str = ""
    district: int = 0


@dataclass(frozen=True, slots=True)
class RegionBook:
    """The regions of a day: what a cell may mean. `provinces` gives the code of each its name."""

    index: DistrictIndex
    day: date
    provinces: Mapping[str, str]

    def province(self, cell: Cell) -> Region:
        """Return the province that a cell means. Raises Unread."""
        code = self.index.province_in(cell)
        if code not in self.provinces:
            told = _("“%(value)s” is no province of today. Write its full name or its two digits.")
            raise Unread(told % {"value": text_of(cell)})
        return Region(self.provinces[code], province=code)

    def district(self, cell: Cell) -> Region:
        """Return the regency or city that a cell means. Raises Unread."""
        match = self._match(cell)
        if isinstance(match, Refused):
            raise Unread(self._refusal(match, text_of(cell)))
        return Region(self.index.name_on(match.district, self.day), district=match.district)

    def _match(self, cell: Cell) -> Found | Refused:
        code = read_code(cell)
        if code is not None and code.text:
            return self.index.find(code=cell, has_name=False)
        return self.index.find(name=cell, has_code=False)

    def _refusal(self, match: Refused, value: str) -> str:
        candidates = match.candidates if match.code == "ambiguous_district" else ()
        details = {**match.details, "candidates": self._names(candidates)}
        told = sentence(Finding(match.code, value=value, variant=match.variant, details=details))
        likely = self._likely(value) if match.code == "unknown_district" else ""
        return _("%(told)s Perhaps: %(likely)s.") % {"told": told, "likely": likely} if likely else told

    def _likely(self, value: str) -> str:
        codes = self.index.suggest(value, day=self.day)
        found = (self.index.find(code=code, has_name=False) for code in codes)
        return self._names(match.district for match in found if isinstance(match, Found))

    def _names(self, districts: Iterable[int]) -> str:
        places = (
            (self.index.name_on(each, self.day), self.index.code_on(each, self.day)) for each in districts
        )
        return " / ".join(f"{name} ({code})" for name, code in places)


def region_book(day: date) -> RegionBook:
    """Return the regions in force on `day`: four queries."""
    provinces = Province.objects.in_force(day).values_list("code", "name")
    return RegionBook(district_index(), day, dict(provinces))
