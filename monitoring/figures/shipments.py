"""What arrived of each shipment."""

from django.db.models import F, Max, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from monitoring.models import BlankReceipt, BlankShipment


def with_arrivals(shipments: QuerySet[BlankShipment]) -> QuerySet[BlankShipment]:
    """Annotate `arrived` (accepted), `accounted` (rejected, missing too) and `arrived_on`, the last day."""
    receipts = BlankReceipt.objects.standing().filter(shipment=OuterRef("pk")).order_by().values("shipment")
    accepted = receipts.annotate(sum=Sum("accepted")).values("sum")
    accounted = receipts.annotate(sum=Sum(F("accepted") + F("rejected") + F("missing"))).values("sum")
    last_day = receipts.annotate(day=Max("received_on")).values("day")
    # Subqueries and no joins: sums over the result must not be multiplied.
    return shipments.annotate(
        arrived=Coalesce(Subquery(accepted), 0),
        accounted=Coalesce(Subquery(accounted), 0),
        arrived_on=Subquery(last_day),
    )
