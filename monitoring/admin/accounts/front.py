"""The first page of who administers accounts and sees no figures: how the accounts stand."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from monitoring import clock
from monitoring.accounts.guessing import locked_among
from monitoring.accounts.standing import Standing, standing_counts, with_standing
from monitoring.models import User

LISTED = 20

NOTES: dict[Standing, str | Promise] = {
    Standing.ACTIVE: gettext_lazy("have chosen a password"),
    Standing.WAITING: gettext_lazy("have a letter or an e-mail, not yet used"),
    Standing.UNLINKED: gettext_lazy("no password, and no link or one that is too old"),
    Standing.DISABLED: gettext_lazy("moved on, or closed"),
}


@dataclass(frozen=True, slots=True)
class Count:
    """How many accounts stand so, and where they are listed."""

    title: str | Promise
    number: int
    note: str | Promise
    url: str
    is_flagged: bool


def account_front(request: HttpRequest) -> dict[str, Any] | None:
    """Return what the first page says of accounts; None for who may not see them."""
    if not request.user.has_perm("monitoring.view_user"):
        return None
    now = clock.now()
    accounts = User.objects.filter(is_superuser=False)
    unlinked = with_standing(accounts, at=now).filter(standing=Standing.UNLINKED)
    return {
        "locked": locked_among(accounts.filter(is_active=True), now),
        "counts": [
            _count(Standing(key), number) for key, number in standing_counts(accounts, at=now).items()
        ],
        "unlinked": unlinked.prefetch_related("groups").order_by("username")[:LISTED],
        "listed": LISTED,
    }


def _count(standing: Standing, number: int) -> Count:
    url = f"{reverse('admin:monitoring_user_changelist')}?state={standing}"
    is_flagged = standing is Standing.UNLINKED and number > 0
    return Count(standing.label, number, NOTES[standing], url, is_flagged)
