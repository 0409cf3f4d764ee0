from datetime import date

import pytest

from monitoring.models import ShipmentState, Store
from monitoring.models.posting import withdraw
from tests.makers import (
    NOW,
    make_count,
    make_receipt,
    make_shipment,
    make_supply,
    recorder,
)
from tests.models.refused import refused, refused_with_sentence

pytestmark = pytest.mark.django_db

APRIL_10 = date(2017, 4, 10)
APRIL_9 = date(2017, 4, 9)


@pytest.fixture
def shipment(kab_bandung):
    return make_shipment(kab_bandung, 100, sent_on=APRIL_10)


def withdrawn(paper):
    withdraw(paper, by=recorder(), at=NOW)
    return paper


@pytest.mark.parametrize("quantity", [0, -1])
def test_a_shipment_of_nothing_is_refused(kab_bandung, quantity):
    with refused("shipment_above_zero"):
        make_shipment(kab_bandung, quantity)


@pytest.mark.parametrize("quantity", [0, -1])
def test_a_supply_of_nothing_is_refused(quantity):
    with refused("supply_above_zero"):
        make_supply(quantity)


def test_a_negative_stock_count_is_refused(kab_bandung):
    with refused("count_not_negative"):
        make_count(kab_bandung, -1)


def test_two_counts_of_a_store_on_a_day_are_refused(kab_bandung):
    make_count(kab_bandung, 5)

    with refused(
        "one_count_of_a_store_on_a_day",
        sqlite="monitoring_stockcount.store_id, monitoring_stockcount.counted_on",
    ):
        make_count(kab_bandung, 6)


@pytest.mark.parametrize("part", ["accepted", "rejected", "missing"])
def test_a_negative_part_of_a_receipt_is_refused(shipment, part):
    with refused("receipt_not_negative"):
        make_receipt(shipment, **{"accepted": 5, part: -1})


def test_a_receipt_of_nothing_is_refused(shipment):
    with refused("receipt_of_something"):
        make_receipt(shipment, 0)


def test_a_shipment_to_its_own_store_is_refused(kab_bandung):
    with refused("shipment_between_two_stores"):
        make_shipment(kab_bandung, sent_from=kab_bandung)


def test_a_shipment_sent_without_a_number_is_refused(kab_bandung):
    with refused("sent_shipment_has_number_and_day"):
        make_shipment(kab_bandung, number=None)


def test_one_number_may_hold_several_districts_but_each_only_once(kab_bandung, kota_bandung):
    make_shipment(kab_bandung, number="BAST/1")
    make_shipment(kota_bandung, number="BAST/1")

    with refused("shipment_number_once_for_a_store", sqlite="monitoring_blankshipment.number"):
        make_shipment(kab_bandung, number="BAST/1")


def test_the_number_of_a_withdrawn_shipment_may_be_used_again(kab_bandung):
    withdrawn(make_shipment(kab_bandung, number="BAST/1"))

    assert make_shipment(kab_bandung, number="BAST/1").pk


def test_received_on_the_day_it_was_sent_is_taken_and_the_day_before_refused(shipment):
    make_receipt(shipment, 10, received_on=APRIL_10)

    with refused_with_sentence("received_not_before_sent"):
        make_receipt(shipment, 10, received_on=APRIL_9)


def test_nothing_is_received_of_a_shipment_that_is_still_prepared(kab_bandung):
    prepared = make_shipment(kab_bandung, number=None, state=ShipmentState.PREPARED)

    with refused_with_sentence("received_not_before_sent"):
        make_receipt(prepared, 10)


def test_nothing_is_received_of_a_withdrawn_shipment(shipment):
    withdrawn(shipment)

    with refused_with_sentence("received_not_before_sent"):
        make_receipt(shipment, 10)


def test_all_that_was_sent_may_be_accounted_for_over_several_receipts(shipment):
    make_receipt(shipment, 50, rejected=20)
    last = make_receipt(shipment, 25, missing=5)

    assert last.pk


def test_accepted_rejected_and_missing_above_what_was_sent_are_refused(shipment):
    with refused_with_sentence("received_not_above_sent"):
        make_receipt(shipment, 90, rejected=6, missing=5)


def test_a_second_receipt_that_goes_above_what_was_sent_is_refused(shipment):
    make_receipt(shipment, 60)

    with refused_with_sentence("received_not_above_sent"):
        make_receipt(shipment, 41)


def test_a_receipt_changed_to_more_than_was_sent_is_refused(shipment):
    receipt = make_receipt(shipment, 60)
    make_receipt(shipment, 40)
    receipt.missing = 1

    with refused_with_sentence("received_not_above_sent"):
        receipt.save()


def test_a_withdrawn_receipt_counts_no_more(shipment):
    withdrawn(make_receipt(shipment, 100))

    assert make_receipt(shipment, 100).accepted == 100


def test_a_shipment_is_not_changed_to_less_than_arrived(shipment):
    make_receipt(shipment, 60)
    shipment.quantity = 59

    with refused_with_sentence("shipment_not_below_what_arrived"):
        shipment.save()


def test_a_shipment_may_be_changed_to_what_arrived(shipment):
    make_receipt(shipment, 60)
    shipment.quantity = 60

    shipment.save()

    shipment.refresh_from_db()
    assert shipment.quantity == 60


def test_a_shipment_is_not_changed_to_a_day_after_its_receipt(shipment):
    make_receipt(shipment, 60, received_on=date(2017, 4, 12))
    shipment.sent_on = date(2017, 4, 13)

    with refused_with_sentence("shipment_not_after_its_receipt"):
        shipment.save()


def test_a_shipment_that_arrived_is_not_withdrawn(shipment):
    make_receipt(shipment, 60)

    with refused_with_sentence("shipment_not_after_its_receipt"):
        withdrawn(shipment)


@pytest.mark.parametrize(
    ("make", "rule"),
    [
        (lambda to, day: make_supply(received_on=day, recorded_on=APRIL_9), "supply_not_after_the_day"),
        (lambda to, day: make_shipment(to, sent_on=day, recorded_on=APRIL_9), "shipment_not_after_the_day"),
        (lambda to, day: make_count(to, 1, counted_on=day, recorded_on=APRIL_9), "count_not_after_the_day"),
    ],
)
def test_a_document_of_a_day_that_is_still_to_come_is_refused(kab_bandung, make, rule):
    with refused(f"{rule}_it_was_recorded"):
        make(kab_bandung, APRIL_10)


def test_a_receipt_of_a_day_that_is_still_to_come_is_refused(shipment):
    with refused("receipt_not_after_the_day_it_was_recorded"):
        make_receipt(shipment, received_on=date(2017, 4, 12), recorded_on=date(2017, 4, 11))


def test_there_is_one_central_store():
    with refused("one_central_store"):
        Store.objects.create(name="another")
