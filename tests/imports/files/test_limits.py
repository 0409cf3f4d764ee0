"""Each limit of a file at its edge: what just fits is read, one more of it is refused."""

import io
import zipfile
from dataclasses import replace

import pytest

from monitoring.imports.files.grid import read_workbook
from monitoring.imports.files.unpacking import PIECE
from monitoring.imports.limits import WEB
from tests.imports import hostile
from tests.imports.files.test_container import refusal

CELL = "<row><c><v>1</v></c></row>"
PARTS = hostile.xlsx_parts({"Data": hostile.sheet_xml(CELL)})
SHEET = "xl/worksheets/sheet1.xml"
DOCTYPE = "<!DOCTYPE a>"


def rows_of(content, **limits):
    return len(read_workbook(content, replace(WEB, **limits)).sheets[0].rows)


def beyond(content, **limits):
    return refusal(content, replace(WEB, **limits))


def csv(rows, columns=2):
    return (",".join(["KODE"] * columns) + "\n" + (",".join(["1"] * columns) + "\n") * rows).encode()


def xlsx(rows, columns=1):
    row = "<row>" + '<c t="str"><v>KODE</v></c>' * columns + "</row>"
    return hostile.xlsx(row + ("<row>" + "<c><v>1</v></c>" * columns + "</row>") * rows)


def ods(rows, columns=1):
    head = "".join(
        '<table:table-cell office:value-type="string"><text:p>KODE</text:p></table:table-cell>' * columns
    )
    return hostile.ods(hostile.ods_row(head) + hostile.ods_row(hostile.ods_number(1) * columns) * rows)


def xls(rows, columns=1):
    return hostile.xls(*(hostile.xls_number(row, at, 1) for row in range(rows) for at in range(columns)))


@pytest.mark.parametrize("content", [csv(3), xlsx(3), ods(3), xls(3)], ids=["csv", "xlsx", "ods", "xls"])
def test_bytes(content):
    assert rows_of(content, bytes=len(content)) >= 3
    assert beyond(content, bytes=len(content) - 1) == ("too_large", "bytes")


@pytest.mark.parametrize("content", [xlsx(3), ods(3)], ids=["xlsx", "ods"])
def test_bytes_when_unpacked(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = sum(part.file_size for part in archive.infolist())

    assert rows_of(content, unpacked=size) == 4
    assert beyond(content, unpacked=size - 1) == ("too_large", "unpacked")


@pytest.mark.parametrize("make", [csv, xlsx, ods, xls])
def test_rows(make):
    assert rows_of(make(50), rows=50) >= 50
    assert beyond(make(51), rows=50) == ("too_large", "rows")


@pytest.mark.parametrize("make", [csv, xlsx, ods, xls])
def test_columns(make):
    assert rows_of(make(2, columns=30), columns=30) >= 2
    assert beyond(make(2, columns=31), columns=30) == ("too_large", "columns")


def test_parts():
    assert rows_of(hostile.zipped(PARTS), parts=len(PARTS)) == 1
    assert beyond(hostile.zipped(PARTS), parts=len(PARTS) - 1) == ("too_large", "parts")


@pytest.mark.parametrize("make", [xlsx, ods, xls])
def test_seconds(make):
    content = make(4000)

    assert rows_of(content, seconds=30) >= 4000
    assert beyond(content, seconds=0) == ("too_large", "time")


def test_memory():
    content = xlsx(5000, columns=100)

    assert rows_of(content) == 5001
    assert beyond(content, memory=32 * 1024 * 1024) == ("too_large", "cells")


@pytest.mark.parametrize(
    "part",
    [
        SHEET,
        "xl/workbook.xml",
        "xl/comments1.xml",
        "docProps/app.xml",
        "customXml/item1.xml",
        "deep/er/x.rels",
    ],
)
@pytest.mark.parametrize(
    "xml",
    [
        f"<?xml version='1.0'?>{DOCTYPE}<a/>",
        "<a><!ENTITY b 'c'></a>",
        f"<a>{'x' * (PIECE - 8)}{DOCTYPE}</a>",
        f"\n\n  {DOCTYPE}<a/>",
        f"\ufeff{DOCTYPE}<a/>",
    ],
    ids=["first", "nested", "across pieces", "after blanks", "after a mark"],
)
def test_a_declaration_in_whatever_part_is_refused(part, xml):
    assert beyond(hostile.zipped(PARTS | {part: xml})) == ("unreadable", "")
