"""What the page of an account says above its form: how it stands, and what can be done with it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise

from monitoring.accounts.standing import Standing
from monitoring.models import User


@dataclass(frozen=True, slots=True)
class Step:
    """A button: `method` is "get" for a page that asks first, "post" for what is done at once."""

    label: str | Promise
    url: str
    method: str = "get"


def about_account(request: HttpRequest, account: User) -> dict[str, Any]:
    return {
        "standing": Standing(account.standing).label,
        "is_own": account == request.user,
        "steps": [],
    }
