"""What differs from machine to machine, read from the environment in this one place.

A variable that is empty counts as not set. A missing or odd value stops the start with a sentence that names
the variable.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

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
MIB = 1024 * 1024
LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
DEMO_PASSWORD = "blangko-demo-2017"
HOST = re.compile(r"\*|\.?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*|\[[0-9A-Fa-f:.]+\]")


@dataclass(frozen=True, slots=True)
class Environment:
    """The machine's choices, each of its own type."""

    database: dict[str, Any]
    secret_key: str
    audit_key: str
    allowed_hosts: list[str]
    debug: bool
    https: bool
    demo: bool
    demo_password: str
    second_factor_required: bool
    portal_today: date | None
    uploads_dir: Path
    uploads_storage: dict[str, Any]
    port: int
    web_workers: int
    upload_limits: dict[str, int]


def read_environment(variables: Mapping[str, str], *, root: Path) -> Environment:
    """Return what `variables` say; raise ImproperlyConfigured for the first that is missing or odd."""
    debug = _switch(variables, "DEBUG", default=False)
    demo = _switch(variables, "DEMO", default=False)
    secret_key = _secret_key(variables, root)
    return Environment(
        database=_database(variables, root),
        secret_key=secret_key,
        audit_key=variables.get("AUDIT_KEY") or secret_key,
        allowed_hosts=_hosts(variables),
        debug=debug,
        https=_switch(variables, "HTTPS", default=not debug),
        demo=demo,
        demo_password=variables.get("DEMO_PASSWORD") or DEMO_PASSWORD,
        second_factor_required=_switch(variables, "SECOND_FACTOR", default=not (demo or debug)),
        portal_today=_day(variables, "PORTAL_TODAY"),
        uploads_dir=root / (variables.get("UPLOADS_DIR") or "uploads"),
        uploads_storage=_uploads_storage(variables),
        port=_number(variables, "PORT", default=8000, most=65535),
        web_workers=_number(variables, "WEB_WORKERS", default=2, most=64),
        upload_limits=_upload_limits(variables),
    )


def _uploads_storage(variables: Mapping[str, str]) -> dict[str, Any]:
    """Return Django's storage of received files: UPLOADS_DIR, or what UPLOADS_BACKEND names, a bucket say."""
    backend, told = variables.get("UPLOADS_BACKEND"), variables.get("UPLOADS_OPTIONS")
    if not backend:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    if not re.fullmatch(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+", backend):
        raise _odd("UPLOADS_BACKEND", backend, "write the dotted name of a storage, package.module.Class")
    try:
        options = json.loads(told or "{}")
    except ValueError:
        options = None
    if not isinstance(options, dict):
        # The value may hold a key: it is not repeated.
        raise _odd("UPLOADS_OPTIONS", "…", 'write a JSON object, {"bucket_name": "ktpel"}')
    return {"BACKEND": backend, "OPTIONS": options}


def _upload_limits(variables: Mapping[str, str]) -> dict[str, int]:
    """Return how much of a file sent through the web is read; sizes in bytes."""
    return {
        "bytes": _number(variables, "UPLOAD_MIB", default=10, most=100) * MIB,
        "unpacked": _number(variables, "UPLOAD_UNPACKED_MIB", default=100, most=1000) * MIB,
        "rows": _number(variables, "UPLOAD_ROWS", default=20_000, most=99_999),
        "columns": _number(variables, "UPLOAD_COLUMNS", default=200, most=1000),
        "seconds": _number(variables, "UPLOAD_SECONDS", default=30, most=300),
    }


def _odd(name: str, value: str, wanted: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name} is “{value}”: {wanted}.")


def _switch(variables: Mapping[str, str], name: str, *, default: bool) -> bool:
    value = variables.get(name) or str(int(default))
    if value not in ("0", "1"):
        raise _odd(name, value, "write 1 for on or 0 for off")
    return value == "1"


def _number(variables: Mapping[str, str], name: str, *, default: int, most: int) -> int:
    value = variables.get(name) or str(default)
    if not re.fullmatch("[0-9]{1,5}", value) or not 1 <= int(value) <= most:
        raise _odd(name, value, f"write a whole number from 1 to {most}")
    return int(value)


def _day(variables: Mapping[str, str], name: str) -> date | None:
    """Return the day, or None for the day that it really is."""
    value = variables.get(name)
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise _odd(name, value, "write a day as 2017-07-16") from None


def _hosts(variables: Mapping[str, str]) -> list[str]:
    value = variables.get("ALLOWED_HOSTS")
    if not value:
        return LOOPBACK
    hosts = [host.strip() for host in value.split(",")]
    for host in hosts:
        if not HOST.fullmatch(host):
            raise _odd("ALLOWED_HOSTS", value, "write host names with commas between, no https://, no port")
    return hosts


def _secret_key(variables: Mapping[str, str], root: Path) -> str:
    """Return SECRET_KEY, or else what `make install` put into the file beside the default database."""
    kept = root / "secret_key"
    value = variables.get("SECRET_KEY") or (kept.read_text().strip() if kept.exists() else "")
    if not value:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set: give it a long random text that you keep, or let “make install” make one."
        )
    return value


def _database(variables: Mapping[str, str], root: Path) -> dict[str, Any]:
    """Return Django's settings of the database at DATABASE_URL; a relative SQLite path starts in `root`."""
    value = variables.get("DATABASE_URL") or "sqlite:///portal.sqlite3"
    scheme = value.partition("://")[0]
    if scheme == "sqlite":
        return _sqlite(value, root)
    if scheme in ("postgres", "postgresql"):
        return _postgres(value)
    # The value may hold a password: only its scheme is repeated.
    raise _odd(
        "DATABASE_URL", scheme + "://…", "write sqlite:///path or postgres://user:password@host:port/name"
    )


def _sqlite(value: str, root: Path) -> dict[str, Any]:
    path = re.fullmatch(r"sqlite:///([^?#]+)", value)
    if path is None or ":memory:" in value:
        wanted = "write sqlite:///file.sqlite3, or sqlite:////full/path/file.sqlite3"
        raise _odd("DATABASE_URL", value, wanted)
    file = root / unquote(path[1])
    if not file.parent.is_dir():
        raise _odd("DATABASE_URL", value, f"there is no folder {file.parent}; make it first")
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": file, "OPTIONS": dict(SQLITE_OPTIONS)}


def _postgres(value: str) -> dict[str, Any]:
    """Return the settings; `?host=/folder` names a socket, other options go to the driver."""
    try:
        url, port = urlsplit(value), urlsplit(value).port
        options = dict(parse_qsl(url.query, strict_parsing=bool(url.query)))
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


def _odd_postgres() -> ImproperlyConfigured:
    allowed = ", ".join(sorted(POSTGRES_OPTIONS))
    return _odd(
        "DATABASE_URL",
        "postgres://…",
        "write postgres://user:password@host:port/name, special characters as %XX; "
        f"options after “?” are host (a socket's folder), {allowed}",
    )
