from datetime import UTC, date, datetime

import pytest

from monitoring.imports.stored.planning import plan_reports, stored_reports
from monitoring.imports.stored.reports import Author, Change, rounds_of, store
from monitoring.imports.tables.rows import ReportRow
from monitoring.models import District, DistrictReport, FormerReport
from monitoring.rules import FIGURES

JUNE_6 = date(2017, 6, 6)
AT = datetime(2017, 6, 8, 2, 0, tzinfo=UTC)
LATER = datetime(2017, 6, 9, 2, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def bandung(db):
    return District.objects.get(code="32.04").pk


def author(by, at=AT, **options):
    return Author(by, at, at.date(), "form", **options)


def figures(**given):
    return tuple(given.get(name) for name in FIGURES)


def row(district, **given):
    return ReportRow(district, JUNE_6, figures(**given), "Juni", 7)


def planned(*rows):
    return plan_reports(rows, stored_reports(rows))


def test_a_new_report_says_who_when_and_from_which_row(bandung, central_staff):
    store(planned(row(bandung, printed=30, stock_on_hand=5)).changes, author(central_staff))

    report = DistrictReport.objects.get()
    assert (report.district_id, report.as_of, report.printed, report.stock_on_hand) == (
        bandung,
        JUNE_6,
        30,
        5,
    )
    assert (report.damaged, report.sheet, report.row, report.through) == (None, "Juni", 7, "form")
    assert (report.recorded_by, report.recorded_at, report.recorded_on) == (central_staff, AT, AT.date())
    assert report.round.starts_on == date(2017, 4, 1)
    assert FormerReport.objects.count() == 0


def test_a_changed_report_keeps_what_it_said_before(bandung, central_staff, auditor):
    store(planned(row(bandung, printed=30)).changes, author(central_staff))

    store(planned(row(bandung, printed=40)).changes, author(auditor, LATER, reason="salah ketik"))

    former = FormerReport.objects.get()
    assert DistrictReport.objects.get().printed == 40
    assert (former.printed, former.recorded_by, former.recorded_at) == (30, central_staff, AT)
    assert (former.retired_by, former.retired_at, former.reason) == (auditor, LATER, "salah ketik")
    assert former.deleted is False


def test_a_figure_that_a_row_does_not_say_stays(bandung, central_staff):
    store(planned(row(bandung, printed=30, damaged=2)).changes, author(central_staff))

    plan = planned(row(bandung, printed=None, damaged=3))

    assert [change.after for change in plan.changed] == [figures(printed=30, damaged=3)]


def test_the_same_row_twice_changes_nothing(bandung, central_staff):
    store(planned(row(bandung, printed=30)).changes, author(central_staff))

    plan = planned(row(bandung, printed=30))

    assert (plan.changes, plan.unchanged) == ([], 1)


def test_a_deleted_report_is_kept_as_deleted(bandung, central_staff):
    store(planned(row(bandung, printed=30)).changes, author(central_staff))
    key = DistrictReport.objects.get().pk

    store([Change(bandung, JUNE_6, key, figures(printed=30), None)], author(central_staff, LATER))

    assert DistrictReport.objects.count() == 0
    assert (FormerReport.objects.get().printed, FormerReport.objects.get().deleted) == (30, True)


def test_many_changes_take_as_many_queries_as_few(central_staff, django_assert_num_queries):
    districts = list(District.objects.values_list("pk", flat=True))
    rows = [row(district, printed=30) for district in districts]
    plan = planned(*rows)

    with django_assert_num_queries(4):
        store(plan.changes, author(central_staff))

    assert DistrictReport.objects.count() == len(districts)


def test_a_day_before_the_first_round_belongs_to_none(db):
    with pytest.raises(LookupError, match="2017-03-31"):
        rounds_of([date(2017, 3, 31)])
