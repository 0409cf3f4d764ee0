import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from monitoring.models import SecurityEvent, User
from monitoring.models.roles import CENTRE, PROVINCE_OFFICER
from tests.imports.sheets import xlsx
from tests.makers import make_user

pytestmark = pytest.mark.django_db

HEADER = ("Nama pengguna", "Nama", "Surel", "Peran", "Wilayah")
SITI = ("siti", "Siti", None, CENTRE, None)
BALI = ("prov51", None, None, PROVINCE_OFFICER, "Bali")
WRONG = ("kab", None, None, "Petugas kabupaten/kota", "Bandung")


@pytest.fixture
def sheet(tmp_path):
    def write(*rows):
        path = tmp_path / "akun.xlsx"
        path.write_bytes(xlsx([HEADER, *rows], header=None))
        return str(path)

    return write


def run(path, *options):
    out, code = StringIO(), 0
    try:
        call_command("make_accounts", path, "--json", *options, stdout=out)
    except SystemExit as end:
        code = end.code
    return json.loads(out.getvalue()), code


def test_without_apply_it_only_shows(sheet, bali_officer):
    answer, code = run(sheet(SITI, BALI))

    assert answer == {
        "made": False,
        "counts": {"read": 2, "new": 1, "unchanged": 1, "refused": 0},
        "new": ["siti"],
        "told": [],
    }
    assert (code, User.objects.filter(username="siti").exists()) == (0, False)


def test_with_apply_it_makes_them_and_keeps_that_nobody_was_signed_in(sheet):
    answer, code = run(sheet(SITI), "--apply")

    assert (answer["made"], code) == (True, 0)
    assert not User.objects.get(username="siti").has_usable_password()
    assert SecurityEvent.objects.get().account is None


def test_a_sheet_with_an_error_makes_nothing(sheet):
    answer, code = run(sheet(SITI, WRONG), "--apply")

    assert (answer["made"], code) == (False, 1)
    assert [(told["severity"], told["cell"]) for told in answer["told"]] == [("error", "E3")]
    assert not User.objects.filter(username="siti").exists()


def test_the_good_rows_are_made_where_someone_says_so(sheet):
    answer, code = run(sheet(SITI, WRONG), "--apply", "--skip-refused")

    assert (answer["made"], code, answer["counts"]["refused"]) == (True, 0, 1)
    assert User.objects.filter(username="siti").exists()


def test_an_account_that_differs_is_an_error(sheet):
    make_user("siti", CENTRE)

    assert run(sheet(SITI), "--apply")[1] == 1


def test_a_file_that_is_not_there_is_told():
    with pytest.raises(CommandError, match=r"nowhere\.xlsx"):
        call_command("make_accounts", "nowhere.xlsx")


def test_in_words_each_finding_has_its_cell(sheet):
    out = StringIO()

    with pytest.raises(SystemExit):
        call_command("make_accounts", sheet(SITI, WRONG), stdout=out)

    first, second = out.getvalue().splitlines()
    assert first == "2 baris: 1 baru, 0 tetap, 1 ditolak."
    assert second.startswith("✗ Sheet1 E3 “Bandung”")
