"""Between the password and the second factor: nobody is signed in, the session waits for a code."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from monitoring import clock
from monitoring.models import User
from monitoring.rules import HALF_SIGNED_IN_FOR

KEY = "half_signed_in"


@dataclass(frozen=True, slots=True)
class Halfway:
    """Whose password was right, and where they were going. `user.backend` is set, as after authenticate()."""

    user: User
    next_url: str


def begin_halfway(request: HttpRequest, user: User, next_url: str = "") -> None:
    """Keep that the password of `user` (from authenticate()) was right, in a session of its own.

    Whatever the session held before is lost, whoever was signed in with it is signed out.
    """
    request.session.flush()
    request.session[KEY] = {
        "user": user.pk,
        "backend": user.backend,
        "next": next_url,
        "at": clock.now().timestamp(),
        # Falls out of step when the password changes, or when all sessions are ended.
        "hash": user.get_session_auth_hash(),
    }


def halfway(request: HttpRequest) -> Halfway | None:
    """Return who is halfway in; None when nobody is, or too long ago, or the account has changed since."""
    kept = request.session.get(KEY)
    if kept is None or clock.now().timestamp() - kept["at"] > HALF_SIGNED_IN_FOR.total_seconds():
        return None
    user = User.objects.filter(pk=kept["user"], is_active=True).first()
    if user is None or not constant_time_compare(kept["hash"], user.get_session_auth_hash()):
        return None
    user.backend = kept["backend"]
    return Halfway(user, kept["next"])


def end_halfway(request: HttpRequest) -> None:
    request.session.pop(KEY, None)
