"""Districts whose names are like a written one; for a person to choose from, never taken."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from monitoring.imports.districts.codes import read_code
from monitoring.imports.districts.likeness import Comparison, Spelling, spelling_of
from monitoring.imports.districts.names import LONGEST_NAME, readings, take_apart
from monitoring.imports.districts.register import Register, base_name

ENOUGH = 0.6
"""A name less like than this is no suggestion."""
EASILY_TAKEN = 0.85
"""Sumba Barat for Sumbawa Barat, under the wrong province."""
SAME_KIND = 0.04
SAME_PROVINCE = 0.12
COMPARED = 12
"""Names that are compared closely, chosen by the pairs of letters that they share."""
REMEMBERED = 1024


@dataclass(frozen=True, slots=True)
class _Name:
    district: int
    kind: str
    provinces: frozenset[str]
    spelling: Spelling


class Suggester:
    """Ranks districts by likeness to a text."""

    def __init__(self, register: Register) -> None:
        self._by_code = register.by_code
        self._names = list(_names(register))
        self._by_part: dict[str, list[int]] = defaultdict(list)
        self._by_initials: dict[str, list[int]] = defaultdict(list)
        for number, name in enumerate(self._names):
            for part in _parts(name.spelling):
                self._by_part[part].append(number)
            self._by_initials[name.spelling.initials].append(number)
        self.ranked = lru_cache(REMEMBERED)(self._ranked)

    def _ranked(self, text: str, province: str | None) -> tuple[int, ...]:
        """Return the districts that a text may mean, the likeliest first."""
        code = read_code(text)
        coded = self._by_code.get(code.text or "") if code else None
        if coded is not None:
            return (coded,)
        scores: dict[int, float] = {}
        for kind, written in _ways(text):
            comparison = Comparison(written)
            for name in self._near(written):
                score = comparison.likeness(name.spelling) + SAME_KIND * (kind == name.kind)
                score += SAME_PROVINCE * (province in name.provinces)
                scores[name.district] = max(scores.get(name.district, 0), score)
        likely = sorted((-score, district) for district, score in scores.items() if score >= ENOUGH)
        return tuple(district for _, district in likely)

    def alike(self, district: int, province: str) -> set[int]:
        """Return the districts of a province whose names can easily be taken for that of `district`."""
        there = [name for name in self._names if province in name.provinces]
        own = [Comparison(name.spelling) for name in self._names if name.district == district]
        return {
            name.district
            for name in there
            if any(comparison.likeness(name.spelling) >= EASILY_TAKEN for comparison in own)
        }

    def _near(self, written: Spelling) -> list[_Name]:
        shared = Counter(number for part in _parts(written) for number in self._by_part.get(part, ()))
        # Long names share pairs with everything: what counts is the share of their letters.
        best = sorted(shared, key=lambda number: -shared[number] / self._letters(written, number))
        with_initials = self._by_initials.get(written.key, [])
        return [self._names[number] for number in {*best[:COMPARED], *with_initials}]

    def _letters(self, written: Spelling, number: int) -> int:
        return len(written.key) + len(self._names[number].spelling.key)


def _names(register: Register) -> Iterator[_Name]:
    for district, places in register.places.items():
        provinces = frozenset(register.provinces(district))
        for key, name in {base_name(place): place.name for place in places}.items():
            yield _Name(district, places[-1].kind, provinces, spelling_of(key, name))


def _ways(text: str) -> Iterator[tuple[str | None, Spelling]]:
    name = take_apart(text[:LONGEST_NAME]).name
    shortest: dict[str | None, str] = {}
    for way in readings(name):
        shortest[way.kind] = min(way.key, shortest.get(way.kind, way.key), key=len)
    if "regency" in shortest:
        # No name begins with KAB, but some with KOTA: what stands before KOTA BARUU may be part of the name.
        shortest.pop(None, None)
    for kind, key in shortest.items():
        yield kind, spelling_of(key, name)


def _parts(spelling: Spelling) -> set[str]:
    """Return the pairs of letters of a name."""
    return {spelling.key[start : start + 2] for start in range(len(spelling.key) - 1)}
