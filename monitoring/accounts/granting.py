"""What accounts are granted: which roles can be given, which regions go with them, who must remain."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from monitoring.accounts.acting import Acting
from monitoring.models import EventKind, User
from monitoring.models.roles import ADMINISTRATOR, DISTRICT_OFFICER, PROVINCE_OFFICER, ROLES


def assignable_roles() -> QuerySet[Group]:
    """Return the roles that the portal itself made: no other group is given to anyone."""
    return Group.objects.filter(name__in=ROLES).order_by("name")


def misfits(roles: Collection[str], *, provinces: int, districts: int) -> list[str]:
    """Return a sentence for each way in which the numbers of regions do not go with the roles."""
    found = []
    if PROVINCE_OFFICER in roles and not provinces:
        found.append(_("%(role)s: choose at least one province.") % {"role": PROVINCE_OFFICER})
    if DISTRICT_OFFICER in roles and not districts:
        found.append(_("%(role)s: choose at least one regency or city.") % {"role": DISTRICT_OFFICER})
    if provinces and PROVINCE_OFFICER not in roles:
        told = _("A province goes with the role %(role)s only. Give that role, or remove the province.")
        found.append(told % {"role": PROVINCE_OFFICER})
    if districts and DISTRICT_OFFICER not in roles:
        told = _("A regency or city goes with the role %(role)s only. Give that role, or remove the region.")
        found.append(told % {"role": DISTRICT_OFFICER})
    return found


@contextmanager
def holding_administrators(user: User | None) -> Iterator[None]:
    """Do the block in one transaction while nobody else changes accounts; see hold_administrators."""
    with transaction.atomic():
        hold_administrators(user)
        yield


def hold_administrators(user: User | None) -> None:
    """Let nobody else change accounts until the transaction ends: two must not disable each other.

    Raises PermissionDenied when `user` (None: the command line) lost the right while waiting.
    """
    Group.objects.select_for_update().filter(name=ADMINISTRATOR).first()
    # Read anew: the one of the request still says what held when it came.
    if user is not None and not User.objects.get(pk=user.pk).has_perm("monitoring.change_user"):
        raise PermissionDenied


def other_administrators(account: User) -> QuerySet[User]:
    """Return the active administrators beside `account`."""
    return User.objects.filter(is_active=True, groups__name=ADMINISTRATOR).exclude(pk=account.pk)


def is_administrator(account: User) -> bool:
    return account.groups.filter(name=ADMINISTRATOR).exists()


@dataclass(frozen=True, slots=True)
class Granted:
    """What an account may do and where, as names."""

    roles: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


def granted_to(account: User) -> Granted:
    roles = account.groups.order_by("name").values_list("name", flat=True)
    regions = account.regions.select_related("province", "district")
    return Granted(tuple(roles), tuple(sorted(str(region) for region in regions)))


def record_granted(acting: Acting, account: User, before: Granted, after: Granted) -> None:
    """Keep what was granted or taken away, from what to what."""
    if before.roles != after.roles:
        acting.record(EventKind.ROLE_CHANGED, account, **_from_to(before.roles, after.roles))
    if before.regions != after.regions:
        acting.record(EventKind.REGION_CHANGED, account, **_from_to(before.regions, after.regions))


def _from_to(before: Collection[str], after: Collection[str]) -> dict[str, str]:
    return {"from": ", ".join(before), "to": ", ".join(after)}
