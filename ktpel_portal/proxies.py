"""Where a request comes from, when servers stand before this one that pass it on.

Each of them writes at the end of X-Forwarded-For from whom it got the request; what stands before that may be
invented by the client. So the addresses are counted from the right, as many as there are such servers
(TRUSTED_PROXIES), and with none nothing of it is believed.
"""

import re
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

FORWARDED = (
    *("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT"),
    *("HTTP_X_FORWARDED_SSL", "HTTP_X_REAL_IP", "HTTP_FORWARDED"),
)
WITH_PORT = re.compile(r"\[([0-9A-Fa-f:.]+)\](?::[0-9]+)?|([0-9.]+):[0-9]+")


class TrustedProxiesMiddleware:
    """Put the client's address into REMOTE_ADDR, and leave of the headers only what a proxy of ours wrote."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        said = {name: request.META.pop(name, "") for name in FORWARDED}
        trusted = settings.TRUSTED_PROXIES
        request.META["REMOTE_ADDR"] = client_address(
            request.META.get("REMOTE_ADDR", ""), said["HTTP_X_FORWARDED_FOR"], trusted=trusted
        )
        if trusted and said["HTTP_X_FORWARDED_PROTO"]:
            request.META["HTTP_X_FORWARDED_PROTO"] = counted_from_right(
                said["HTTP_X_FORWARDED_PROTO"], trusted
            )
        return self.get_response(request)


def client_address(sender: str, forwarded: str, *, trusted: int) -> str:
    """Return the address that the first of `trusted` proxies saw; `sender` where none is told."""
    if not trusted or not forwarded:
        return sender
    return plain_address(counted_from_right(forwarded, trusted)) or sender


def counted_from_right(listed: str, place: int) -> str:
    """Return the entry at that place from the right; the first one where there are fewer."""
    entries = [entry.strip() for entry in listed.split(",")]
    return entries[-min(place, len(entries))]


def plain_address(entry: str) -> str:
    """Return an address in its shortest form, without a port; "" for what is none."""
    found = WITH_PORT.fullmatch(entry)
    try:
        address = ip_address((found[1] or found[2]) if found else entry)
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or IPv6Address(int(address))
    return str(address)
