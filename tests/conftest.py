"""What every test may use."""

import pytest
from django.conf import settings as portal
from django.db import connections
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings

from monitoring.imports.stored.reference import load_reference
from monitoring.models import Province, refusals
from monitoring.models.roles import ADMINISTRATOR, AUDITOR, CENTRE, DISTRICT_OFFICER, PROVINCE_OFFICER
from tests.makers import TODAY, district_of, make_user
from tests.plugins.browser import ARGUMENTS, chromium

# The same examples in every run; `make soak` tries many more, and other ones each time.
settings.register_profile("fixed", derandomize=True, deadline=None, max_examples=50)
settings.register_profile(
    "soak", deadline=None, max_examples=20_000, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("fixed")


# Here and not in the plugin: only a conftest comes after the plugin whose fixture it replaces.
@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return browser_type_launch_args | {"executable_path": chromium(), "args": ARGUMENTS}


def _load_reference():
    load_reference(portal.BASE_DIR / "fixtures", today=TODAY)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Every test finds the regions, the calendar, the stores and the roles, as they were in July 2017."""
    with django_db_blocker.unblock():
        _load_reference()


@pytest.fixture(autouse=True)
def portal_today(settings):
    settings.PORTAL_TODAY = TODAY
    return TODAY


@pytest.fixture(autouse=True)
def reference_after_flush(request, django_db_blocker):
    """A test that commits ends with empty tables: load anew what the next one expects.

    Before the next one begins its transaction, so that the one after it finds the same. The tables are
    emptied row by row on SQLite, which the rules of what is only added to would refuse; they are made anew
    after it, as after every migrate.
    """
    if not _asks_the_database(request):
        yield
        return
    request.getfixturevalue("django_db_setup")
    with django_db_blocker.unblock():
        if not Province.objects.exists():
            _load_reference()
    _prepare(request)
    yield
    if not connections["default"].in_atomic_block:
        refusals.remove("default")


def _asks_the_database(request):
    return "_django_db_helper" in request.fixturenames or (
        # Django's own test case begins its transaction by itself.
        request.cls is not None and issubclass(request.cls, TransactionTestCase)
    )


def _prepare(request):
    for name in ("transactional_db", "live_server", "db"):
        if name in request.fixturenames:
            # First, so that it ends last.
            request.getfixturevalue(name)


@pytest.fixture
def central_staff(db):
    return make_user("pusat", CENTRE)


@pytest.fixture
def auditor(db):
    return make_user("auditor", AUDITOR)


@pytest.fixture
def administrator(db):
    return make_user("admin", ADMINISTRATOR)


@pytest.fixture
def jabar_officer(db):
    return make_user("prov32", PROVINCE_OFFICER, province="32")


@pytest.fixture
def bali_officer(db):
    return make_user("prov51", PROVINCE_OFFICER, province="51")


@pytest.fixture
def bandung_officer(db, kab_bandung):
    return make_user("kab3204", DISTRICT_OFFICER, district=kab_bandung)


@pytest.fixture
def nobody(db):
    return make_user("nobody")


@pytest.fixture
def kab_bandung(db):
    return district_of("32.04")


@pytest.fixture
def kota_bandung(db):
    return district_of("32.73")


@pytest.fixture
def denpasar(db):
    return district_of("51.71")
