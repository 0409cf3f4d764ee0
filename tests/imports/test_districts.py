from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.imports.cells import NO_FORMULA_VALUE, CellError
from monitoring.imports.districts import Alias, Found, Refused
from tests.imports.cell_values import CELLS, TEXTS
from tests.imports.reference import district_of, index, index_with, places

DAY_2017 = date(2017, 6, 6)
TODAY = date(2026, 1, 1)


def code_of(match):
    """Return the code of 2017 of what was found, or the code of the finding."""
    return index().code_on(match.district, DAY_2017) if isinstance(match, Found) else match.code


def by_name(name, **around):
    return code_of(index().find(name=name, **around))


def codes(match):
    return [index().code_on(district, DAY_2017) for district in match.candidates]


# ---- by name


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("KAB. CILACAP", "33.01"),
        ("Kabupaten Banyumas", "33.02"),
        ("Kab Purbalingga", "33.03"),
        ("KAB.KLATEN", "33.10"),
        ("KABKLATEN", "33.10"),
        ("BANDUNG, KAB", "32.04"),
        ("BANDUNG KAB.", "32.04"),
        ("MAGELANG, KOTA", "33.71"),
        ("Pariaman, Kota", "13.77"),
        ("kota  surabaya", "35.78"),
        ("KOTA D U M A I", "14.72"),
        ("S I A K", "14.08"),
        ("K A B. S I A K", "14.08"),
        ("KOTA\u00a0DUMAI\u00a0", "14.72"),
        ("Kotamadya Dumai", "14.72"),
        ("Brebes", "33.29"),
        ("KAB. SLEMAN *)", "34.04"),
        ("KAB. SLEMAN (1)", "34.04"),
        ("KAB. SLEMAN,", "34.04"),
        ("1 KAB. ACEH SELATAN", "11.01"),
        ("12. KOTA DUMAI", "14.72"),
        ("12.KOTA DUMAI", "14.72"),
        ("(3) KAB. SLEMAN", "34.04"),
        ("KAB. LABUHAN BATU", "12.10"),
        ("KAB. BATANG HARI", "15.04"),
        ("Kota Bau-Bau", "74.72"),
        ("Baubau", "74.72"),
        ("Fakfak", "92.03"),
        ("Kab. Toli Toli", "72.04"),
        ("KAB. KEP. MENTAWAI", "13.09"),
        ("Kab. Kepulauan Seribu", "31.01"),
        ("KAB. ADM. KEPULAUAN SERIBU", "31.01"),
        ("ADM. KEP. SERIBU", "31.01"),
        ("KOTA ADM. JAKARTA SELATAN", "31.74"),
        ("Kota Administrasi Jakarta Utara", "31.72"),
        ("JAKARTA PUSAT", "31.71"),
        ("LIMA PULUH KOTA", "13.07"),
        ("KAB. LIMA PULUH KOTA", "13.07"),
        ("KOTA BARU", "63.02"),
        ("Kab. Kotabaru", "63.02"),
        ("KOTAWARINGIN BARAT", "62.01"),
        ("KAB. TOBA SAMOSIR", "12.12"),
        ("Kab. Toba", "12.12"),
        ("Kab. Mamuju Utara", "76.01"),
        ("Pasangkayu", "76.01"),
        ("Kepulauan Tanimbar", "81.03"),
        ("Kepulauan Tanimbar (Maluku Tenggara Barat)", "81.03"),
        ("Kabupaten Deiyai (Deliyai)", "91.28"),
        ("KABUPATEN SAWAHLUNTO/SIJUNJUNG", "13.03"),
        ("Kab. Pangkajene &amp; Kepulauan", "73.10"),
        ("KABUPATEN PONTIANAK", "61.02"),
        ("PONTIANAK", "61.71"),
        ("Mahakam Hulu", "64.11"),
        ("BANDUNG (KOTA)", "32.73"),
        ("(KOTA) BANDUNG", "32.73"),
        ("Kab. Banjar (Kalimantan Selatan)", "63.03"),
    ],
)
def test_a_name_is_known_in_many_forms(name, code):
    assert index().find(name=name) == Found(district_of()[code])


