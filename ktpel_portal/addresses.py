"""Addresses that a variable of the environment holds: of a database, of a server that sends e-mail.

A complaint names the variable; what may hold a password is never repeated in it.
"""

import re
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

POSTGRES_OPTIONS = frozenset(
    "application_name connect_timeout sslcert sslkey sslmode sslrootcert target_session_attrs".split()
)
SQLITE_OPTIONS = {
    # A transaction that reads first and writes later fails at once with "database is locked", whatever the
    # timeout, unless it takes its lock when it begins.
    "transaction_mode": "IMMEDIATE",
    "timeout": 5,
    # 32 MiB of pages, and not two: a large file's rows go into ten indexes.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32768;",
}
MAIL_PORTS = {"smtp": 587, "smtps": 465}
NO_MAIL = {
    "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
    "EMAIL_HOST": "",
    "EMAIL_PORT": 0,
    "EMAIL_HOST_USER": "",
    "EMAIL_HOST_PASSWORD": "",
    "EMAIL_USE_TLS": False,
    "EMAIL_USE_SSL": False,
}
LOOPBACK = ("localhost", "127.0.0.1", "::1")


def odd(name: str, value: str, wanted: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name} is “{value}”: {wanted}.")


def database_at(value: str, root: Path) -> dict[str, Any]:
    """Return Django's settings of the database at DATABASE_URL; a relative SQLite path starts in `root`."""
    scheme = value.partition("://")[0]
    if scheme == "sqlite":
        return _sqlite(value, root)
    if scheme in ("postgres", "postgresql"):
        return _postgres(value)
    raise odd(
        "DATABASE_URL", scheme + "://…", "write sqlite:///path or postgres://user:password@host:port/name"
    )


def _sqlite(value: str, root: Path) -> dict[str, Any]:
    path = re.fullmatch(r"sqlite:///([^?#]+)", value)
    if path is None or ":memory:" in value:
        wanted = "write sqlite:///file.sqlite3, or sqlite:////full/path/file.sqlite3"
        raise odd("DATABASE_URL", value, wanted)
    file = root / unquote(path[1])
    if not file.parent.is_dir():
        raise odd("DATABASE_URL", value, f"there is no folder {file.parent}; make it first")
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": file, "OPTIONS": dict(SQLITE_OPTIONS)}


def _postgres(value: str) -> dict[str, Any]:
    """Return the settings; `?host=/folder` names a socket, other options go to the driver."""
    try:
        url, port, options = _taken_apart(value)
    except ValueError:
        raise _odd_postgres() from None
    host = options.pop("host", None) or url.hostname or ""
    name = unquote(url.path.removeprefix("/"))
    if not host or not name or "/" in name or url.fragment or not options.keys() <= POSTGRES_OPTIONS:
        raise _odd_postgres()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": host,
        "PORT": str(port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _taken_apart(value: str) -> tuple[SplitResult, int | None, dict[str, str]]:
    """Return an address, its port and its options. Raises ValueError for an odd port or option."""
    url = urlsplit(value)
    return url, url.port, dict(parse_qsl(url.query, strict_parsing=bool(url.query)))


def _odd_postgres() -> ImproperlyConfigured:
    allowed = ", ".join(sorted(POSTGRES_OPTIONS))
    return odd(
        "DATABASE_URL",
        "postgres://…",
        "write postgres://user:password@host:port/name, special characters as %XX; "
        f"options after “?” are host (a socket's folder), {allowed}",
    )


def mail_at(value: str | None) -> dict[str, Any]:
    """Return Django's settings of the server at EMAIL_URL; where there is none, what is sent goes nowhere."""
    if not value:
        return NO_MAIL
    try:
        url, port, options = _taken_apart(value)
    except ValueError:
        raise _odd_mail() from None
    if not _is_mail_server(url, options):
        raise _odd_mail()
    starts_tls = options.get("tls") == "1"
    if url.password and url.scheme == "smtp" and not starts_tls and url.hostname not in LOOPBACK:
        raise odd("EMAIL_URL", "smtp://…", "a password must not travel readable: add ?tls=1, or use smtps://")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": url.hostname,
        "EMAIL_PORT": port or MAIL_PORTS[url.scheme],
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_TLS": starts_tls,
        "EMAIL_USE_SSL": url.scheme == "smtps",
    }


def _is_mail_server(url: SplitResult, options: dict[str, str]) -> bool:
    allowed = {"smtp": ({}, {"tls": "0"}, {"tls": "1"}), "smtps": ({},)}
    told_whole = bool(url.username) == bool(url.password)
    no_more = url.path in ("", "/") and not url.fragment
    return bool(url.hostname) and told_whole and no_more and options in allowed.get(url.scheme, ())


def _odd_mail() -> ImproperlyConfigured:
    wanted = (
        "write smtp://user:password@host:587?tls=1 or smtps://user:password@host:465, "
        "special characters as %XX"
    )
    return odd("EMAIL_URL", "…", wanted)
