"""Whether what was written is the writer's: asked of the database after the write, in its transaction.

Whoever may write a row is asked before, too. Between the two a region can change hands, and a row can be
written to where its writer has no business: then all of it is taken back.
"""

from collections.abc import Iterable, Sequence

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet

from monitoring.models import District, User
from monitoring.models.scoping import sees_all


def hold_own(districts: Iterable[int], papers: Sequence[Model] = (), *, by: User) -> None:
    """Raise PermissionDenied unless `by` may see all of `districts` and `papers`."""
    if sees_all(by):
        return
    _hold(District.objects.visible_to(by), set(districts))
    for model in {type(paper) for paper in papers}:
        keys = {paper.pk for paper in papers if type(paper) is model}
        _hold(model._default_manager.visible_to(by), keys)


def _hold(visible: QuerySet, keys: set[int]) -> None:
    if keys and visible.filter(pk__in=keys).count() != len(keys):
        raise PermissionDenied
