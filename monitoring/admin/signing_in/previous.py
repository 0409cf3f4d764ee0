"""The sign-in before this one, as the session keeps it: who knows it was not them can say so."""

from datetime import UTC, datetime

from django.http import HttpRequest

from monitoring.accounts.sign_ins import SignIn
from monitoring.admin.signing_in.completing import PREVIOUS


def previous_sign_in(request: HttpRequest) -> SignIn | None:
    """Return the sign-in before this session; None if there was none."""
    kept = request.session.get(PREVIOUS)
    if kept is None:
        return None
    return SignIn(datetime.fromtimestamp(kept["at"], UTC), kept["address"], kept["failed_since"])
