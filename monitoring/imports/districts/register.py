"""Every name and code that districts bear or bore, ready to be looked up."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from monitoring.imports.districts.names import Reading, compact, loosened, readings, take_apart
from monitoring.imports.districts.provinces import ProvinceNames

ADMINISTRATION = "administrasi"


@dataclass(frozen=True, slots=True)
class Place:
    """What a district was called, coded and part of; days are None before the portal's time, or still."""

    district: int
    code: str
    name: str
    kind: str
    province: str
    valid_from: date | None = None
    valid_until: date | None = None

    def holds_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day < self.valid_until
        )


@dataclass(frozen=True, slots=True)
class Alias:
    """A spelling that someone confirmed; `province` is None where it holds everywhere."""

    text: str
    district: int
    province: str | None = None


class Register:
    """Looks districts up by code, by name and by alias, exactly."""

    def __init__(self, places: Iterable[Place], aliases: Iterable[Alias], provinces: ProvinceNames) -> None:
        self.places: dict[int, list[Place]] = defaultdict(list)
        self.by_code: dict[str, int] = {}
        self._names: dict[tuple[str | None, str], set[int]] = defaultdict(set)
        self._aliases: dict[tuple[str | None, str], set[tuple[int, str | None]]] = defaultdict(set)
        for place in places:
            self._add_place(place)
        for alias in aliases:
            self._add_alias(alias, provinces)

    def named(self, ways: Sequence[Reading], kind: str | None, provinces: Sequence[str]) -> frozenset[int]:
        """Return the districts of that name; aliases count only where no name does."""
        keys = [(way.kind or kind, way.key) for way in ways if kind in (None, way.kind or kind)]
        found = frozenset[int]().union(*(self._names.get(key, ()) for key in keys))
        return found or frozenset(
            district
            for key in keys
            for district, province in self._aliases.get(key, ())
            if province is None or province in provinces
        )

    def begins_longer_name(self, key: str) -> bool:
        """Tell whether a district bears a name that begins with `key` and goes on."""
        return any(name.startswith(key) and name != key for _, name in self._names)

    def kind(self, district: int) -> str:
        return self.places[district][-1].kind

    def provinces(self, district: int) -> set[str]:
        """Return the provinces that hold or held the district."""
        return {place.province for place in self.places[district]}

    def place_on(self, district: int, day: date | None) -> Place:
        """Return the place in force on `day`, the newest for None."""
        places = self.places[district]
        return next((place for place in places if day is not None and place.holds_on(day)), places[-1])

    def _add_place(self, place: Place) -> None:
        self.places[place.district].append(place)
        self.places[place.district].sort(key=lambda each: each.valid_from or date.min)
        self.by_code[place.code] = place.district
        base = base_name(place)
        for kind in (None, place.kind):
            self._names[kind, base].add(place.district)
            if ADMINISTRATION in compact(place.name):
                self._names[kind, ADMINISTRATION + base].add(place.district)

    def _add_alias(self, alias: Alias, provinces: ProvinceNames) -> None:
        own_kind = self.kind(alias.district)
        for way in (*readings(alias.text), *readings(take_apart(alias.text).with_aside)):
            if way.kind not in (None, own_kind):
                continue
            # The bare name of an old regency may be a province's today: KABUPATEN KEPULAUAN RIAU. And who
            # confirmed KAB. BANDNG has not said what a bare BANDNG means: there is a city of that name.
            only_with_kind = provinces.named(way.key) or (alias.province and way.kind)
            kinds = (own_kind,) if only_with_kind else (None, own_kind)
            for key in {way.key, loosened(way.key)}:
                for kind in kinds:
                    self._aliases[kind, key].add((alias.district, alias.province))


def base_name(place: Place) -> str:
    """Return the compact name of a place without its kind."""
    bases = [way.key for way in readings(place.name) if way.kind == place.kind]
    return min(bases, key=len, default=compact(place.name))
