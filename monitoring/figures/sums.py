"""Figures of several districts together. A figure that none of them reported is None, never 0."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from monitoring.figures.percents import percent
from monitoring.models import District
from monitoring.rules import FIGURES

SUMMED = (*FIGURES, "opening", "received", "sent_out", "available", "stock")
DAYS = tuple(f"{figure}_on" for figure in FIGURES)
ROW = ("pk", "code", "province", "is_low", *SUMMED, *DAYS)

Position = Mapping[str, Any]
"""One district's annotations (positions.py) by name."""


@dataclass(frozen=True, slots=True)
class Span:
    """Over which days the reports (of so many districts) or the documents of a figure are spread."""

    first_on: date
    last_on: date
    districts: int | None = None


def positions(districts: QuerySet[District]) -> list[Position]:
    """Return the annotations of `districts`, which must have them, as plain rows: one query."""
    return list(districts.values(*ROW))


def total(values: Iterable[int | None]) -> int | None:
    """Return the sum of those that are known; None if none is."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def span(days: Iterable[date | None]) -> Span | None:
    known = [day for day in days if day is not None]
    return Span(min(known), max(known), len(known)) if known else None


def sums(rows: Sequence[Position]) -> dict[str, Any]:
    """Return what the districts have together: the figures, and how many reported each (`printed_reporting`).

    `unenrolled` and `coverage_percent` are over the districts of which both figures are known.
    """
    both = [row for row in rows if row["eligible"] is not None and row["enrolled"] is not None]
    eligible, enrolled = total(row["eligible"] for row in both), total(row["enrolled"] for row in both)
    figures = {name: total(row[name] for row in rows) for name in SUMMED}
    return {
        **figures,
        **{f"{name}_reporting": sum(row[name] is not None for row in rows) for name in FIGURES},
        "districts": len(rows),
        "districts_reporting": sum(row["printed"] is not None for row in rows),
        "low_districts": sum(row["is_low"] for row in rows),
        "used_percent": percent(figures["printed"], figures["received"]),
        "unenrolled": eligible - enrolled if both else None,
        "coverage_percent": percent(enrolled, eligible),
        "first_report_on": min((row["printed_on"] for row in rows if row["printed_on"]), default=None),
        "last_report_on": max((row["printed_on"] for row in rows if row["printed_on"]), default=None),
    }
