import pytest
from hypothesis import given

from tests.imports.cell_values import TEXTS
from tests.imports.reference import DAY_2017, index


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


@given(TEXTS)
def test_no_text_raises_when_suggestions_are_sought(text):
    assert len(index().suggest(text)) <= 3
    assert index().is_province(text) is None or len(index().is_province(text)) == 2
