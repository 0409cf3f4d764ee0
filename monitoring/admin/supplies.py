"""Blanks that came from their maker."""

from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from monitoring.admin.cells import day_column
from monitoring.admin.documents import RECORD, DocumentAdmin
from monitoring.admin.filters import day_range, standing_filter
from monitoring.admin.numbers import count_text
from monitoring.exports.documents import SupplySheet
from monitoring.models import BlankSupply
from monitoring.sites import portal


@admin.register(BlankSupply, site=portal)
class SupplyAdmin(DocumentAdmin):
    resource_classes = (SupplySheet,)
    list_display = ("name", "received_on_day", "blanks", "recorded_on_day")
    list_display_links = ("name",)
    list_filter = (standing_filter(), day_range("received_on", _("received")))
    search_fields = ("document",)
    search_help_text = _("document")
    number_columns = ("blanks",)
    fields = ("document", "received_on", "quantity", *RECORD)

    received_on_day = day_column("received_on", _("received on"))
    recorded_on_day = day_column("recorded_on", _("recorded on"))

    @admin.display(description=_("document"), ordering="document")
    def name(self, supply: BlankSupply) -> SafeString | str:
        return self.document_cell(supply.document, supply)

    @admin.display(description=_("quantity"), ordering="quantity")
    def blanks(self, supply: BlankSupply) -> str:
        return count_text(supply.quantity)
