"""Labels that are almost one of ours: named, never taken."""

from collections.abc import Sequence
from functools import cache, lru_cache

from monitoring.imports.tables.label_words import spoken
from monitoring.imports.tables.labels import EXPORT_LABELS, LABELS, TableKind

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
    """Return the label that a foreign column misses by one or two letters, with as many words; else None.

    The words of one of ours in other levels miss it too.
    """
    words = spoken(labels)
    text = " ".join(words)
    if sum(letter.isalpha() for letter in text) < LETTERS:
        return None
    near = []
    for order, (label, ours) in enumerate(_spoken_labels(kind)):
        if len(ours) == len(words):
            count = mistakes(text, " ".join(ours), MISTAKES)
            other_levels, other_length = label.count(">") + 1 - len(labels), len(label) - len(text)
            near.append((count, abs(other_levels), abs(other_length), order, label))
    count, *_, label = min(near, default=(MISTAKES + 1, None))
    return label if count <= MISTAKES else None


def mistakes(first: Sequence[str], second: Sequence[str], limit: int) -> int:
    """Return how many letters must be changed, left out or added (Levenshtein), at most `limit` + 1."""
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
