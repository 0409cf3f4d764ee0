import pytest

from monitoring.imports.districts.index import Found, Refused
from tests.imports.reference import code_of, codes, district_of, index


def by_name(name, **around):
    return code_of(index().find(name=name, **around))


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
