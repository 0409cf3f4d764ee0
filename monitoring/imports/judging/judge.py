"""Rows held against what is stored and against each other. Pure: plain values in, rows and findings out."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from monitoring.imports.findings import Finding
from monitoring.imports.judging.copies import copied
from monitoring.imports.judging.falling import Entry, Fall, falls
from monitoring.imports.judging.history import AT, Figures, History, StoredReport, round_start
from monitoring.imports.judging.plausibility import District, RoundOf, Running, remarks, timeline
from monitoring.imports.tables.rows import ReportRow
from monitoring.rules import FIGURES

__all__ = ("History", "Judged", "StoredReport", "judge")

ELIGIBLE, ENROLLED = AT["eligible"], AT["enrolled"]


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
    taken: dict[int, list[Entry]] = {}
    for district, own in by_district.items():
        stored = {each.as_of: each.figures for each in history.reports.get(district, ())}
        entries = sorted((_entry(row, stored) for row in own), key=lambda entry: entry.as_of)
        wrong = list(_refusals(entries, stored, round_of))
        findings += [fall.finding() for fall in wrong]
        gone = {fall.entry.as_of for fall in wrong}
        refused |= {(district, day) for day in gone}
        taken[district] = [entry for entry in entries if entry.as_of not in gone]
        findings += remarks(_district(district, taken[district], stored, history, round_of))
    findings += copied(taken, rows, history)
    kept = [row for row in rows if (row.district, row.as_of) not in refused] if refused else list(rows)
    return Judged(kept, findings)


def _entry(row: ReportRow, stored: dict[date, Figures]) -> Entry:
    said = tuple(map(row.figures.get, FIGURES))
    before = stored.get(row.as_of)
    if before is not None and None in said:
        said = tuple([old if new is None else new for new, old in zip(said, before, strict=True)])
    return Entry(row.as_of, said, row)


def _refusals(entries: Sequence[Entry], stored: dict[date, Figures], round_of: RoundOf) -> Iterator[Fall]:
    above = [entry for entry in entries if _more_than_eligible(entry.figures)]
    yield from (Fall(entry, "more_than_eligible", "enrolled") for entry in above)
    gone = {entry.as_of for entry in above}
    rest = [entry for entry in entries if entry.as_of not in gone] if gone else list(entries)
    yield from falls(rest, stored, round_of)


def _more_than_eligible(figures: Figures) -> bool:
    eligible, enrolled = figures[ELIGIBLE], figures[ENROLLED]
    return eligible is not None and enrolled is not None and enrolled > eligible


def _district(
    district: int, entries: Sequence[Entry], stored: dict[date, Figures], history: History, round_of: RoundOf
) -> District:
    received, sent = history.received.get(district), history.sent.get(district)
    return District(
        timeline(entries, stored),
        Running(received) if received else None,
        Running(sent) if sent else None,
        round_of,
    )
