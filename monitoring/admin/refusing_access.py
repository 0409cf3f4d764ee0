"""Refused access of who is signed in: kept for the auditor, without changing what the answer looks like."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.db import DatabaseError
from django.db.models import Model
from django.http import HttpRequest, HttpResponseBase

from monitoring import clock
from monitoring.accounts.flooding import refusals_left
from monitoring.admin.recording import record_from
from monitoring.imports.cells.identity import covered_text
from monitoring.models import EventKind
from monitoring.models.events import LONGEST_TEXT, Detail

FORBIDDEN = 403

log = logging.getLogger("monitoring.security")


@dataclass(frozen=True, slots=True)
class NotSeen:
    """A row that was asked for and not shown: another's (`exists`), or none."""

    model: type[Model]
    key: str
    exists: bool


def not_seen(request: HttpRequest, model: type[Model], key: str) -> None:
    """Remember that `request` asked for a row of `model` that it was not shown.

    Whether the row is there or not, the same is asked and written: not even the time that an answer takes
    tells another's row from one that is not there.
    """
    try:
        exists = "\0" not in key and model._base_manager.filter(pk=key).exists()
    except (ValueError, OverflowError):
        exists = False
    request.not_seen = NotSeen(model, covered_text(key)[:40], exists)


class RefusedAccessMiddleware:
    """Record what was refused, once the view's own transaction has been taken back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code == FORBIDDEN or hasattr(request, "not_seen"):
            record_refusal(request)
        return response


def record_refusal(request: HttpRequest) -> None:
    if not request.user.is_authenticated:
        return
    about = f"{request.method} {shown_path(request)}"[:LONGEST_TEXT]
    try:
        left = refusals_left(request.user, about, at=clock.now())
        if left:
            more = {"others_left_out": True} if left == 1 else {}
            record_from(request, EventKind.REFUSED, about=about, **told(request), **more)
    except DatabaseError:
        # It stays refused; that nobody will read of it is for whoever watches the log.
        log.exception("a refusal could not be recorded")


def told(request: HttpRequest) -> dict[str, Detail]:
    row: NotSeen | None = getattr(request, "not_seen", None)
    if row is not None:
        return {"row": row.model._meta.model_name, "key": row.key, "exists": row.exists}
    return {"why": "csrf" if getattr(request, "is_csrf_failure", False) else "forbidden"}


def shown_path(request: HttpRequest) -> str:
    """Return the path without its query; that of a one-time link without its code, which is a password."""
    match = request.resolver_match
    return f"/{match.route}" if match is not None and "code" in match.kwargs else covered_text(request.path)
