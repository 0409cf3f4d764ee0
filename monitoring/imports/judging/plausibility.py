"""What is worth a second look in the rows of one district, and refuses none of them."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise
from operator import sub

from monitoring.imports.findings import Finding
from monitoring.imports.judging.copies import says_enough
from monitoring.imports.judging.falling import finding_at
from monitoring.imports.judging.history import AT
from monitoring.imports.judging.outliers import Value, outliers
from monitoring.imports.judging.timeline import Timeline
from monitoring.imports.tables.circumstances import written
from monitoring.imports.tables.rows import Figures, ReportRow
from monitoring.rules import FIGURES, FLOWS, OUTLIER_MINIMUM_VALUES

PRINTED, DAMAGED, STOCK = AT["printed"], AT["damaged"], AT["stock_on_hand"]

RoundOf = Callable[[date], date]


class Running:
    """How many blanks came to a district by a day."""

    def __init__(self, flow: Sequence[tuple[date, int]]) -> None:
        ordered = sorted(flow)
        self._days = [day for day, _ in ordered]
        self._sums = [0, *accumulate(blanks for _, blanks in ordered)]

    def between(self, after: date, until: date) -> int:
        """Return the blanks of the days after the first day, the last one included."""
        return self._sums[bisect_right(self._days, until)] - self._sums[bisect_right(self._days, after)]

    def since(self, first: date, until: date) -> int:
        """Return the blanks of both days and those between."""
        return self._sums[bisect_right(self._days, until)] - self._sums[bisect_left(self._days, first)]


@dataclass(frozen=True, slots=True)
class District:
    """The reports of one district, and what is recorded of its blanks (None: nothing)."""

    line: Timeline
    received: Running | None
    sent: Running | None
    round_of: RoundOf

    @property
    def is_recorded(self) -> bool:
        return self.sent is not None or self.received is not None


def remarks(district: District) -> Iterator[Finding]:
    """Yield the warnings about the rows of a district."""
    line = district.line
    # Most rows need no second look, and there are many.
    if district.is_recorded or line.has_odd_report:
        for at, row in enumerate(line.rows):
            if row is not None:
                yield from _of_one(row, district)
                if at:
                    yield from _of_two(row, line.days[at - 1], line.figures[at - 1], district)
    if len(line.days) > OUTLIER_MINIMUM_VALUES + 1:
        for at, name in enumerate(FIGURES):
            yield from _outliers(district, at, name)


def _of_one(row: ReportRow, district: District) -> Iterator[Finding]:
    printed, damaged = row.said[PRINTED], row.said[DAMAGED]
    if damaged and printed is not None and damaged > printed:
        yield finding_at(row, "outlier", "damaged", {"damaged": damaged, "printed": printed}, "damaged")
    if district.sent is None or printed is None:
        return
    used = printed + (damaged or 0)
    received = district.sent.since(district.round_of(row.as_of), row.as_of)
    if used > received:
        yield finding_at(row, "more_used_than_received", "printed", {"used": used, "received": received})


def _of_two(row: ReportRow, day: date, before: Figures, district: District) -> Iterator[Finding]:
    """Yield what is odd in a row beside the report before it, which is of `day`."""
    figures = row.said
    if figures == before and figures[PRINTED] and figures[STOCK] and says_enough(figures):
        name = row.layout.name_field(row.row)
        yield finding_at(row, "identical_to_previous", name, {"day": written(day)})
    if district.received is None or district.round_of(day) != district.round_of(row.as_of):
        return
    expected = _stock_expected(before, figures, district.received.between(day, row.as_of))
    stock = figures[STOCK]
    if expected is not None and stock is not None and stock != expected:
        said = {"figure": stock, "expected": expected}
        yield finding_at(row, "outlier", "stock_on_hand", said, "stock_identity")


def _stock_expected(before: Figures, figures: Figures, came: int) -> int | None:
    """Return the stock that follows from the report before and what came since, None when unknown."""
    stock, printed_before, printed = before[STOCK], before[PRINTED], figures[PRINTED]
    if stock is None or printed_before is None or printed is None:
        return None
    damaged = (figures[DAMAGED] or 0) - (before[DAMAGED] or 0)
    return stock + came - (printed - printed_before) - damaged


def _outliers(district: District, at: int, name: str) -> Iterator[Finding]:
    """Yield the rows whose figure moved unlike before."""
    line, column = district.line, district.line.columns[at]
    known = [place for place, value in enumerate(column) if value is not None]
    if len(known) <= OUTLIER_MINIMUM_VALUES + 1:
        return
    days = line.days if len(known) == len(line.days) else [line.days[place] for place in known]
    values = [value for value in column if value is not None]
    changes: list[Value] = list(map(sub, values[1:], values))
    later: Sequence[int] = range(len(changes))
    if name in FLOWS:
        later = _in_one_round(days, district.round_of)
        changes = [changes[move] / (days[move + 1] - days[move]).days for move in later]
    elif at == STOCK and district.received is not None:
        came = map(district.received.between, days, days[1:])
        changes = [change - blanks for change, blanks in zip(changes, came, strict=False)]
    for found in outliers(changes):
        place = known[later[found] + 1]
        row = line.rows[place]
        if row is not None:
            yield finding_at(row, "outlier", name, {"field": name, "figure": column[place] or 0})


def _in_one_round(days: Sequence[date], round_of: RoundOf) -> Sequence[int]:
    """Return the places of days whose next one lies in the same round: a cumulative figure begins anew."""
    if round_of(days[0]) == round_of(days[-1]):
        return range(len(days) - 1)
    rounds = list(map(round_of, days))
    return [place for place, (begin, following) in enumerate(pairwise(rounds)) if begin == following]
