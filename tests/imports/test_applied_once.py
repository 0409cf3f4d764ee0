"""Two people, two tabs, a double click: applied once, whoever comes first."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from monitoring.imports.uploads import NotApplied
from monitoring.models import DistrictReport, FormerReport, Upload
from tests.imports.sending import apply, check
from tests.imports.sheets import xlsx

pytestmark = pytest.mark.django_db(transaction=True)

ROW = ("32.04", "KAB. BANDUNG", "06/06/2017", 100, 2, 50)


def test_two_at_the_same_moment_write_once(central_staff, jabar_officer):
    upload, _ = check(xlsx([ROW]), jabar_officer)
    start, outcomes = Barrier(2), []

    def click(user):
        start.wait()
        try:
            apply(Upload.objects.get(pk=upload.pk), user)
            outcomes.append("applied")
        except NotApplied as why:
            outcomes.append(why.code)
        finally:
            connection.close()

    clicks = [Thread(target=click, args=(user,)) for user in (central_staff, jabar_officer)]
    for thread in clicks:
        thread.start()
    for thread in clicks:
        thread.join()

    assert sorted(outcomes) == ["applied", "state"]
    assert (DistrictReport.objects.count(), FormerReport.objects.count()) == (1, 0)
