"""By code, province and alias; names have their own file, and so have suggestions and properties."""

from datetime import date

import pytest

from monitoring.imports.cells.cells import NO_FORMULA_VALUE, CellError
from monitoring.imports.districts.index import Alias, Found, Refused
from tests.imports.reference import DAY_2017, code_of, codes, district_of, index, index_with

TODAY = date(2026, 1, 1)

# ---- code


@pytest.mark.parametrize(
    "code",
    ["32.04", "3204", "32.04.00.0000", "3204000000", " 32.04 ", "32.04\u00a0", 3204, 3204.0, 32.04, "32,04"],
)
def test_a_code_is_known_in_many_forms_beside_its_name(code):
    assert index().find(code=code, name="Kab. Bandung") == Found(district_of()["32.04"])


@pytest.mark.parametrize("code", [12.1, "12.1", "12,1"])
def test_a_code_that_lost_a_zero_needs_the_name(code):
    assert code_of(index().find(code=code, name="KAB. LABUHANBATU")) == "12.10"
    assert index().find(code=code, name="KAB. DAIRI") == Refused(
        "code_name_conflict", "code", details={"name": "KAB. DAIRI"}
    )
    assert index().find(code=code) == Refused("code_name_conflict", "code", "lost_zero")


@pytest.mark.parametrize("code", ["91.04", "94.01", 9104, 9401])
def test_a_code_of_another_layout_is_known(code):
    assert index().find(code=code, name="KAB. NABIRE") == Found(district_of()["94.01"])


@pytest.mark.parametrize("code", ["7404", 7404, "74.04"])
def test_a_code_of_another_office_conflicts_with_the_name(code):
    match = index().find(code=code, name="Kab. Kolaka")

    assert match == Refused("code_name_conflict", "code", details={"name": "Kab. Kolaka"})


@pytest.mark.parametrize("code", ["99.99", 9999, 12, "A-12", "32.4.1", True, date(2017, 6, 6), "٣٢.٠٤"])
@pytest.mark.parametrize("name", ["KAB. BANDUNG", "Bandung", None])
def test_a_code_that_is_none_is_told(code, name):
    assert index().find(code=code, name=name) == Refused("code_name_conflict", "code", "unknown")


def test_the_right_code_settles_a_bare_name():
    assert code_of(index().find(code="32.73", name="Bandung")) == "32.73"
    assert code_of(index().find(code="32.04", name="Bandung")) == "32.04"
    assert code_of(index().find(code="32.05", name="Bandung")) == "code_name_conflict"


@pytest.mark.parametrize("code", [None, "", " - "])
def test_without_a_code_the_name_counts(code):
    assert code_of(index().find(code=code, name="KOTA TANJUNGBALAI")) == "12.74"


@pytest.mark.parametrize("code", ["12.10", "1210", 1210])
def test_without_a_name_the_code_counts(code):
    assert code_of(index().find(code=code, name="")) == "12.10"


def test_a_misspelt_name_is_not_saved_by_its_code():
    match = index().find(code="33.03", name="KAB. PURBALINGA")

    assert (match.code, match.at, codes(match)) == ("unknown_district", "name", ["33.03"])


def test_a_code_in_front_of_the_name_must_agree():
    assert code_of(index().find(name="32.73 Bandung")) == "32.73"
    assert code_of(index().find(name="7404 Kab. Kolaka")) == "code_name_conflict"
    assert code_of(index().find(name="7411 Kab. Kolaka", code="74.04")) == "code_name_conflict"


def test_columns_that_the_table_has_not_count_for_nothing():
    assert code_of(index().find(code="1", name="KAB. SLEMAN", has_code=False)) == "34.04"
    assert code_of(index().find(code="34.04", name="x", has_name=False)) == "34.04"


@pytest.mark.parametrize(
    ("cell", "code"), [(CellError("#N/A"), "cell_error"), (NO_FORMULA_VALUE, "no_formula_value")]
)
def test_a_cell_without_a_value_is_told_where_it_is(cell, code):
    assert index().find(code=cell, name="KAB. SLEMAN") == Refused(code, "code")
    assert index().find(code="34.04", name=cell) == Refused(code, "name")


# ---- province


@pytest.mark.parametrize(
    "province",
    ["PAPUA", "P A P U A", "Papua Tengah", "PROVINSI PAPUA", "91", 94, None, "", "Irian Jaya", "Wilayah III"],
)
def test_a_province_of_any_layout_or_of_no_known_name_contradicts_nothing(province):
    assert code_of(index().find(name="KAB. NABIRE", province=province)) == "91.04"


@pytest.mark.parametrize(("code", "name"), [(None, "KAB. NABIRE"), ("91.04", "KAB. NABIRE"), ("91.04", None)])
def test_a_province_that_contradicts_is_told_at_its_cell(code, name):
    match = index().find(code=code, name=name, province="PAPUA BARAT")

    assert match == Refused("code_name_conflict", "province", "province", details={"name": name or ""})


