"""How long the figures and every list take with ten years of reports in the database."""

from collections.abc import Callable
from statistics import median
from time import perf_counter

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from monitoring.figures.national import national_figures
from monitoring.figures.positions import with_positions
from monitoring.figures.provinces import with_sums
from monitoring.models import District, DistrictReport, Province
from monitoring.models.roles import ADMINISTRATOR, CENTRE
from monitoring.sites import portal
from tests.bench import years
from tests.makers import TODAY, make_user

RUNS = 7
COLUMNS = ("printed", "received", "available", "used_percent", "stock", "last_report_on", "reason")
MOST_MILLISECONDS = 150


def table() -> None:
    """Print a line for each: the median and the longest of several runs, and the number of queries."""
    settings.PORTAL_TODAY = TODAY
    begun = perf_counter()
    years.fill()
    print(f"{DistrictReport.objects.count():,} reports, filled in {perf_counter() - begun:.0f} s")
    print(f"{'':<58}{'median ms':>10}{'most':>8}{'queries':>9}")
    for name, ask in [*figures(), *pages()]:
        _line(name, ask)


def _line(name: str, ask: Callable[[], object]) -> None:
    with CaptureQueriesContext(connection) as queries:
        ask()
        asked = len(queries)
    times = []
    for _ in range(RUNS):
        begun = perf_counter()
        ask()
        times.append((perf_counter() - begun) * 1000)
    late = "  too slow" if median(times) > MOST_MILLISECONDS else ""
    print(f"{name:<58}{median(times):>10.1f}{max(times):>8.1f}{asked:>9}{late}", flush=True)


def positions() -> object:
    return with_positions(District.objects.select_related("province"), as_of=TODAY)


def figures() -> list[tuple[str, Callable[[], object]]]:
    """Return the figures without a page about them."""
    by_column = [
        (f"districts, 100 by {column}", lambda column=column: list(positions().order_by(column)[:100]))
        for column in COLUMNS
    ]
    return [
        ("districts, all 514", lambda: list(positions())),
        *by_column,
        ("districts, of one reason", lambda: list(positions().filter(reason="stocked_out"))),
        ("districts, how many are flagged", lambda: positions().filter(is_low=True).count()),
        ("provinces by printed", lambda: list(sums().order_by("-printed"))),
        ("national figures", lambda: national_figures(as_of=TODAY)),
    ]


def sums() -> object:
    return with_sums(Province.objects.all(), districts=District.objects.all(), as_of=TODAY)


def pages() -> list[tuple[str, Callable[[], object]]]:
    """Return the first page and every list of the portal, and the list of districts in its other orders."""
    client = Client(SERVER_NAME="localhost")
    staff = make_user("bench staff", CENTRE, last_login=None)
    staff.groups.add(*staff.groups.model.objects.filter(name=ADMINISTRATOR))
    client.force_login(staff)
    paths = [("first page", reverse("admin:index"))]
    for model in portal._registry:
        label = model._meta.model_name
        paths.append((f"list {label}", reverse(f"admin:{model._meta.app_label}_{label}_changelist")))
    districts = reverse("admin:monitoring_district_changelist")
    orders = range(1, 9)
    paths += [(f"list district, ordered by column {number}", f"{districts}?o=-{number}") for number in orders]
    paths += [("list district, searched", f"{districts}?q=bandung")]
    return [(name, lambda path=path: _get(client, path)) for name, path in paths]


def _get(client: Client, path: str) -> None:
    answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path}: {answer.status_code}")
