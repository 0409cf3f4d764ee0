"""What is unsafe in a portal on the internet: `manage.py check --deploy` names it and what to do.

Beside Django's own checks, which know neither the demonstration nor the second factor.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Info, Tags, Warning, register

SHORTEST_KEY = 50
FEWEST_CHARACTERS = 10
GUESSED = re.compile("insecure|change.?me|password|secret|rahasia|example|for the tests", re.IGNORECASE)
"""What keys of examples and templates are made of."""

Condition = Callable[[], bool]


def is_weak(key: str) -> bool:
    return len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_CHARACTERS or GUESSED.search(key) is not None


def is_sqlite() -> bool:
    return settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


LONG_KEY = "Set it to a long random text: python -c 'import secrets; print(secrets.token_urlsafe(64))'."

UNSAFE: tuple[tuple[str, Condition, str, str], ...] = (
    ("W001", lambda: is_weak(settings.SECRET_KEY), "SECRET_KEY is short, or can be guessed.", LONG_KEY),
    (
        "W002",
        lambda: settings.AUDIT_KEY != settings.SECRET_KEY and is_weak(settings.AUDIT_KEY),
        "AUDIT_KEY is short, or can be guessed: who guesses it can forge the log of security events.",
        LONG_KEY,
    ),
    (
        "W003",
        lambda: settings.DEBUG,
        "DEBUG=1 shows traces and settings to whoever causes a fault.",
        "Unset it.",
    ),
    (
        "W004",
        lambda: settings.DEMO,
        "DEMO=1 lets load_demo make accounts whose password is published.",
        "Set DEMO=0.",
    ),
    (
        "W005",
        is_sqlite,
        "The database is an SQLite file: one machine, one writer at a time.",
        "Set DATABASE_URL=postgres://user:password@host:port/name.",
    ),
    (
        "W006",
        lambda: not settings.EMAIL_CONFIGURED,
        "EMAIL_URL is not set: one-time links must be printed, and nobody hears of changes to their account.",
        "Set EMAIL_URL=smtp://user:password@host:587?tls=1 and EMAIL_FROM.",
    ),
    (
        "W007",
        lambda: not settings.SECOND_FACTOR_REQUIRED,
        "SECOND_FACTOR=0: a guessed password of the centre or of an administrator is enough to get in.",
        "Unset it, or set SECOND_FACTOR=1.",
    ),
    (
        "W008",
        lambda: not settings.SECURE_SSL_REDIRECT,
        "HTTPS=0: passwords and figures travel readable.",
        "Set HTTPS=1, behind a server that speaks TLS.",
    ),
    (
        "W009",
        lambda: "*" in settings.ALLOWED_HOSTS,
        "ALLOWED_HOSTS is “*”: links can be made that lead to another's host.",
        "Name the hosts under which the portal is served.",
    ),
    (
        "W010",
        lambda: settings.PORTAL_TODAY is not None,
        "PORTAL_TODAY is set: the portal lives on one day for ever.",
        "Unset it; it is for the demonstration.",
    ),
)
"""Number, when it is unsafe, why, and what to do."""

WORTH_KNOWING: tuple[tuple[str, Condition, str, str], ...] = (
    (
        "I001",
        lambda: settings.AUDIT_KEY == settings.SECRET_KEY,
        "AUDIT_KEY is not set: with a new SECRET_KEY no earlier security event can be verified.",
        "Set AUDIT_KEY to a text of its own, and keep it as long as the events.",
    ),
    (
        "I002",
        lambda: settings.SECURE_SSL_REDIRECT and not settings.TRUSTED_PROXIES,
        "HTTPS=1 and TRUSTED_PROXIES=0: behind a server that speaks TLS every page redirects to itself.",
        "Set TRUSTED_PROXIES to the number of servers that pass requests on, mostly 1.",
    ),
)


@register(Tags.security, deploy=True)
def check_settings(**kwargs: Any) -> list[CheckMessage]:
    return [*_told(UNSAFE, Warning), *_told(WORTH_KNOWING, Info)]


def _told(checks: tuple, kind: type[CheckMessage]) -> Iterator[CheckMessage]:
    for number, is_so, why, hint in checks:
        if is_so():
            yield kind(why, hint=hint, id=f"portal.{number}")
