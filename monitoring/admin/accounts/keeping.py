"""What was changed in the form of an account, kept as security events."""

from collections.abc import Collection

from django.http import HttpRequest

from monitoring.accounts.granting import Granted, granted_to, record_granted
from monitoring.accounts.handing_over import end_access
from monitoring.admin.accounts.acting import acting_in
from monitoring.models import EventKind, User

PERSON = ("username", "first_name", "email")


def keep_made(request: HttpRequest, account: User) -> None:
    granted = granted_to(account)
    said = {"roles": ", ".join(granted.roles), "regions": ", ".join(granted.regions)}
    acting_in(request).record(EventKind.ACCOUNT_MADE, account, **said)


def keep_changes(request: HttpRequest, account: User, changed: Collection[str], before: Granted) -> None:
    """Keep which fields changed and what was granted; a closed account loses its sessions and its link."""
    acting = acting_in(request)
    fields = [name for name in PERSON if name in changed]
    if fields:
        acting.record(EventKind.ACCOUNT_CHANGED, account, fields=", ".join(fields))
    record_granted(acting, account, before, granted_to(account))
    if "is_active" in changed and account.is_active:
        acting.record(EventKind.ACCOUNT_ENABLED, account)
    elif "is_active" in changed:
        end_access(account, at=acting.at)
        acting.record(EventKind.ACCOUNT_DISABLED, account)
