"""Supplies, shipments with what arrived of them, and counts, as sheets that can be uploaded again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Prefetch, QuerySet

from monitoring.exports.places import PlaceBook
from monitoring.exports.sheets import SheetResource, column
from monitoring.models import BlankReceipt, BlankShipment, BlankSupply, ShipmentState, StockCount, Store


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a shipment and one of its receipts, or none while nothing arrived."""

    shipment: BlankShipment
    receipt: BlankReceipt | None


class _StoreSheet(SheetResource):
    @cached_property
    def places(self) -> PlaceBook:
        return PlaceBook()

    def code(self, store: Store, day: date) -> str | None:
        return self.places.code_on(store.district, day) if store.district_id else None

    def name(self, store: Store, day: date) -> str:
        return self.places.name_on(store.district, day) if store.district_id else str(store)


class ShipmentSheet(_StoreSheet):
    """One row a receipt: a shipment that came in three parts has three. Sent and in force only."""

    model = BlankShipment
    uploads_again = True
    related = ("from_store__district", "to_store__district")

    number = column("number")
    sent_on = column("sent_on")
    from_store = column("from_store")
    code = column("code")
    to_store = column("to_store")
    quantity = column("quantity")
    serial_first = column("serial_first")
    serial_last = column("serial_last")
    received_on = column("received_on")
    accepted = column("accepted")
    rejected = column("rejected")
    missing = column("missing")

    def filter_export(self, queryset: QuerySet, **kwargs: object) -> QuerySet:
        arrived = BlankReceipt.objects.visible_to(self.user).standing().order_by("received_on", "pk")
        sent = super().filter_export(queryset, **kwargs).standing().filter(state=ShipmentState.SENT)
        return sent.prefetch_related(Prefetch("receipts", arrived, to_attr="parts"))

    def rows(self, queryset: QuerySet) -> Iterator[Line]:
        for shipment in super().rows(queryset):
            for receipt in shipment.parts or [None]:
                yield Line(shipment, receipt)

    def dehydrate_number(self, line: Line) -> str | None:
        return line.shipment.number

    def dehydrate_sent_on(self, line: Line) -> date | None:
        return line.shipment.sent_on

    def dehydrate_from_store(self, line: Line) -> str:
        return self.name(line.shipment.from_store, line.shipment.sent_on)

    def dehydrate_code(self, line: Line) -> str | None:
        return self.code(line.shipment.to_store, line.shipment.sent_on)

    def dehydrate_to_store(self, line: Line) -> str:
        return self.name(line.shipment.to_store, line.shipment.sent_on)

    def dehydrate_quantity(self, line: Line) -> int:
        return line.shipment.quantity

    def dehydrate_serial_first(self, line: Line) -> str:
        return line.shipment.serial_first

    def dehydrate_serial_last(self, line: Line) -> str:
        return line.shipment.serial_last

    def dehydrate_received_on(self, line: Line) -> date | None:
        return line.receipt and line.receipt.received_on

    def dehydrate_accepted(self, line: Line) -> int | None:
        return line.receipt and line.receipt.accepted

    def dehydrate_rejected(self, line: Line) -> int | None:
        return line.receipt and line.receipt.rejected

    def dehydrate_missing(self, line: Line) -> int | None:
        return line.receipt and line.receipt.missing


class ReceiptSheet(ShipmentSheet):
    """One row a receipt, with its shipment: the same columns as the sheet of shipments."""

    model = BlankReceipt
    related = ("shipment__from_store__district", "shipment__to_store__district")

    def filter_export(self, queryset: QuerySet, **kwargs: object) -> QuerySet:
        return SheetResource.filter_export(self, queryset, **kwargs).standing()

    def rows(self, queryset: QuerySet) -> Iterator[Line]:
        return (Line(receipt.shipment, receipt) for receipt in SheetResource.rows(self, queryset))


class SupplySheet(SheetResource):
    model = BlankSupply
    uploads_again = True

    received_on = column("received_on")
    quantity = column("quantity")
    document = column("document")

    def filter_export(self, queryset: QuerySet, **kwargs: object) -> QuerySet:
        return super().filter_export(queryset, **kwargs).standing()


class CountSheet(_StoreSheet):
    model = StockCount
    uploads_again = True
    related = ("store__district",)

    store = column("store")
    code = column("code")
    counted_on = column("counted_on")
    quantity = column("quantity")

    def filter_export(self, queryset: QuerySet, **kwargs: object) -> QuerySet:
        return super().filter_export(queryset, **kwargs).standing()

    def dehydrate_store(self, count: StockCount) -> str:
        return self.name(count.store, count.counted_on)

    def dehydrate_code(self, count: StockCount) -> str | None:
        return self.code(count.store, count.counted_on)
