"""What the portal keeps of a file in which an identity number stands, or that it cannot read."""

import hashlib
import json
from datetime import date

import openpyxl
import pytest

from monitoring.imports.cells.identity import COVER
from monitoring.models import DistrictReport, Upload
from tests.imports.files.test_persons import NIK, PLACES, SPACED, saved
from tests.imports.sending import apply, check
from tests.imports.sheets import csv, xlsx

JUNE_6 = date(2017, 6, 6)


def report():
    made = openpyxl.Workbook()
    made.active.append(["KODE", "KAB/KOTA", "TANGGAL", "TERCETAK", "RUSAK"])
    made.active.append(["32.04", "KAB. BANDUNG", JUNE_6, 100, 2])
    return made


def kept(upload):
    """Return all that is stored of an upload, as one text."""
    row = Upload.objects.filter(pk=upload.pk).values("filename", "understood", "findings", "counts").get()
    with upload.file.open("rb") as file:
        return json.dumps(row, default=str) + file.read().decode("latin-1")


@pytest.mark.parametrize("put", PLACES)
def test_it_is_kept_nowhere_and_the_figures_are_stored_all_the_same(put, jabar_officer):
    made = report()
    put(made)

    upload, _found = check(saved(made), jabar_officer)
    apply(upload, jabar_officer)

    assert upload.covered
    assert [text for text in (NIK, SPACED) if text in kept(upload)] == []
    assert DistrictReport.objects.get().printed == 100


@pytest.mark.parametrize(
    "row",
    [
        (NIK, "KAB. BANDUNG", JUNE_6, 100),
        ("32.04", f"KAB. BANDUNGG {NIK}", JUNE_6, 100),
        ("32.04", f"KAB. BANDUNG {SPACED}", JUNE_6, 100),
        ("32.04", "KAB. BANDUNG", NIK, 100),
        ("32.04", "KAB. BANDUNG", JUNE_6, NIK),
        ("32.04", "KAB. BANDUNG", JUNE_6, int(NIK)),
        ("32.04", "KAB. BANDUNG", JUNE_6, 100, f"oleh {NIK}"),
        ("32.04", "KAB. BANDUNG", JUNE_6, 100, None, None, None, None, SPACED),
    ],
)
@pytest.mark.parametrize("make", [xlsx, lambda rows: csv(*rows)], ids=["xlsx", "csv"])
def test_in_a_cell_of_a_table_it_is_not_kept_either(make, row, jabar_officer):
    upload, _found = check(make([row]), jabar_officer, filename=f"laporan {NIK}.xlsx")

    assert upload.covered
    assert [text for text in (NIK, SPACED) if text in kept(upload)] == []
    assert upload.filename == f"laporan {COVER}.xlsx"


def test_a_file_with_a_table_of_persons_alone_is_kept_covered(central_staff):
    upload, _found = check(xlsx([("Budi", NIK)], header=("NAMA", "NIK")), central_staff)

    assert upload.state == "refused"
    assert NIK not in kept(upload)
    assert COVER in json.loads(upload.file.open("rb").read())["sheets"][0]["rows"][1]


def test_a_file_without_one_is_kept_as_it_was_sent(jabar_officer):
    content = saved(report())

    upload, _found = check(content, jabar_officer)

    assert not upload.covered
    assert upload.file.open("rb").read() == content


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04" + NIK.encode(), b"\x89PNG" + NIK.encode(), b"<html>" + NIK.encode(), b""]
)
def test_a_file_that_cannot_be_read_is_not_kept(content, jabar_officer):
    upload, found = check(content, jabar_officer)

    assert (upload.state, bool(upload.file), upload.covered) == ("refused", False, False)
    assert found.findings[0].code in ("unreadable", "wrong_format")
    assert Upload.objects.get().sha256 == hashlib.sha256(content).hexdigest()
