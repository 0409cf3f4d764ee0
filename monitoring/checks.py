"""What is unsafe in the accounts of a portal: `manage.py check --deploy --database default` names it."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.checks import CheckMessage, Tags, Warning, register

from monitoring.models import User

DEMO_ACCOUNTS = r"^(pusat|admin|kab3204|prov[0-9]{2})$"
MOST_NAMED = 5


@register(Tags.database, Tags.security, deploy=True)
def check_accounts(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Ask the database only where it was named: a check of the settings needs none."""
    return [*_demo_accounts(), *_superusers()] if "default" in (databases or ()) else []


def _demo_accounts() -> Iterator[CheckMessage]:
    accounts = User.objects.filter(is_active=True, username__regex=DEMO_ACCOUNTS)
    # They were made with one hash: as many are checked as there are different ones.
    hashes = set(accounts.values_list("password", flat=True))
    published = [each for each in hashes if check_password(settings.DEMO_PASSWORD, each)]
    names = _named(accounts.filter(password__in=published).order_by("username"))
    if names:
        yield Warning(
            f"Accounts of the demonstration still have its published password: {names}.",
            hint="Disable them, or give each another password.",
            id="portal.W011",
        )


def _superusers() -> Iterator[CheckMessage]:
    names = _named(User.objects.filter(is_active=True, is_superuser=True).order_by("username"))
    if names:
        yield Warning(
            f"Accounts that may do everything, whatever their role: {names}.",
            hint="Disable them, and grant a role: no page needs a superuser.",
            id="portal.W012",
        )


def _named(accounts: Any) -> str:
    names = list(accounts.values_list("username", flat=True)[: MOST_NAMED + 1])
    return ", ".join(names[:MOST_NAMED]) + (" …" if len(names) > MOST_NAMED else "")
