"""What every exported sheet shares: columns in an order, and no row that the user may not see."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet
from import_export.fields import Field
from import_export.resources import Resource
from import_export.widgets import Widget

from monitoring.exports.cells import Value, safe_value
from monitoring.exports.headers import label
from monitoring.models.scoping import Viewer


class AsIs(Widget):
    """A value as it is; the format of the file decides how a day or number is written."""

    def render(self, value: object, obj: object = None, **kwargs: Any) -> Value:
        return safe_value(value)


def column(attribute: str | None = None, header: Any = None) -> Field:
    """Return a column that reads `attribute`; its header is that of uploads unless another is given."""
    return Field(attribute=attribute, column_name=header or label(attribute), widget=AsIs())


class SheetResource(Resource):
    """A sheet of rows. Made without a user, as import-export makes it to list columns, it holds nothing."""

    model: type
    uploads_again = False
    related: tuple[str, ...] = ()

    def __init__(self, user: Viewer = None, as_of: date | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.user = user
        self.as_of = as_of

    @classmethod
    def get_display_name(cls) -> str:
        return str(cls.model._meta.verbose_name_plural)

    def get_queryset(self) -> QuerySet:
        return self.model._default_manager.all()

    def filter_export(self, queryset: QuerySet, **kwargs: Any) -> QuerySet:
        return queryset.visible_to(self.user).select_related(*self.related)

    def iter_queryset(self, queryset: QuerySet) -> Iterator[Any]:
        return iter(self.rows(queryset))

    def rows(self, queryset: QuerySet) -> Iterable[Any]:
        """Return what becomes one row each."""
        return queryset.iterator(chunk_size=2000)

    def export_field(self, field: Field, instance: Any, **kwargs: Any) -> Value:
        return safe_value(super().export_field(field, instance, **kwargs))

    def get_user_visible_fields(self) -> list[Field]:
        return self.get_export_fields()


Reading = Callable[[Any], object]
