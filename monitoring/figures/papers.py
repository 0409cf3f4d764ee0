"""What the documents say over a round: supplied, shipped, under way, lost."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Min, Q, QuerySet, Sum

from monitoring.figures.rounds import RoundAsOf
from monitoring.models import (
    BlankReceipt,
    BlankShipment,
    BlankSupply,
    District,
    ShipmentState,
    StockCount,
)

TO_DISTRICTS = Q(from_store__district__isnull=True)
"""Shipments that leave the centre; what a district lends or returns is none of them."""


@dataclass(frozen=True, slots=True)
class Amount:
    """Blanks of several documents, and the first and last day of them; None: there is no document."""

    quantity: int
    first_on: date | None
    last_on: date | None


def amount(documents: QuerySet, day: str) -> Amount:
    found = documents.order_by().aggregate(quantity=Sum("quantity"), first=Min(day), last=Max(day))
    return Amount(found["quantity"] or 0, found["first"], found["last"])


def last_central_count(as_of: date) -> Amount | None:
    counts = StockCount.objects.standing().filter(store__district__isnull=True, counted_on__lte=as_of)
    last = counts.order_by("-counted_on").values_list("quantity", "counted_on", "counted_on").first()
    return Amount(*last) if last else None


def supplies(round_: RoundAsOf) -> QuerySet[BlankSupply]:
    """Return the supplies of the round; those of the first round go back as far as there are any."""
    until = BlankSupply.objects.standing().filter(received_on__lte=round_.as_of)
    return until if round_.is_first else until.filter(received_on__gte=round_.begun_on)


def sent_by(as_of: date) -> QuerySet[BlankShipment]:
    return BlankShipment.objects.standing().filter(state=ShipmentState.SENT, sent_on__lte=as_of)


def shipped(round_: RoundAsOf, districts: QuerySet[District] | None) -> QuerySet[BlankShipment]:
    """Return what the centre sent in the round; `districts` None: to all."""
    sent = sent_by(round_.as_of).filter(TO_DISTRICTS, sent_on__gte=round_.begun_on)
    return sent if districts is None else sent.filter(to_store__district__in=districts)


def receipts_of(shipments: QuerySet[BlankShipment], as_of: date) -> QuerySet[BlankReceipt]:
    return BlankReceipt.objects.standing().filter(received_on__lte=as_of, shipment__in=shipments)


def in_transit(as_of: date, districts: QuerySet[District] | None) -> int:
    """Return the blanks that were sent and of which nothing is known yet; to `districts`, None: to anyone."""
    sent = sent_by(as_of)
    if districts is not None:
        sent = sent.filter(to_store__district__in=districts)
    return summed(sent, "quantity") - summed(receipts_of(sent, as_of), "accepted", "rejected", "missing")


def refused_or_lost(round_: RoundAsOf) -> int:
    """Return the blanks that were rejected, or missing, in the round. None has ever been booked back."""
    receipts = BlankReceipt.objects.standing().filter(
        received_on__gte=round_.begun_on, received_on__lte=round_.as_of
    )
    return summed(receipts, "rejected", "missing")


def summed(rows: QuerySet, *columns: str) -> int:
    """Return the sum of the columns over the rows, 0 if there is none: documents are complete."""
    found = rows.order_by().aggregate(**{column: Sum(column) for column in columns})
    return sum(value or 0 for value in found.values())
