"""What hangs on a row that someone wants to delete: counted by kind, no row of it is named."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.contrib.admin.utils import NestedObjects
from django.db import router
from django.db.models import Model
from django.http import HttpRequest
from django.utils.text import capfirst

from monitoring.admin.numbers import count_text


class CountedRelations:
    """A deletion page that says how much hangs on a row, without showing rows that its reader may not see."""

    def get_deleted_objects(self, objs: Iterable[Model], request: HttpRequest) -> tuple[Any, ...]:
        rows = list(objs)
        collector = NestedObjects(using=router.db_for_write(self.model), origin=rows)
        collector.collect(rows)
        counts = Counter(
            {model._meta.verbose_name_plural: len(found) for model, found in collector.model_objs.items()}
        )
        return (
            [str(row) for row in rows],
            counts,
            self.lacking(request, collector),
            counted(collector.protected),
        )

    def lacking(self, request: HttpRequest, collector: NestedObjects) -> set[str]:
        """Return the kinds of rows that would go too and that the user may not delete."""
        names = set()
        for model in collector.model_objs:
            page = self.admin_site._registry.get(model)
            if page is not None and not page.has_delete_permission(request):
                names.add(str(model._meta.verbose_name))
        return names


def counted(rows: Iterable[Model]) -> list[str]:
    kinds = Counter(type(row)._meta for row in rows)
    return [
        f"{capfirst(meta.verbose_name_plural)}: {count_text(number)}"
        for meta, number in sorted(kinds.items(), key=lambda kind: kind[0].model_name)
    ]
