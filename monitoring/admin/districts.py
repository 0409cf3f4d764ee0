"""Districts: where each one stands, what it is called, and what was sent to it and reported by it."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from monitoring import clock
from monitoring.admin.cells import day_column, figure_column, flag_cell, percent_column
from monitoring.admin.district_changes import DistrictForm, PlaceForm, keep_in_step
from monitoring.admin.filters import province_filter, select_filter
from monitoring.admin.record import district_record
from monitoring.admin.scoped import PortalAdmin, ScopedInline
from monitoring.exports.regions import DistrictSheet
from monitoring.figures.flags import EXPLANATIONS
from monitoring.figures.positions import with_positions
from monitoring.models import District, DistrictAlias, DistrictPlace
from monitoring.rules import Reason
from monitoring.sites import portal

FLAGS = (("low", _("below the threshold")), ("silent", _("not reporting")), ("none", _("no flag")))


def narrow_flags(rows: QuerySet, chosen: str) -> QuerySet:
    if chosen == "low":
        return rows.filter(is_low=True)
    return (
        rows.filter(reason=Reason.NOT_REPORTING) if chosen == "silent" else rows.filter(reason__isnull=True)
    )


class PlaceInline(ScopedInline):
    """The only place where code, name and province of a district are changed: each with its days."""

    model = DistrictPlace
    form = PlaceForm
    fields = ("code", "name", "province", "valid_from", "valid_until", "law")


class AliasInline(ScopedInline):
    model = DistrictAlias
    fields = ("text", "kind", "province")


@admin.register(District, site=portal)
class DistrictAdmin(PortalAdmin):
    resource_classes = (DistrictSheet,)
    form = DistrictForm
    list_display = (
        *("code", "name", "province", "received", "printed", "used_percent", "available"),
        *("last_report_on", "flag"),
    )
    list_display_links = ("name",)
    list_select_related = ("province",)
    list_filter = (
        province_filter("province"),
        select_filter(_("flag"), "flag", lambda request: FLAGS, narrow_flags),
        select_filter(
            _("reason"),
            "reason",
            lambda request: [(r.value, EXPLANATIONS[r].label) for r in Reason],
            "reason",
        ),
    )
    search_fields = ("code", "name", "places__code", "places__name", "aliases__text")
    search_help_text = _("code or name, old ones too")
    number_columns = ("received", "printed", "used_percent", "available")
    wide_columns = ("flag",)
    fields = ("kind", "code", "name", "province")
    inlines = (PlaceInline, AliasInline)
    change_form_template = "monitoring/district_form.html"

    received = figure_column("received", _("received"))
    printed = figure_column("printed", _("printed"))
    used_percent = percent_column("used_percent", _("used"))
    available = figure_column("available", _("available"))
    last_report_on = day_column("last_report_on", _("last report"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[District]:
        return with_positions(super().get_queryset(request), as_of=clock.today())

    @admin.display(description=_("flag"), ordering="reason")
    def flag(self, district: District) -> SafeString | str:
        return flag_cell(district)

    def get_readonly_fields(self, request: HttpRequest, obj: District | None = None) -> tuple[str, ...]:
        # They follow the places below, so that a figure of a past day keeps the name of that day.
        return () if obj is None else ("code", "name", "province")

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        *args: Any,
        obj: District | None = None,
        **kwargs: Any,
    ) -> HttpResponse:
        if obj is not None:
            context["record"] = district_record(obj, request.user)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        keep_in_step(form.instance)
        self.check_own(request, form.instance)
