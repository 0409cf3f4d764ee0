"""Export to xlsx and csv: what the list shows, laid out by a resource that knows its user."""

from typing import Any

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from import_export.admin import ExportMixin
from import_export.forms import ExportForm

from monitoring import clock
from monitoring.admin.recording import record_from
from monitoring.exports.formats import Csv, Workbook
from monitoring.exports.sheets import SheetResource
from monitoring.imports.cells.identity import covered_text
from monitoring.models import EventKind


class FormatForm(ExportForm):
    """One question: which kind of file."""

    def __init__(self, formats: list[type], resources: list[type], **kwargs: Any) -> None:
        super().__init__(formats, resources, **kwargs)
        field = self.fields["format"]
        field.label = _("Kind of file")
        field.choices = [(str(number), kind.label) for number, kind in enumerate(formats)]
        field.initial = "0"


class Exporting(ExportMixin):
    """Export by import-export, for those who hold the export permission. Without a resource: no export."""

    # Plain pages: the list's own template has the link, the export page has no script and no inline style.
    import_export_change_list_template = None
    export_form_class = FormatForm
    export_formats = (Workbook, Csv)
    resource_classes: tuple[type[SheetResource], ...] = ()

    def has_export_permission(self, request: HttpRequest) -> bool:
        return bool(self.resource_classes) and super().has_export_permission(request)

    def get_export_resource_kwargs(self, request: HttpRequest, **kwargs: Any) -> dict[str, Any]:
        return {"user": request.user, "as_of": clock.today()}

    def get_valid_export_item_pks(self, request: HttpRequest) -> Any:
        # By default every key of the table is valid: that another's row exists would show.
        return self.get_queryset(request).values_list("pk", flat=True)

    def get_export_data(
        self, file_format: Any, request: HttpRequest, queryset: QuerySet, **kwargs: Any
    ) -> bytes:
        if not self.has_export_permission(request):
            raise PermissionDenied
        rows = self.get_data_for_export(request, queryset, **kwargs)
        content = file_format.export_data(rows)
        self.record_export(request, file_format, len(rows))
        return content

    def record_export(self, request: HttpRequest, file_format: Any, rows: int) -> None:
        filters = covered_text(request.GET.urlencode(safe=":/"))
        record_from(
            request,
            EventKind.EXPORTED,
            about=self.opts.model_name,
            format=file_format.get_extension(),
            rows=rows,
            filters=filters,
        )

    def get_export_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"uploads_again": self.resource_classes[0].uploads_again}

    def get_export_filename(self, request: HttpRequest, queryset: QuerySet, file_format: Any) -> str:
        """Return a name of letters, digits and dashes: nothing that a user typed goes into it."""
        return f"{self.opts.model_name}-{clock.today():%Y-%m-%d}.{file_format.get_extension()}"

    def export_action(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            return super().export_action(request)
        except IncorrectLookupParameters:
            # As the list itself answers a filter that it does not offer.
            listed = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
            return HttpResponseRedirect(f"{listed}?{ERROR_FLAG}=1")
