from datetime import date
from decimal import Decimal

import pytest

from monitoring.figures.national import national_figures
from monitoring.figures.sums import Span
from monitoring.models import District, DistrictPlace
from tests.makers import (
    TODAY,
    district_of,
    make_count,
    make_receipt,
    make_report,
    make_round,
    make_shipment,
    make_supply,
    supply_district,
)

pytestmark = pytest.mark.django_db

JUNE_6 = date(2017, 6, 6)


@pytest.fixture
def stated(kab_bandung, denpasar):
    """Let 1,000 blanks be supplied, 300 sent, 250 of them received, 14 and 60 cards printed."""
    make_supply(700, received_on=date(2017, 4, 3))
    make_supply(300, received_on=date(2017, 7, 3))
    make_count(None, 690, counted_on=date(2017, 7, 14))
    make_receipt(make_shipment(kab_bandung, 100, sent_on=date(2017, 4, 10)))
    make_receipt(make_shipment(denpasar, 200, sent_on=date(2017, 5, 10)), 150)
    make_report(kab_bandung, as_of=JUNE_6, printed=14, print_ready=3)
    make_report(denpasar, as_of=JUNE_6, printed=60)
    make_report(kab_bandung, as_of=TODAY, eligible=1000, enrolled=900)
    make_report(denpasar, as_of=date(2017, 7, 1), eligible=500, enrolled=450)


def test_the_figures_of_a_day(stated):
    assert national_figures(as_of=TODAY).as_json() == {
        "as_of": "2017-07-16",
        "provinces": 34,
        "districts": 514,
        "districts_reporting": 2,
        "supplied": 1000,
        "central_on_hand": 690,
        "shipped": 300,
        "in_transit": 50,
        "received": 250,
        "printed": 74,
        "damaged": None,
        "available": 176,
        "used_percent": 24.67,
        "low_print_threshold": 15,
        "low_print_districts": 1,
        "low_print_codes": ["32.04"],
        "eligible": 1500,
        "enrolled": 1350,
        "unenrolled": 150,
        "coverage_percent": 90.0,
        "unexplained": 10,
    }


def test_the_figures_of_an_earlier_day(stated):
    figures = national_figures(as_of=date(2017, 5, 10))

    assert (figures.supplied, figures.central_on_hand, figures.shipped) == (700, None, 300)
    assert (figures.in_transit, figures.received, figures.printed) == (200, 100, None)
    assert (figures.used_percent, figures.coverage_percent, figures.unexplained) == (None, None, None)


def test_each_figure_says_of_which_days_it_is(stated):
    spans = national_figures(as_of=TODAY).spans

    assert spans["printed"] == spans["available"] == Span(JUNE_6, JUNE_6, 2)
    assert spans["enrolled"] == spans["coverage_percent"] == Span(date(2017, 7, 1), TODAY, 2)
    assert spans["central_on_hand"] == Span(date(2017, 7, 14), date(2017, 7, 14))
    assert spans["supplied"] == Span(date(2017, 4, 3), date(2017, 7, 3))
    assert spans["shipped"] == Span(date(2017, 4, 10), date(2017, 5, 10))
    assert "damaged" not in spans


def test_an_empty_portal_knows_nothing():
    figures = national_figures(as_of=TODAY)

    assert (figures.districts, figures.districts_reporting, figures.supplied, figures.shipped) == (
        514,
        0,
        0,
        0,
    )
    assert (figures.printed, figures.available, figures.used_percent, figures.unexplained) == (None,) * 4
    assert (figures.low_print_districts, figures.low_print_codes) == (0, ())


def test_before_the_first_round_no_threshold_is_in_force():
    figures = national_figures(as_of=date(2017, 3, 31))

    assert (figures.low_print_threshold, figures.low_print_districts, figures.districts) == (None, 0, 514)


def test_a_loan_is_not_shipped_by_the_centre(stated, kab_bandung, kota_bandung):
    before = national_figures(as_of=TODAY)
    supply_district(kota_bandung, 5, sent_from=kab_bandung)

    after = national_figures(as_of=TODAY)

    assert (after.shipped, after.received) == (before.shipped, before.received)


def test_an_officer_is_shown_the_own_districts_and_nothing_of_the_centre(stated, bali_officer):
    figures = national_figures(
        as_of=TODAY, districts=District.objects.visible_to(bali_officer), central=False
    )

    assert (figures.provinces, figures.districts, figures.districts_reporting) == (1, 9, 1)
    assert (figures.shipped, figures.in_transit, figures.received, figures.printed) == (200, 50, 150, 60)
    assert (figures.used_percent, figures.low_print_codes) == (Decimal("30.00"), ())
    assert (figures.supplied, figures.central_on_hand, figures.unexplained) == (None, None, None)
    assert not {"supplied", "central_on_hand"} & set(figures.spans)


def test_nobody_is_shown_nothing(stated):
    figures = national_figures(as_of=TODAY, districts=District.objects.visible_to(None), central=False)

    assert (figures.provinces, figures.districts, figures.shipped, figures.printed) == (0, 0, 0, None)


def test_codes_and_provinces_are_those_of_the_day():
    merauke = district_of("91.01")
    make_report(merauke, as_of=JUNE_6, printed=1)
    make_round(date(2022, 7, 1))
    make_report(merauke, as_of=date(2022, 8, 2), printed=1)

    then, later = national_figures(as_of=TODAY), national_figures(as_of=date(2022, 12, 8))

    assert (then.provinces, then.low_print_codes) == (34, ("91.01",))
    assert (later.provinces, later.low_print_codes) == (38, ("93.01",))


def test_a_district_that_has_closed_is_not_counted(stated, denpasar):
    DistrictPlace.objects.filter(district=denpasar).update(valid_until=date(2017, 7, 16))

    figures = national_figures(as_of=TODAY)

    assert (figures.districts, figures.printed) == (513, 14)


def test_the_number_of_queries_does_not_grow_with_rows(stated, kab_bandung, django_assert_num_queries):
    for day in range(1, 6):
        make_report(kab_bandung, as_of=date(2017, 5, day), printed=day)
        supply_district(kab_bandung, 5)
        make_supply(5)

    with django_assert_num_queries(10):
        national_figures(as_of=TODAY)
