"""Requests that no browser sends, made harmless before something stumbles over them."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from ktpel_portal.errors import bad_request

CHARSET = re.compile(r";\s*charset\s*=[^;]*", re.IGNORECASE)

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def read_as_utf_8(application: Application) -> Application:
    """Let nobody choose the charset by which Django reads an address and a form.

    Python has charsets that make no text of it, or one that cannot be written back. Django makes use of it
    when it makes the request, before any middleware.
    """

    def answered(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        environ["CONTENT_TYPE"] = CHARSET.sub("", environ.get("CONTENT_TYPE") or "")
        return application(environ, start_response)

    return answered


class NulMiddleware:
    """Answer 400 for a NUL in an address or a cookie: no text of PostgreSQL can hold one.

    A path with a NUL is one of the many that lead nowhere.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        is_odd = "%00" in request.META.get("QUERY_STRING", "") or has_nul(request.COOKIES.values())
        return bad_request(request) if is_odd else self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer for a NUL in a form. Only the page reads it: how large it may be is the page's to say."""
        is_odd = isinstance(exception, DataError) and has_nul(request.POST.values())
        return bad_request(request) if is_odd else None


def has_nul(texts: Iterable[str]) -> bool:
    return any("\0" in text for text in texts)
