"""What every page of the portal shares: it shows, offers and takes only what lies in the user's regions."""

from typing import Any

from django.contrib import admin
from django.contrib.admin import ShowFacets
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db.models import DateField, IntegerField, Model, QuerySet
from django.forms import BaseFormSet, DateInput, ModelForm
from django.http import HttpRequest

from monitoring.admin.entry import CountField, CountInput
from monitoring.admin.exporting import Exporting
from monitoring.admin.filters import Narrowing
from monitoring.admin.refused import Refusing
from monitoring.admin.refusing_access import not_seen
from monitoring.admin.relations import CountedRelations
from monitoring.models import BlankShipment, Store

LABEL_NEEDS: dict[type[Model], tuple[str, ...]] = {
    Store: ("district",),
    BlankShipment: ("to_store__district", "from_store__district"),
}
"""What the name of a choice reads, so that a select costs one query and not one for each choice."""


def visible(rows: QuerySet, user: Any) -> QuerySet:
    """Return the rows of `rows` that `user` may see, where the model is scoped."""
    return rows.visible_to(user) if hasattr(rows, "visible_to") else rows


class PlainSelects:
    """Selects without the windows that pop up for other pages: doors that nobody needs here."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field


class Scoped(PlainSelects):
    """Rows and choices of a page or an inline: those that the user may see."""

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return visible(super().get_queryset(request), request.user)

    def get_field_queryset(self, db: str | None, db_field: Any, request: HttpRequest) -> QuerySet:
        model = db_field.remote_field.model
        rows = super().get_field_queryset(db, db_field, request)
        rows = visible(model._default_manager.all() if rows is None else rows, request.user)
        rows = rows.select_related(*LABEL_NEEDS[model]) if model in LABEL_NEEDS else rows
        return self.choices_of(rows, db_field.name, request)

    def choices_of(self, rows: QuerySet, field: str, request: HttpRequest) -> QuerySet:
        """Narrow the choices of a field further, where seeing a row is not enough to use it."""
        return rows


class KindFirst:
    """Whoever may look at no row of a kind is refused before one is looked for."""

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Model | None:
        if not self.has_view_permission(request):
            raise PermissionDenied
        # A database takes no NUL in a text, and PostgreSQL says so with an error of its own.
        row = None if "\0" in object_id else super().get_object(request, object_id, from_field)
        if row is None:
            not_seen(request, self.model, object_id)
        return row


class OwnFilters:
    """Only the filters that the page shows narrow it: Django takes any field of the row from the address.

    One by the beginning of a password would tell it letter by letter.
    """

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        offered = (each for each in self.get_list_filter(request) if issubclass(each, Narrowing))
        return any(lookup in each.parameters() for each in offered)


FIELDS = {
    # The browser's own field for days: it needs no script, and a phone opens its calendar.
    DateField: {"widget": DateInput(attrs={"type": "date"}, format="%Y-%m-%d")},
    # Django's own field for numbers takes 7.000, which is seven thousand here, for 7.
    IntegerField: {"form_class": CountField, "widget": CountInput},
}


class ScopedInline(Scoped, admin.TabularInline):
    extra = 0
    formfield_overrides = FIELDS
    show_change_link = False


class PortalAdmin(KindFirst, OwnFilters, Scoped, Refusing, CountedRelations, Exporting, admin.ModelAdmin):
    """A list with filters, forms, history and export, all scoped."""

    formfield_overrides = FIELDS

    list_per_page = 100
    # No "show all": a page that grows with the table is a page that dies with it.
    list_max_show_all = 100
    show_full_result_count = False
    # Nothing is done to many rows at once: what deletes or withdraws shows what hangs on each.
    actions = None
    show_facets = ShowFacets.NEVER
    number_columns: tuple[str, ...] = ()
    wide_columns: tuple[str, ...] = ()

    def save_model(self, request: HttpRequest, obj: Model, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        self.check_own(request, obj)

    def save_formset(self, request: HttpRequest, form: ModelForm, formset: BaseFormSet, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        for row in (*formset.new_objects, *(changed for changed, _fields in formset.changed_objects)):
            self.check_own(request, row)

    def check_own(self, request: HttpRequest, row: Model) -> None:
        """Refuse what was written if its writer may not see it: asked of the database, after the write."""
        rows = visible(type(row)._default_manager.filter(pk=row.pk), request.user)
        if not rows.exists():
            raise PermissionDenied

    def list_tools(self, request: HttpRequest) -> list[dict[str, Any]]:
        """Return further links above the list: url and label."""
        return []

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        tools = {"list_tools": self.list_tools(request)}
        return super().changelist_view(request, tools | (extra_context or {}))
