"""What the page of an account says above its form: how it stands, and what can be done with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from monitoring import clock
from monitoring.accounts.guessing import locked_until
from monitoring.accounts.standing import Standing
from monitoring.models import User


@dataclass(frozen=True, slots=True)
class Step:
    """A button: `method` is "get" for a page that asks first, "post" for what is done at once."""

    label: str | Promise
    url: str
    method: str = "get"


def about_account(request: HttpRequest, account: User) -> dict[str, Any]:
    locked = locked_until(account, clock.now())
    return {
        "standing": Standing(account.standing).label,
        "is_own": account == request.user,
        "locked_until": locked,
        "steps": list(_steps(account, is_locked=locked is not None)),
    }


def _steps(account: User, *, is_locked: bool) -> Iterator[Step]:
    key = [account.pk]
    if account.is_active:
        yield Step(_("One-time link"), reverse("admin:monitoring_user_link", args=key))
    if is_locked:
        yield Step(_("Unlock"), reverse("admin:monitoring_user_unlock", args=key), "post")
    if account.has_factor:
        yield Step(_("Reset second factor"), reverse("admin:monitoring_user_reset_factor", args=key))
    yield Step(_("Hand over"), reverse("admin:monitoring_user_hand_over", args=key))
