"""What a lock says to the person before it, and the own password asked for again."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from monitoring import clock
from monitoring.accounts.guessing import begin_try, forgive
from monitoring.admin.recording import record_from
from monitoring.models import EventKind

ALMOST_A_MINUTE = timedelta(seconds=59)


def address_of(request: HttpRequest) -> str:
    return request.META.get("REMOTE_ADDR", "")


def locked_sentence(until: datetime) -> str:
    """Say until when nothing is checked. The minute is rounded up: who comes then gets in."""
    told = _(
        "Too many wrong tries. Sign-in is locked until %(time)s WIB. Wait until then and try again, or ask "
        "an administrator of the portal to unlock your account."
    )
    return told % {"time": date_format((until + ALMOST_A_MINUTE).astimezone(clock.JAKARTA), "H:i")}


def prove_own_password(request: HttpRequest, password: str) -> None:
    """Raise ValidationError unless `password` is that of who is signed in. Counted like a try to sign in."""
    name, address = request.user.get_username(), address_of(request)
    until = begin_try(name, address, at=clock.now())
    if until is not None:
        raise ValidationError(locked_sentence(until), code="locked")
    if not request.user.check_password(password):
        record_from(request, EventKind.SIGN_IN_FAILED, about=request.user, asked_again=True)
        raise ValidationError(_("This is not your password."), code="wrong")
    forgive(name, address)
