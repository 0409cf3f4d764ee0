"""Files that were sent, to be read here; checking, applying and undoing have pages of their own."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from monitoring.admin.cells import day_column
from monitoring.admin.filters import choice_filter, day_range, province_filter
from monitoring.admin.ledger import ReadOnly
from monitoring.admin.scoped import PortalAdmin
from monitoring.exports.lists import UploadSheet
from monitoring.models import Upload, UploadState
from monitoring.sites import portal


@admin.register(Upload, site=portal)
class UploadAdmin(ReadOnly, PortalAdmin):
    resource_classes = (UploadSheet,)
    list_display = ("pk", "filename", "received_at", "received_by", "region", "as_of_day", "badge")
    list_display_links = ("pk", "filename")
    list_select_related = ("received_by", "province", "district")
    list_filter = (
        choice_filter(_("state"), "state", UploadState.choices),
        province_filter("province", "district__province"),
        day_range("received_on", _("received")),
    )
    search_fields = ("filename", "sha256", "received_by__username")
    search_help_text = _("file name, SHA-256 or sender")
    number_columns = ("pk",)
    fields = (
        *("filename", "state", "received_at", "received_by", "region", "as_of", "size", "sha256"),
        *("applied_at", "applied_by", "undone_at", "undone_by"),
    )

    as_of_day = day_column("as_of", _("as of"))

    @admin.display(description=_("sent for"))
    def region(self, upload: Upload) -> str:
        return str(upload.district or upload.province or _("the centre"))

    @admin.display(description=_("state"), ordering="state")
    def badge(self, upload: Upload) -> SafeString:
        return format_html('<span class="state state-{}">{}</span>', upload.state, upload.get_state_display())