def test_a_bare_name_outside_its_province_contradicts_too():
    match = index().find(name="Bandung", province="BALI")

    assert match == Refused("code_name_conflict", "province", "province", details={"name": "Bandung"})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("JAWA BARAT", "32"),
        ("PROVINSI JAWA BARAT", "32"),
        ("Prov. Jawa Barat", "32"),
        ("P A P U A", "91"),
        ("Irian Jaya Barat", "92"),
        ("NTT", "53"),
        ("D.I. YOGYAKARTA", "34"),
        ("DI YOGYAKARTA", "34"),
        ("Daerah Istimewa Yogyakarta", "34"),
        ("DKI JAKARTA", "31"),
        ("Jakarta Raya", "31"),
        ("KEP. BANGKA BELITUNG", "19"),
        ("Bangka-Belitung", "19"),
        ("KEP. RIAU", "21"),
        ("Sumatra Utara", "12"),
        ("GORONTALO", "75"),
        ("YOGYAKARTA", None),
        ("KAB. BANDUNG", None),
        ("PROVINSI", None),
        ("", None),
    ],
)
def test_provinces_are_known_by_old_and_short_names(text, code):
    assert index().is_province(text) == code


# ---- aliases


def test_a_confirmed_spelling_holds_in_its_province_only():
    confirmed = index_with(Alias("Purbalinga", district_of()["33.03"], "33"))

    assert confirmed.find(name="KAB. PURBALINGA", uploader_province="33") == Found(district_of()["33.03"])
    assert confirmed.find(name="PURBALINGA", heading="JAWA TENGAH") == Found(district_of()["33.03"])
    assert confirmed.find(name="Kab. Purbalinga", code="33.03") == Found(district_of()["33.03"])
    assert confirmed.find(name="KAB. PURBALINGA", uploader_province="32").code == "unknown_district"
    assert confirmed.find(name="KAB. PURBALINGA").code == "unknown_district"


def test_a_confirmed_wrong_kind_is_known_as_it_was_written():
    confirmed = index_with(Alias("KOTA GOWA", district_of()["73.06"]))

    assert confirmed.find(name="Kota Gowa") == Found(district_of()["73.06"])


@pytest.mark.parametrize(
    "text", ["50 KOTA", "KAB. 50 KOTA", "Kab. Bandung (KBB)", "Aceh Barat (Daya)", "3 in 1"]
)
def test_a_confirmed_spelling_keeps_its_number_and_brackets(text):
    confirmed = index_with(Alias(text, district_of()["13.07"]))

    assert confirmed.find(name=text) == Found(district_of()["13.07"])
    assert code_of(confirmed.find(name="KAB. BANDUNG")) == "32.04"
    assert code_of(confirmed.find(name="ACEH BARAT")) == "11.05"


def test_a_confirmed_spelling_never_overrules_a_name():
    confirmed = index_with(
        Alias("Kota Bandung", district_of()["32.04"]), Alias("BANDUNG", district_of()["32.04"])
    )

    assert confirmed.find(name="Kota Bandung") == Found(district_of()["32.73"])
    assert confirmed.find(name="Bandung").code == "ambiguous_district"


def test_a_spelling_confirmed_for_two_districts_is_ambiguous():
    confirmed = index_with(Alias("Jaksel", district_of()["31.74"]), Alias("JAK SEL", district_of()["31.71"]))

    assert confirmed.find(name="jaksel").code == "ambiguous_district"


def test_a_spelling_confirmed_with_its_kind_says_nothing_of_the_bare_name():
    confirmed = index_with(Alias("KAB. BANDNG", district_of()["32.04"], "32"))

    assert code_of(confirmed.find(name="Kab BANDNG", uploader_province="32")) == "32.04"
    assert confirmed.find(name="BANDNG", uploader_province="32").code == "unknown_district"


# ---- what holds on a day


@pytest.mark.parametrize(
    ("day", "code", "province"),
    [
        (DAY_2017, "91.04", "91"),
        (date(2022, 7, 24), "91.04", "91"),
        (date(2022, 7, 25), "94.01", "94"),
        (TODAY, "94.01", "94"),
        (None, "94.01", "94"),
    ],
)
def test_code_and_province_are_those_of_the_day(day, code, province):
    nabire = district_of()["91.04"]

    assert (index().code_on(nabire, day), index().province_on(nabire, day)) == (code, province)


def test_the_name_is_that_of_the_day():
    toba = district_of()["12.12"]

    assert index().name_on(toba, DAY_2017) == "Kabupaten Toba Samosir"
    assert index().name_on(toba, TODAY) == "Kabupaten Toba"
