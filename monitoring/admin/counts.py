"""Blanks counted in a store: beside the books, never into them."""

from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from monitoring.admin.cells import day_column
from monitoring.admin.documents import RECORD, DocumentAdmin
from monitoring.admin.filters import day_range, province_filter, standing_filter
from monitoring.admin.numbers import count_text
from monitoring.exports.documents import CountSheet
from monitoring.models import StockCount
from monitoring.sites import portal


@admin.register(StockCount, site=portal)
class CountAdmin(DocumentAdmin):
    posted = False
    resource_classes = (CountSheet,)
    list_display = ("place", "counted_on_day", "blanks", "recorded_on_day")
    list_display_links = ("place",)
    list_select_related = ("store__district",)
    list_filter = (
        province_filter("store__district__province"),
        standing_filter(),
        day_range("counted_on", _("counted")),
    )
    search_fields = ("store__name", "store__district__name", "store__district__code")
    search_help_text = _("code or name of the district")
    number_columns = ("blanks",)
    fields = ("store", "counted_on", "quantity", *RECORD)

    counted_on_day = day_column("counted_on", _("counted on"))
    recorded_on_day = day_column("recorded_on", _("recorded on"))

    @admin.display(description=_("store"), ordering="store__district__code")
    def place(self, count: StockCount) -> SafeString | str:
        return self.document_cell(str(count.store), count)

    @admin.display(description=_("quantity"), ordering="quantity")
    def blanks(self, count: StockCount) -> str:
        return count_text(count.quantity)
