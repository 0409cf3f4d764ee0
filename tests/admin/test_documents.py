from datetime import date

import pytest

from monitoring.models import (
    Account,
    BlankMovement,
    BlankReceipt,
    BlankShipment,
    BlankSupply,
    EnrolmentTarget,
    StockCount,
)
from tests.makers import (
    make_count,
    make_receipt,
    make_shipment,
    make_supply,
    store_of,
    supply_district,
)


def errors_of(response):
    return response.context["adminform"].form.errors


def in_store(district):
    return BlankMovement.objects.balance(Account.objects.get(store=store_of(district)))


def shipment_form(to, **fields):
    return {
        "number": "BAST/1",
        "state": "sent",
        "sent_on": "2017-05-01",
        "from_store": store_of(None).pk,
        "to_store": store_of(to).pk,
        "quantity": "500",
        "receipts-TOTAL_FORMS": "0",
        "receipts-INITIAL_FORMS": "0",
    } | fields


def test_a_supply_that_is_recorded_is_posted(signed_in, central_staff):
    data = {"document": "KONTRAK/1", "received_on": "2017-04-03", "quantity": "7000"}

    signed_in(central_staff).post("/monitoring/blanksupply/add/", data)

    supply = BlankSupply.objects.get()
    assert (supply.recorded_by, supply.recorded_on) == (central_staff, date(2017, 7, 16))
    assert in_store(None) == 7000


def test_a_shipment_leaves_its_store_when_it_is_recorded(signed_in, central_staff, kab_bandung):
    make_supply(7000)

    response = signed_in(central_staff).post("/monitoring/blankshipment/add/", shipment_form(kab_bandung))

    assert response.status_code == 302
    assert (in_store(None), in_store(kab_bandung)) == (6500, 0)


def test_a_changed_quantity_is_posted_anew(signed_in, central_staff):
    make_supply(7000, document="K")
    supply = BlankSupply.objects.get()
    data = {"document": "K", "received_on": "2017-04-03", "quantity": "6000"}

    signed_in(central_staff).post(f"/monitoring/blanksupply/{supply.pk}/change/", data)

    assert in_store(None) == 6000


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"sent_on": "2017-07-17"}, "still to come"),
        ({"quantity": "0"}, "at least one blank"),
        ({"number": ""}, "has a BAST number and a day"),
    ],
)
def test_what_a_shipment_cannot_be_is_said_in_its_form(
    fields, sentence, signed_in, central_staff, kab_bandung
):
    response = signed_in(central_staff).post(
        "/monitoring/blankshipment/add/", shipment_form(kab_bandung, **fields)
    )

    assert sentence in str(errors_of(response))
    assert not BlankShipment.objects.exists()


@pytest.mark.parametrize(("typed", "stored"), [("7.000", 7000), ("7.000.000", 7_000_000), (" 7000 ", 7000)])
def test_a_quantity_is_read_as_people_write_it(typed, stored, signed_in, central_staff):
    data = {"document": "KONTRAK/1", "received_on": "2017-04-03", "quantity": typed}

    signed_in(central_staff).post("/monitoring/blanksupply/add/", data)

    assert BlankSupply.objects.get().quantity == stored


@pytest.mark.parametrize("typed", ["7,000", "7.0", "-7", "", "9999999999", "seven"])
def test_a_quantity_that_can_be_read_in_two_ways_or_none_is_refused(typed, signed_in, central_staff):
    data = {"document": "KONTRAK/1", "received_on": "2017-04-03", "quantity": typed}

    response = signed_in(central_staff).post("/monitoring/blanksupply/add/", data)

    assert list(errors_of(response)) == ["quantity"]
    assert not BlankSupply.objects.exists()


def test_a_target_is_read_as_people_write_it(signed_in, central_staff):
    data = {
        "name": "x", "residents": "500.000", "counted_from": "2017-07-16", "due_before": "2018-01-01"
    }  # fmt: skip

    signed_in(central_staff).post("/monitoring/enrolmenttarget/add/", data)

    assert EnrolmentTarget.objects.get(name="x").residents == 500_000


