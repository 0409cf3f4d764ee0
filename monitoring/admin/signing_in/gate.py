"""What every request passes: sessions end in time, and some accounts have something to do first."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from monitoring import clock
from monitoring.accounts.second_factor import has_second_factor, must_have_second_factor
from monitoring.admin.recording import record_from
from monitoring.admin.signing_in.completing import SEEN_AT, SIGNED_IN_AT, stamp
from monitoring.admin.signing_in.turning_away import is_reading, page_before, turned_away
from monitoring.models import EventKind
from monitoring.rules import SESSION_IDLE_FOR, SESSION_LASTS_FOR, SESSION_SEEN_EVERY

OPEN = {
    *("admin:login", "admin:login_code", "admin:logout", "admin:jsi18n", "set_language"),
    *("admin:invitation", "admin:invitation_link"),
}
"""Pages that show nothing of the portal: there whoever asks, and whatever else is to be done first."""


class GateMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return gate(request, page_of(request)) or self.get_response(request)


def page_of(request: HttpRequest) -> str:
    """Return the name of the page that is asked for, "" where there is none."""
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""


def gate(request: HttpRequest, page: str) -> HttpResponse | None:
    """Return the answer to a request that goes no further; None for all others."""
    if not request.user.is_authenticated:
        return gone(request) if page not in OPEN and was_at_work(request) else None
    why = why_over(request)
    if why:
        return ended(request, page, why)
    note_seen(request)
    return None if page in OPEN else first_things(request, page)


def was_at_work(request: HttpRequest) -> bool:
    """Tell whether the browser holds a session that is no more, or sends what was typed on a page of ours."""
    has_dead_session = settings.SESSION_COOKIE_NAME in request.COOKIES and request.session.is_empty()
    return has_dead_session or (not is_reading(request) and page_before(request) != "")


def gone(request: HttpRequest) -> HttpResponse:
    return turned_away(request, _("Your session has ended. Please sign in again."))


def why_over(request: HttpRequest) -> str:
    """Return why the session is over, "" if it is not. One that does not know when it began begins now."""
    signed_in_at, seen_at = request.session.get(SIGNED_IN_AT), request.session.get(SEEN_AT)
    if signed_in_at is None or seen_at is None:
        stamp(request)
        return ""
    now = clock.now().timestamp()
    if now - signed_in_at >= SESSION_LASTS_FOR.total_seconds():
        return "age"
    return "idle" if now - seen_at >= SESSION_IDLE_FOR.total_seconds() else ""


def note_seen(request: HttpRequest) -> None:
    now = clock.now().timestamp()
    if now - request.session[SEEN_AT] >= SESSION_SEEN_EVERY.total_seconds():
        request.session[SEEN_AT] = now


def ended(request: HttpRequest, page: str, why: str) -> HttpResponse | None:
    """End the session; whoever opens the page of signing in, or goes, goes on there as a stranger."""
    with transaction.atomic():
        request.session.flush()
        record_from(request, EventKind.SESSION_ENDED, why=why)
    request.user = AnonymousUser()
    return None if page in OPEN else turned_away(request, sentence_of(why))


def sentence_of(why: str) -> str:
    if why == "idle":
        told = _(
            "You were signed out because nothing was done for %(minutes)d minutes. Please sign in again."
        )
        return told % {"minutes": SESSION_IDLE_FOR // timedelta(minutes=1)}
    if why == "age":
        told = _("You were signed out because a session lasts %(hours)d hours at most. Please sign in again.")
        return told % {"hours": SESSION_LASTS_FOR // timedelta(hours=1)}
    return _("Please sign in again, with the code from your phone.")


def first_things(request: HttpRequest, page: str) -> HttpResponse | None:
    """Hold back who must prove the phone, change the password, or set up a phone first: in this order."""
    user = request.user
    if not user.is_verified() and has_second_factor(user):
        return ended(request, page, "second factor")
    if user.must_change_password:
        told = _("Please choose a password of your own first.")
        return None if page == "admin:password_change" else turned_away(request, told, "password_change")
    if page in ("admin:second_factor", "admin:password_change") or user.is_verified():
        return None
    if must_have_second_factor(user):
        told = _("Your role must have a second factor. Please set up your phone first.")
        return turned_away(request, told, "second_factor")
    return None
