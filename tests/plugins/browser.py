"""Chromium for the tests that ask for a `page`: the system's own, never one that a tool downloads.

Where there is none these tests are skipped, and the run says so.
"""

import os
import shutil

import pytest

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
BROWSER_FIXTURES = {"page", "context", "browser", "new_context"}
SKIPPED = "NO CHROMIUM HERE, the browser tests were skipped. On Debian: apt-get install chromium"
# As root there is no sandbox; the rest keeps it from calling home.
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-dev-shm-usage --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()

# The driver keeps an event loop in the thread of the tests, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def chromium() -> str | None:
    """Return the program, or None where there is none."""
    return next((path for path in map(shutil.which, PROGRAMS) if path), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = chromium() is None
    for item in items:
        if asks_for_browser(item):
            item.add_marker("browser")
            if missing:
                item.add_marker(pytest.mark.skip(reason=SKIPPED))


def asks_for_browser(item: pytest.Item) -> bool:
    """Tell whether a fixture is asked for; a parameter of the same name is none."""
    parameters = getattr(getattr(item, "callspec", None), "params", {})
    return not BROWSER_FIXTURES.isdisjoint(set(getattr(item, "fixturenames", ())) - parameters.keys())


def pytest_terminal_summary(terminalreporter) -> None:
    if any(SKIPPED in str(report.longrepr) for report in terminalreporter.getreports("skipped")):
        terminalreporter.write_line(SKIPPED, red=True, bold=True)
