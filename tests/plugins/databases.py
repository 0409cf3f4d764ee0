"""The database of a run of the tests: `--database sqlite` (the default) or `--database postgres`.

A plugin and no conftest: pytest-django reads the settings before any conftest is read. The environment that
the settings read is set here, so that a run does not depend on the shell that starts it. The controller of a
distributed run prepares, its workers inherit.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import TransactionTestCase

from ktpel_portal.translations import compile_stale
from tests.plugins.postgres import NoServerError, PrivateServer

ROOT = Path(__file__).resolve().parents[2]
DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}
MACHINE = {
    "DEBUG": "0",
    "HTTPS": "0",
    "DEMO": "1",
    "SECRET_KEY": "for the tests alone, not for any portal 0123456789",
}
UNSET = (
    *("ALLOWED_HOSTS", "AUDIT_KEY", "DEMO_PASSWORD", "EMAIL_FROM", "EMAIL_URL", "PORT", "PORTAL_TODAY"),
    *("SECOND_FACTOR", "SECRET_KEY_FALLBACKS", "TRUSTED_PROXIES", "UPLOADS_BACKEND", "UPLOADS_OPTIONS"),
    *("UPLOADS_PER_HOUR", "UPLOAD_COLUMNS", "UPLOAD_MIB", "UPLOAD_MIB_PER_HOUR", "UPLOAD_ROWS"),
    *("UPLOAD_SECONDS", "UPLOAD_UNPACKED_MIB", "WEB_WORKERS"),
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=["sqlite", "postgres"],
        default="sqlite",
        help="sqlite: a file of this run. postgres: the server at DATABASE_URL, else a private one; "
        "runs only the tests that use the database.",
    )


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """A wrapper, because only wrappers come before pytest-django."""
    options = early_config.known_args_namespace
    if "PYTEST_XDIST_WORKER" not in os.environ and not (options.help or options.version):
        prepare(options.database)
    return (yield)


def pytest_report_header() -> str:
    return f"database: {os.environ['DATABASE_URL'].partition('://')[0]}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What uses no database has run on SQLite already."""
    if config.option.database == "sqlite":
        return
    left_out = [item for item in items if not _uses_database(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if _uses_database(item)]


def prepare(database: str) -> None:
    """Set what the settings read, before Django does. What this starts and makes ends with the process."""
    folder = Path(tempfile.mkdtemp(prefix="ktpel-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    compile_stale(ROOT / "monitoring" / "locale")
    os.environ |= MACHINE | {"UPLOADS_DIR": str(folder / "uploads")}
    for name in UNSET:
        os.environ.pop(name, None)
    if database == "sqlite":
        os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'portal.sqlite3'}"
    elif not os.environ.get("DATABASE_URL", "").startswith(("postgres://", "postgresql://")):
        os.environ["DATABASE_URL"] = _private_server()


def _private_server() -> str:
    server = PrivateServer()
    try:
        server.start()
    except NoServerError as error:
        raise pytest.UsageError(str(error)) from error
    atexit.register(server.stop)
    return server.url


def _uses_database(item: pytest.Item) -> bool:
    case = getattr(item, "cls", None)
    return (
        item.get_closest_marker("django_db") is not None
        or not DATABASE_FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))
        or (isinstance(case, type) and issubclass(case, TransactionTestCase))
    )
