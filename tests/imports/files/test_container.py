import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from monitoring.imports.files.grid import read_workbook
from monitoring.imports.findings import FileRefused
from monitoring.imports.limits import MIB, WEB
from monitoring.imports.messages import sentence
from tests.imports import hostile

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
SOUND = hostile.xlsx(ONE)
LAUGHS = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'


def refusal(content, limits=WEB):
    """Return code and variant of why a file is refused; its sentence must be whole."""
    with pytest.raises(FileRefused) as refused:
        read_workbook(content, limits)
    finding = refused.value.finding
    assert "%(" not in sentence(finding)
    return finding.code, finding.variant


def read_or_refused(content, limits):
    try:
        return [sheet.rows for sheet in read_workbook(content, limits).sheets]
    except FileRefused as refused:
        return refused.finding.code, refused.finding.variant


@pytest.mark.parametrize(
    ("content", "variant"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "picture"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "picture"),
        (b"GIF89a" + bytes(100), "picture"),
        (b"BM\x46\0\0\0\0\0\0\0" + bytes(100), "picture"),
        (b"II*\x00" + bytes(100), "picture"),
        (b"RIFF\x10\0\0\0WEBP" + bytes(100), "picture"),
        (b"%PDF-1.7\n%\xe2\xe3", "pdf"),
        (b"<html><body><table><tr><td>KAB</td></tr></table></body></html>", "html"),
        (b'\xef\xbb\xbf\r\n<!DOCTYPE html PUBLIC "-//W3C//DTD">', "html"),
        ("<html><table>".encode("utf-16"), "html"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<html xmlns:x>", "html"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', ""),
        (b"{\\rtf1\\ansi KAB. BANDUNG}", ""),
        (b'[{"KAB/KOTA": "KAB. BANDUNG"}]', ""),
        (b"ID;PWXL;N;E\r\nP;PGeneral\r\nC;Y1;X1;K5\r\nE\r\n", ""),
        (b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(100), ""),
        (b"SQLite format 3\x00" + bytes(100), ""),
        (bytes(range(256)) * 4, ""),
        (hostile.zipped({"word/document.xml": "<w/>"}), ""),
        (hostile.zipped({"xl/workbook.bin": b"\x83\x01\x00"}), ""),
        (hostile.zipped({"figures.csv": "KAB/KOTA,TERCETAK"}), ""),
        (hostile.ole({"WordDocument": b"\xec\xa5"}), ""),
    ],
)
def test_what_is_no_spreadsheet_is_told_what_it_is(content, variant):
    assert refusal(content) == ("wrong_format", variant)


def test_a_web_page_called_xls_is_refused():
    assert refusal((SAMPLES / "08_web_page.xls").read_bytes()) == ("wrong_format", "html")


@pytest.mark.parametrize("content", [b"", b"  \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe", bytes(2000)])
def test_an_empty_file_is_called_empty(content):
    assert refusal(content) == ("unreadable", "empty")


@pytest.mark.parametrize(
    "content",
    [
        hostile.ole({"EncryptionInfo": b"\x04\0\x04\0", "EncryptedPackage": b"\x10" * 5000}),
        hostile.xls(hostile.xls_number(0, 0, 5), before=[(0x002F, bytes(54))]),
        hostile.ods("", content="\x13\x37" * 99, manifest="<m:encryption-data/>"),
        hostile.zipped(
            {
                "mimetype": hostile.ODS_TYPE,
                "encrypted-package": "\x13",
                "META-INF/manifest.xml": "<a><encryption-data/></a>",
            }
        ),
    ],
    ids=["xlsx", "xls", "ods", "ods as a whole"],
)
def test_a_protected_file_is_called_so(content):
    assert refusal(content) == ("unreadable", "encrypted")


