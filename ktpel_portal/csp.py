"""Content-Security-Policy, in the words of Django 6: with it this module goes, and the setting stays.

There `django.utils.csp.CSP` and `django.middleware.csp.ContentSecurityPolicyMiddleware` are the same.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

HEADER = "Content-Security-Policy"

Sources = Iterable[str] | str | bool | None


class CSP(StrEnum):
    """Sources that a policy can name, with the quotes that belong to them."""

    NONE = "'none'"
    SELF = "'self'"


class ContentSecurityPolicyMiddleware:
    """Write the policy of SECURE_CSP on every answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault(HEADER, build_policy(settings.SECURE_CSP))
        return response


def build_policy(config: Mapping[str, Sources]) -> str:
    """Return the header. True is a directive without a value; False, None and no source leave it out."""
    return "; ".join(filter(None, (_directive(name, sources) for name, sources in config.items())))


def _directive(name: str, sources: Sources) -> str:
    if sources is True:
        return name
    listed = [sources] if isinstance(sources, str) else list(sources or ())
    return " ".join([name, *map(str, listed)]) if listed else ""
