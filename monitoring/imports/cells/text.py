"""Text as a person sees it: every kind of space is one space, what cannot be seen is not there."""

import re

# Control and format characters that print nothing. The soft hyphen is left: some programs show it as a dash.
# Tabs, line breaks and the other separators of lines are spaces and no part of it.
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u0600-\u0605\u061c\u06dd\u070f\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]"
)
DASHES = "-\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u2500\u2796\ufe58\ufe63\uff0d"
"""Hyphens, dashes of every length and minus signs."""

ONLY_DASHES = re.compile(rf"[{re.escape(DASHES)} ]+")
NOTHING = frozenset({"", "n/a", "null"})
"""What people write for "not reported", folded; so are dashes."""


FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection), full-width forms too."""

FORMULA = rf" *\"*[{re.escape(''.join(FORMULA_BEGINS))}]"
ESCAPED = re.compile(rf"(^|[;\t\r\n])'(?={FORMULA})")
WITHIN = re.compile(rf"([;\t\r\n])(?={FORMULA})")


def unescaped(text: str) -> str:
    """Return a text without the apostrophes by which an export kept it from being a formula."""
    return ESCAPED.sub(r"\1", text) if "'" in text else text


def escaped_within(text: str) -> str:
    """Return a text that begins no formula behind a semicolon, a tab or a line break in it.

    A spreadsheet whose lists have semicolons, as in Indonesia, takes these for the beginning of a cell,
    whatever a file with commas puts around them.
    """
    return WITHIN.sub(r"\1'", text)


def clean(text: str) -> str:
    """Return `text` with single spaces (no-break, thin and narrow ones too), none at the ends."""
    if not text.isascii() or not text.isprintable():
        text = INVISIBLE.sub("", text)
    return " ".join(text.split())


def fold(text: str) -> str:
    """Return `text` cleaned and without case."""
    return clean(text).casefold()


def says_nothing(text: str) -> bool:
    """Tell whether `text` only says that nothing was reported."""
    folded = fold(text)
    return folded in NOTHING or ONLY_DASHES.fullmatch(folded) is not None
