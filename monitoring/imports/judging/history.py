"""What rows are judged against, as plain values: earlier reports, rounds, and what came to each district."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from monitoring.imports.tables.circumstances import RoundSpan
from monitoring.imports.tables.rows import Figures
from monitoring.rules import FIGURES

Flow = Mapping[int, Sequence[tuple[date, int]]]
"""Blanks by district: the day, and how many came (above 0) or went (below 0)."""

AT = {name: at for at, name in enumerate(FIGURES)}


class StoredReport(NamedTuple):
    as_of: date
    figures: Figures


@dataclass(frozen=True, slots=True)
class History:
    """`reports` are each district's, by day. A district in neither flow has nothing recorded.

    `received` is what lay, came and went by the day it did; `sent` is what lay, and what was sent to the
    district by the day of sending.
    """

    reports: Mapping[int, Sequence[StoredReport]] = field(default_factory=dict)
    rounds: Sequence[RoundSpan] = ()
    received: Flow = field(default_factory=dict)
    sent: Flow = field(default_factory=dict)


def round_start(day: date, rounds: Sequence[RoundSpan]) -> date:
    """Return the first day of the round of `day`; the earliest day there is when it lies in none."""
    return next((each.starts_on for each in rounds if each.holds(day)), date.min)
