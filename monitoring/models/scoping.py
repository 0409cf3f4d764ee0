"""Who may see a row. Asked in one place; denies by default."""

from typing import ClassVar, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from monitoring.models.users import OfficerRegion, User

PERMISSIONS = ("add", "change", "delete", "view", "import", "export")
"""What can be granted on every model: import-export's own two codes beside Django's four."""

SEE_ALL_REGIONS = "monitoring.see_all_regions"

Viewer = User | AnonymousUser | None


def is_known(user: Viewer) -> bool:
    return user is not None and user.is_active and user.is_authenticated


def sees_all(user: Viewer) -> bool:
    """Return whether `user` sees every region: the centre and auditors do, officers don't."""
    return is_known(user) and user.has_perm(SEE_ALL_REGIONS)


def regions_condition(user: User, path: str) -> Q:
    """Return the condition that the district at `path` (empty: the row itself) lies in the user's regions."""
    regions = OfficerRegion.objects.filter(user=user)
    districts = regions.filter(district__isnull=False).values("district")
    provinces = regions.filter(province__isnull=False).values("province")
    prefix = f"{path}__" if path else ""
    return Q(**{f"{path or 'pk'}__in": districts}) | Q(**{f"{prefix}province__in": provinces})


class ScopedQuerySet(models.QuerySet):
    """Rows that hang on districts: `district_paths` are the lookups that lead there, any one is enough."""

    district_paths: ClassVar[tuple[str, ...]] = ("district",)

    def visible_to(self, user: Viewer) -> Self:
        """Return the rows that `user` may see: all, those of the own regions, or none."""
        if not is_known(user):
            return self.none()
        return self if sees_all(user) else self.within_regions_of(user)

    def within_regions_of(self, user: User) -> Self:
        condition = Q()
        for path in self.district_paths:
            condition |= regions_condition(user, path)
        return self.filter(condition) if condition else self.none()


class CentralQuerySet(ScopedQuerySet):
    """Rows that only those who see every region may see."""

    district_paths = ()


class ReferenceQuerySet(ScopedQuerySet):
    """Rows that everyone who signed in may see: rounds, due days, targets."""

    def within_regions_of(self, user: User) -> Self:
        return self
