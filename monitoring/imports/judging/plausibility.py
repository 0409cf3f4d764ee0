"""What is worth a second look in the rows of one district, and refuses none of them."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise
from typing import NamedTuple

from monitoring.imports.findings import Finding
from monitoring.imports.judging.copies import says_enough
from monitoring.imports.judging.falling import Entry
from monitoring.imports.judging.history import AT, Figures
from monitoring.imports.judging.outliers import Value, outliers
from monitoring.imports.tables.circumstances import written
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


class Report(NamedTuple):
    """One report of a district, by day; `entry` is None for one that is stored and stays."""

    as_of: date
    figures: Figures
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class District:
    """The reports of one district by day, and what is recorded of its blanks (None: nothing)."""

    reports: Sequence[Report]
    received: Running | None
    sent: Running | None
    round_of: RoundOf


def timeline(entries: Sequence[Entry], stored: Mapping[date, Figures]) -> list[Report]:
    reports = [Report(entry.as_of, entry.figures, entry) for entry in entries]
    if stored:
        replaced = {entry.as_of for entry in entries}
        reports += [Report(day, figures, None) for day, figures in stored.items() if day not in replaced]
        reports.sort(key=lambda report: report.as_of)
    return reports


def remarks(district: District) -> Iterator[Finding]:
    """Yield the warnings about the rows of a district."""
    before: Report | None = None
    recorded = district.sent is not None or district.received is not None
    for report in district.reports:
        figures = report.figures
        # Most rows need no second look, and there are many.
        if report.entry is not None and (recorded or figures[DAMAGED]):
            yield from _of_one(report, report.entry, district)
        if report.entry is not None and before is not None and (recorded or figures == before.figures):
            yield from _of_two(before, report, report.entry, district)
        before = report
    if len(district.reports) > OUTLIER_MINIMUM_VALUES + 1:
        for at, name in enumerate(FIGURES):
            yield from _outliers(district, at, name)


def _of_one(report: Report, entry: Entry, district: District) -> Iterator[Finding]:
    printed, damaged = report.figures[PRINTED], report.figures[DAMAGED]
    if damaged and printed is not None and damaged > printed:
        yield entry.finding("outlier", "damaged", {"damaged": damaged, "printed": printed}, "damaged")
    if district.sent is None or printed is None:
        return
    used = printed + (damaged or 0)
    received = district.sent.since(district.round_of(report.as_of), report.as_of)
    if used > received:
        yield entry.finding("more_used_than_received", "printed", {"used": used, "received": received})


def _of_two(before: Report, report: Report, entry: Entry, district: District) -> Iterator[Finding]:
    figures = report.figures
    if figures == before.figures and figures[PRINTED] and figures[STOCK] and says_enough(figures):
        name = entry.row.layout.name_field(entry.row.row)
        yield entry.finding("identical_to_previous", name, {"day": written(before.as_of)})
    if district.received is None or district.round_of(before.as_of) != district.round_of(report.as_of):
        return
    expected = _stock_expected(before, report, district.received)
    stock = figures[STOCK]
    if expected is not None and stock is not None and stock != expected:
        said = {"figure": stock, "expected": expected}
        yield entry.finding("outlier", "stock_on_hand", said, "stock_identity")


def _stock_expected(before: Report, report: Report, received: Running) -> int | None:
    """Return the stock that follows from the report before and what came since, None when unknown."""
    stock, printed_before, printed = before.figures[STOCK], before.figures[PRINTED], report.figures[PRINTED]
    if stock is None or printed_before is None or printed is None:
        return None
    damaged = (report.figures[DAMAGED] or 0) - (before.figures[DAMAGED] or 0)
    return stock + received.between(before.as_of, report.as_of) - (printed - printed_before) - damaged


def _outliers(district: District, at: int, name: str) -> Iterator[Finding]:
    """Yield the rows whose figure moved unlike before."""
    known = [report for report in district.reports if report.figures[at] is not None]
    if len(known) <= OUTLIER_MINIMUM_VALUES + 1:
        return
    values = [report.figures[at] or 0 for report in known]
    moves = (
        _rates(known, values, district.round_of) if name in FLOWS else _changes(known, values, at, district)
    )
    places = list(moves)
    for place in outliers(moves.values()):
        report = known[places[place]]
        if report.entry is not None:
            said = {"field": name, "figure": report.figures[at] or 0}
            yield report.entry.finding("outlier", name, said)


def _rates(known: Sequence[Report], values: Sequence[int], round_of: RoundOf) -> dict[int, Value]:
    """Return a cumulative figure per day since the report before, in one round, by the later one's place."""
    days = [report.as_of.toordinal() for report in known]
    if round_of(known[0].as_of) == round_of(known[-1].as_of):
        later: Sequence[int] = range(1, len(known))
    else:
        rounds = [round_of(report.as_of) for report in known]
        later = [place for place in range(1, len(known)) if rounds[place] == rounds[place - 1]]
    return {at: (values[at] - values[at - 1]) / (days[at] - days[at - 1]) for at in later}


def _changes(known: Sequence[Report], values: Sequence[int], at: int, district: District) -> dict[int, Value]:
    """Return how much a level changed since the report before, receipts aside, by the later one's place."""
    changes = [after - before for before, after in pairwise(values)]
    if at == STOCK and district.received is not None:
        came = [district.received.between(a.as_of, b.as_of) for a, b in pairwise(known)]
        changes = [change - blanks for change, blanks in zip(changes, came, strict=True)]
    return dict(enumerate(changes, 1))