@pytest.mark.parametrize(
    "name",
    [
        "KAB. PURBALINGA",
        "KOTA SURAKATRA",
        "KECAMATAN PRAMBANAN",
        "KOTA GOWA",
        "KOTA LIMA PULUH KOTA",
        "KAB. KOTA BANDUNG",
        "KAB/KOTA BANDUNG",
        "KAB. OKU",
        "50 KOTA",
        "KAB.",
        "KOTA",
        "12",
        "33.01",
        "KEPULAUAN RIAU",
        "JAWA TENGAH",
        "PROV. JAMBI",
        "PADANG / PARIAMAN",
        "PADANG (PARIAMAN)",
        "PADANG (PARIAMAN",
        "PADANG [PARIAMAN]",
        "TOBA, SAMOSIR",
        "Aceh Barat (Daya)",
        "Nias (Sel.)",
        "Kab. Bandung (KBB)",
        "Kab. Malang (Kota Batu)",
        "Kab. Banjar (Jawa Barat)",
        "KABUPATEN TIMUR",
        "KABUPATEN SUMBAWA TIMUR",
        "Kepulauan Tidore, Kota",
        "KAB. SLEMAN" * 20,
    ],
)
def test_what_no_district_is_called_is_refused(name):
    assert index().find(name=name) == Refused("unknown_district", "name")


def test_a_number_cell_is_no_name():
    assert by_name(12) == "unknown_district"


@pytest.mark.parametrize("name", [None, "", " ", "-"])
def test_a_row_without_name_and_code_is_told_so(name):
    assert index().find(name=name) == Refused("unknown_district", "name", "empty")


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("kabupaten", "32.04"),
        ("KAB.", "32.04"),
        ("Kota", "32.73"),
        ("KOTA ADM.", "32.73"),
        ("Kecamatan", "unknown_district"),
    ],
)
def test_a_kind_in_its_own_column_is_joined(kind, code):
    assert by_name("Bandung", kind=kind) == code


@pytest.mark.parametrize(
    ("kind", "name", "code"),
    [
        ("kabupaten", "Kab. Bandung", "32.04"),
        ("kota", "Kab. Bandung", "unknown_district"),
        ("kabupaten", "Kota Baru", "63.02"),
        ("kota", "Kotabaru", "unknown_district"),
        ("kabupaten", "Lima Puluh Kota", "13.07"),
        (None, "Bandung", "ambiguous_district"),
        ("-", "Bandung", "ambiguous_district"),
    ],
)
def test_a_kind_column_must_agree_with_the_name(kind, name, code):
    assert by_name(name, kind=kind) == code


@pytest.mark.parametrize(
    ("name", "both"),
    [
        ("Bandung", ["32.04", "32.73"]),
        ("TASIKMALAYA", ["32.06", "32.78"]),
        ("S O L O K", ["13.02", "13.72"]),
        ("Gorontalo", ["75.01", "75.71"]),
        ("Banjar", ["63.03", "32.79"]),
        ("Sorong", ["92.01", "92.71"]),
    ],
)
def test_a_bare_name_of_a_regency_and_a_city_names_both(name, both):
    match = index().find(name=name)

    assert (match.code, match.at, codes(match)) == ("ambiguous_district", "name", both)


@pytest.mark.parametrize(
    ("around", "code"),
    [
        ({"heading": "63"}, "63.03"),
        ({"heading": "JAWA BARAT"}, "32.79"),
        ({"uploader_province": "32"}, "32.79"),
        ({"uploader_province": "63"}, "63.03"),
        ({"province": "Kalsel"}, "63.03"),
        ({"province": 32}, "32.79"),
        ({"heading": "63", "uploader_province": "32"}, "63.03"),
    ],
)
def test_the_province_settles_banjar_with_a_warning(around, code):
    match = index().find(name="Banjar", **around)

    assert match == Found(district_of()[code], "bare_name_taken_as_regency")


def test_a_province_that_holds_both_settles_nothing():
    assert by_name("Bandung", heading="32", uploader_province="32") == "ambiguous_district"


def test_a_name_is_doubted_under_a_province_with_another_of_nearly_that_name():
    match = index().find(name="KABUPATEN SUMBAWA BARAT", heading="NUSA TENGGARA TIMUR")

    assert (match.code, codes(match)) == ("ambiguous_district", ["52.07", "53.12"])


