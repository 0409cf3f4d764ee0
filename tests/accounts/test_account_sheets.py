"""A sheet of accounts: read as people write it, and refused at the cell where it is not clear."""

import pytest

from monitoring.accounts.account_sheets import read_accounts
from monitoring.accounts.regions import region_book
from monitoring.exports.account_form import account_form
from monitoring.imports.limits import Limits
from monitoring.models.roles import ADMINISTRATOR, CENTRE, DISTRICT_OFFICER, PROVINCE_OFFICER
from tests.imports.sheets import xlsx
from tests.makers import TODAY

pytestmark = pytest.mark.django_db

HEADER = ("Nama pengguna", "Nama", "Surel", "Peran", "Wilayah")


def read(*rows, header=HEADER):
    return read_accounts(xlsx([header, *rows], header=None), book=region_book(TODAY), limits=Limits())


def told(*rows, **kwargs):
    reading = read(*rows, **kwargs)
    return [(each.cell, each.text) for each in reading.told]


def test_each_cell_of_a_row_is_read(kab_bandung):
    reading = read(("kab3204", " Siti  Aminah ", "siti@example.go.id", "petugas KABUPATEN/kota", "32.04"))

    assert reading.told == []
    row = reading.rows[0]
    assert (row.username, row.name, row.email) == ("kab3204", "Siti Aminah", "siti@example.go.id")
    assert (row.roles, row.provinces, row.districts) == ((DISTRICT_OFFICER,), (), (kab_bandung.pk,))
    assert (row.cell, row.regions) == ("A2", ("Kabupaten Bandung",))


@pytest.mark.parametrize(
    "header",
    [
        ("USER NAME", "NAME", "E-MAIL", "ROLE", "REGION"),
        ("username", "nama lengkap", "email", "peran", "wilayah kerja"),
    ],
)
def test_labels_are_known_in_both_languages(header):
    reading = read(("prov32", "", "", "Province officer", "Jawa Barat"), header=header)

    assert (reading.told, reading.rows[0].provinces) == ([], ("32",))


@pytest.mark.parametrize("region", ["32", 32, "Jawa Barat", "PROVINSI JAWA BARAT", "jawa barat; 32"])
def test_a_province_is_known_by_code_and_name(region):
    assert read(("prov32", "", "", PROVINCE_OFFICER, region)).rows[0].provinces == ("32",)


@pytest.mark.parametrize("region", ["32.04", "3204", "Kab. Bandung", "KABUPATEN BANDUNG", 32.04])
def test_a_district_is_known_by_code_and_full_name(region, kab_bandung):
    assert read(("kab3204", "", "", DISTRICT_OFFICER, region)).rows[0].districts == (kab_bandung.pk,)


def test_a_user_name_of_digits_is_one_whatever_the_format_of_its_cell():
    assert read((3204, "", "", CENTRE, None)).rows[0].username == "3204"


def test_a_name_of_two_districts_is_refused_with_both():
    assert told(("kab", "", "", DISTRICT_OFFICER, "Bandung")) == [
        (
            "E2",
            "“Bandung” dapat berarti Kabupaten Bandung (32.04) / Kota Bandung (32.73). "
            "Tulis nama lengkap dengan KAB. atau KOTA, atau kodenya.",
        )
    ]


def test_an_unknown_name_is_refused_with_the_likely_ones():
    cell, text = told(("kab", "", "", DISTRICT_OFFICER, "Kab. Jepra"))[0]

    assert cell == "E2"
    assert "Kabupaten Jepara (33.20)" in text


def test_a_code_that_lost_its_zero_is_refused():
    assert told(("kab", "", "", DISTRICT_OFFICER, 32.1))[0][0] == "E2"


def test_several_roles_and_regions_stand_in_one_cell_with_semicolons():
    row = read(("both", "", "", "Pusat; Admin", None), ("two", "", "", PROVINCE_OFFICER, "32; Bali")).rows

    assert row[0].roles == (ADMINISTRATOR, CENTRE)
    assert row[1].provinces == ("32", "51")


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        (("", "Siti", "", CENTRE, None), "A2"),
        (("si ti", "", "", CENTRE, None), "A2"),
        (("3204012345678901", "", "", CENTRE, None), "A2"),
        (("siti", "x" * 151, "", CENTRE, None), "B2"),
        (("siti", "", "no address", CENTRE, None), "C2"),
        (("siti", "", "", "Superuser", None), "D2"),
        (("siti", "", "", None, None), "D2"),
        (("siti", "", "", CENTRE, "Jawa Barat"), "E2"),
        (("siti", "", "", PROVINCE_OFFICER, None), "E2"),
        (("siti", "", "", PROVINCE_OFFICER, "32.04"), "E2"),
        (("siti", "", "", DISTRICT_OFFICER, "Jawa Barat"), "E2"),
        (("siti", "", "", DISTRICT_OFFICER, None), "E2"),
    ],
)
def test_what_cannot_be_an_account_is_refused_at_its_cell(row, cell):
    reading = read(row)

    assert ([each.cell for each in reading.told], reading.rows) == ([cell], [])


def test_all_cells_of_a_row_that_are_wrong_are_told_at_once():
    assert [cell for cell, _text in told(("si ti", "", "x", "y", None))] == ["A2", "C2", "D2"]


def test_a_user_name_that_stands_twice_is_refused_in_both_rows():
    reading = read(
        ("siti", "", "", CENTRE, None), ("Siti", "", "", CENTRE, None), ("budi", "", "", CENTRE, None)
    )

    assert [each.cell for each in reading.told] == ["A2", "A3"]
    assert [row.username for row in reading.rows] == ["budi"]


def test_a_foreign_column_is_left_out_with_a_word():
    reading = read(("1", "siti", CENTRE, "0812"), header=("No", "Username", "Peran", "Telepon"))

    assert [(each.cell, each.is_error) for each in reading.told] == [("D1", False)]
    assert [row.username for row in reading.rows] == ["siti"]


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        (("Nama pengguna", "Nama"), "A1"),
        (("Nama pengguna", "Peran", "Role"), "C1"),
        (("Kode", "Jumlah"), None),
    ],
)
def test_a_header_that_does_not_say_enough_takes_nothing(header, cell):
    reading = read(("siti", CENTRE, CENTRE), header=header)

    assert ([each.cell for each in reading.told], reading.rows) == ([cell], [])


def test_more_accounts_than_fit_are_refused_as_a_whole():
    reading = read(*[(f"user{number}", "", "", CENTRE, None) for number in range(1001)])

    assert (len(reading.told), reading.rows) == (1, [])


def test_a_file_that_is_none_is_told():
    reading = read_accounts(b"%PDF-1.4", book=region_book(TODAY), limits=Limits())

    assert [each.is_error for each in reading.told] == [True]


def test_the_empty_form_reads_back_without_a_word():
    reading = read_accounts(account_form(TODAY), book=region_book(TODAY), limits=Limits())

    assert (reading.told, reading.read) == ([], 0)
