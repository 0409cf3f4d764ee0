"""Labels that are almost one of ours: named, never taken."""

from collections.abc import Sequence
from functools import cache, lru_cache

from monitoring.imports.label_words import spoken
from monitoring.imports.labels import EXPORT_LABELS, LABELS, TableKind

LETTERS = 6
"""A label with fewer letters is too short to be almost another."""

MISTAKES = 2


@cache
def _spoken_labels(kind: TableKind) -> tuple[tuple[str, tuple[str, ...]], ...]:
    labels = [label for text in LABELS[kind].values() for label in text.split(";")]
    labels += [label for field in LABELS[kind] for label in (field, *EXPORT_LABELS[field])]
    return tuple((label.strip(), spoken(label.split(">"))) for label in labels)


@lru_cache(maxsize=4096)
def label_meant(kind: TableKind, labels: tuple[str, ...]) -> str | None:
    """Return the label that a column's texts miss by one or two letters, with as many words; else None."""
    words = spoken(labels)
    text = " ".join(words)
    if sum(letter.isalpha() for letter in text) < LETTERS:
        return None
    candidates = ((label, " ".join(ours)) for label, ours in _spoken_labels(kind) if len(ours) == len(words))
    scored = [(mistakes(text, ours, MISTAKES), label) for label, ours in candidates]
    near = [(count, label) for count, label in scored if 0 < count <= MISTAKES]
    return min(near)[1] if near else None


def mistakes(first: Sequence[str], second: Sequence[str], limit: int) -> int:
    """Return how many letters must be changed, left out or added (Levenshtein); limit + 1 for more than `limit`."""
    if abs(len(first) - len(second)) > limit:
        return limit + 1
    row = list(range(len(second) + 1))
    for at, letter in enumerate(first, 1):
        above, row = row, [at]
        for other, there in enumerate(second, 1):
            row.append(min(row[-1] + 1, above[other] + 1, above[other - 1] + (letter != there)))
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)
