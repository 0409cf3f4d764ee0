"""The normal form of a label: case, spaces, punctuation, KTP-EL and units aside, every word kept."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from monitoring.imports.cells.text import clean

Path = tuple[str, ...]
"""Labels of a column from the top level down, each without spaces, levels that say nothing left out."""

LONGEST_LABEL = 200
"""Characters; a longer text is no label."""

UNITS = re.compile(r"[(\[]\s*(?:DALAM\s+|SATUAN\s+)?(?:KEPING|KPG|LEMBAR|LBR|JIWA|ORANG)\s*[)\]]")
# A percentage of something is not that thing: the sign is a word.
WORDS = re.compile(r"[^\W_]+|%")
CARD = (("KTPEL",), ("KTP", "EL"), ("EKTP",), ("E", "KTP"), ("KTP", "ELEKTRONIK"), ("KTPELEKTRONIK",))


@lru_cache(maxsize=4096)
def words_of(label: str) -> tuple[str, ...]:
    """Return the words of a label that matter. KTP-EL is left out; WAJIB KTP-EL is WAJIB KTP."""
    text = UNITS.sub(" ", clean(label[:LONGEST_LABEL]).upper())
    return tuple(_without_card(WORDS.findall(text)))


def _without_card(words: Sequence[str]) -> Iterator[str]:
    at = 0
    while at < len(words):
        card = next((each for each in CARD if tuple(words[at : at + len(each)]) == each), None)
        if card is None:
            yield words[at]
        elif at and words[at - 1] == "WAJIB":
            yield "KTP"
        at += len(card) if card else 1


def path_of(labels: Sequence[str]) -> Path:
    """Return the path of a column from the texts of its levels; a level like the one above counts once."""
    path: list[str] = []
    for label in labels:
        key = "".join(words_of(label))
        if key and path[-1:] != [key]:
            path.append(key)
    return tuple(path)


def key_of_label(label: str) -> Path:
    """Return the path of a label as the table of labels writes it: "PEREKAMAN > JUMLAH"."""
    return path_of(label.split(">"))


def spoken(labels: Sequence[str]) -> tuple[str, ...]:
    """Return all words of a column's levels, in order."""
    return tuple(word for label in labels for word in words_of(label))


SUM_WORDS = frozenset("JUMLAH JML TOTAL SUBTOTAL SUBJUMLAH INDONESIA".split())
SUM_PAIRS = frozenset({("SUB", "JUMLAH"), ("SUB", "JML"), ("SUB", "TOTAL"), ("GRAND", "TOTAL")})


def is_sum(text: str) -> bool:
    """Tell whether a text begins like the label of a sum."""
    words = words_of(text)
    return bool(words) and (words[0] in SUM_WORDS or words[:2] in SUM_PAIRS)
