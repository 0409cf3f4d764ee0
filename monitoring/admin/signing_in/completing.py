"""The last step of every sign-in, with a second factor or without: the session begins."""

from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest
from django_otp import login as remember_device
from django_otp.models import Device

from monitoring import clock
from monitoring.accounts.guessing import forgive
from monitoring.accounts.sign_ins import SignIn, last_sign_in
from monitoring.admin.recording import record_from
from monitoring.models import EventKind, User

SIGNED_IN_AT, SEEN_AT, PREVIOUS = "signed_in_at", "seen_at", "previous_sign_in"


def complete_sign_in(request: HttpRequest, user: User, device: Device | None = None) -> None:
    """Sign `user` (from authenticate(), with its backend) in, in a session of its own, and record it."""
    previous = last_sign_in(user)
    # Nothing that the session held before signing in goes on, its key least of all.
    request.session.flush()
    login(request, user)
    if device is not None:
        remember_device(request, device)
    stamp(request)
    request.session[PREVIOUS] = kept(previous)
    with transaction.atomic():
        forgive(user.get_username(), request.META.get("REMOTE_ADDR", ""))
        record_from(request, EventKind.SIGNED_IN, by=user, second_factor=device is not None)


def stamp(request: HttpRequest) -> None:
    request.session[SIGNED_IN_AT] = request.session[SEEN_AT] = clock.now().timestamp()


def kept(sign_in: SignIn | None) -> dict[str, str | int | float] | None:
    if sign_in is None:
        return None
    return {
        "at": sign_in.at.timestamp(),
        "address": sign_in.address,
        "failed_since": sign_in.failed_since,
    }
