"""What the reader must know of what is stored, as plain values: places, names, rounds, earlier reports."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from functools import lru_cache

from django.db.models import F, Max

from monitoring.imports.districts.index import Alias, DistrictIndex, Place
from monitoring.imports.judging.judge import History, StoredReport
from monitoring.imports.reading import RoundSpan, Scope
from monitoring.imports.stored.planning import FiguresRow
from monitoring.models import (
    BlankReceipt,
    BlankShipment,
    DistributionRound,
    DistrictAlias,
    DistrictPlace,
    DistrictReport,
    Province,
    RoundOpening,
    ShipmentState,
)
from monitoring.models.regions import DistrictQuerySet
from monitoring.rules import FIGURES, FLOWS, LOOK_BACK

Flow = dict[int, list[tuple[date, int]]]
"""Blanks by district: the day, and how many came (above 0) or went (below 0)."""


def district_index() -> DistrictIndex:
    """Return the districts by code and name: three queries."""
    places = DistrictPlace.objects.order_by("pk").values_list(
        "district", "code", "name", "district__kind", "province", "valid_from", "valid_until"
    )
    aliases = DistrictAlias.objects.order_by("pk").values_list("text", "district", "province")
    provinces = Province.objects.order_by("pk").values_list("code", "name")
    return _index_of(tuple(places), tuple(aliases), tuple(provinces))


@lru_cache(maxsize=4)
def _index_of(places: tuple, aliases: tuple, provinces: tuple) -> DistrictIndex:
    """Made anew only when the regions change: it costs more than asking for them."""
    return DistrictIndex(
        [Place(*place) for place in places], [Alias(*alias) for alias in aliases], dict(provinces)
    )


def round_spans() -> tuple[RoundSpan, ...]:
    """Return the rounds, earliest first; each ends when the next begins."""
    rounds = list(DistributionRound.objects.order_by("starts_on").values_list("pk", "starts_on"))
    ends = [starts_on for _, starts_on in rounds[1:]]
    return tuple(
        RoundSpan(key, starts_on, end) for (key, starts_on), end in zip(rounds, [*ends, None], strict=True)
    )


def scope_of(
    districts: DistrictQuerySet,
    *,
    everywhere: bool,
    today: date,
    as_of: date | None = None,
    province: str | None = None,
) -> Scope:
    """Return what may be written: `districts`, narrowed to one province if given; None for every district.

    The province settles names that another province has too: the one given, or the only one there is.
    """
    if province is None and everywhere:
        return Scope(None, None, as_of)
    if province is not None:
        districts = districts.in_province(province, as_of or today)
    provinces = set(districts.values_list("province", flat=True))
    return Scope(
        province or (provinces.pop() if len(provinces) == 1 else None),
        frozenset(districts.values_list("pk", flat=True)),
        as_of,
    )


def history_of(rows: Sequence[FiguresRow]) -> History:
    """Return what `rows` are judged against: the districts' reports since LOOK_BACK before the first."""
    districts = {row.district for row in rows}
    rounds = round_spans()
    if not rows:
        return History({}, rounds, {})
    since = min(row.as_of for row in rows) - LOOK_BACK
    return History(
        reports=_reports(districts, since),
        rounds=rounds,
        received=_received(districts),
        sent=_sent(districts),
    )


def _reports(districts: Collection[int], since: date) -> dict[int, list[StoredReport]]:
    reports: dict[int, list[StoredReport]] = defaultdict(list)
    for district, report in _before(districts, since):
        reports[district].append(report)
    found = DistrictReport.objects.filter(district__in=districts, as_of__gte=since).order_by(
        "district", "as_of"
    )
    for district, as_of, *figures in found.values_list("district_id", "as_of", *FIGURES).iterator(5000):
        reports[district].append(StoredReport(as_of, tuple(figures)))
    return reports


def _before(districts: Collection[int], since: date) -> list[tuple[int, StoredReport]]:
    """Return one report a district and round for all before `since`. Flows never fall: most is last."""
    earlier = DistrictReport.objects.filter(district__in=districts, as_of__lt=since)
    most = earlier.values("district", "round").annotate(
        day=Max("as_of"), **{name: Max(name) for name in FLOWS}
    )
    nothing = (None,) * (len(FIGURES) - len(FLOWS))
    return [
        (row["district"], StoredReport(row["day"], (*(row[name] for name in FLOWS), *nothing)))
        for row in most.order_by("district", "day")
    ]


def _openings(districts: Collection[int]) -> Flow:
    openings: Flow = defaultdict(list)
    found = RoundOpening.objects.filter(district__in=districts)
    for district, day, blanks in found.values_list("district", "round__starts_on", "on_hand"):
        openings[district].append((day, blanks))
    return openings


def _received(districts: Collection[int]) -> Flow:
    """Return what lay, came and went in the stores of `districts`."""
    flow = _openings(districts)
    came = BlankReceipt.objects.standing().filter(shipment__to_store__district__in=districts)
    for district, day, blanks in came.values_list("shipment__to_store__district", "received_on", "accepted"):
        flow[district].append((day, blanks))
    for district, day, blanks in _shipments("from_store", districts):
        flow[district].append((day, -blanks))
    return flow


def _sent(districts: Collection[int]) -> Flow:
    """Return what lay in `districts`, and what was sent to them by its day of sending."""
    flow = _openings(districts)
    for district, day, blanks in _shipments("to_store", districts):
        flow[district].append((day, blanks))
    return flow


def _shipments(store: str, districts: Collection[int]) -> list[tuple[int, date, int]]:
    sent = BlankShipment.objects.standing().filter(
        state=ShipmentState.SENT, **{f"{store}__district__in": districts}
    )
    return list(sent.values_list(F(f"{store}__district"), "sent_on", "quantity"))
