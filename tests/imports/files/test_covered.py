import re
from datetime import date, datetime
from pathlib import Path

import pytest

from monitoring.imports.cells.cells import NO_FORMULA_VALUE, CellError, Merge, Sheet, Workbook
from monitoring.imports.files.covered import covered, uncovered
from monitoring.imports.files.grid import read_workbook
from monitoring.imports.findings import FileRefused, Finding
from monitoring.imports.limits import WEB
from monitoring.models import DistrictReport
from tests.imports.sending import apply, check

SAMPLE = (Path(__file__).parents[2] / "samples" / "36_personal_data.xlsx").read_bytes()
NIK = "1404054107890003"


def workbook(*rows):
    return Workbook((Sheet("Juni", [list(row) for row in rows], (Merge(0, 0, 0, 1),)),), is_csv=False)


def test_what_is_kept_is_the_same_but_for_persons():
    moment = datetime(2017, 6, 6, 8, 30)  # noqa: DTZ001
    file = workbook(
        ["KAB/KOTA", "NIK OPERATOR", "CATATAN"],
        ["KAB. SIAK", NIK, f"NIK {NIK} sakit"],
        [
            "KAB. KAMPAR",
            "lupa",
            CellError("#REF!"),
            NO_FORMULA_VALUE,
            date(2017, 6, 6),
            moment,
            1.5,
            None,
            True,
        ],
    )

    kept = covered(file, [Finding("personal_data", "Juni", "B1")])

    assert NIK.encode() not in kept
    assert uncovered(kept, WEB) == workbook(
        ["KAB/KOTA", "NIK OPERATOR", "CATATAN"],
        ["KAB. SIAK", "•" * 16, "NIK •••••••••••••••• sakit"],
        ["KAB. KAMPAR", "•" * 16, *file.sheets[0].rows[2][2:]],
    )


@pytest.mark.parametrize("number", [1404054107890003, 1404054107890003.0, "1404 0541 0789 0003", NIK])
def test_a_number_is_covered_wherever_it_stands(number):
    kept = covered(workbook(["A"], [number]), [])

    assert uncovered(kept, WEB).sheets[0].rows[1] == ["•" * 16]


@pytest.mark.parametrize(
    "content",
    [
        b'{"covered": ',
        b'{"covered": 1, "csv": true, "sheets": 5}',
        b'{"covered": 1, "csv": true, "sheets": [{"name": null, "merges": [], "rows": [[[1]]]}]}',
        b'{"covered": 1, "csv": false, "sheets": [{"name": "A", "merges": [], "rows": [[{"day": "x"}]]}]}',
        b'{"covered": ' + b"[" * 100_000,
    ],
)
def test_what_only_looks_like_it_is_unreadable(content):
    with pytest.raises(FileRefused) as refused:
        read_workbook(content, WEB)

    assert refused.value.finding.code == "unreadable"


@pytest.mark.django_db
def test_numbers_of_persons_are_not_stored_and_the_upload_applies_all_the_same(central_staff):
    upload, found = check(SAMPLE, central_staff, as_of=date(2017, 6, 6))
    kept = upload.file.read()

    apply(upload, central_staff)

    cells = [str(cell) for row in read_workbook(SAMPLE, WEB).sheets[0].rows for cell in row]
    assert [cell for cell in cells if re.search("[0-9]{16}", cell)] != []
    assert re.search(rb"[0-9]{12}", kept) is None
    assert "personal_data" in {finding.code for finding in found.findings}
    assert DistrictReport.objects.count() == 12
