"""The state of things in one view: what the minister says of a day, from the same figures as every page."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from monitoring.figures import papers
from monitoring.figures.conservation import Centre, centre, unexplained
from monitoring.figures.papers import Amount
from monitoring.figures.percents import percent
from monitoring.figures.positions import with_positions_in
from monitoring.figures.rounds import RoundAsOf, round_as_of
from monitoring.figures.sums import Position, Span, positions, span, sums
from monitoring.models import District, DistrictPlace

KEPT = (
    *("districts", "districts_reporting", "printed", "damaged", "available"),
    *("eligible", "enrolled", "unenrolled", "coverage_percent"),
)
"""Taken from the sums over the districts as they are."""

REPORTED = ("printed", "damaged", "eligible", "enrolled")
WORKED_OUT_OF = {
    "available": "printed",
    "used_percent": "printed",
    "unenrolled": "enrolled",
    "coverage_percent": "enrolled",
}
"""Figures that are as old as the reported figure from which they are worked out."""


@dataclass(frozen=True, slots=True)
class NationalFigures:
    """Whole cards or residents, percentages with two decimals; None: not known, or not for this reader."""

    as_of: date
    provinces: int
    districts: int
    districts_reporting: int
    supplied: int | None
    central_on_hand: int | None
    shipped: int
    in_transit: int
    received: int
    printed: int | None
    damaged: int | None
    available: int | None
    used_percent: Decimal | None
    low_print_threshold: int | None
    low_print_districts: int
    low_print_codes: tuple[str, ...]
    eligible: int | None
    enrolled: int | None
    unenrolled: int | None
    coverage_percent: Decimal | None
    unexplained: int | None
    spans: Mapping[str, Span] = field(default_factory=dict, compare=False)
    """When the figures were last reported, by name; no key for a figure that is not known."""

    def as_json(self) -> dict[str, Any]:
        """Return the figures as plain values, days as ISO text and percentages as numbers."""
        return {each.name: _plain(getattr(self, each.name)) for each in fields(self) if each.name != "spans"}


def national_figures(
    *, as_of: date, districts: QuerySet[District] | None = None, central: bool = True
) -> NationalFigures:
    """Return the figures of `districts` (None: all) that exist on `as_of`.

    What lies with the centre, and what is unexplained, is for those only who see all (`central`). The number
    of queries does not grow with rows.
    """
    round_ = round_as_of(as_of)
    seen = District.objects.all() if districts is None else districts
    places = _places(seen, as_of)
    rows = [row for row in positions(with_positions_in(seen, round_)) if row["pk"] in places]
    return _figures(round_, rows, places, None if central else seen)


@dataclass(frozen=True, slots=True)
class _Place:
    code: str
    province: str


def _places(districts: QuerySet[District], as_of: date) -> dict[int, _Place]:
    """Return the code and province that each district had on the day."""
    places = DistrictPlace.objects.in_force(as_of).filter(district__in=districts)
    return {
        key: _Place(code, province)
        for key, code, province in places.values_list("district", "code", "province")
    }


def _figures(
    round_: RoundAsOf,
    rows: Sequence[Position],
    places: Mapping[int, _Place],
    only: QuerySet[District] | None,
) -> NationalFigures:
    summed = sums(rows)
    shipments = papers.shipped(round_, only)
    shipped = papers.amount(shipments, "sent_on")
    known = centre(round_) if only is None else None
    low = sorted(places[row["pk"]].code for row in rows if row["is_low"])
    return NationalFigures(
        as_of=round_.as_of,
        provinces=len({place.province for place in places.values()}),
        **{name: summed[name] for name in KEPT},
        supplied=known.supplied.quantity if known else None,
        central_on_hand=known.counted.quantity if known and known.counted else None,
        shipped=shipped.quantity,
        in_transit=known.in_transit if known else papers.in_transit(round_.as_of, only),
        received=papers.summed(papers.receipts_of(shipments, round_.as_of), "accepted"),
        used_percent=percent(summed["printed"], shipped.quantity),
        low_print_threshold=round_.threshold if round_.key else None,
        low_print_districts=len(low),
        low_print_codes=tuple(low),
        unexplained=unexplained(round_, known, rows) if known else None,
        spans=_spans(rows, shipped, known),
    )


def _spans(rows: Sequence[Position], shipped: Amount, known: Centre | None) -> dict[str, Span]:
    reported = {name: span(row[f"{name}_on"] for row in rows) for name in REPORTED}
    worked_out = {name: reported[source] for name, source in WORKED_OUT_OF.items()}
    amounts = {"shipped": shipped}
    if known:
        amounts |= {"supplied": known.supplied, "central_on_hand": known.counted}
    documents = {
        name: Span(each.first_on, each.last_on) for name, each in amounts.items() if each and each.first_on
    }
    return documents | {name: each for name, each in (reported | worked_out).items() if each}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return list(value) if isinstance(value, Collection) and not isinstance(value, str) else value
