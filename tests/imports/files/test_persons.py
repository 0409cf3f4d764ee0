"""Where an identity number may stand in a file, and what is taken for one."""

import io
import json
from datetime import date

import openpyxl
import pytest
from openpyxl.comments import Comment

from monitoring.imports.cells.identity import COVER, bytes_name_persons, covered_text
from monitoring.imports.files.covered import covered
from monitoring.imports.files.grid import read_workbook
from monitoring.imports.limits import WEB
from monitoring.imports.reading import Scope, read_tables
from tests.imports.hostile import ods, ods_row, xls, xls_number
from tests.imports.test_samples import ROUND, SAMPLES, TODAY, check, expected_results, index

NIK = "3204014107890003"
SPACED = "3204 0141 0789 0003"
DOTTED = "32.04.01.410789.0003"


def book():
    made = openpyxl.Workbook()
    made.active.append(["KODE", "TERCETAK"])
    made.active.append(["32.04", 100])
    return made


def in_a_comment(made):
    made.active["A1"].comment = Comment(f"tanya {NIK}", "Budi")


def in_the_author_of_a_comment(made):
    made.active["A1"].comment = Comment("tanya", NIK)


def in_a_property(made):
    made.properties.title = f"Laporan {NIK}"


def in_a_header(made):
    made.active.oddHeader.left.text = f"Operator {NIK}"


def in_the_name_of_a_sheet(made):
    made.create_sheet(NIK)


def in_a_hidden_sheet(made):
    made.create_sheet("Lain").append([NIK])
    made["Lain"].sheet_state = "veryHidden"


def in_a_title(made):
    made.active.insert_rows(1)
    made.active["A1"] = f"Operator: {SPACED}"


def as_a_number(made):
    made.active["H40"] = int(NIK)


def in_a_defined_name(made):
    made.defined_names["op"] = openpyxl.workbook.defined_name.DefinedName("op", attr_text=f'"{NIK}"')


def in_a_list_to_choose_from(made):
    rule = openpyxl.worksheet.datavalidation.DataValidation("list", formula1=f'"{NIK},lain"')
    rule.add("B2")
    made.active.add_data_validation(rule)


PLACES = (
    *(in_a_comment, in_the_author_of_a_comment, in_a_property, in_a_header, in_the_name_of_a_sheet),
    *(in_a_hidden_sheet, in_a_title, as_a_number, in_a_defined_name, in_a_list_to_choose_from),
)


def saved(made):
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


@pytest.mark.parametrize("put", PLACES)
def test_wherever_it_stands_the_workbook_knows(put):
    made = book()
    put(made)

    workbook = read_workbook(saved(made), WEB)

    assert workbook.names_persons
    assert NIK.encode() not in covered(workbook, [])
    assert SPACED.encode() not in covered(workbook, [])


def test_a_workbook_without_one_knows_that():
    assert not read_workbook(saved(book()), WEB).names_persons


@pytest.mark.parametrize(
    "content",
    [
        f"KODE;TERCETAK\n32.04;100\n\nOperator {NIK};\n".encode(),
        ods(ods_row('<table:table-cell office:value-type="string"><office:annotation><text:p>'
                    f"{NIK}</text:p></office:annotation><text:p>x</text:p></table:table-cell>")),
        xls(xls_number(0, 0, float(NIK))),
        xls((0x0204, b"\x00\x00\x00\x00\x00\x00\x10\x00\x00" + NIK.encode())),
        xls((0x0204, b"\x00\x00\x00\x00\x00\x00\x10\x00\x01" + NIK.encode("utf-16-le"))),
    ],
    ids=["csv", "ods comment", "xls number", "xls text", "xls wide text"],
)  # fmt: skip
def test_other_kinds_of_file_know_it_too(content):
    assert read_workbook(content, WEB).names_persons


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"NIK {NIK} sakit", f"NIK {COVER} sakit"),
        (f"NIK {SPACED}, sakit", f"NIK {COVER}, sakit"),
        (f"a.n. {DOTTED}", f"a.n. {COVER}"),
        (f"{NIK}/{NIK}", f"{COVER}/{COVER}"),
        ("9999999999999999", COVER),
        ("Rp 1.234.567.890.123.456", "Rp 1.234.567.890.123.456"),
        ("2017 06 06 2017 07 07", "2017 06 06 2017 07 07"),
        ("1 2 3 4 5 6 7 8 9 10 11 12 13", "1 2 3 4 5 6 7 8 9 10 11 12 13"),
        ("NIP 197001011990031001", "NIP 197001011990031001"),
        ("Nomor 470/3204/Dukcapil/2017", "Nomor 470/3204/Dukcapil/2017"),
    ],
)
def test_of_a_text_only_what_may_be_one_is_covered(text, kept):
    assert covered_text(text) == kept


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (f"<t>{NIK}</t>".encode(), True),
        (NIK.encode("utf-16-le"), True),
        (b"<v>0.3204014107890003</v>", False),
        (b"<v>3204017207890003</v>", False),
        (b"<v>3204014113890003</v>", False),
        (b"<v>9904014107890003</v>", False),
        (b"<v>32040141078900031</v>", False),
        (b'uid="{00000000-0001-0000-0000-000000000000}"', False),
    ],
)
def test_of_bytes_only_what_can_be_a_number_of_a_person_counts(content, found):
    assert bytes_name_persons(content) is found


@pytest.mark.parametrize(
    "path", expected_results(), ids=lambda path: path.name.removesuffix(".expected.json")
)
def test_what_is_kept_of_a_file_reads_as_the_file_does(path):
    expected = json.loads(path.read_text(encoding="utf-8"))
    reading, _rows, _findings = check(expected)
    if not reading.opened:
        return
    workbook = read_workbook((SAMPLES / expected["file"]).read_bytes(), WEB)

    again = read_workbook(covered(workbook, reading.findings), WEB)

    told = {"index": index(), "rounds": [ROUND], "today": TODAY}
    scope = scope_of(expected)
    assert as_read(read_tables(again, **told, scope=scope)) == as_read(
        read_tables(workbook, **told, scope=scope)
    )


def scope_of(expected):
    as_of = expected["options"]["as_of"]
    return Scope(None, None, as_of and date.fromisoformat(as_of))


def as_read(reading):
    reports = [(row.sheet, row.row, row.district, row.as_of, row.figures) for row in reading.reports]
    papers = [len(rows) for rows in (reading.shipments, reading.supplies, reading.counts)]
    return reading.sheets, reports, papers, reading.read, reading.findings
