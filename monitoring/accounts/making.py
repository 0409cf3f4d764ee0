"""Accounts made from a sheet: what would be made, what is there already, and then exactly that."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _

from monitoring.accounts.account_cells import AccountRow, Told
from monitoring.accounts.acting import Acting
from monitoring.models import EventKind, OfficerRegion, User


class Outdated(Exception):
    """Accounts were made or changed since it was shown what would be made."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`new` would be made, `unchanged` are there and say the same, `told` is of those that differ."""

    new: list[AccountRow] = field(default_factory=list)
    unchanged: list[AccountRow] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)


def plan_accounts(rows: Sequence[AccountRow]) -> Plan:
    """Return what `rows` would do. An existing account is never changed by a sheet: four queries."""
    plan = Plan()
    known = _known_accounts(rows)
    for row in rows:
        account = known.get(row.username.casefold())
        if account is None:
            plan.new.append(row)
        elif not (differing := _differing(row, account)):
            plan.unchanged.append(row)
        else:
            plan.told.append(Told(row.sheet, row.cell, row.username, differing))
    return plan


def _known_accounts(rows: Sequence[AccountRow]) -> dict[str, User]:
    """Return the accounts that bear a name of `rows`, whatever its case, by that name."""
    wanted = {row.username.casefold() for row in rows}
    names = User.objects.values_list("pk", "username")
    # Compared here: SQLite knows the case of ASCII letters only.
    keys = [key for key, name in names if name.casefold() in wanted]
    accounts = User.objects.filter(pk__in=keys).prefetch_related("groups", "regions")
    return {account.username.casefold(): account for account in accounts}


def _differing(row: AccountRow, account: User) -> str:
    """Return how an account differs from its row, "" when it does not."""
    if account.is_superuser:
        # Its details are nobody's business here.
        return _("This user name is taken. Choose another.")
    regions = account.regions.all()
    same = {
        _("active state"): account.is_active,
        _("name"): account.get_full_name() == row.name,
        _("e-mail"): account.email == row.email,
        _("role"): {group.name for group in account.groups.all()} == set(row.roles),
        _("region"): {each.province_id or each.district_id for each in regions}
        == {*row.provinces, *row.districts},
    }
    other = [name for name, is_same in same.items() if not is_same]
    if not other:
        return ""
    told = _("This account is there already, but differs: %(differing)s. Change it on its own page.")
    return told % {"differing": ", ".join(other)}


@transaction.atomic
def make_accounts(rows: Sequence[AccountRow], acting: Acting) -> list[User]:
    """Make an account for each row, without a password, all or none. Raises Outdated if one is there."""
    if len(plan_accounts(rows).new) != len(rows):
        raise Outdated
    accounts = User.objects.bulk_create(
        User(
            username=row.username,
            first_name=row.name,
            email=row.email,
            is_staff=True,
            password=make_password(None),
            date_joined=acting.at,
        )
        for row in rows
    )
    _grant(accounts, rows)
    for account, row in zip(accounts, rows, strict=True):
        granted = {"roles": ", ".join(row.roles), "regions": ", ".join(row.regions)}
        acting.record(EventKind.ACCOUNT_MADE, account, **granted)
    return accounts


def _grant(accounts: Sequence[User], rows: Sequence[AccountRow]) -> None:
    groups = dict(Group.objects.values_list("name", "pk"))
    member = User.groups.through
    pairs = list(zip(accounts, rows, strict=True))
    member.objects.bulk_create(
        member(user_id=account.pk, group_id=groups[role]) for account, row in pairs for role in row.roles
    )
    OfficerRegion.objects.bulk_create(
        OfficerRegion(user=account, **region) for account, row in pairs for region in _regions_of(row)
    )


def _regions_of(row: AccountRow) -> list[dict[str, str | int]]:
    provinces: list[dict[str, str | int]] = [{"province_id": code} for code in row.provinces]
    return provinces + [{"district_id": key} for key in row.districts]