def test_a_document_that_is_already_recorded_is_named_as_that(signed_in, central_staff, kab_bandung):
    make_supply(7000, document="K")
    make_count(None, 5, counted_on=date(2017, 7, 14))
    make_shipment(kab_bandung, 500, number="BAST/1")
    browser = signed_in(central_staff)

    supply = {"document": "K", "received_on": "2017-04-03", "quantity": "7"}
    count = {"store": store_of(None).pk, "counted_on": "2017-07-14", "quantity": "7"}
    shipment = shipment_form(kab_bandung, number="BAST/1")
    said = [
        errors_of(browser.post(f"/monitoring/{name}/add/", data)).get("__all__")
        for name, data in (("blanksupply", supply), ("stockcount", count), ("blankshipment", shipment))
    ]

    assert said == [
        ["This document is already recorded."],
        ["The store already has a count for this day."],
        ["This BAST number is already recorded for the two stores."],
    ]


def test_more_received_than_sent_is_refused_in_the_form(signed_in, bali_officer, denpasar):
    shipment = make_shipment(denpasar, 100)
    data = {
        "shipment": shipment.pk,
        "received_on": "2017-05-01",
        "accepted": "101",
        "rejected": "0",
        "missing": "0",
    }

    response = signed_in(bali_officer).post("/monitoring/blankreceipt/add/", data)

    assert "more than was sent" in errors_of(response)["__all__"][0]
    assert not BlankReceipt.objects.exists()


def test_a_receipt_before_its_shipment_is_refused_in_the_form(signed_in, bali_officer, denpasar):
    shipment = make_shipment(denpasar, 100, sent_on=date(2017, 5, 2))
    data = {
        "shipment": shipment.pk,
        "received_on": "2017-05-01",
        "accepted": "100",
        "rejected": "0",
        "missing": "0",
    }

    response = signed_in(bali_officer).post("/monitoring/blankreceipt/add/", data)

    assert "before they were sent" in errors_of(response)["__all__"][0]


def test_a_withdrawn_document_stays_and_its_blanks_go_back(signed_in, central_staff):
    make_supply(7000)
    supply = BlankSupply.objects.get()
    browser = signed_in(central_staff)

    asked = browser.get(f"/monitoring/blanksupply/{supply.pk}/withdraw/")
    before = in_store(None)
    browser.post(f"/monitoring/blanksupply/{supply.pk}/withdraw/")

    supply.refresh_from_db()
    assert (asked.status_code, before, in_store(None)) == (200, 7000, 0)
    assert supply.voided_by == central_staff


def test_a_shipment_that_arrived_is_not_withdrawn(signed_in, central_staff, kab_bandung):
    receipt = supply_district(kab_bandung, 100)

    response = signed_in(central_staff).post(
        f"/monitoring/blankshipment/{receipt.shipment_id}/withdraw/", follow=True
    )

    assert "Withdraw its receipts first." in response.content.decode()
    assert BlankShipment.objects.standing().count() == 1


def test_a_withdrawn_count_counts_for_nothing(signed_in, central_staff):
    count = make_count(None, 100)

    signed_in(central_staff).post(f"/monitoring/stockcount/{count.pk}/withdraw/")

    assert StockCount.objects.standing().count() == 0
    assert StockCount.objects.count() == 1


@pytest.mark.parametrize("name", ["blanksupply", "blankshipment", "blankreceipt", "stockcount"])
def test_a_document_is_never_deleted(name, signed_in, central_staff, kab_bandung):
    make_supply()
    receipt = supply_district(kab_bandung, 100)
    make_count(kab_bandung, 1)
    keys = {
        "blanksupply": BlankSupply.objects.get().pk,
        "blankshipment": receipt.shipment_id,
        "blankreceipt": receipt.pk,
        "stockcount": StockCount.objects.get().pk,
    }

    response = signed_in(central_staff).post(f"/monitoring/{name}/{keys[name]}/delete/", {"post": "yes"})

    assert response.status_code == 403


def test_only_who_may_withdraws(signed_in, bali_officer, denpasar):
    receipt = make_receipt(make_shipment(denpasar, 100))

    response = signed_in(bali_officer).post(f"/monitoring/blankshipment/{receipt.shipment_id}/withdraw/")

    assert response.status_code == 403


@pytest.mark.parametrize("step", ["add/", "1/change/", "1/delete/"])
def test_the_ledger_is_only_read(step, signed_in, central_staff):
    make_supply()

    response = signed_in(central_staff).post(f"/monitoring/blankmovement/{step}", {"post": "yes"})

    assert response.status_code in (302, 403)
    assert BlankMovement.objects.count() == 1
