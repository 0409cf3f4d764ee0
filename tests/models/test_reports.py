from datetime import date

import pytest
from django.core.exceptions import ValidationError

from monitoring.models import FormerReport
from monitoring.rules import FIGURES
from tests.makers import NOW, TODAY, make_report, recorded, recorder
from tests.models.refused import refused, refused_with_sentence

pytestmark = pytest.mark.django_db

JUNE_6 = date(2017, 6, 6)


@pytest.fixture
def former(kab_bandung):
    round_ = make_report(kab_bandung, printed=5).round
    return FormerReport.objects.create(
        district=kab_bandung,
        as_of=JUNE_6,
        round=round_,
        printed=4,
        through="form",
        retired_at=NOW,
        retired_by=recorder(),
        retired_through="form",
        **recorded(JUNE_6),
    )


@pytest.mark.parametrize("figure", FIGURES)
def test_a_negative_count_is_refused(kab_bandung, figure):
    with refused(f"report_{figure}_not_negative"):
        make_report(kab_bandung, **{figure: -1})


@pytest.mark.parametrize("figure", FIGURES)
def test_nothing_reported_and_zero_are_both_taken(kab_bandung, kota_bandung, figure):
    nothing = make_report(kab_bandung, **{figure: None})
    zero = make_report(kota_bandung, **{figure: 0})

    assert nothing.figures[figure] is None
    assert zero.figures[figure] == 0


def test_a_second_report_of_a_district_for_a_day_is_refused(kab_bandung):
    make_report(kab_bandung, printed=10)

    with refused(
        "one_report_of_a_district_for_a_day",
        sqlite="monitoring_districtreport.district_id, monitoring_districtreport.as_of",
    ):
        make_report(kab_bandung, printed=11)


def test_a_report_for_a_day_after_the_one_it_was_recorded_on_is_refused(kab_bandung):
    with refused("report_not_after_the_day_it_was_recorded"):
        make_report(kab_bandung, as_of=date(2017, 7, 17), recorded_on=TODAY)


def test_a_report_for_the_day_it_was_recorded_on_is_taken(kab_bandung):
    assert make_report(kab_bandung, as_of=TODAY, recorded_on=TODAY, printed=3).printed == 3


def test_more_enrolled_than_eligible_is_refused(kab_bandung):
    with refused("report_not_more_enrolled_than_eligible"):
        make_report(kab_bandung, eligible=100, enrolled=101)


def test_the_form_says_in_a_sentence_what_the_database_would_refuse(kab_bandung):
    report = make_report(kab_bandung, printed=3)
    report.printed = -1

    with pytest.raises(ValidationError) as caught:
        report.validate_constraints()

    assert len(caught.value.messages) == 1


def test_a_former_report_is_never_changed(former):
    former.printed = 3

    with refused_with_sentence("former_reports_are_only_added"):
        former.save()


def test_a_former_report_is_never_deleted(former):
    with refused_with_sentence("former_reports_are_only_added"):
        former.delete()
