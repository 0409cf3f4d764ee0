"""Two people, two tabs, a double click: what is applied is applied once, and nobody's figures are lost."""

import threading
from datetime import date

import pytest
from django.db import connection

from monitoring.imports.stored.uploads import NotApplied
from monitoring.models import DistrictReport, FormerReport
from monitoring.models.roles import CENTRE
from tests.imports.sending import apply, check, load
from tests.imports.sheets import xlsx
from tests.makers import make_user

pytestmark = pytest.mark.django_db(transaction=True)

JUNE_6 = date(2017, 6, 6)


def sheet(printed):
    return xlsx([("32.04", "KAB. BANDUNG", JUNE_6, printed, 2, 50)])


def at_once(*actions):
    """Run the actions in threads that begin together; return what each returned or raised."""
    barrier, results = threading.Barrier(len(actions)), [None] * len(actions)

    def run(position, action):
        barrier.wait()
        try:
            results[position] = action()
        except NotApplied as told:
            results[position] = told.code
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_a_double_click_applies_once():
    staff = make_user("pusat", CENTRE)
    upload, _ = check(sheet(100), staff)

    results = at_once(lambda: apply(upload, staff), lambda: apply(upload, staff))

    assert [result for result in results if result == "state"] == ["state"]
    assert (DistrictReport.objects.count(), FormerReport.objects.count()) == (1, 0)


def test_of_two_files_for_one_report_the_later_one_is_stale():
    staff = make_user("pusat", CENTRE)
    first, _ = check(sheet(100), staff)
    second, _ = check(sheet(101), staff)

    results = at_once(lambda: apply(first, staff), lambda: apply(second, staff))

    assert sorted(result for result in results if isinstance(result, str)) == ["stale"]
    assert (DistrictReport.objects.count(), FormerReport.objects.count()) == (1, 0)


def test_two_that_load_at_once_keep_each_others_state():
    staff = make_user("pusat", CENTRE)

    at_once(lambda: load(sheet(100), staff), lambda: load(sheet(100), staff), lambda: load(sheet(100), staff))

    assert (DistrictReport.objects.get().printed, FormerReport.objects.count()) == (100, 0)
