"""Rounds with their due days and openings, and enrolment targets."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from monitoring.admin.cells import day_column
from monitoring.admin.filters import day_range
from monitoring.admin.numbers import count_text
from monitoring.admin.scoped import PortalAdmin, ScopedInline
from monitoring.exports.lists import RoundSheet, TargetSheet
from monitoring.models import DistributionRound, DueDay, EnrolmentTarget, RoundOpening
from monitoring.sites import portal


class DueDayInline(ScopedInline):
    model = DueDay


class OpeningInline(ScopedInline):
    model = RoundOpening
    autocomplete_fields = ("district",)


@admin.register(DistributionRound, site=portal)
class RoundAdmin(PortalAdmin):
    resource_classes = (RoundSheet,)
    list_display = ("name", "starts_on_day", "threshold")
    list_display_links = ("name",)
    list_filter = (day_range("starts_on", _("starts")),)
    search_fields = ("name",)
    number_columns = ("threshold",)
    inlines = (DueDayInline, OpeningInline)

    starts_on_day = day_column("starts_on", _("starts on"))

    @admin.display(description=_("low print threshold"), ordering="low_print_threshold")
    def threshold(self, round_: DistributionRound) -> str:
        return count_text(round_.low_print_threshold)


@admin.register(EnrolmentTarget, site=portal)
class TargetAdmin(PortalAdmin):
    resource_classes = (TargetSheet,)
    list_display = ("name", "residents_count", "counted_from_day", "due_before_day")
    list_display_links = ("name",)
    list_filter = (day_range("due_before", _("due before")),)
    search_fields = ("name",)
    number_columns = ("residents_count",)

    counted_from_day = day_column("counted_from", _("counted from"))
    due_before_day = day_column("due_before", _("due before"))

    @admin.display(description=_("residents"), ordering="residents")
    def residents_count(self, target: EnrolmentTarget) -> str:
        return count_text(target.residents)
