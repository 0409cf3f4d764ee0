"""Two people, two tabs, a double click: what is applied is applied once, and nobody's figures are lost."""

from datetime import date

import pytest

from monitoring.imports.stored.uploads import NotApplied
from monitoring.models import DistrictReport, FormerReport
from monitoring.models.roles import CENTRE
from tests.at_once import at_once
from tests.imports.sending import apply, check, load
from tests.imports.sheets import xlsx
from tests.makers import make_user

pytestmark = pytest.mark.django_db(transaction=True)

JUNE_6 = date(2017, 6, 6)


def sheet(printed):
    return xlsx([("32.04", "KAB. BANDUNG", JUNE_6, printed, 2, 50)])


def refusals_of(results):
    return [result.code for result in results if isinstance(result, NotApplied)]


def test_a_double_click_applies_once():
    staff = make_user("pusat", CENTRE)
    upload, _ = check(sheet(100), staff)

    results = at_once(lambda: apply(upload, staff), lambda: apply(upload, staff))

    assert refusals_of(results) == ["state"]
    assert (DistrictReport.objects.count(), FormerReport.objects.count()) == (1, 0)


def test_of_two_files_for_one_report_the_later_one_is_stale():
    staff = make_user("pusat", CENTRE)
    first, _ = check(sheet(100), staff)
    second, _ = check(sheet(101), staff)

    results = at_once(lambda: apply(first, staff), lambda: apply(second, staff))

    assert refusals_of(results) == ["stale"]
    assert (DistrictReport.objects.count(), FormerReport.objects.count()) == (1, 0)


def test_two_that_load_at_once_keep_each_others_state():
    staff = make_user("pusat", CENTRE)

    at_once(lambda: load(sheet(100), staff), lambda: load(sheet(100), staff), lambda: load(sheet(100), staff))

    assert (DistrictReport.objects.get().printed, FormerReport.objects.count()) == (100, 0)
