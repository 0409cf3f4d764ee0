"""Rows held against what is stored and against each other. Pure: plain values in, rows and findings out."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from operator import attrgetter

from monitoring.imports.findings import Finding
from monitoring.imports.judging.copies import copied
from monitoring.imports.judging.falling import Fall, falls
from monitoring.imports.judging.history import History, StoredReport, round_start
from monitoring.imports.judging.plausibility import District, RoundOf, Running, remarks
from monitoring.imports.judging.timeline import Timeline, more_than_eligible, timeline
from monitoring.imports.tables.rows import Figures, ReportRow

__all__ = ("History", "Judged", "StoredReport", "judge")


@dataclass(frozen=True, slots=True)
class Judged:
    """The rows that can be taken, in the order given, and what was found."""

    rows: list[ReportRow]
    findings: list[Finding] = field(default_factory=list)


def judge(rows: Sequence[ReportRow], history: History) -> Judged:
    """Judge rows as they would be stored. Each district and day stands in `rows` at most once."""
    by_district: dict[int, list[ReportRow]] = defaultdict(list)
    for row in rows:
        by_district[row.district].append(row)
    refused: set[tuple[int, date]] = set()
    findings: list[Finding] = []
    round_of = cache(lambda day: round_start(day, history.rounds))
    taken: dict[int, list[ReportRow]] = {}
    for district, own in by_district.items():
        stored = {each.as_of: each.figures for each in history.reports.get(district, ())}
        taken[district] = sorted((_as_stored(row, stored) for row in own), key=attrgetter("as_of"))
        line = timeline(taken[district], stored)
        wrong = list(_refusals(line, taken[district], stored, round_of))
        if wrong:
            findings += [fall.finding() for fall in wrong]
            gone = {fall.row.as_of for fall in wrong}
            refused |= {(district, day) for day in gone}
            taken[district] = [row for row in taken[district] if row.as_of not in gone]
            line = timeline(taken[district], stored)
        findings += remarks(_district(district, line, history, round_of))
    findings += copied(taken, rows, history)
    kept = [row for row in rows if (row.district, row.as_of) not in refused] if refused else list(rows)
    return Judged(kept, findings)


def _as_stored(row: ReportRow, stored: Mapping[date, Figures]) -> ReportRow:
    """Return a row with its nulls filled from what is stored for that day."""
    before = stored.get(row.as_of)
    if before is None or None not in row.said:
        return row
    filled = tuple([old if new is None else new for new, old in zip(row.said, before, strict=True)])
    return row._replace(said=filled)


def _refusals(
    line: Timeline, rows: Sequence[ReportRow], stored: Mapping[date, Figures], round_of: RoundOf
) -> Iterator[Fall]:
    above = more_than_eligible(rows)
    if not above and not line.may_fall:
        return
    yield from (Fall(row, "more_than_eligible", "enrolled") for row in above)
    gone = {row.as_of for row in above}
    yield from falls([row for row in rows if row.as_of not in gone], stored, round_of)


def _district(district: int, line: Timeline, history: History, round_of: RoundOf) -> District:
    received, sent = history.received.get(district), history.sent.get(district)
    return District(line, Running(received) if received else None, Running(sent) if sent else None, round_of)
