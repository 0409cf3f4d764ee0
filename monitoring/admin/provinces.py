"""Provinces: the sums of their districts."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring import clock
from monitoring.admin.cells import figure_column, percent_column
from monitoring.admin.filters import InForce, select_filter
from monitoring.admin.numbers import count_text
from monitoring.admin.record import province_tiles
from monitoring.admin.scoped import PortalAdmin
from monitoring.exports.regions import ProvinceSheet
from monitoring.figures.ordering import KnownFirst
from monitoring.figures.positions import with_positions
from monitoring.figures.provinces import with_sums
from monitoring.models import District, Province
from monitoring.sites import portal

FLAGS = (("low", gettext_lazy("with flagged districts")), ("none", gettext_lazy("without")))


def narrow(rows: QuerySet, chosen: str) -> QuerySet:
    return rows.filter(low_districts__gt=0) if chosen == "low" else rows.filter(low_districts=0)


@admin.register(Province, site=portal)
class ProvinceAdmin(PortalAdmin):
    resource_classes = (ProvinceSheet,)
    list_display = (
        *("code", "name", "received", "printed", "used_percent", "available"),
        *("sum_of", "low_districts"),
    )
    list_display_links = ("name",)
    list_filter = (select_filter(gettext_lazy("flag"), "flag", lambda request: FLAGS, narrow), InForce)
    search_fields = ("code", "name")
    search_help_text = gettext_lazy("code or name")
    number_columns = ("received", "printed", "used_percent", "available", "sum_of", "low_districts")
    change_form_template = "monitoring/province_form.html"

    received = figure_column("received", gettext_lazy("received"))
    printed = figure_column("printed", gettext_lazy("printed"))
    used_percent = percent_column("used_percent", gettext_lazy("used"))
    available = figure_column("available", gettext_lazy("available"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Province]:
        districts = District.objects.visible_to(request.user)
        return with_sums(super().get_queryset(request), districts=districts, as_of=clock.today())

    @admin.display(description=gettext_lazy("sum of"), ordering=KnownFirst("districts_reporting"))
    def sum_of(self, province: Province) -> str:
        return _("%(reporting)s of %(all)s districts") % {
            "reporting": count_text(province.districts_reporting),
            "all": count_text(province.districts),
        }

    @admin.display(description=gettext_lazy("flagged districts"), ordering=KnownFirst("low_districts"))
    def low_districts(self, province: Province) -> SafeString | str:
        if not province.low_districts:
            return "0"
        return format_html(
            '<span class="flag flag-stocked_out">{}</span>', count_text(province.low_districts)
        )

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        *args: Any,
        obj: Province | None = None,
        **kwargs: Any,
    ) -> HttpResponse:
        if obj is not None:
            context["tiles"] = province_tiles(obj)
            districts = District.objects.visible_to(request.user).filter(province=obj)
            context["districts"] = with_positions(districts, as_of=clock.today()).order_by("code")
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Province | None = None) -> tuple[str, ...]:
        return () if obj is None else ("code",)
