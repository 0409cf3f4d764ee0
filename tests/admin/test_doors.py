"""An officer sees and writes only what lies in the own regions, by whichever door."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission

from monitoring.models import BlankReceipt, DistrictAlias, DistrictReport, Store
from tests.makers import make_report, make_shipment, store_of, supply_district


def figures_of(report):
    return DistrictReport.objects.values_list("printed", "as_of", "district").get(pk=report.pk)


@pytest.fixture
def jabar_report(kab_bandung):
    supply_district(kab_bandung, 5000)
    return make_report(kab_bandung, printed=4321)


@pytest.mark.parametrize("name", ["district", "districtreport", "blankshipment", "blankreceipt"])
def test_a_list_holds_no_row_of_another_province(name, signed_in, bali_officer, jabar_report):
    response = signed_in(bali_officer).get(f"/monitoring/{name}/")

    assert b"Kabupaten Bandung" not in response.content


def test_the_first_page_sums_only_the_own_districts(signed_in, bali_officer, denpasar, jabar_report):
    make_report(denpasar, printed=77)

    response = signed_in(bali_officer).get("/")

    assert response.context["figures"].printed == 77
    assert "Sum of 1 of 9 districts (provinces: 1)." in response.content.decode()
    assert b"Kabupaten Bandung" not in response.content


@pytest.mark.parametrize("page", ["change", "history", "delete"])
def test_another_ones_row_looks_like_a_missing_one(page, signed_in, bali_officer, jabar_report):
    browser = signed_in(bali_officer)

    other = browser.get(f"/monitoring/districtreport/{jabar_report.pk}/{page}/")
    missing = browser.get(f"/monitoring/districtreport/999999/{page}/")

    assert (other.status_code, other.get("Location")) == (missing.status_code, missing.get("Location"))
    assert other.status_code in (302, 403)


def test_a_form_offers_only_the_own_districts(signed_in, bali_officer, denpasar):
    text = signed_in(bali_officer).get("/monitoring/districtreport/add/").content.decode()

    assert "Kota Denpasar" in text
    assert "Kabupaten Bandung" not in text


def test_a_report_cannot_be_sent_for_another_province(signed_in, bali_officer, kab_bandung):
    data = {"district": kab_bandung.pk, "as_of": "2017-06-06", "printed": "5"}

    response = signed_in(bali_officer).post("/monitoring/districtreport/add/", data)

    assert list(response.context["adminform"].form.errors) == ["district"]
    assert not DistrictReport.objects.exists()


def test_a_change_cannot_be_sent_for_another_ones_report(signed_in, bali_officer, jabar_report):
    before = figures_of(jabar_report)

    response = signed_in(bali_officer).post(
        f"/monitoring/districtreport/{jabar_report.pk}/change/", {"printed": "1", "reason": "x"}
    )

    assert response.status_code == 302
    assert figures_of(jabar_report) == before


def test_the_grid_shows_no_district_of_another_province(signed_in, bali_officer, jabar_report):
    url = "/monitoring/districtreport/grid/?province=32&as_of=2017-06-06"

    response = signed_in(bali_officer).get(url)

    assert response.context["rows"] == []
    assert b"Kabupaten Bandung" not in response.content


def test_the_grid_takes_nothing_for_another_province(signed_in, bali_officer, kab_bandung):
    url = "/monitoring/districtreport/grid/?province=51&as_of=2017-06-06"

    signed_in(bali_officer).post(url, {f"{kab_bandung.pk}-printed": "5", "confirm": "1"})

    assert not DistrictReport.objects.exists()


def test_an_autocomplete_finds_only_own_shipments(signed_in, bali_officer, kab_bandung, denpasar):
    make_shipment(kab_bandung, number="BAST/JABAR")
    make_shipment(denpasar, number="BAST/BALI")

    response = signed_in(bali_officer).get(
        "/autocomplete/",
        {"app_label": "monitoring", "model_name": "blankreceipt", "field_name": "shipment", "term": "BAST"},
    )

    assert [found["text"] for found in response.json()["results"]] == ["BAST/BALI → Kota Denpasar"]


def test_a_receipt_is_written_by_who_receives(signed_in, bali_officer, jabar_officer, denpasar):
    shipment = make_shipment(denpasar, 100, sent_on=date(2017, 4, 10))
    data = {
        "shipment": shipment.pk,
        "received_on": "2017-04-12",
        "accepted": "90",
        "rejected": "10",
        "missing": "0",
    }

    refused = signed_in(jabar_officer).post("/monitoring/blankreceipt/add/", data)
    taken = signed_in(bali_officer).post("/monitoring/blankreceipt/add/", data)

    assert (refused.status_code, taken.status_code) == (200, 302)
    assert BlankReceipt.objects.get().recorded_by == bali_officer


def test_an_export_holds_no_row_of_another_province(signed_in, bali_officer, denpasar, jabar_report):
    make_report(denpasar, printed=77)

    response = signed_in(bali_officer).post("/monitoring/districtreport/export/", {"format": "1"})

    lines = response.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("Bali,51.71,Kota Denpasar,2017-06-06,77")


@pytest.mark.parametrize("name", ["district", "districtreport", "blanksupply", "user"])
def test_someone_without_permission_gets_in_nowhere(name, signed_in, nobody):
    browser = signed_in(nobody)

    pages = [browser.get(f"/monitoring/{name}/{page}") for page in ("", "add/", "export/")]

    assert {page.status_code for page in pages} <= {403, 404, 302}


def test_whoever_may_only_look_does_not_export_without_the_permission(signed_in, nobody):
    nobody.user_permissions.add(Permission.objects.get(codename="view_districtreport"))

    response = signed_in(nobody).get("/monitoring/districtreport/export/")

    assert response.status_code == 403


def test_the_deletion_of_a_district_counts_what_hangs_on_it_and_names_no_row(
    signed_in, central_staff, kab_bandung, jabar_report
):
    text = signed_in(central_staff).get(f"/monitoring/district/{kab_bandung.pk}/delete/").content.decode()

    assert "Position reports: 1" in text
    assert "06-06-2017" not in text


def test_a_district_with_figures_is_not_deleted(signed_in, central_staff, kab_bandung, jabar_report):
    signed_in(central_staff).post(f"/monitoring/district/{kab_bandung.pk}/delete/", {"post": "yes"})

    assert Store.objects.filter(district=kab_bandung).exists()
    assert DistrictReport.objects.count() == 1


def test_an_alias_cannot_be_moved_to_a_district_that_its_writer_may_not_see(
    signed_in, bali_officer, denpasar, kab_bandung
):
    codes = ("view_districtalias", "change_districtalias")
    bali_officer.user_permissions.set(Permission.objects.filter(codename__in=codes))
    alias = DistrictAlias.objects.create(text="Den Pasar", district=denpasar)

    response = signed_in(bali_officer).post(
        f"/monitoring/districtalias/{alias.pk}/change/",
        {"text": "Den Pasar", "district": kab_bandung.pk, "kind": "alias"},
    )

    assert response.status_code == 200
    alias.refresh_from_db()
    assert alias.district == denpasar


def test_both_ends_of_a_loan_see_its_shipment(signed_in, bali_officer, jabar_officer, kab_bandung, denpasar):
    supply_district(kab_bandung, 500)
    loan = make_shipment(denpasar, 50, sent_from=kab_bandung)

    pages = [
        signed_in(user).get(f"/monitoring/blankshipment/{loan.pk}/change/")
        for user in (bali_officer, jabar_officer)
    ]

    assert [page.status_code for page in pages] == [200, 200]
    assert store_of(denpasar).pk == loan.to_store_id
