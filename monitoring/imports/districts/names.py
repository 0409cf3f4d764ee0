"""The normal form of a district's name, and the ways in which a written name can be read."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from monitoring.imports.cells.text import fold
from monitoring.imports.districts.spellings import ABBREVIATIONS, KIND_WORDS

LONGEST_NAME = 120
"""Characters; a longer text is no name."""

PARTING = "/,;&+("
"""Signs that may part two districts ("PADANG / PARIAMAN"), so within a name they stay; others go."""
WORD = re.compile(rf"[^\W_]+|[{PARTING}]")
JOINING = re.compile("[/,;&+]")
"""Those of them without which a name is the same."""
GLUED_NUMBER = re.compile(r"\(?([0-9][0-9.]*)\s*[.)\-–—:]*\s*(?=\D)")
BRACKETS = re.compile(r"(.+?)\s*\(\s*(.*?)\s*[)\]]?\s*")
OPENING = str.maketrans("[{（", "(((")
KIND_BEHIND = re.compile(r"(.+?)\s*,\s*([^,]+)")

KINDS = {
    word + administration: kind
    for kind, words in KIND_WORDS.items()
    for word in words
    for administration in ("", "administrasi")
}
"""Compact words of a kind, to the kind."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a name: `key` is compact; `kind` is None when the text gives none."""

    kind: str | None
    key: str


@dataclass(frozen=True, slots=True)
class Written:
    """A name taken apart: the number glued in front, the name, and what stands in brackets behind it."""

    number: str
    name: str
    aside: str
    with_aside: str


def compact(text: str) -> str:
    """Return `text` without case, spaces, hyphens and dots, with KEP. and ADM. written out."""
    return "".join(words_of(text)).strip(PARTING)


def words_of(text: str) -> list[str]:
    """Return the words of a name, folded, with KEP. and ADM. written out."""
    return [ABBREVIATIONS.get(word, word) for word in WORD.findall(_plain(text))]


def _plain(text: str) -> str:
    return fold(html.unescape(text)).translate(OPENING)


def take_apart(text: str) -> Written:
    """Part a written name from a number in front and from brackets behind."""
    whole, number = _plain(text), ""
    if found := GLUED_NUMBER.match(whole):
        number, whole = found[1].rstrip("."), whole[found.end() :]
    bracketed = BRACKETS.fullmatch(whole)
    name, aside = bracketed.groups() if bracketed else (whole, "")
    return Written(number, name, aside, whole)


def kind_of(text: str) -> str | None:
    """Return the kind that a word or a cell names, None when it names none."""
    return KINDS.get(compact(text))


def readings(name: str) -> Iterator[Reading]:
    """Yield the ways to read a name without number and brackets: whole, a kind before it, a kind behind."""
    if behind := KIND_BEHIND.fullmatch(name):
        kind = kind_of(behind[2])
        if kind is not None:
            yield Reading(kind, compact(behind[1]))
            return
    whole = compact(name)
    yield Reading(None, whole)
    for word, kind in KINDS.items():
        if whole.startswith(word) and whole != word:
            yield Reading(kind, whole.removeprefix(word).strip(PARTING))
        if whole.endswith(word) and whole != word:
            yield Reading(kind, whole.removesuffix(word))


def loosened(key: str) -> str:
    """Return a compact name without the signs that may part two districts."""
    return JOINING.sub("", key)
