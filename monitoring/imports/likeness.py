"""How like two names are. Serves suggestions only: no name is ever taken for its likeness."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from monitoring.imports.names import KINDS, words_of

SHORTENED = 0.7
"""Likeness of an abbreviation to a name; more of its letters are more likeness."""
PART_OF = 0.6
SHORTEST_PART = 4
"""Letters of a word that counts as part of a name: KARO in TANAH KARO."""
INITIALS = 0.9
FEWEST_INITIALS = 3
OTHER_ORDER = 0.95
"""Share of the likeness that is left when the words stand in another order."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name in the forms that are compared, all without its kind."""

    key: str
    in_order: str
    initials: str


def spelling_of(key: str, name: str) -> Spelling:
    """Return the forms of a name whose compact form is `key`."""
    words = [word for word in words_of(name) if word not in KINDS]
    return Spelling(key, "".join(sorted(words)), initials_of(words))


def initials_of(words: Sequence[str]) -> str:
    """Return the first letters of three words or more: OKU for Ogan Komering Ulu; else ""."""
    return "".join(word[0] for word in words) if len(words) >= FEWEST_INITIALS else ""


def likeness(written: Spelling, name: Spelling) -> float:
    """Return how like a written name is to a district's, from 0 to 1."""
    return max(
        _ratio(written.key, name.key),
        OTHER_ORDER * _ratio(written.in_order, name.in_order),
        INITIALS if written.key == name.initials else 0,
        _shortened(written.key, name.key),
        _part_of(written.key, name.key),
    )


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _shortened(written: str, name: str) -> float:
    return SHORTENED + (1 - SHORTENED) * len(written) / len(name) if may_shorten(written, name) else 0


def may_shorten(part: str, whole: str) -> bool:
    """Tell whether `part` has the first letter of `whole` and then only letters of it, in order."""
    letters = iter(whole)
    return whole[:1] == part[:1] and all(letter in letters for letter in part)


def _part_of(one: str, other: str) -> float:
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < SHORTEST_PART or not longer.endswith(shorter):
        return 0
    return PART_OF + (1 - PART_OF) * len(shorter) / len(longer)
