"""Sending somebody to another page first, without losing in silence what they sent."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme, urlencode


def turned_away(request: HttpRequest, told: str, to: str = "login") -> HttpResponse:
    """Say why, and lead to the page `to`, from there back to here; say that what was sent is not stored."""
    url = f"{reverse(f'admin:{to}')}?{urlencode({REDIRECT_FIELD_NAME: back_to(request)})}"
    if is_reading(request):
        if to == "login":
            # The other pages say themselves why they come first.
            messages.warning(request, told)
        response = HttpResponseRedirect(url)
    else:
        context = {"told": told, "url": url, "request_id": getattr(request, "id", "")}
        response = render(request, "signing_in/not_stored.html", context, status=403)
    add_never_cache_headers(response)
    return response


def back_to(request: HttpRequest) -> str:
    """Return the page to come back to: the one asked for, or the one with the form that was sent."""
    return request.get_full_path() if is_reading(request) else page_before(request) or reverse("admin:index")


def is_reading(request: HttpRequest) -> bool:
    return request.method in ("GET", "HEAD")


def page_before(request: HttpRequest) -> str:
    """Return the page of the portal from which the request came, "" for any other."""
    referrer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referrer, {request.get_host()}):
        return ""
    parts = urlsplit(referrer)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
