"""What differs from machine to machine, read from the environment in this one place.

A variable that is empty counts as not set. A missing or odd value stops the start with a sentence that names
the variable.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

from ktpel_portal.addresses import database_at, mail_at, odd

DATABASE = "sqlite:///portal.sqlite3"
MIB = 1024 * 1024
LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
DEMO_PASSWORD = "blangko-demo-2017"
HOST = re.compile(r"\*|\.?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*|\[[0-9A-Fa-f:.]+\]")


@dataclass(frozen=True, slots=True)
class Environment:
    """The machine's choices, each of its own type."""

    database: dict[str, Any]
    secret_key: str
    secret_key_fallbacks: list[str]
    audit_key: str
    allowed_hosts: list[str]
    debug: bool
    https: bool
    trusted_proxies: int
    demo: bool
    demo_password: str
    second_factor_required: bool
    portal_today: date | None
    uploads_dir: Path
    uploads_storage: dict[str, Any]
    port: int
    web_workers: int
    upload_limits: dict[str, int]
    uploads_per_hour: dict[str, int]
    mail: dict[str, Any]
    mail_from: str


def read_environment(variables: Mapping[str, str], *, root: Path) -> Environment:
    """Return what `variables` say; raise ImproperlyConfigured for the first that is missing or odd."""
    debug = _switch(variables, "DEBUG", default=False)
    demo = _switch(variables, "DEMO", default=False)
    secret_key = _secret_key(variables, root)
    return Environment(
        database=database_at(variables.get("DATABASE_URL") or DATABASE, root),
        secret_key=secret_key,
        secret_key_fallbacks=(variables.get("SECRET_KEY_FALLBACKS") or "").split(),
        audit_key=variables.get("AUDIT_KEY") or secret_key,
        allowed_hosts=_hosts(variables),
        debug=debug,
        https=_switch(variables, "HTTPS", default=not debug),
        trusted_proxies=_number(variables, "TRUSTED_PROXIES", default=0, least=0, most=9),
        demo=demo,
        demo_password=variables.get("DEMO_PASSWORD") or DEMO_PASSWORD,
        second_factor_required=_switch(variables, "SECOND_FACTOR", default=not (demo or debug)),
        portal_today=_day(variables, "PORTAL_TODAY"),
        uploads_dir=root / (variables.get("UPLOADS_DIR") or "uploads"),
        uploads_storage=_uploads_storage(variables),
        port=_number(variables, "PORT", default=8000, most=65535),
        web_workers=_number(variables, "WEB_WORKERS", default=2, most=64),
        upload_limits=_upload_limits(variables),
        uploads_per_hour=_uploads_per_hour(variables),
        mail=mail_at(variables.get("EMAIL_URL")),
        mail_from=_mail_from(variables),
    )


def _uploads_storage(variables: Mapping[str, str]) -> dict[str, Any]:
    """Return Django's storage of received files: UPLOADS_DIR, or what UPLOADS_BACKEND names, a bucket say."""
    backend, told = variables.get("UPLOADS_BACKEND"), variables.get("UPLOADS_OPTIONS")
    if not backend:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    if not re.fullmatch(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+", backend):
        raise odd("UPLOADS_BACKEND", backend, "write the dotted name of a storage, package.module.Class")
    try:
        options = json.loads(told or "{}")
    except ValueError:
        options = None
    if not isinstance(options, dict):
        # The value may hold a key: it is not repeated.
        raise odd("UPLOADS_OPTIONS", "…", 'write a JSON object, {"bucket_name": "ktpel"}')
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


def _uploads_per_hour(variables: Mapping[str, str]) -> dict[str, int]:
    """Return how much one user may send within an hour through the web: files, and their bytes."""
    return {
        "files": _number(variables, "UPLOADS_PER_HOUR", default=60, most=99_999),
        "bytes": _number(variables, "UPLOAD_MIB_PER_HOUR", default=200, most=99_999) * MIB,
    }


def _mail_from(variables: Mapping[str, str]) -> str:
    """Return whom e-mails come from, "" where none are sent."""
    value = variables.get("EMAIL_FROM")
    if not value:
        if variables.get("EMAIL_URL"):
            raise ImproperlyConfigured("EMAIL_FROM is not set: give the address that e-mails come from.")
        return ""
    try:
        if not value.isprintable():
            raise ValidationError(value)
        validate_email(parseaddr(value)[1])
    except ValidationError:
        wanted = "write portal@example.go.id or “Portal blangko <portal@example.go.id>”"
        raise odd("EMAIL_FROM", value, wanted) from None
    return value


def _switch(variables: Mapping[str, str], name: str, *, default: bool) -> bool:
    value = variables.get(name) or str(int(default))
    if value not in ("0", "1"):
        raise odd(name, value, "write 1 for on or 0 for off")
    return value == "1"


def _number(variables: Mapping[str, str], name: str, *, default: int, most: int, least: int = 1) -> int:
    value = variables.get(name) or str(default)
    if not re.fullmatch("[0-9]{1,5}", value) or not least <= int(value) <= most:
        raise odd(name, value, f"write a whole number from {least} to {most}")
    return int(value)


def _day(variables: Mapping[str, str], name: str) -> date | None:
    """Return the day, or None for the day that it really is."""
    value = variables.get(name)
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise odd(name, value, "write a day as 2017-07-16") from None


def _hosts(variables: Mapping[str, str]) -> list[str]:
    value = variables.get("ALLOWED_HOSTS")
    if not value:
        return LOOPBACK
    hosts = [host.strip() for host in value.split(",")]
    for host in hosts:
        if not HOST.fullmatch(host):
            raise odd("ALLOWED_HOSTS", value, "write host names with commas between, no https://, no port")
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
