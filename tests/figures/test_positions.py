from datetime import date
from decimal import Decimal

import pytest

from monitoring.figures.positions import with_positions
from monitoring.models import District
from monitoring.models.posting import withdraw
from monitoring.rules import FIGURES
from tests.makers import (
    NOW,
    ONE_DAY,
    TODAY,
    make_count,
    make_opening,
    make_receipt,
    make_report,
    make_round,
    make_shipment,
    recorder,
    supply_district,
)

pytestmark = pytest.mark.django_db

JUNE_6 = date(2017, 6, 6)


def position_of(district, *, as_of=TODAY):
    return with_positions(District.objects.all(), as_of=as_of).get(pk=district.pk)


def test_what_was_never_reported_is_none_and_not_zero(kab_bandung):
    position = position_of(kab_bandung)

    assert [getattr(position, figure) for figure in FIGURES] == [None] * 7
    assert [getattr(position, f"{figure}_on") for figure in FIGURES] == [None] * 7
    assert (position.available, position.stock, position.used_percent) == (None, None, None)
    assert (position.received, position.ever_received, position.sent_out, position.opening) == (0, 0, 0, 0)
    assert (position.is_low, position.reason, position.last_report_on) == (False, "not_reporting", None)


def test_the_latest_is_per_figure(kab_bandung):
    make_report(kab_bandung, as_of=JUNE_6, printed=20, enrolled=80)
    make_report(kab_bandung, as_of=TODAY, enrolled=90, eligible=100)

    position = position_of(kab_bandung)

    assert (position.printed, position.printed_on, position.last_report_on) == (20, JUNE_6, JUNE_6)
    assert (position.enrolled, position.enrolled_on, position.eligible) == (90, TODAY, 100)


def test_a_report_of_tomorrow_is_not_known_today(kab_bandung):
    make_report(kab_bandung, as_of=JUNE_6, printed=20)

    assert position_of(kab_bandung, as_of=JUNE_6 - ONE_DAY).printed is None
    assert position_of(kab_bandung, as_of=JUNE_6).printed == 20


def test_a_blank_figure_leaves_the_one_before_it_standing(kab_bandung):
    make_report(kab_bandung, as_of=date(2017, 5, 30), printed=20, print_ready=5)
    make_report(kab_bandung, as_of=JUNE_6, printed=None, print_ready=0)

    position = position_of(kab_bandung)

    assert (position.printed, position.print_ready) == (20, 0)


def test_what_accumulates_begins_anew_with_a_round_and_levels_do_not(kab_bandung):
    make_report(kab_bandung, as_of=JUNE_6, printed=20, damaged=2, stock_on_hand=7)
    make_round(date(2017, 7, 1))

    position = position_of(kab_bandung)

    assert (position.printed, position.damaged, position.stock_on_hand) == (None, None, 7)
    assert position.reason == "not_reporting"
    assert position_of(kab_bandung, as_of=date(2017, 6, 30)).printed == 20


def test_before_the_first_round_nothing_has_accumulated(kab_bandung):
    position = position_of(kab_bandung, as_of=date(2017, 3, 31))

    assert (position.printed, position.received, position.is_low) == (None, 0, False)


def test_what_arrives_tomorrow_is_not_stock_today(kab_bandung):
    make_report(kab_bandung, as_of=JUNE_6, printed=0)
    supply_district(kab_bandung, 500, received_on=TODAY + ONE_DAY)

    position = position_of(kab_bandung)

    assert (position.received, position.available) == (0, 0)


def test_expected_stock_is_what_came_less_what_went(kab_bandung, kota_bandung):
    make_opening(kab_bandung, 10)
    supply_district(kab_bandung, 500)
    supply_district(kab_bandung, 40, sent_from=kota_bandung)  # a loan that came
    make_shipment(kota_bandung, 30, sent_from=kab_bandung)  # a loan that went, still under way
    supply_district(None, 20, sent_from=kab_bandung)  # a return
    make_report(kab_bandung, printed=100, damaged=3)

    position = position_of(kab_bandung)

    assert (position.opening, position.received, position.sent_out) == (10, 540, 50)
    assert position.available == 10 + 540 - 100 - 3 - 50


def test_damaged_never_reported_counts_as_none_spoiled(kab_bandung):
    supply_district(kab_bandung, 500)
    make_report(kab_bandung, printed=100)

    position = position_of(kab_bandung)

    assert (position.damaged, position.available) == (None, 400)


def test_without_printed_nothing_is_expected(kab_bandung):
    supply_district(kab_bandung, 500)
    make_report(kab_bandung, damaged=3)

    position = position_of(kab_bandung)

    assert (position.received, position.available) == (500, None)


def test_rejected_and_missing_never_reach_the_store(kab_bandung):
    make_receipt(make_shipment(kab_bandung, 100), 80, rejected=15, missing=5)
    make_report(kab_bandung, printed=0)

    position = position_of(kab_bandung)

    assert (position.received, position.available) == (80, 80)


