"""Security events of a request: who, from where, and now."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.http import HttpRequest

from monitoring import clock
from monitoring.models import EventKind, SecurityEvent, User
from monitoring.models.events import Detail, record


def record_from(
    request: HttpRequest, kind: EventKind, *, by: User | None = None, about: object = "", **details: Detail
) -> SecurityEvent:
    """Add an event of this request: by its user, unless `by` names who was not signed in yet."""
    user = request.user if request.user.is_authenticated else None
    address = request.META.get("REMOTE_ADDR", "")
    return record(kind, by=by or user, at=clock.now(), address=address, about=about, **details)


@contextmanager
def recorded_as_left(request: HttpRequest) -> Iterator[None]:
    """Record, once a session was ended, that its user ended it."""
    leaves = request.method == "POST" and request.user.is_authenticated
    user = request.user
    with transaction.atomic():
        yield
        if leaves:
            record_from(request, EventKind.SIGNED_OUT, by=user)
