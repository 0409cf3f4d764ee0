"""Files that the portal gives out: as they were sent, with their bad cells marked, and to be filled in."""

import io
from datetime import date

import openpyxl
import pytest

from monitoring.admin.upload_files import download_name
from monitoring.imports.stored.expiring import expire_uploads
from monitoring.models import Upload
from tests.imports.sending import check
from tests.imports.sheets import csv, xlsx
from tests.makers import NOW

JUNE_6 = date(2017, 6, 6)
BAD = ("32.04", "KAB. BANDUNG", JUNE_6, "seratus", 2, 50)
GOOD = ("32.01", "KAB. BOGOR", JUNE_6, 200, 3, 60)


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def opened(response):
    return openpyxl.load_workbook(io.BytesIO(body(response)))


@pytest.fixture
def officer(signed_in, jabar_officer):
    return signed_in(jabar_officer, "id")


def test_a_file_comes_back_as_it_was_sent_and_as_bytes(officer, jabar_officer):
    content = xlsx([BAD])
    upload, _ = check(content, jabar_officer, filename="Laporan Juni.xlsx")

    response = officer.get(f"/monitoring/upload/{upload.pk}/file/")

    assert body(response) == content
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"] == 'attachment; filename="Laporan Juni.xlsx"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("sent", "given"),
    [
        ("laporan.xlsx", "laporan.xlsx"),
        ("laporan.XLSX", "laporan.xlsx"),
        ("laporan.html", "laporan.bin"),
        ("laporan.xlsx.exe", "laporan_xlsx.bin"),
        ('a"; filename="b.html', "a_ filename_b.bin"),
        ("a\r\nSet-Cookie: x.csv", "a_Set-Cookie_ x.csv"),
        ("../../etc/passwd", "passwd.bin"),
        (".xlsx", "xlsx.bin"),
        ("‮gpj.xlsx", "gpj.xlsx"),
        ("x" * 300 + ".csv", "x" * 120 + ".csv"),
    ],
)
def test_a_name_is_that_of_a_spreadsheet_or_of_bytes(sent, given):
    assert download_name(sent) == given


def test_a_file_with_numbers_of_persons_is_not_given_out(officer, jabar_officer):
    header = ("KODE", "KAB/KOTA", "TANGGAL", "TERCETAK", "NIK")
    row = ("32.04", "KAB. BANDUNG", JUNE_6, 5, "3204010101900001")
    upload, _ = check(xlsx([header, row], header=None), jabar_officer)

    assert officer.get(f"/monitoring/upload/{upload.pk}/file/").status_code == 404
    marked = officer.get(f"/monitoring/upload/{upload.pk}/corrected/")
    assert opened(marked)["Sheet1"]["E2"].value is None


def test_one_with_a_number_beside_the_table_is_not_given_out_and_its_page_says_why(officer, jabar_officer):
    upload, _ = check(xlsx([GOOD], [("Operator", "3204014107890003")]), jabar_officer)

    page = officer.get(f"/monitoring/upload/{upload.pk}/change/")

    assert officer.get(f"/monitoring/upload/{upload.pk}/file/").status_code == 404
    assert "Berkas disimpan tanpa NIK dan tidak dapat diunduh." in page.content.decode()
    assert f"/monitoring/upload/{upload.pk}/file/" not in page.content.decode()


def test_one_that_could_not_be_read_was_not_kept_and_its_page_says_so(officer, jabar_officer):
    upload, _ = check(b"PK\x03\x04broken", jabar_officer)

    page = officer.get(f"/monitoring/upload/{upload.pk}/change/").content.decode()

    assert officer.get(f"/monitoring/upload/{upload.pk}/file/").status_code == 404
    assert "Berkas tidak dapat dibaca, jadi tidak disimpan." in page
    assert "/monitoring/upload/add/?as_of=" in page


@pytest.mark.parametrize("make", [xlsx, lambda rows: csv(*rows)])
def test_a_file_comes_back_with_its_bad_cells_red(officer, jabar_officer, make):
    upload, _ = check(make([GOOD, BAD]), jabar_officer, filename="Laporan.csv")

    response = officer.get(f"/monitoring/upload/{upload.pk}/corrected/")

    findings, sheet = opened(response).worksheets
    assert findings["B5"].value == "D3"
    assert sheet["D3"].fill.fgColor.rgb == "FFFFC9CF"
    assert response.headers["Content-Disposition"] == 'attachment; filename="Laporan-koreksi.xlsx"'


def test_what_cannot_be_read_cannot_come_back_marked(officer, jabar_officer):
    upload, _ = check(b"PK\x03\x04broken", jabar_officer)

    assert officer.get(f"/monitoring/upload/{upload.pk}/corrected/").status_code == 404


@pytest.mark.parametrize(
    ("method", "step"),
    [("get", "change"), ("get", "file"), ("get", "corrected"), ("post", "apply"), ("post", "spelling")],
)
def test_a_file_that_went_in_this_moment_is_not_found(officer, jabar_officer, method, step):
    upload, _ = check(xlsx([GOOD]), jabar_officer)
    upload.file.storage.delete(upload.file.name)

    response = getattr(officer, method)(f"/monitoring/upload/{upload.pk}/{step}/")

    assert response.status_code == 404


def test_an_expired_file_is_gone(officer, jabar_officer):
    upload, _ = check(xlsx([GOOD]), jabar_officer)
    expire_uploads(at=NOW.replace(year=2018))

    page = officer.get(f"/monitoring/upload/{upload.pk}/change/")

    assert page.context["verdict"] == "expired"
    assert officer.get(f"/monitoring/upload/{upload.pk}/file/").status_code == 404
    assert officer.get(f"/monitoring/upload/{upload.pk}/corrected/").status_code == 404


def test_the_form_to_fill_in_is_for_the_day_asked(officer):
    response = officer.get("/monitoring/upload/template/?as_of=2017-06-06")

    sheet = opened(response).worksheets[0]
    assert sheet["C5"].value.date() == JUNE_6
    assert [sheet.cell(row, 1).value for row in (5, 31, 32)] == ["32.01", "32.79", None]
    assert "formulir-laporan-2017-06-06.xlsx" in response.headers["Content-Disposition"]


def test_the_form_of_the_centre_can_be_for_one_province(signed_in, central_staff):
    response = signed_in(central_staff).get("/monitoring/upload/template/?province=51&as_of=2017-06-06")

    sheet = opened(response).worksheets[0]
    assert [sheet.cell(row, 1).value for row in (5, 13)] == ["51.01", "51.71"]
    assert sheet.cell(14, 1).value is None


@pytest.mark.parametrize("query", ["as_of=x", "as_of=2999-01-01", "province=51"])
def test_a_form_that_cannot_be_is_not_found_or_the_own_one(officer, query):
    response = officer.get(f"/monitoring/upload/template/?{query}")

    assert response.status_code == 404 or opened(response).worksheets[0]["A5"].value == "32.01"


def test_the_form_goes_the_whole_way(officer, jabar_officer):
    book = opened(officer.get("/monitoring/upload/template/?as_of=2017-06-06"))
    book.worksheets[0]["E5"] = 150
    filled = io.BytesIO()
    book.save(filled)

    upload, found = check(filled.getvalue(), jabar_officer)

    assert (found.findings, upload.counts["new"]) == ([], 1)
    assert Upload.objects.count() == 1
