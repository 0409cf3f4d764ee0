from datetime import date

import pytest

from monitoring.models import DistributionRound, DueDay
from tests.makers import make_report
from tests.models.refused import refused_with_sentence

pytestmark = pytest.mark.django_db

JULY_5, JULY_6 = date(2017, 7, 5), date(2017, 7, 6)


@pytest.fixture
def first_round():
    return DistributionRound.objects.get()


def test_a_round_does_not_move_past_a_report_of_its_own(kab_bandung):
    july = DistributionRound.objects.create(name="Juli", starts_on=date(2017, 7, 1))
    make_report(kab_bandung, as_of=JULY_5)

    with refused_with_sentence("round_takes_no_reports_of_another"):
        DistributionRound.objects.filter(pk=july.pk).update(starts_on=JULY_6)

    july.refresh_from_db()
    assert july.starts_on == date(2017, 7, 1)


def test_a_round_with_reports_may_begin_earlier(first_round, kab_bandung):
    make_report(kab_bandung, as_of=JULY_5)

    DistributionRound.objects.filter(pk=first_round.pk).update(starts_on=date(2017, 3, 1))

    first_round.refresh_from_db()
    assert first_round.starts_on == date(2017, 3, 1)


def test_a_new_round_takes_no_reports_of_the_one_before(kab_bandung):
    make_report(kab_bandung, as_of=JULY_5)

    with refused_with_sentence("round_takes_no_reports_of_another"):
        DistributionRound.objects.create(name="Juli", starts_on=JULY_5)
    DistributionRound.objects.create(name="Juli", starts_on=JULY_6)

    assert DistributionRound.objects.count() == 2


def test_a_round_begins_not_after_its_due_days(first_round):
    with refused_with_sentence("round_begins_before_its_due_days"):
        DistributionRound.objects.filter(pk=first_round.pk).update(starts_on=date(2017, 4, 5))


def test_a_due_day_lies_in_its_round(first_round):
    with refused_with_sentence("due_day_not_before_its_round"):
        DueDay.objects.create(round=first_round, due_on=date(2017, 3, 31))
    DueDay.objects.create(round=first_round, due_on=date(2017, 4, 1))

    assert DueDay.objects.filter(due_on__lt=date(2017, 4, 2)).count() == 1
