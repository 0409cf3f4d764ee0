import csv
import io
from datetime import date

import openpyxl
import pytest
from django.utils import translation

from monitoring.exports.cells import safe_text
from monitoring.exports.documents import CountSheet, ReceiptSheet, ShipmentSheet, SupplySheet
from monitoring.exports.formats import Csv, Workbook
from monitoring.exports.lists import MovementSheet, RoundSheet, TargetSheet, UploadSheet
from monitoring.exports.regions import AliasSheet
from monitoring.exports.reports import FormerReportSheet, ReportSheet
from tests.imports.sending import check as check_of
from tests.makers import (
    district_of,
    make_count,
    make_receipt,
    make_report,
    make_shipment,
    make_supply,
    supply_district,
)

SHEETS = (
    *(ReportSheet, FormerReportSheet, ShipmentSheet, ReceiptSheet, SupplySheet, CountSheet),
    *(MovementSheet, RoundSheet, TargetSheet, UploadSheet, AliasSheet),
)


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_made_for_nobody_is_empty(sheet, kab_bandung):
    make_supply()
    supply_district(kab_bandung, 5)
    make_report(kab_bandung, printed=1)
    make_count(kab_bandung, 1)

    assert list(sheet().export()) == []


def test_a_sheet_holds_only_what_its_reader_may_see(bali_officer, kab_bandung, denpasar):
    make_report(kab_bandung, printed=1)
    make_report(denpasar, printed=2)

    rows = ReportSheet(user=bali_officer).export()

    assert [row[2] for row in rows] == ["Kota Denpasar"]


def test_the_headers_are_those_of_the_readers_language(central_staff):
    with translation.override("id"):
        indonesian = ReportSheet(user=central_staff).export().headers
    with translation.override("en"):
        english = ReportSheet(user=central_staff).export().headers

    assert indonesian[:6] == ["Provinsi", "Kode", "Kab/Kota", "Tanggal posisi", "Tercetak", "Rusak"]
    assert english[:6] == ["Province", "Code", "District", "As of", "Printed", "Damaged"]


def test_a_workbook_has_codes_as_text_days_as_days_and_numbers_as_numbers(central_staff, kab_bandung):
    make_report(kab_bandung, printed=1234, as_of=date(2017, 6, 6))

    content = Workbook().export_data(ReportSheet(user=central_staff).export())

    row = [cell.value for cell in openpyxl.load_workbook(io.BytesIO(content)).active[2]]
    assert row[1:5] == ["32.04", "Kabupaten Bandung", row[3], 1234]
    assert row[3].date() == date(2017, 6, 6)
    assert row[5] is None


def test_a_csv_has_iso_days_and_empty_cells_for_what_was_not_reported(central_staff, kab_bandung):
    make_report(kab_bandung, printed=1234, as_of=date(2017, 6, 6))

    content = Csv().export_data(ReportSheet(user=central_staff).export())

    row = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))[1]
    assert row[:6] == ["Jawa Barat", "32.04", "Kabupaten Bandung", "2017-06-06", "1234", ""]


def test_code_and_name_are_those_of_the_day_of_the_report(central_staff):
    supiori = district_of("91.19")
    make_report(supiori, printed=1, as_of=date(2017, 6, 6))

    (row,) = ReportSheet(user=central_staff).export()

    assert row[:3] == ("Papua", "91.19", "Kabupaten Supiori")


def test_a_shipment_has_a_row_for_each_part_that_arrived(central_staff, kab_bandung):
    shipment = make_shipment(kab_bandung, 100, number="B1", sent_on=date(2017, 5, 1))
    make_receipt(shipment, 60, received_on=date(2017, 5, 2))
    make_receipt(shipment, 30, rejected=10, received_on=date(2017, 5, 3))

    rows = ShipmentSheet(user=central_staff).export()

    assert [(row[0], row[5], row[8], row[9], row[10]) for row in rows] == [
        ("B1", 100, date(2017, 5, 2), 60, 0),
        ("B1", 100, date(2017, 5, 3), 30, 10),
    ]


def test_a_shipment_on_its_way_has_one_row_without_arrival(central_staff, kab_bandung):
    make_shipment(kab_bandung, 100, number="B1")

    (row,) = ShipmentSheet(user=central_staff).export()

    assert (row[0], row[8], row[9]) == ("B1", None, None)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1"])
def test_a_text_that_a_spreadsheet_would_run_is_made_harmless(text):
    assert safe_text(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Kabupaten Bandung", "32.04", "471.13/1/BAST", "", "a=b"])
def test_other_texts_stay_as_they_are(text):
    assert safe_text(text) == text


def test_no_cell_of_a_file_begins_a_formula(central_staff, kab_bandung):
    make_supply(document='=HYPERLINK("http://x")')

    dataset = SupplySheet(user=central_staff).export()

    sheet = openpyxl.load_workbook(io.BytesIO(Workbook().export_data(dataset))).active
    assert (sheet["C2"].value, sheet["C2"].data_type) == ('\'=HYPERLINK("http://x")', "s")
    assert b",'=HYPERLINK" in Csv().export_data(dataset) or b"\"'=HYPERLINK" in Csv().export_data(dataset)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("form", [Workbook, Csv])
@pytest.mark.parametrize("sheet", [ReportSheet, ShipmentSheet, ReceiptSheet, SupplySheet, CountSheet])
def test_a_file_that_was_exported_uploads_again_and_changes_nothing(
    sheet, form, language, central_staff, kab_bandung, kota_bandung
):
    for number, district in enumerate((kab_bandung, kota_bandung), start=1):
        supply_district(district, 5000 + number)
        make_report(district, printed=100 + number, print_ready=number, eligible=9, enrolled=number)
        make_count(district, number)
    make_count(None, 7)
    make_supply(9000)
    with translation.override(language):
        content = form().export_data(sheet(user=central_staff).export())

    upload, check = check_of(content, central_staff)

    counts = upload.counts
    assert check.findings == []
    assert counts["unchanged"] == counts["read"] >= 1
    assert (counts["new"], counts["changed"], counts["refused"]) == (0, 0, 0)
