"""An officer moves on: the account is closed, and what was theirs goes to a successor. All or nothing."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from monitoring.accounts.acting import Acting
from monitoring.accounts.granting import (
    Granted,
    granted_to,
    hold_administrators,
    is_administrator,
    misfits,
    other_administrators,
    record_granted,
)
from monitoring.accounts.invitations import close_invitations, open_invitations
from monitoring.accounts.sessions import end_all_sessions
from monitoring.imports.stored.uploads import OPEN_STATES
from monitoring.models import EventKind, Invitation, OfficerRegion, Upload, User


class NotHandedOver(Exception):
    """The sentence says why, and what to do."""


class Outdated(Exception):
    """What was shown is no longer what is there."""


@dataclass(frozen=True, slots=True)
class Belongings:
    """What is someone's: regions, files checked and not yet applied, links not yet used."""

    regions: list[OfficerRegion]
    uploads: list[Upload]
    invitations: list[Invitation]

    @property
    def digest(self) -> str:
        """Return a digest of what was shown."""
        keys = [[row.pk for row in rows] for rows in (self.regions, self.uploads, self.invitations)]
        return hashlib.sha256(str(keys).encode()).hexdigest()


def belongings_of(account: User, *, at: datetime) -> Belongings:
    return Belongings(
        regions=list(account.regions.select_related("province", "district")),
        uploads=list(open_uploads(account).order_by("pk")),
        invitations=list(open_invitations(at).filter(account=account)),
    )


def open_uploads(account: User) -> QuerySet[Upload]:
    """Return the files that `account` sent and has not applied; they go with the regions."""
    return Upload.objects.within_regions_of(account).filter(received_by=account, state__in=OPEN_STATES)


def possible_successors(account: User, *, by: User) -> QuerySet[User]:
    """Return who may take over: never who hands over, because nobody changes the own regions."""
    active = User.objects.filter(is_active=True, is_superuser=False)
    return active.exclude(pk__in=(account.pk, by.pk)).order_by("username")


@transaction.atomic
def hand_over(account: User, successor: User | None, *, shown: str, acting: Acting) -> None:
    """Close `account` and give what was theirs to `successor`; None: it stays with the closed account.

    `shown` is the digest of what was shown. Raises NotHandedOver, Outdated, PermissionDenied.
    """
    hold_administrators(acting.user)
    people = _held(account, successor)
    account = people[account.pk]
    successor = people.get(successor.pk) if successor else None
    if belongings_of(account, at=acting.at).digest != shown:
        raise Outdated
    _check(account, successor, acting)
    before = [(person, granted_to(person)) for person in (account, successor) if person]
    uploads = open_uploads(account).count() if successor else 0
    if successor:
        _move(account, successor)
    end_access(account, at=acting.at)
    was_active, account.is_active = account.is_active, False
    account.save(update_fields=["is_active"])
    _record(acting, account, successor, before, uploads=uploads, was_active=was_active)


def end_access(account: User, *, at: datetime) -> None:
    """End every session of a closed account, and close its link."""
    end_all_sessions(account)
    close_invitations([account], at=at)


def _held(*accounts: User | None) -> dict[int, User]:
    keys = [account.pk for account in accounts if account]
    rows = User.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    return {account.pk: account for account in rows}


def _check(account: User, successor: User | None, acting: Acting) -> None:
    if acting.user in (account, successor) and acting.user is not None:
        raise NotHandedOver(_("Nobody changes the own account. Another administrator must do it."))
    if account.is_active and is_administrator(account) and not other_administrators(account).exists():
        raise NotHandedOver(_("This is the last active administrator. Make another one first."))


def _move(account: User, successor: User) -> None:
    """Give the regions to `successor`, and with them the files sent for them. Raises NotHandedOver."""
    if not successor.is_active:
        raise NotHandedOver(_("%(name)s is disabled. Choose another successor.") % {"name": successor})
    own = set(successor.regions.values_list("province", "district"))
    for region in account.regions.all():
        if (region.province_id, region.district_id) in own:
            region.delete()
    account.regions.update(user=successor)
    _check_fit(successor)


def _check_fit(successor: User) -> None:
    roles = set(successor.groups.values_list("name", flat=True))
    provinces = successor.regions.filter(district=None).count()
    districts = successor.regions.filter(province=None).count()
    told = misfits(roles, provinces=provinces, districts=districts)
    if told:
        begin = _("The regions do not go with the roles of %(name)s.") % {"name": successor}
        raise NotHandedOver(" ".join([begin, *told]))


def _record(
    acting: Acting,
    account: User,
    successor: User | None,
    before: list[tuple[User, Granted]],
    *,
    uploads: int,
    was_active: bool,
) -> None:
    for person, granted in before:
        record_granted(acting, person, granted, granted_to(person))
    if was_active:
        acting.record(EventKind.ACCOUNT_DISABLED, account)
    acting.record(EventKind.HANDED_OVER, account, successor=str(successor or ""), uploads=uploads)
