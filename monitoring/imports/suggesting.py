"""Districts whose names are like a written one; for a person to choose from, never taken."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from monitoring.imports.names import LONGEST_NAME, readings, take_apart
from monitoring.imports.register import Register, base_name

ENOUGH = 0.6
"""A name less like than this is no suggestion."""
SAME_KIND = 0.04
SAME_PROVINCE = 0.12
COMPARED = 24
"""Names that are compared closely, chosen by the pairs of letters that they share."""


@dataclass(frozen=True, slots=True)
class _Name:
    district: int
    kind: str
    key: str
    provinces: frozenset[str]


class Suggester:
    """Ranks districts by likeness to a text."""

    def __init__(self, register: Register) -> None:
        self._names = [
            _Name(district, place.kind, base_name(place), frozenset(register.provinces(district)))
            for district, places in register.places.items()
            for place in {base_name(place): place for place in places}.values()
        ]
        self._by_pair: dict[str, list[int]] = defaultdict(list)
        for number, name in enumerate(self._names):
            for pair in _pairs(name.key):
                self._by_pair[pair].append(number)
        self.ranked = lru_cache(1024)(self._ranked)

    def _ranked(self, text: str, province: str | None) -> tuple[int, ...]:
        """Return the districts that a text may mean, the likeliest first."""
        written = take_apart(text[:LONGEST_NAME])
        kinds = {way.kind: way.key for way in readings(written.name)}
        scores: dict[int, float] = {}
        for kind, key in kinds.items():
            for name in self._near(key):
                score = _likeness(key, name.key)
                score += SAME_KIND * (kind == name.kind) + SAME_PROVINCE * (province in name.provinces)
                scores[name.district] = max(scores.get(name.district, 0), score)
        likely = sorted((-score, district) for district, score in scores.items() if score >= ENOUGH)
        return tuple(district for _, district in likely)

    def _near(self, key: str) -> list[_Name]:
        shared = Counter(number for pair in _pairs(key) for number in self._by_pair.get(pair, ()))
        # Long names share pairs with everything: what counts is the part that is shared.
        best = sorted(shared, key=lambda number: -shared[number] / (len(key) + len(self._names[number].key)))
        return [self._names[number] for number in best[:COMPARED]]


def _pairs(key: str) -> set[str]:
    return {key[start : start + 2] for start in range(len(key) - 1)}


def _likeness(written: str, name: str) -> float:
    return SequenceMatcher(None, written, name, autojunk=False).ratio()