def test_several_receipts_reports_and_counts_do_not_multiply_each_other(kab_bandung, kota_bandung):
    shipment = make_shipment(kab_bandung, 100)
    for accepted in (10, 20, 30):
        make_receipt(shipment, accepted)
    make_shipment(kota_bandung, 5, sent_from=kab_bandung)
    make_shipment(kota_bandung, 6, sent_from=kab_bandung)
    for week in range(3):
        make_report(kab_bandung, as_of=date(2017, 5, 1 + week), printed=week, stock_on_hand=50)
    make_count(kab_bandung, 48, counted_on=date(2017, 5, 5))
    make_count(kab_bandung, 47, counted_on=date(2017, 5, 6))

    [position] = with_positions(District.objects.filter(pk=kab_bandung.pk), as_of=TODAY)

    assert (position.received, position.sent_out, position.printed) == (60, 11, 2)
    assert (position.counted, position.stock) == (47, 47)


def test_a_withdrawn_receipt_is_not_received(kab_bandung):
    withdraw(supply_district(kab_bandung, 500), by=recorder(), at=NOW)

    position = position_of(kab_bandung)

    assert (position.received, position.ever_received) == (0, 0)


def test_a_withdrawn_count_is_no_count(kab_bandung):
    make_count(kab_bandung, 5, voided_at=NOW)

    assert position_of(kab_bandung).counted is None


def test_received_is_of_the_round_and_ever_received_of_all_time(kab_bandung):
    supply_district(kab_bandung, 500, received_on=date(2017, 4, 11))
    make_round(date(2017, 7, 1))
    supply_district(kab_bandung, 60, received_on=date(2017, 7, 2))

    position = position_of(kab_bandung)

    assert (position.received, position.ever_received) == (60, 560)


def test_the_opening_is_that_of_the_round(kab_bandung):
    make_opening(kab_bandung, 10)
    make_opening(kab_bandung, 99, round_=make_round(date(2017, 7, 17)))

    assert position_of(kab_bandung).opening == 10


def test_used_percent_is_printed_in_received(kab_bandung, kota_bandung):
    supply_district(kab_bandung, 300)
    make_report(kab_bandung, printed=100)
    make_report(kota_bandung, printed=100)

    assert position_of(kab_bandung).used_percent == Decimal("33.33")
    assert position_of(kota_bandung).used_percent is None


@pytest.mark.parametrize(
    ("reported_on", "counted_on", "stock"),
    [
        (date(2017, 6, 6), date(2017, 6, 7), 20),
        (date(2017, 6, 6), date(2017, 6, 6), 20),
        (date(2017, 6, 6), date(2017, 6, 5), 10),
        (None, date(2017, 6, 5), 20),
        (date(2017, 6, 6), None, 10),
        (None, None, 70),
    ],
)
def test_stock_is_the_last_count_or_else_what_is_expected(kab_bandung, reported_on, counted_on, stock):
    supply_district(kab_bandung, 100)
    make_report(kab_bandung, as_of=date(2017, 5, 2), printed=30)
    if reported_on:
        make_report(kab_bandung, as_of=reported_on, stock_on_hand=10)
    if counted_on:
        make_count(kab_bandung, 20, counted_on=counted_on)

    position = position_of(kab_bandung)

    assert (position.stock, position.available) == (stock, 70)


def test_the_threshold_is_the_one_on_the_round(kab_bandung):
    round_ = make_round(date(2017, 7, 1), low_print_threshold=40)
    make_report(kab_bandung, as_of=date(2017, 7, 4), printed=39)

    assert position_of(kab_bandung).is_low is True

    round_.low_print_threshold = 39
    round_.save()

    assert position_of(kab_bandung).is_low is False


@pytest.mark.parametrize(
    ("received", "printed", "figures", "reason"),
    [
        (0, 0, {}, "never_supplied"),
        (12, 12, {}, "stocked_out"),
        (12, 3, {"stock_on_hand": 0}, "stocked_out"),
        (100, 3, {"print_ready": 0}, "no_queue"),
        (100, 0, {"print_ready": 5}, "not_printing"),
        (100, 14, {"print_ready": 5}, "printing_trouble"),
        (100, 15, {"print_ready": 5}, None),
    ],
)
def test_each_reason_is_found_and_can_be_filtered(kab_bandung, received, printed, figures, reason):
    if received:
        supply_district(kab_bandung, received)
    make_report(kab_bandung, printed=printed, **figures)

    flagged = with_positions(District.objects.all(), as_of=TODAY).filter(is_low=True)

    assert position_of(kab_bandung).reason == reason
    assert list(flagged.values_list("pk", "reason")) == ([(kab_bandung.pk, reason)] if reason else [])


SORTABLE = (*FIGURES, "received", "available", "used_percent", "last_report_on", "stock", "is_low", "reason")


@pytest.mark.parametrize("column", SORTABLE)
def test_every_figure_can_be_sorted_by(kab_bandung, column):
    districts = with_positions(District.objects.filter(province="32"), as_of=TODAY)

    assert districts.order_by(column).count() == 27
    assert len(districts.order_by(f"-{column}", "code")) == 27


def test_the_scope_stands(jabar_officer, kab_bandung, denpasar):
    make_report(kab_bandung, printed=1)
    make_report(denpasar, printed=1)

    seen = with_positions(District.objects.visible_to(jabar_officer), as_of=TODAY).filter(is_low=True)

    assert [district.code for district in seen] == ["32.04"]


def test_two_queries_however_many_reports_there_are(kab_bandung, django_assert_num_queries):
    for day in range(1, 11):
        make_report(kab_bandung, as_of=date(2017, 5, day), printed=day)
        supply_district(kab_bandung, 5)

    with django_assert_num_queries(2):
        assert len(with_positions(District.objects.all(), as_of=TODAY)) == 514
