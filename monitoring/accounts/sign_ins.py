"""When and from where an account was last signed in with, and what failed since."""

from dataclasses import dataclass
from datetime import datetime

from monitoring.models import EventKind, SecurityEvent, User

FAILURES = (EventKind.SIGN_IN_FAILED, EventKind.CODE_FAILED)


@dataclass(frozen=True, slots=True)
class SignIn:
    """A sign-in, and how many tries at the account have failed since."""

    at: datetime
    address: str
    failed_since: int


def last_sign_in(user: User) -> SignIn | None:
    """Return the last sign-in that is kept; None if this is the first. Two queries."""
    events = SecurityEvent.objects.filter(account=user)
    last = events.filter(kind=EventKind.SIGNED_IN).order_by("-number").first()
    if last is None:
        return None
    failed = events.filter(kind__in=FAILURES, number__gt=last.number).count()
    return SignIn(last.at, last.address, failed)
