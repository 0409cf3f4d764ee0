"""Security events, to be read by who audits the portal, and by nobody else."""

from datetime import date, datetime, time, timedelta

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, pgettext_lazy

from monitoring.admin.accounts.event_details import about_text, detail_parts
from monitoring.admin.filters import DayRange, choice_filter
from monitoring.admin.ledger import ReadOnly
from monitoring.admin.numbers import UNKNOWN, moment_text
from monitoring.admin.scoped import PortalAdmin
from monitoring.clock import JAKARTA
from monitoring.exports.events import EventSheet
from monitoring.models import EventKind, SecurityEvent
from monitoring.sites import portal

ALARMING = {
    EventKind.SIGN_IN_FAILED,
    EventKind.CODE_FAILED,
    EventKind.LOCKED,
    EventKind.REFUSED,
    EventKind.LIMITED,
    EventKind.END_MENDED,
}


ONE_DAY = timedelta(days=1)


class EventDays(DayRange):
    """Days of Jakarta over a column of moments, asked as moments so that the index serves."""

    title = gettext_lazy("recorded")
    field = "at"

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        first, last = (self.used_parameters.get(name) for name in self.expected_parameters())
        if first:
            queryset = queryset.filter(at__gte=begin_of(first))
        return queryset.filter(at__lt=begin_of(last) + ONE_DAY) if last else queryset


def begin_of(day: date) -> datetime:
    """Return when `day` begins, within the days that have a day before and after them."""
    within = min(max(day, date.min + ONE_DAY), date.max - ONE_DAY)
    return datetime.combine(within, time.min, JAKARTA)


@admin.register(SecurityEvent, site=portal)
class EventAdmin(ReadOnly, PortalAdmin):
    resource_classes = (EventSheet,)
    list_display = ("moment", "badge", "who", "from_address", "about_what", "details_line", "place")
    list_display_links = ("moment",)
    list_select_related = ("account",)
    list_filter = (choice_filter(gettext_lazy("event"), "kind", EventKind.choices), EventDays)
    search_fields = ("account__username", "account__first_name", "account__last_name", "address", "about")
    search_help_text = gettext_lazy("account, address or about")
    sortable_by = ("moment", "place")
    number_columns = ("place",)
    wide_columns = ("about_what", "details_line")
    fields = (
        *("place", "moment", "badge", "who", "from_address", "about_what"),
        *("details_list", "previous", "digest"),
    )

    @admin.display(description=gettext_lazy("number"), ordering="number")
    def place(self, event: SecurityEvent) -> int:
        return event.number

    @admin.display(description=gettext_lazy("at"), ordering="at")
    def moment(self, event: SecurityEvent) -> str:
        return moment_text(event.at)

    @admin.display(description=gettext_lazy("event"))
    def badge(self, event: SecurityEvent) -> SafeString:
        look = "state state-refused" if event.kind in ALARMING else "state"
        return format_html('<span class="{}">{}</span>', look, event.get_kind_display())

    # As text: a link would lead to a page of accounts that an auditor may not open.
    @admin.display(description=pgettext_lazy("person", "account"))
    def who(self, event: SecurityEvent) -> str:
        return str(event.account or UNKNOWN)

    @admin.display(description=gettext_lazy("from address"))
    def from_address(self, event: SecurityEvent) -> str:
        return event.address or UNKNOWN

    @admin.display(description=gettext_lazy("about"))
    def about_what(self, event: SecurityEvent) -> SafeString:
        # A path may be broken after each of its parts, so that the list stays as wide as the page.
        parts = about_text(event).split("/")
        return format_html_join("/", "{}<wbr>", ((part,) for part in parts))

    @admin.display(description=gettext_lazy("details"))
    def details_line(self, event: SecurityEvent) -> str:
        return "; ".join(f"{name}: {said}" for name, said in detail_parts(event.details)) or UNKNOWN

    @admin.display(description=gettext_lazy("details"))
    def details_list(self, event: SecurityEvent) -> SafeString | str:
        return format_html_join("", "<div>{}: {}</div>", detail_parts(event.details)) or UNKNOWN
