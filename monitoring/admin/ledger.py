"""The ledger, to be read: a movement is posted by its document and taken back by another."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring.admin.cells import day_column
from monitoring.admin.filters import day_range, province_filter
from monitoring.admin.numbers import count_text
from monitoring.admin.scoped import PortalAdmin
from monitoring.exports.lists import MovementSheet
from monitoring.models import BlankMovement
from monitoring.sites import portal


class ReadOnly:
    """A page of rows that nobody writes here."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(BlankMovement, site=portal)
class MovementAdmin(ReadOnly, PortalAdmin):
    resource_classes = (MovementSheet,)
    list_display = (
        "number",
        "moved_on_day",
        "from_account",
        "to_account",
        "blanks",
        "document",
        "posted_at",
        "posted_by",
    )
    list_display_links = ("number",)
    list_select_related = (
        *("from_account__store__district", "to_account__store__district", "posted_by", "supply"),
        *("shipment__to_store__district", "receipt__shipment__to_store__district"),
    )
    list_filter = (
        province_filter("from_account__store__district__province", "to_account__store__district__province"),
        day_range("moved_on", gettext_lazy("moved")),
    )
    search_fields = ("supply__document", "shipment__number", "receipt__shipment__number")
    search_help_text = gettext_lazy("document or BAST number")
    number_columns = ("number", "blanks")
    fields = (
        *("from_account", "to_account", "blanks", "moved_on", "document", "reverses"),
        *("posted_at", "poster"),
    )

    moved_on_day = day_column("moved_on", gettext_lazy("moved on"))

    @admin.display(description=gettext_lazy("number"), ordering="pk")
    def number(self, movement: BlankMovement) -> int:
        return movement.pk

    # As text: Django makes a link of it, to a page that its reader may not open.
    @admin.display(description=gettext_lazy("posted by"))
    def poster(self, movement: BlankMovement) -> str:
        return str(movement.posted_by)

    @admin.display(description=gettext_lazy("quantity"), ordering="quantity")
    def blanks(self, movement: BlankMovement) -> str:
        return count_text(movement.quantity)

    @admin.display(description=gettext_lazy("document"))
    def document(self, movement: BlankMovement) -> str:
        paper = str(movement.supply or movement.shipment or movement.receipt)
        if movement.reverses_id:
            return _("%(document)s, takes back %(number)s") % {
                "document": paper,
                "number": movement.reverses_id,
            }
        return paper
