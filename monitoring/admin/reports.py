"""Position reports, and what they said before they were changed."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring.admin.cells import day_column, figure_column
from monitoring.admin.documents import ShowsSource
from monitoring.admin.entry import Outdated, author, write
from monitoring.admin.filters import choice_filter, day_range, province_filter, round_filter
from monitoring.admin.grid_table import TITLES
from monitoring.admin.ledger import ReadOnly
from monitoring.admin.record import with_values
from monitoring.admin.report_form import ReportForm
from monitoring.admin.scoped import PortalAdmin
from monitoring.admin.sources import sources_view
from monitoring.exports.reports import FormerReportSheet, ReportSheet
from monitoring.imports.stored.own_rows import hold_own
from monitoring.imports.stored.reports import Change, lock_districts, store
from monitoring.models import DistrictReport, FormerReport, Through, User
from monitoring.models.reports import ReportState
from monitoring.rules import FIGURES
from monitoring.sites import portal


class Figures:
    """The columns of the seven figures, for reports and former ones."""

    list_select_related = ("district__province", "recorded_by")
    search_fields = ("district__code", "district__name", "district__places__name", "district__aliases__text")
    search_help_text = gettext_lazy("code or name of the district, old ones too")
    number_columns = tuple(f"{name}_count" for name in FIGURES)

    as_of_day = day_column("as_of", gettext_lazy("as of"))
    printed_count = figure_column("printed", gettext_lazy("printed"))
    damaged_count = figure_column("damaged", gettext_lazy("damaged"))
    stock_on_hand_count = figure_column("stock_on_hand", gettext_lazy("blanks on hand"))
    print_ready_count = figure_column("print_ready", gettext_lazy("PRR"))
    substitute_certificates_count = figure_column("substitute_certificates", gettext_lazy("certificates"))
    eligible_count = figure_column("eligible", gettext_lazy("eligible"))
    enrolled_count = figure_column("enrolled", gettext_lazy("enrolled"))

    @admin.display(description=gettext_lazy("code"), ordering="district__code")
    def code(self, report: ReportState) -> str:
        return report.district.code


@admin.register(DistrictReport, site=portal)
class ReportAdmin(Figures, ShowsSource, PortalAdmin):
    """Reports are written by the one room that checks and keeps what they said: imports/stored/reports.py."""

    resource_classes = (ReportSheet,)
    form = ReportForm
    list_display = ("code", "district", "as_of_day", *Figures.number_columns)
    list_display_links = ("district",)
    list_filter = (
        province_filter("district__province"),
        round_filter("round"),
        day_range("as_of", gettext_lazy("as of")),
    )
    fields = ("district", "as_of", *FIGURES, "reason", "in_spite", "seen", "source", "recorded")
    change_form_template = "monitoring/report_form.html"
    delete_confirmation_template = "monitoring/report_delete.html"

    def get_urls(self) -> list[URLPattern]:
        from monitoring.admin.grid import grid_view

        view = self.admin_site.admin_view(lambda request: grid_view(request, self))
        sources = self.admin_site.admin_view(
            lambda request, object_id: sources_view(request, self, object_id)
        )
        return [
            path("grid/", view, name="monitoring_districtreport_grid"),
            path("<path:object_id>/sources/", sources, name="monitoring_districtreport_sources"),
            *super().get_urls(),
        ]

    def list_tools(self, request: HttpRequest) -> list[dict[str, Any]]:
        if not self.has_change_permission(request):
            return []
        return [{"url": reverse("admin:monitoring_districtreport_grid"), "label": _("Daily entry")}]

    def get_readonly_fields(self, request: HttpRequest, obj: DistrictReport | None = None) -> tuple[str, ...]:
        return ("source", "recorded") if obj is None else ("district", "as_of", "source", "recorded")

    def get_fields(self, request: HttpRequest, obj: DistrictReport | None = None) -> tuple[str, ...]:
        hidden = (
            () if self.has_change_permission(request, obj) or obj is None else ("reason", "in_spite", "seen")
        )
        left = hidden if obj is not None else ("source", "recorded")
        return tuple(name for name in self.fields if name not in left)

    def save_model(self, request: HttpRequest, obj: DistrictReport, form: ModelForm, change: bool) -> None:
        entry = form.entry
        try:
            write([entry], by=request.user, through=Through.FORM, reason=form.cleaned_data.get("reason", ""))
        except Outdated as outdated:
            raise PermissionDenied from outdated
        written = DistrictReport.objects.get(district=entry.district, as_of=entry.as_of)
        obj.__dict__.update(written.__dict__)
        self.check_own(request, obj)

    def delete_model(self, request: HttpRequest, obj: DistrictReport) -> None:
        self.delete_queryset(request, DistrictReport.objects.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[DistrictReport]) -> None:
        rows = list(queryset.visible_to(request.user))
        lock_districts(row.district_id for row in rows)
        gone = [Change(row.district_id, row.as_of, row.pk, tuple(row.figures.values()), None) for row in rows]
        reason = request.POST.get("reason", "")[:400]
        store(gone, author(by=request.user, through=Through.FORM, reason=reason))
        hold_own((row.district_id for row in rows), by=request.user)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        if request.method == "POST" and not request.POST.get("reason", "").strip():
            self.message_user(request, _("Say why the report is deleted."), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
        return super().delete_view(request, object_id, extra_context)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        *args: Any,
        obj: DistrictReport | None = None,
        **kwargs: Any,
    ) -> HttpResponse:
        if obj is not None:
            context |= said_before(obj, request.user)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Show what the report said, whichever door it came through; Django's log knows this form alone."""
        report = self.get_object(request, unquote(object_id))
        said = {} if report is None else said_before(report, request.user)
        return super().history_view(request, object_id, said | (extra_context or {}))


def said_before(report: DistrictReport, user: User) -> dict[str, Any]:
    """Return the former states of `report` for a page, the newest first: one query."""
    former = FormerReport.objects.visible_to(user).filter(district=report.district_id, as_of=report.as_of)
    rows = former.select_related("retired_by", "recorded_by")[:50]
    return {"former": with_values(rows), "titles": TITLES}


@admin.register(FormerReport, site=portal)
class FormerReportAdmin(Figures, ReadOnly, PortalAdmin):
    resource_classes = (FormerReportSheet,)
    list_select_related = ("district", "retired_by")
    list_display = (
        "code",
        "district",
        "as_of_day",
        *Figures.number_columns,
        "retired_at",
        "retired_by",
        "how",
        "reason",
    )
    list_display_links = ("district",)
    list_filter = (
        province_filter("district__province"),
        choice_filter(gettext_lazy("replaced through"), "retired_through", Through.choices),
        day_range("as_of", gettext_lazy("as of")),
    )
    fields = (
        *("district", "as_of", *Figures.number_columns, "recorded_at", "recorder", "through"),
        *("retired_at", "retirer", "retired_through", "deleted", "reason"),
    )

    # As text: Django makes links of them, to pages that their reader may not open.
    @admin.display(description=gettext_lazy("recorded by"))
    def recorder(self, report: FormerReport) -> str:
        return str(report.recorded_by)

    @admin.display(description=gettext_lazy("replaced by"))
    def retirer(self, report: FormerReport) -> str:
        return str(report.retired_by)

    @admin.display(description=gettext_lazy("replaced through"))
    def how(self, report: FormerReport) -> str:
        through = report.get_retired_through_display()
        return _("deleted, %(through)s") % {"through": through} if report.deleted else through
