"""The order of figures: what is not known stands last, whichever way a list is sorted, in both databases."""

from typing import Any

from django.db.models import F
from django.db.models.expressions import OrderBy


class KnownFirst(F):
    """A figure to sort by. SQLite puts NULL first, PostgreSQL last; a reader wants neither at the top."""

    def asc(self, **kwargs: Any) -> OrderBy:
        return super().asc(nulls_last=True)

    def desc(self, **kwargs: Any) -> OrderBy:
        return super().desc(nulls_last=True)
