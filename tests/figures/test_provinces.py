from datetime import date
from decimal import Decimal

import pytest

from monitoring.figures.provinces import with_sums
from monitoring.models import District, Province
from tests.makers import TODAY, district_of, make_report, supply_district

pytestmark = pytest.mark.django_db


def sums_of(code, *, districts=None, as_of=TODAY):
    districts = District.objects.all() if districts is None else districts
    return with_sums(Province.objects.all(), districts=districts, as_of=as_of).get(pk=code)


@pytest.fixture
def reported(kab_bandung, kota_bandung):
    supply_district(kab_bandung, 400)
    supply_district(kota_bandung, 100)
    make_report(kab_bandung, as_of=date(2017, 5, 30), printed=100, eligible=1000, enrolled=900, print_ready=7)
    make_report(kota_bandung, as_of=date(2017, 6, 6), printed=14, eligible=500)


def test_the_figures_are_those_of_the_districts_summed(reported):
    jabar = sums_of("32")

    assert (jabar.printed, jabar.received, jabar.available, jabar.print_ready) == (114, 500, 386, 7)
    assert jabar.used_percent == Decimal("22.80")
    assert (jabar.districts, jabar.districts_reporting, jabar.low_districts) == (27, 2, 1)
    assert (jabar.first_report_on, jabar.last_report_on) == (date(2017, 5, 30), date(2017, 6, 6))


def test_each_sum_says_how_many_districts_it_holds(reported):
    jabar = sums_of("32")

    assert (jabar.printed_reporting, jabar.eligible_reporting, jabar.enrolled_reporting) == (2, 2, 1)


def test_coverage_is_over_districts_of_which_both_figures_are_known(reported):
    jabar = sums_of("32")

    assert (jabar.eligible, jabar.enrolled, jabar.unenrolled) == (1500, 900, 100)
    assert jabar.coverage_percent == Decimal("90.00")


def test_what_no_district_reported_is_none_and_not_zero(reported):
    bali = sums_of("51")

    assert (bali.printed, bali.damaged, bali.available, bali.used_percent) == (None, None, None, None)
    assert (bali.received, bali.districts, bali.districts_reporting, bali.low_districts) == (0, 9, 0, 0)


def test_a_province_without_districts_has_none():
    papua_selatan = sums_of("93")

    assert (papua_selatan.districts, papua_selatan.printed) == (0, None)


def test_only_the_districts_that_are_seen_are_summed(reported, bandung_officer):
    jabar = sums_of("32", districts=District.objects.visible_to(bandung_officer))

    assert (jabar.districts, jabar.printed) == (1, 100)


def test_nobody_sums_nothing(reported):
    jabar = sums_of("32", districts=District.objects.visible_to(None))

    assert (jabar.districts, jabar.printed) == (0, None)


COLUMNS = "printed received available used_percent low_districts districts_reporting last_report_on".split()


@pytest.mark.parametrize("column", COLUMNS)
def test_provinces_can_be_sorted_by_every_figure(reported, column):
    make_report(district_of("51.71"), printed=1)
    provinces = with_sums(
        Province.objects.filter(pk__in=("32", "51")), districts=District.objects.all(), as_of=TODAY
    )

    up = [getattr(province, column) for province in provinces.order_by(column) if getattr(province, column)]

    assert up == sorted(up)


def test_provinces_can_be_filtered_by_a_sum(reported):
    provinces = with_sums(Province.objects.all(), districts=District.objects.all(), as_of=TODAY)

    assert [province.pk for province in provinces.filter(low_districts__gt=0)] == ["32"]
    assert provinces.filter(printed__isnull=True).count() == 37


def test_three_queries_however_many_districts_report(reported, django_assert_num_queries):
    with django_assert_num_queries(3):
        assert len(with_sums(Province.objects.all(), districts=District.objects.all(), as_of=TODAY)) == 38
