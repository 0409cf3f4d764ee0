"""The demo is the ministry's statement of July 2017, to the card."""

import json
from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings

from monitoring.figures.positions import with_positions
from monitoring.models import BlankMovement, District, DistrictReport, FormerReport, Upload, User
from monitoring.models.movements import Account
from tests.makers import TODAY


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """Load the demo once for the tests of this file, and take it back at their end."""
    with (
        django_db_blocker.unblock(),
        override_settings(DEMO=True, PORTAL_TODAY=TODAY, DEMO_PASSWORD="for the tests alone"),
        transaction.atomic(),
    ):
        # A test that committed may have left the tables empty.
        call_command("load_reference", stdout=StringIO())
        call_command("load_demo", stdout=StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def loaded(demo, db):
    """The demo first, so that what a test does on top of it is taken back before it."""


def test_the_statement_of_the_minister_comes_back_to_the_card(loaded):
    said = StringIO()

    call_command("national_figures", "--as-of", "2017-07-16", "--json", stdout=said)

    figures = json.loads(said.getvalue())
    codes = figures.pop("low_print_codes")
    assert (len(codes), len(set(codes)), codes == sorted(codes)) == (22, 22, True)
    assert figures == {
        "as_of": "2017-07-16",
        "provinces": 34,
        "districts": 514,
        "districts_reporting": 514,
        "supplied": 7_000_000,
        "central_on_hand": 1_000_000,
        "shipped": 5_985_000,
        "in_transit": 0,
        "received": 5_985_000,
        "printed": 1_616_917,
        "damaged": None,
        "available": 4_368_083,
        "used_percent": 27.02,
        "low_print_threshold": 15,
        "low_print_districts": 22,
        "eligible": 240_549_828,
        "enrolled": 233_549_828,
        "unenrolled": 7_000_000,
        "coverage_percent": 97.09,
        "unexplained": 15_000,
    }


def test_the_22_districts_have_the_reasons_that_were_told(loaded):
    districts = with_positions(District.objects.all(), as_of=TODAY)

    reasons = Counter(districts.filter(is_low=True).values_list("reason", flat=True))

    assert reasons == {
        "never_supplied": 6,
        "stocked_out": 2,
        "no_queue": 4,
        "not_printing": 4,
        "printing_trouble": 6,
    }
    assert sorted(districts.filter(printed__range=(14, 15)).values_list("printed", "is_low")) == [
        (14, True),
        (15, False),
    ]


def test_every_file_came_the_same_way_and_two_days_after_its_last_day(loaded):
    files = Upload.objects.order_by("pk").values_list(
        "filename", "received_by__username", "received_on", "state"
    )

    assert len(files) == 36
    assert files[0] == ("nasional.xlsx", "pusat", TODAY, "applied")
    assert files[1] == ("laporan_11.xlsx", "prov11", TODAY.replace(month=6, day=8), "applied")
    assert files[35] == ("perekaman.xlsx", "pusat", TODAY, "applied")
    assert [upload.filename for upload in Upload.objects.all() if upload.findings] == []


def test_the_enrolment_of_6_june_joined_the_reports_of_that_day(loaded):
    assert DistrictReport.objects.count() == 514 * 11
    assert FormerReport.objects.count() == 514
    assert DistrictReport.objects.filter(as_of="2017-06-06", enrolled=None).count() == 0


def test_the_ledger_holds_every_card(loaded):
    central = Account.objects.get(kind="store", store__district=None)
    no_stores = Account.objects.exclude(kind="store")

    balance = {account.kind: BlankMovement.objects.balance(account) for account in no_stores}

    assert (balance["maker"], balance["in_transit"], balance["missing"]) == (-7_000_000, 0, 0)
    assert BlankMovement.objects.balance(central) == 1_015_000


def test_each_account_sees_its_own(loaded):
    seen = {
        name: District.objects.visible_to(User.objects.get(username=name)).count()
        for name in ("pusat", "prov32", "prov51", "kab3204")
    }

    assert seen == {"pusat": 514, "prov32": 27, "prov51": 9, "kab3204": 1}


def test_nobody_of_the_demo_is_a_superuser_and_its_administrator_sees_no_figures(loaded):
    admin = User.objects.get(username="admin")

    assert not User.objects.filter(is_superuser=True).exists()
    assert (admin.has_perm("monitoring.change_user"), admin.has_perm("monitoring.view_district")) == (
        True,
        False,
    )
    assert District.objects.visible_to(admin).count() == 0


def test_a_second_run_leaves_everything_as_it_is(loaded):
    said = StringIO()

    call_command("load_demo", stdout=said)

    assert (Upload.objects.count(), DistrictReport.objects.count()) == (36, 5654)
    assert "Sudah ada angka" in said.getvalue()


def test_demo_figures_stay_out_of_a_portal_that_is_none(db):
    with override_settings(DEMO=False), pytest.raises(CommandError, match="DEMO=1"):
        call_command("load_demo")
