"""How like two names are. Serves suggestions only: no name is ever taken for its likeness."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from monitoring.imports.districts.names import KINDS, words_of

UNLIKE = 0.5
"""Names that share fewer letters are not compared letter by letter."""
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


class Comparison:
    """Holds one written name against many names of districts."""

    def __init__(self, written: Spelling) -> None:
        self._written = written
        self._by_key = _matcher(written.key)
        self._in_order = _matcher(written.in_order)

    def likeness(self, name: Spelling) -> float:
        """Return how like the written name is to `name`, from 0 to 1."""
        written = self._written
        alike = max(
            _ratio(self._by_key, name.key),
            INITIALS if written.key == name.initials else 0,
            _shortened(written.key, name.key),
            _part_of(written.key, name.key),
        )
        if (written.key, name.key) == (written.in_order, name.in_order):
            return alike
        return max(alike, OTHER_ORDER * _ratio(self._in_order, name.in_order))


def _matcher(text: str) -> SequenceMatcher[str]:
    # What is compared with many is the second text: its letters are counted only once.
    return SequenceMatcher(None, "", text, autojunk=False)


def _ratio(matcher: SequenceMatcher[str], text: str) -> float:
    matcher.set_seq1(text)
    return matcher.ratio() if matcher.quick_ratio() >= UNLIKE else 0


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
