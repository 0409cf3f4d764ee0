"""Who acts on accounts in a request."""

from django.http import HttpRequest

from monitoring import clock
from monitoring.accounts.acting import Acting


def acting_in(request: HttpRequest) -> Acting:
    return Acting(request.user, clock.now(), request.META.get("REMOTE_ADDR", ""))
