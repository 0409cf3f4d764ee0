from datetime import date

import pytest
from django.db import IntegrityError, connection

from monitoring.models import Account, BlankMovement, BlankReceipt, ShipmentState
from monitoring.models.posting import post, post_new, withdraw
from tests.at_once import at_once
from tests.makers import (
    NOW,
    district_of,
    make_receipt,
    make_shipment,
    make_supply,
    recorded,
    recorder,
    store_of,
    supply_district,
)

APRIL_12 = date(2017, 4, 12)


def balance(account):
    return BlankMovement.objects.balance(account)


def account_of(kind):
    return Account.objects.get(kind=kind)


def books():
    """Return what lies in each account, those that hold nothing left out."""
    balances = {str(account.store_id or account.kind): balance(account) for account in Account.objects.all()}
    return {name: number for name, number in balances.items() if number}


def key(district):
    return str(store_of(district).pk)


@pytest.mark.django_db
def test_a_supply_comes_from_its_maker(kab_bandung):
    make_supply(1000)

    assert books() == {"maker": -1000, key(None): 1000}


@pytest.mark.django_db
def test_a_shipment_is_in_transit_until_it_arrives(kab_bandung):
    make_supply(1000)

    make_shipment(kab_bandung, 300)

    assert books() == {"maker": -1000, key(None): 700, "in_transit": 300}


@pytest.mark.django_db
def test_a_prepared_shipment_moves_nothing(kab_bandung):
    make_shipment(kab_bandung, 300, number=None, state=ShipmentState.PREPARED)

    assert books() == {}


@pytest.mark.django_db
def test_a_receipt_parts_what_arrived(kab_bandung):
    make_supply(1000)
    shipment = make_shipment(kab_bandung, 300)

    make_receipt(shipment, 280, rejected=12, missing=3)

    assert books() == {
        "maker": -1000,
        key(None): 700,
        key(kab_bandung): 280,
        "rejected": 12,
        "missing": 3,
        "in_transit": 5,
    }


@pytest.mark.django_db
def test_a_loan_and_a_return_leave_the_district(kab_bandung, kota_bandung):
    supply_district(kab_bandung, 100)

    supply_district(kota_bandung, 30, sent_from=kab_bandung)
    supply_district(None, 20, sent_from=kab_bandung)

    assert (balance(store_of(kab_bandung).account), balance(store_of(kota_bandung).account)) == (50, 30)
    assert balance(store_of(None).account) == -80


@pytest.mark.django_db
def test_posting_again_moves_nothing():
    supply = make_supply(1000)

    post(supply, by=recorder(), at=NOW)

    assert BlankMovement.objects.count() == 1


@pytest.mark.django_db
def test_a_changed_document_is_taken_back_and_posted_anew(kab_bandung):
    shipment = make_shipment(kab_bandung, 300)
    shipment.quantity = 250
    shipment.save()

    post(shipment, by=recorder(), at=NOW)

    first, back, anew = shipment.movements.order_by("pk")
    assert (first.quantity, back.quantity, anew.quantity) == (300, 300, 250)
    assert (first.reverses, back.reverses, anew.reverses) == (None, first, None)
    assert books() == {key(None): -250, "in_transit": 250}


@pytest.mark.django_db
def test_a_changed_day_moves_the_blanks_on_the_new_day(kab_bandung):
    shipment = make_shipment(kab_bandung, 300, sent_on=date(2017, 4, 10))
    shipment.sent_on = APRIL_12
    shipment.save()

    post(shipment, by=recorder(), at=NOW)

    transit = account_of("in_transit")
    assert BlankMovement.objects.by(date(2017, 4, 11)).balance(transit) == 0
    assert BlankMovement.objects.by(APRIL_12).balance(transit) == 300


@pytest.mark.django_db
def test_a_withdrawn_document_leaves_the_books_as_they_were(kab_bandung):
    shipment = make_shipment(kab_bandung, 300)
    before = books()
    receipt = make_receipt(shipment, 200)

    withdraw(receipt, by=recorder(), at=NOW)

    assert books() == before
    assert receipt.voided_at == NOW
    assert BlankReceipt.objects.standing().count() == 0
    assert BlankMovement.objects.filter(receipt=receipt).count() == 2


@pytest.mark.django_db
def test_many_new_papers_are_posted_with_three_statements(
    kab_bandung, kota_bandung, django_assert_max_num_queries
):
    by = recorder()
    papers = [make_supply(10) for _ in range(5)]
    posted = BlankMovement.objects.count()

    with django_assert_max_num_queries(4):
        post_new(papers, by=by, at=NOW)

    assert BlankMovement.objects.count() == posted + 5


@pytest.mark.django_db(transaction=True)
def test_two_receipts_at_once_never_exceed_what_was_sent():
    shipment = make_shipment(district_of("32.04"), 100)
    fields = recorded(APRIL_12) | {"shipment": shipment, "received_on": APRIL_12, "accepted": 60}

    results = at_once(*[lambda: BlankReceipt.objects.create(**fields)] * 2)

    assert {type(result) for result in results} == {BlankReceipt, IntegrityError}
    assert BlankReceipt.objects.get().accepted == 60


@pytest.mark.django_db(transaction=True)
def test_the_rules_hold_in_a_test_that_commits():
    supply = make_supply(5)

    with pytest.raises(IntegrityError):
        supply.movements.get().delete()

    assert connection.in_atomic_block is False
    assert books() == {"maker": -5, key(None): 5}
