"""How many refusals of an account are still kept, so that nobody can fill the log with them."""

from datetime import datetime

from monitoring.models import EventKind, SecurityEvent, User
from monitoring.rules import REFUSALS_OF_A_PAGE, REFUSALS_OF_AN_ACCOUNT, REFUSALS_WITHIN


def refusals_left(account: User, about: str, *, at: datetime) -> int:
    """Return how many more refusals of `account` at `about` are kept at this moment. One query."""
    refusals = SecurityEvent.objects.filter(kind=EventKind.REFUSED, account=account)
    lately = refusals.filter(at__gt=at - REFUSALS_WITHIN).values_list("about", flat=True)
    told = list(lately[:REFUSALS_OF_AN_ACCOUNT])
    return max(0, min(REFUSALS_OF_AN_ACCOUNT - len(told), REFUSALS_OF_A_PAGE - told.count(about)))
