"""Shipments with what arrived of them."""

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring.admin.cells import day_column
from monitoring.admin.documents import RECORD, DocumentAdmin
from monitoring.admin.filters import choice_filter, day_range, province_filter, standing_filter
from monitoring.admin.numbers import count_text, day_text
from monitoring.admin.scoped import ScopedInline
from monitoring.exports.documents import ShipmentSheet
from monitoring.figures.shipments import with_arrivals
from monitoring.models import BlankReceipt, BlankShipment, ShipmentState, Store
from monitoring.sites import portal


class ArrivedInline(ScopedInline):
    """What arrived, to be read: a receipt is written on its own page, by who receives."""

    model = BlankReceipt
    fields = readonly_fields = ("received_on", "accepted_count", "rejected_count", "missing_count", "state")
    verbose_name_plural = gettext_lazy("receipts")
    show_change_link = True
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("accepted"))
    def accepted_count(self, receipt: BlankReceipt) -> str:
        return count_text(receipt.accepted)

    @admin.display(description=gettext_lazy("rejected"))
    def rejected_count(self, receipt: BlankReceipt) -> str:
        return count_text(receipt.rejected)

    @admin.display(description=gettext_lazy("missing"))
    def missing_count(self, receipt: BlankReceipt) -> str:
        return count_text(receipt.missing)

    @admin.display(description=gettext_lazy("state"))
    def state(self, receipt: BlankReceipt) -> str:
        return _("withdrawn") if receipt.voided_at else _("in force")


@admin.register(BlankShipment, site=portal)
class ShipmentAdmin(DocumentAdmin):
    """Only who sends writes a shipment; who receives sees it."""

    resource_classes = (ShipmentSheet,)
    list_display = ("name", "sent_on_day", "from_store", "destination", "blanks", "arrived_count", "progress")
    list_display_links = ("name",)
    list_select_related = ("from_store__district", "to_store__district__province")
    list_filter = (
        province_filter("to_store__district__province", "from_store__district__province"),
        choice_filter(gettext_lazy("state"), "state", ShipmentState.choices),
        standing_filter(),
        day_range("sent_on", gettext_lazy("sent")),
    )
    search_fields = (
        "number",
        "to_store__district__name",
        "to_store__district__code",
        "from_store__district__name",
    )
    search_help_text = gettext_lazy("BAST number, code or name of the district")
    number_columns = ("blanks", "arrived_count")
    fields = (
        *("number", "state", "sent_on", "from_store", "to_store", "quantity"),
        *("serial_first", "serial_last", *RECORD),
    )
    inlines = (ArrivedInline,)

    sent_on_day = day_column("sent_on", gettext_lazy("sent on"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[BlankShipment]:
        return with_arrivals(super().get_queryset(request))

    def may_write(self, request: HttpRequest, paper: BlankShipment) -> bool:
        return Store.objects.visible_to(request.user).filter(pk=paper.from_store_id).exists()

    @admin.display(description=gettext_lazy("BAST number"), ordering="number")
    def name(self, shipment: BlankShipment) -> SafeString | str:
        return self.document_cell(shipment.number or _("being prepared"), shipment)

    @admin.display(description=gettext_lazy("to"), ordering="to_store__district__code")
    def destination(self, shipment: BlankShipment) -> SafeString | str:
        return store_cell(shipment.to_store)

    @admin.display(description=gettext_lazy("quantity"), ordering="quantity")
    def blanks(self, shipment: BlankShipment) -> str:
        return count_text(shipment.quantity)

    @admin.display(description=gettext_lazy("accepted"), ordering="arrived")
    def arrived_count(self, shipment: BlankShipment) -> str:
        return count_text(shipment.arrived)

    @admin.display(description=gettext_lazy("state"))
    def progress(self, shipment: BlankShipment) -> SafeString:
        return progress_cell(shipment)


def store_cell(store: Store) -> SafeString | str:
    """Return a store with the code of its district, and its province beneath."""
    if store.district_id is None:
        return str(store)
    district = store.district
    return format_html(
        '{} {}<span class="flag-why">{}</span>', district.code, district.name, district.province.name
    )


def progress_cell(shipment: BlankShipment) -> SafeString:
    if shipment.state == ShipmentState.PREPARED:
        return format_html('<span class="state state-prepared">{}</span>', shipment.get_state_display())
    open_blanks = shipment.quantity - shipment.accounted
    if shipment.voided_at or (open_blanks > 0 and not shipment.accounted):
        return format_html(
            '<span class="state">{}</span>', _("withdrawn") if shipment.voided_at else _("on the way")
        )
    if open_blanks > 0:
        text = _("%(number)s on the way") % {"number": count_text(open_blanks)}
        return format_html('<span class="state state-prepared">{}</span>', text)
    text = _("arrived %(day)s") % {"day": day_text(shipment.arrived_on)}
    return format_html('<span class="state state-arrived">{}</span>', text)
