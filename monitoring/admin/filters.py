"""Filters as fields of one form above a list: selects, and a range of days."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, ClassVar

from django.contrib.admin import ListFilter, ModelAdmin, SimpleListFilter
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from monitoring import clock
from monitoring.models import DistributionRound, Province

Options = Iterable[tuple[Any, str | Promise]]


class Narrowing:
    """A filter that says under which names it stands in the address."""

    @classmethod
    def parameters(cls) -> list[str]:
        raise NotImplementedError


class SelectFilter(Narrowing, SimpleListFilter):
    """One select. Offers only what the user may see; the empty choice filters nothing."""

    template = "monitoring/filter_select.html"
    nothing_chosen: ClassVar[str | Promise] = gettext_lazy("all")

    @classmethod
    def parameters(cls) -> list[str]:
        return [cls.parameter_name]

    def has_output(self) -> bool:
        return True

    def choices(self, changelist: ChangeList) -> list[dict[str, Any]]:
        chosen = self.value() or ""
        options = [("", self.nothing_chosen), *self.lookup_choices]
        return [
            {"value": value, "display": display, "selected": str(value) == chosen}
            for value, display in options
        ]

    def context(self, changelist: ChangeList) -> dict[str, Any]:
        choices = self.choices(changelist)
        return {
            "name": self.parameter_name,
            "title": self.title,
            "choices": choices,
            "active": bool(self.value()),
        }

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        chosen = self.value()
        if not chosen:
            return queryset
        if chosen not in {str(value) for value, _display in self.lookup_choices}:
            raise IncorrectLookupParameters
        return self.narrowed(queryset, chosen)

    def narrowed(self, queryset: QuerySet, chosen: str) -> QuerySet:
        raise NotImplementedError


def select_filter(
    title: str | Promise,
    parameter: str,
    offered: Callable[[HttpRequest], Options],
    narrow: str | Callable[[QuerySet, str], QuerySet],
) -> type[SelectFilter]:
    """Return a select that narrows by a lookup, or by a function of the rows and the choice."""

    class Chosen(SelectFilter):
        def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[Any, str | Promise]]:
            return list(offered(request))

        def narrowed(self, queryset: QuerySet, chosen: str) -> QuerySet:
            return narrow(queryset, chosen) if callable(narrow) else queryset.filter(**{narrow: chosen})

    Chosen.title = title
    Chosen.parameter_name = parameter
    return Chosen


def province_filter(*paths: str) -> type[SelectFilter]:
    """Return a select of the user's provinces; a row fits when any of `paths` leads to the chosen one."""

    def offered(request: HttpRequest) -> Options:
        provinces = Province.objects.visible_to(request.user).in_force(clock.today())
        return provinces.values_list("code", "name")

    def narrow(queryset: QuerySet, chosen: str) -> QuerySet:
        first, *others = paths
        found = queryset.filter(**{first: chosen})
        for path in others:
            found = found | queryset.filter(**{path: chosen})
        return found

    return select_filter(gettext_lazy("province"), "province", offered, narrow)


class InForce(SelectFilter):
    """Rows with days of validity: those of the portal's day, unless someone asks for all."""

    title = gettext_lazy("validity")
    parameter_name = "validity"
    nothing_chosen = gettext_lazy("in force")

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> Options:
        return [("all", gettext_lazy("all, former and future ones too"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return super().queryset(request, queryset) if self.value() else queryset.in_force(clock.today())

    def narrowed(self, queryset: QuerySet, chosen: str) -> QuerySet:
        return queryset


def round_filter(path: str) -> type[SelectFilter]:
    def offered(request: HttpRequest) -> Options:
        return DistributionRound.objects.visible_to(request.user).values_list("pk", "name")

    return select_filter(gettext_lazy("distribution round"), "round", offered, path)


def choice_filter(title: str | Promise, field: str, choices: Options) -> type[SelectFilter]:
    return select_filter(title, field, lambda request: choices, field)


def standing_filter() -> type[SelectFilter]:
    """Return a select of documents that stand, or were withdrawn."""
    offered = (("standing", gettext_lazy("in force")), ("withdrawn", gettext_lazy("withdrawn")))

    def narrow(queryset: QuerySet, chosen: str) -> QuerySet:
        return queryset.filter(voided_at__isnull=chosen == "standing")

    return select_filter(gettext_lazy("state of the document"), "document", lambda request: offered, narrow)


class DayRange(Narrowing, ListFilter):
    """Two days, both within. Django's own date hierarchy counts every day of a long list first."""

    template = "monitoring/filter_days.html"
    field: ClassVar[str] = ""

    def __init__(
        self, request: HttpRequest, params: dict[str, list[str]], model: type, model_admin: ModelAdmin
    ) -> None:
        super().__init__(request, params, model, model_admin)
        for name in self.expected_parameters():
            given = params.pop(name, None)
            if given and given[-1]:
                self.used_parameters[name] = read_iso_day(given[-1])

    @classmethod
    def parameters(cls) -> list[str]:
        return [f"{cls.field}_from", f"{cls.field}_until"]

    def expected_parameters(self) -> list[str]:
        return self.parameters()

    def has_output(self) -> bool:
        return True

    def choices(self, changelist: ChangeList) -> list[dict[str, Any]]:
        return []

    def context(self, changelist: ChangeList) -> dict[str, Any]:
        first, last = self.expected_parameters()
        return {
            "title": self.title,
            "from_name": first,
            "until_name": last,
            "from_value": iso(self.used_parameters.get(first)),
            "until_value": iso(self.used_parameters.get(last)),
        }

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        first, last = (self.used_parameters.get(name) for name in self.expected_parameters())
        if first:
            queryset = queryset.filter(**{f"{self.field}__gte": first})
        return queryset.filter(**{f"{self.field}__lte": last}) if last else queryset


def day_range(field: str, title: str | Promise) -> type[DayRange]:
    class Days(DayRange):
        pass

    Days.field, Days.title = field, title
    return Days


def read_iso_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise IncorrectLookupParameters from error


def iso(day: date | None) -> str:
    return day.isoformat() if day else ""
