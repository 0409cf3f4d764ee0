"""A short name for each request: on its answer, on its page if it fails, and in every line of the log."""

import logging
import secrets
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponseBase

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without those that are taken for each other when someone reads them out on the telephone."""

LENGTH = 10
HEADER = "X-Request-ID"
NO_REQUEST = "-"

current: ContextVar[str] = ContextVar("request_id", default=NO_REQUEST)
"""The id of the request that this thread answers."""


class RequestIdMiddleware:
    """Give the request an `id`. What the client calls it is not asked: it could name another's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.id = new_id()
        told = current.set(request.id)
        try:
            response = self.get_response(request)
        finally:
            current.reset(told)
        response.headers[HEADER] = request.id
        return response


def new_id() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


class RequestIdFilter(logging.Filter):
    """Write the id onto each record, so that its line has it."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        record.request_id = getattr(request, "id", None) or current.get()
        return True