def test_a_name_is_taken_under_a_strange_heading_without_such_a_one():
    assert by_name("KAB. BREBES", heading="32") == "33.29"


# ---- by code


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
    assert by_name("32.73 Bandung") == "32.73"
    assert by_name("7404 Kab. Kolaka") == "code_name_conflict"
    assert by_name("7411 Kab. Kolaka", code="74.04") == "code_name_conflict"


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


# ---- suggestions


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("KAB. PURBALINGA", "33.03"),
        ("KAB. WONOSBO", "33.07"),
        ("Kab. Karangayar", "33.13"),
        ("KOTA SURAKATRA", "33.72"),
        ("KOTA GOWA", "73.06"),
        ("Kab. Solok Sel.", "13.11"),
        ("KAB. OKU", "16.01"),
        ("KAB. TANJUNG JBNG BARAT", "15.06"),
        ("KAB. BOLMONG SELATAN", "71.11"),
        ("KABUPATEN TANAH KARO", "12.06"),
        ("Kepulauan Tidore, Kota", "82.72"),
        ("Jaksel", "31.74"),
        ("BANDUG, KAB", "32.04"),
        ("KOTA BARUU", "63.02"),
        ("33.01", "33.01"),
    ],
)
def test_the_likeliest_district_is_suggested_first(text, code):
    assert index().suggest(text)[0] == code


def test_what_is_like_nothing_gets_no_suggestion():
    assert index().suggest("KECAMATAN PRAMBANAN") == []


def test_the_own_province_comes_first():
    assert index().suggest("Pekalongn", province="33", limit=2) == ["33.26", "33.75"]


def test_suggestions_are_codes_of_the_day():
    assert index().suggest("KAB. NABIR", day=DAY_2017)[0] == "91.04"
    assert index().suggest("KAB. NABIR")[0] == "94.01"


# ---- properties

SEPARATORS = st.sampled_from(["", " ", "  ", "\u00a0", "-", ". ", "\n", " - "])
CASES = st.sampled_from([str.upper, str.lower, str.title, str.swapcase])
PREFIXES = {
    "regency": [
        "KAB. ",
        "KAB ",
        "Kab.",
        "KABUPATEN ",
        "kabupaten\u00a0",
        "1 KAB. ",
        "12. Kabupaten ",
        ", KAB",
        " KAB.",
    ],
    "city": ["KOTA ", "Kota\u00a0", "KOTA", "7 KOTA ", "3. Kota ", "KOTAMADYA ", ", KOTA", " (KOTA)"],
}


@st.composite
def spelled(draw):
    """Draw a place and a way to write it: case, spaces, punctuation, the kind before, behind or left out."""
    place = draw(st.sampled_from(places()))
    words = [word for word in place.name.split()[1:] if word != "Administrasi"]
    name = draw(CASES)("".join(word + draw(SEPARATORS) for word in words)).strip()
    kind = draw(st.sampled_from([*PREFIXES[place.kind], ""]))
    return place, f"{name}{kind}" if kind.startswith((",", " ")) else f"{kind}{name}"


@given(spelled())
def test_an_accepted_spelling_is_always_the_right_district(drawn):
    place, text = drawn

    match = index().find(name=text)

    if isinstance(match, Found):
        assert match.district == place.district
    else:
        assert match.code == "ambiguous_district"
        assert place.district in match.candidates


@given(spelled(), st.integers(0, 30), st.sampled_from(["", "x", "a", "e", "h", "n"]))
def test_a_letter_lost_or_changed_never_makes_another_district_of_the_same_kind(drawn, position, letter):
    place, text = drawn
    damaged = text[:position] + letter + text[position + 1 :]

    match = index().find(name=damaged, code=place.code)

    if isinstance(match, Found):
        assert match.district == place.district


@given(CELLS, CELLS, CELLS, CELLS)
def test_no_row_raises(code, name, kind, province):
    match = index().find(code=code, name=name, kind=kind, province=province)

    assert isinstance(match, Found | Refused)


@given(TEXTS)
def test_no_text_raises_when_suggestions_are_sought(text):
    assert len(index().suggest(text)) <= 3
    assert index().is_province(text) is None or len(index().is_province(text)) == 2
