"""What arrived of shipments: written by who receives."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from monitoring.admin.cells import day_column
from monitoring.admin.documents import RECORD, DocumentAdmin
from monitoring.admin.filters import day_range, province_filter, standing_filter
from monitoring.admin.numbers import count_text
from monitoring.admin.shipments import store_cell
from monitoring.exports.documents import ReceiptSheet
from monitoring.models import BlankReceipt, ShipmentState, Store
from monitoring.sites import portal


@admin.register(BlankReceipt, site=portal)
class ReceiptAdmin(DocumentAdmin):
    resource_classes = (ReceiptSheet,)
    list_display = (
        "number",
        "received_on_day",
        "receiver",
        "accepted_count",
        "rejected_count",
        "missing_count",
    )
    list_display_links = ("number",)
    list_select_related = ("shipment__to_store__district__province",)
    list_filter = (
        province_filter("shipment__to_store__district__province"),
        standing_filter(),
        day_range("received_on", _("received")),
    )
    search_fields = (
        "shipment__number",
        "shipment__to_store__district__name",
        "shipment__to_store__district__code",
    )
    search_help_text = _("BAST number, code or name of the district")
    number_columns = ("accepted_count", "rejected_count", "missing_count")
    autocomplete_fields = ("shipment",)
    fields = ("shipment", "received_on", "accepted", "rejected", "missing", *RECORD)

    received_on_day = day_column("received_on", _("received on"))

    def choices_of(self, rows: QuerySet, field: str, request: HttpRequest) -> QuerySet:
        if field != "shipment":
            return rows
        own = Store.objects.visible_to(request.user).values("pk")
        return rows.standing().filter(state=ShipmentState.SENT, to_store__in=own)

    def may_write(self, request: HttpRequest, paper: BlankReceipt) -> bool:
        return Store.objects.visible_to(request.user).filter(pk=paper.shipment.to_store_id).exists()

    @admin.display(description=_("BAST number"), ordering="shipment__number")
    def number(self, receipt: BlankReceipt) -> SafeString | str:
        return self.document_cell(receipt.shipment.number or "–", receipt)

    @admin.display(description=_("received by"), ordering="shipment__to_store__district__code")
    def receiver(self, receipt: BlankReceipt) -> SafeString | str:
        return store_cell(receipt.shipment.to_store)

    @admin.display(description=_("accepted"), ordering="accepted")
    def accepted_count(self, receipt: BlankReceipt) -> str:
        return count_text(receipt.accepted)

    @admin.display(description=_("rejected"), ordering="rejected")
    def rejected_count(self, receipt: BlankReceipt) -> str:
        return count_text(receipt.rejected)

    @admin.display(description=_("missing"), ordering="missing")
    def missing_count(self, receipt: BlankReceipt) -> str:
        return count_text(receipt.missing)