@pytest.mark.parametrize("name", ["01_clean.xlsx", "06_old_excel.xls", "07_libreoffice.ods"])
def test_a_cut_file_is_unreadable_wherever_it_was_cut(name):
    content = (SAMPLES / name).read_bytes()
    lengths = range(len(content) // 4, len(content) - 600, len(content) // 12)

    codes = {refusal(content[:length]) for length in lengths}

    assert codes == {("unreadable", "")}


def test_a_workbook_of_which_one_byte_was_lost_is_unreadable():
    at = SOUND.index(b"sheet1.xml") + 60

    assert refusal(SOUND[:at] + SOUND[at + 1 :]) == ("unreadable", "")


@pytest.mark.parametrize(
    "content",
    [
        hostile.zipped(hostile.xlsx_parts({"Data": hostile.sheet_xml(ONE).replace("?>", "?>" + LAUGHS, 1)})),
        hostile.zipped(
            hostile.xlsx_parts({"Data": hostile.sheet_xml(ONE)}) | {"xl/sharedStrings.xml": LAUGHS}
        ),
        hostile.ods("", content=hostile.ods_content(hostile.ods_row()).replace("?>", "?>" + LAUGHS, 1)),
        hostile.zipped(
            hostile.xlsx_parts({"Data": hostile.sheet_xml(ONE).replace("UTF-8", "UTF-16").encode("utf-16")})
        ),
    ],
    ids=["sheet", "shared strings", "ods", "wide"],
)
def test_xml_that_declares_entities_or_hides_in_another_encoding_is_refused(content):
    assert refusal(content) == ("unreadable", "")


def test_a_file_above_the_limit_is_not_even_looked_at():
    assert refusal(bytes(2 * MIB), replace(WEB, bytes=MIB)) == ("too_large", "bytes")


def test_a_file_that_unpacks_to_too_much_is_refused():
    content = hostile.zipped(hostile.xlsx_parts({"Data": hostile.sheet_xml(ONE)}))
    bomb = hostile.zipped(hostile.xlsx_parts({"Data": bytes(101 * MIB)}))

    assert refusal(bomb) == ("too_large", "unpacked")
    assert refusal(content, replace(WEB, unpacked=1000)) == ("too_large", "unpacked")


def test_a_part_that_declares_less_than_it_holds_is_refused():
    bomb = hostile.zipped(hostile.xlsx_parts({"Data": bytes(3 * MIB)}))
    size = (3 * MIB).to_bytes(4, "little")

    lying = bomb.replace(size, (10).to_bytes(4, "little"))

    assert refusal(lying, replace(WEB, unpacked=MIB))[0] in ("too_large", "unreadable")


def test_a_zip_inside_of_a_workbook_is_never_opened():
    bomb = hostile.zipped({"bomb": bytes(50 * MIB)})
    nested = hostile.zipped(
        hostile.xlsx_parts({"Data": hostile.sheet_xml(ONE)}) | {"xl/embeddings/a.zip": bomb}
    )

    assert read_workbook(nested, replace(WEB, unpacked=MIB)).sheets[0].rows == [[1]]


def test_a_zip_of_too_many_parts_is_refused():
    parts = hostile.xlsx_parts({"Data": hostile.sheet_xml(ONE)}) | {f"xl/media/{n}": "" for n in range(40)}

    assert refusal(hostile.zipped(parts), replace(WEB, parts=30)) == ("too_large", "parts")


def test_the_names_of_parts_lead_nowhere():
    parts = hostile.xlsx_parts({"Data": hostile.sheet_xml(ONE)}) | {"../../etc/passwd": "x", "/tmp/x": "x"}

    assert read_workbook(hostile.zipped(parts), WEB).sheets[0].rows == [[1]]


def test_a_packing_that_is_not_of_spreadsheets_is_refused():
    parts = hostile.xlsx_parts({"Data": hostile.sheet_xml(ONE)})

    assert refusal(hostile.zipped(parts, method=zipfile.ZIP_LZMA)) == ("unreadable", "")


FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"{}</c></row>'


@pytest.mark.parametrize(
    "rows",
    [
        FAR.format("><v>1</v>"),
        FAR.format(' t="e"><v>#REF!</v>'),
        FAR.format("><f>A1</f>"),
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="B1048576"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="ZZZZZZZ1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="99999999999"><c r="A99999999999"><v>1</v></c></row>',
    ],
)
def test_a_cell_far_outside_is_told_and_kills_nobody(rows):
    assert refusal(hostile.xlsx(rows)) == ("too_large", "cells")


def test_ten_thousand_columns_are_too_many():
    cells = "<c><v>1</v></c>" * 10_000

    assert refusal(hostile.xlsx(f"<row>{cells}</row>")) == ("too_large", "columns")


def test_as_many_columns_as_allowed_are_read():
    rows = read_workbook(hostile.xlsx("<row>" + "<c><v>1</v></c>" * 200 + "</row>"), WEB).sheets[0].rows

    assert rows == [[1] * 200]


def rows_below_a_header(count):
    return '<row><c t="str"><v>KAB/KOTA</v></c></row>' + "<row><c><v>1</v></c></row>" * count


def test_titles_and_headers_are_no_rows_of_data():
    few = replace(WEB, rows=100)

    assert len(read_workbook(hostile.xlsx(rows_below_a_header(100)), few).sheets[0].rows) == 101
    assert refusal(hostile.xlsx(rows_below_a_header(101)), few) == ("too_large", "rows")
    assert refusal(hostile.xlsx(rows_below_a_header(5000)), few) == ("too_large", "rows")


def test_painted_cells_count_neither_as_rows_nor_as_columns():
    painted = "".join(f'<row r="{row}">' + '<c s="1"/>' * 300 + "</row>" for row in range(2, 500))

    workbook = read_workbook(hostile.xlsx(ONE + painted), replace(WEB, rows=10))

    assert workbook.sheets[0].rows == [[1]]


@pytest.mark.parametrize(
    "rows",
    [
        hostile.ods_row(hostile.ods_number(5), repeated=1_000_000),
        hostile.ods_row(hostile.ods_number(5) * 1000, repeated=1_000_000),
        hostile.ods_row(hostile.ods_number(5, repeated=16_384), repeated=1_048_576),
    ],
)
def test_rows_repeated_to_a_gigabyte_are_never_unrolled(rows):
    assert refusal(hostile.ods(rows)) == ("too_large", "rows")


def test_empty_rows_repeated_to_the_end_of_the_sheet_cost_nothing():
    rows = hostile.ods_row(hostile.ods_number(5)) + hostile.ods_row("<table:table-cell/>", repeated=1_048_575)

    assert read_workbook(hostile.ods(rows), WEB).sheets[0].rows == [[5]]


def test_a_file_that_takes_too_long_is_told_so():
    rows = "<row>" + "<c><v>1</v></c>" * 150 + "</row>"

    assert refusal(hostile.xlsx(rows * 15_000), replace(WEB, seconds=0)) == ("too_large", "time")


def test_a_workbook_without_a_sheet_is_unreadable():
    assert refusal(hostile.zipped(hostile.xlsx_parts({}))) == ("unreadable", "")


def test_letters_that_no_database_keeps_are_shown_as_such():
    rows = read_workbook(hostile.xlsx('<row><c t="str"><v>KAB.\0BANDUNG</v></c></row>'), WEB).sheets[0].rows

    assert rows == [["KAB.\ufffdBANDUNG"]]


@pytest.mark.parametrize(
    "flood",
    [
        b'<c t="e">' * 300_000 + b"</c>",
        b"<c>" + b"<f>" * 600_000 + b"</c>",
        b"<c>" + b"<f <f <f" * 300_000 + b"</c>",
        b"<c" + b' t="e"' * 300_000 + b"></c>",
    ],
)
def test_tags_without_end_do_not_hold_the_reader_up(flood):
    parts = hostile.xlsx_parts(
        {"Data": hostile.sheet_xml("!").encode().replace(b"!", b"<row>" + flood + b"</row>")}
    )

    assert read_or_refused(hostile.zipped(parts), replace(WEB, seconds=10)) in (
        [[]],
        ("unreadable", ""),
        ("too_large", "cells"),
    )
