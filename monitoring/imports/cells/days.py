"""What a cell or a title says as a day."""

import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches

from monitoring.imports.cells.cells import Cell
from monitoring.imports.cells.text import fold
from monitoring.imports.districts.spellings import MONTHS, WEEKDAYS
from monitoring.imports.findings import CellRefused

ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
NUMERIC = re.compile(r"([0-9]{1,2})([/-])([0-9]{1,2})\2([0-9]{4})")
NAMED = re.compile(r"([0-9]{1,2})(?: ?[-/.] ?| ?)([a-z]+)(?:\.? ?[-/] ?|\.? ?)([0-9]{4}|[0-9]{2})")
WEEKDAY = re.compile(r"([a-z]+['’`]?[a-z]*)(?: ?, ?| )(?=[0-9])")


LONGEST_TITLE = 500
"""Characters looked at; whoever writes more writes no title."""

_WEEKDAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_NUMERIC = r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{2,4}"
_NAMED = r"[0-9]{1,2}(?: ?[-/.] ?| ?)(?P<month>[a-z]{3,})(?:\.? ?[-/] ?|\.? ?)(?:[0-9]{4}|[0-9]{2})"

MARKER = re.compile(
    r"(?<![a-z])(?:s ?[./] ?d\b\.?|sd\b\.?|sampai\b(?: dengan\b)?|hingga\b|posisi\b|keadaan\b"
    rf"|per (?:tanggal|tgl)\b\.?|per(?= (?:(?:{_WEEKDAY}) ?,? ?)?[0-9]))"
)
DAY = re.compile(rf"(?<![0-9])(?:(?P<weekday>{_WEEKDAY})\b ?,? ?)?(?P<day>{_NUMERIC}|{_NAMED})(?![0-9])")
# A comma parts a place and its day of signing from what stands before; one after a weekday does not.
GAP = re.compile(rf"(?:[^,;]|\b(?:{_WEEKDAY}) ?,){{0,40}}?")
RANGE = re.compile(r" ?[-–—] ?")


def read_day(cell: Cell, *, month_first: bool = False) -> date | None:
    """Return the day of a cell, None when the cell is empty. Raises CellRefused.

    `month_first` says that other days of the column only fit month-first: then a day that could be
    read both ways is refused.
    """
    if cell is None or (isinstance(cell, str) and not fold(cell)):
        return None
    if type(cell) is date:
        return cell
    if not isinstance(cell, str):
        raise CellRefused("bad_day")
    if month_first and is_ambiguous_day(cell):
        raise CellRefused("bad_day", "month_first")
    day = day_of(fold(cell))
    if day is None:
        raise CellRefused("bad_day")
    return day


def is_ambiguous_day(cell: Cell) -> bool:
    """Tell whether a text is one day read day-first and another read month-first."""
    parts = _numeric_parts(cell)
    if parts is None:
        return False
    first, second, year = parts
    day_first, month_first = _day(year, second, first), _day(year, first, second)
    return None not in (day_first, month_first) and day_first != month_first


def fits_only_month_first(cell: Cell) -> bool:
    """Tell whether a text is a day only when the month stands first: 06/14/2017."""
    parts = _numeric_parts(cell)
    if parts is None:
        return False
    first, second, year = parts
    return _day(year, second, first) is None and _day(year, first, second) is not None


def fits_only_day_first(cell: Cell) -> bool:
    """Tell whether a text is a day only when the day stands first: 14/06/2017."""
    parts = _numeric_parts(cell)
    if parts is None:
        return False
    first, second, year = parts
    return _day(year, second, first) is not None and _day(year, first, second) is None


def _numeric_parts(cell: Cell) -> tuple[int, int, int] | None:
    found = NUMERIC.fullmatch(fold(cell)) if isinstance(cell, str) else None
    return (int(found[1]), int(found[3]), int(found[4])) if found else None


def day_of(text: str) -> date | None:
    """Return the day that a folded text is; None when it is none."""
    weekday = WEEKDAY.match(text)
    if weekday is None:
        return _bare_day_of(text)
    number = WEEKDAYS.get(re.sub(r"['’`]", "", weekday[1]))
    day = _bare_day_of(text[weekday.end() :])
    # A weekday that is not the day's own means that one of them is wrong.
    return day if day is not None and day.weekday() == number else None


def _bare_day_of(text: str) -> date | None:
    if found := ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := NUMERIC.fullmatch(text):
        return _day(int(found[4]), int(found[3]), int(found[1]))
    if found := NAMED.fullmatch(text):
        year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
        return _day(year, MONTHS.get(found[2], 0), int(found[1]))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def title_day(text: str) -> date | None:
    """Return the day up to which a title speaks, the later of two; None when it names none.

    A day counts only after a word that says so (s.d., posisi, keadaan ...): a month alone or the day of a
    signature is none. Raises CellRefused for a day that cannot be, or is misspelt.
    """
    words = fold(text[:LONGEST_TITLE]).replace("'", "").replace("’", "").replace(" tahun ", " ")
    return max(_days_after_markers(words), default=None)


def _days_after_markers(words: str) -> Iterator[date]:
    for marker in MARKER.finditer(words):
        found = _first_day(words, marker.end())
        if found is None:
            continue
        yield _read(found)
        hyphen = RANGE.match(words, found.end())
        until = DAY.match(words, hyphen.end()) if hyphen else None
        if until is not None and _is_a_day(until):
            yield _read(until)


def _first_day(words: str, start: int) -> re.Match[str] | None:
    for found in DAY.finditer(words, start):
        if not GAP.fullmatch(words, start, found.start()):
            return None
        if _is_a_day(found):
            return found
    return None


def _is_a_day(found: re.Match[str]) -> bool:
    """Tell a day, be it misspelt, from "35 kabupaten 2017"."""
    month = found["month"]
    return month is None or bool(get_close_matches(month, MONTHS, n=1, cutoff=0.6))


def _read(found: re.Match[str]) -> date:
    day = day_of(found[0])
    if day is None:
        raise CellRefused("bad_day")
    return day
