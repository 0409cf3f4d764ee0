from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.imports.cells.cells import NO_FORMULA_VALUE, CellError
from monitoring.imports.cells.days import (
    fits_only_day_first,
    fits_only_month_first,
    is_ambiguous_day,
    read_day,
    title_day,
)
from monitoring.imports.districts.spellings import MONTH_WORDS
from monitoring.imports.findings import CellRefused
from tests.imports.cell_values import CELLS

JUNE_6 = date(2017, 6, 6)
INDONESIAN = [words.split()[0] for words in MONTH_WORDS]


@pytest.mark.parametrize(
    "cell",
    [
        JUNE_6,
        "2017-06-06",
        "6/6/2017",
        "06/06/2017",
        "06-06-2017",
        "6 Juni 2017",
        " 6 JUNI 2017 ",
        "6\u00a0Juni\u00a02017",
        "6 June 2017",
        "06-Jun-17",
        "06-Jun-2017",
        "6 Jun. 2017",
        "Selasa, 6 Juni 2017",
        "SELASA 6 JUNI 2017",
        "Tuesday, 6 June 2017",
    ],
)
def test_a_day_is_read_in_every_spelling(cell):
    assert read_day(cell) == JUNE_6


@pytest.mark.parametrize(
    ("name", "month"),
    [(word, number) for number, words in enumerate(MONTH_WORDS, 1) for word in words.split()],
)
def test_months_are_known_in_both_languages(name, month):
    assert read_day(f"9 {name.title()} 2017") == date(2017, month, 9)


def test_the_day_stands_before_the_month():
    assert read_day("06/07/2017") == date(2017, 7, 6)


def test_a_weekday_with_an_apostrophe_is_one():
    assert read_day("Jum'at, 9 Juni 2017") == date(2017, 6, 9)


@pytest.mark.parametrize("cell", [None, "", "  ", "\u00a0"])
def test_an_empty_cell_is_no_day(cell):
    assert read_day(cell) is None


@pytest.mark.parametrize(
    "cell",
    [
        "06/14/2017",
        "31 Juni 2017",
        "29/02/2017",
        "2017-13-01",
        "2017-6-6",
        "06/06/17",
        "6.6.2017",
        "6-6/2017",
        "Juni 2017",
        "6 Juni",
        "6 Jnui 2017",
        "minggu lalu",
        "Rabu, 6 Juni 2017",
        "2017-06-06 12:00",
        "٦ Juni 2017",
        "0/0/0000",
        "-",
        42892,
        42892.0,
        True,
        datetime(2017, 6, 6, 12),  # noqa: DTZ001 - a cell knows no zone
        CellError("#REF!"),
        NO_FORMULA_VALUE,
    ],
)
def test_what_is_no_certain_day_is_refused(cell):
    with pytest.raises(CellRefused) as refused:
        read_day(cell)

    assert (refused.value.code, refused.value.variant) == ("bad_day", "")


@pytest.mark.parametrize(
    ("cell", "ambiguous", "month_first", "day_first"),
    [
        ("06/07/2017", True, False, False),
        ("06-07-2017", True, False, False),
        ("06/06/2017", False, False, False),
        ("06/14/2017", False, True, False),
        ("14/06/2017", False, False, True),
        ("31/06/2017", False, False, False),
        ("6 Juli 2017", False, False, False),
        (date(2017, 7, 6), False, False, False),
        (None, False, False, False),
    ],
)
def test_a_day_tells_which_order_it_fits(cell, ambiguous, month_first, day_first):
    assert is_ambiguous_day(cell) is ambiguous
    assert fits_only_month_first(cell) is month_first
    assert fits_only_day_first(cell) is day_first


def test_an_ambiguous_day_is_refused_beside_month_first_days():
    with pytest.raises(CellRefused) as refused:
        read_day("06/07/2017", month_first=True)

    assert (refused.value.code, refused.value.variant) == ("bad_day", "month_first")


@pytest.mark.parametrize("cell", ["06/06/2017", "2017-06-06", "6 Juni 2017", JUNE_6])
def test_a_day_without_doubt_is_read_beside_month_first_days(cell):
    assert read_day(cell, month_first=True) == JUNE_6


@pytest.mark.parametrize(
    "title",
    [
        "Posisi s.d. 6 Juni 2017",
        "POSISI\u00a0S.D. 6\u00a0JUNI 2017\u00a0",
        "Keadaan s/d tanggal 6 Juni 2017",
        "KEADAAN SAMPAI DENGAN TANGGAL 6 JUNI TAHUN 2017",
        "PERIODE 1 S.D. 6 JUNI 2017",
        "Periode 1 Juni 2017 s.d. 6 Juni 2017",
        "Posisi 1 Juni 2017 s.d. 6 Juni 2017",
        "Posisi 1 Juni 2017 - 6 Juni 2017",
        "s/d 06/06/2017",
        "Per tanggal 6 Juni 2017",
        "per tgl. 6 Juni 2017",
        "PER 6 JUNI 2017",
        "posisi: 2017-06-06",
        "sampai dengan 06-Jun-17",
        "sd. 6 juni 2017",
        "Keadaan hari Selasa, 6 Juni 2017",
        "Laporan Pencetakan KTP-el Provinsi Bali – posisi s.d. 6 Juni 2017",
    ],
)
def test_a_title_names_its_day(title):
    assert title_day(title) == JUNE_6


@pytest.mark.parametrize(
    "title",
    [
        "",
        "LAPORAN PEMANFAATAN BLANGKO KTP-EL",
        "LAPORAN BULAN JUNI 2017",
        "S.D. JUNI 2017",
        "Posisi s.d. Triwulan II 2017",
        "Semarang, 7 Juni 2017",
        "Posisi Kota Semarang, 7 Juni 2017",
        "Dicetak 7 Juni 2017",
        "Posisi 35 kabupaten 2017",
        "Laporan per kecamatan",
    ],
)
def test_a_month_alone_or_a_signature_is_no_title_day(title):
    assert title_day(title) is None


@pytest.mark.parametrize(
    "title",
    [
        "Posisi 31 Juni 2017",
        "s.d. 06/14/2017",
        "s.d. 6/6/17",
        "s.d. 6 Jnui 2017",
        "Posisi 1 Juni 2017 s.d. 31 Juni 2017",
        "Keadaan hari Rabu, 6 Juni 2017",
    ],
)
def test_a_title_day_that_cannot_be_is_refused(title):
    with pytest.raises(CellRefused) as refused:
        title_day(title)

    assert refused.value.code == "bad_day"


@given(CELLS)
def test_no_cell_raises_anything_but_a_refusal(cell):
    try:
        day = read_day(cell)
    except CellRefused:
        return

    assert day is None or type(day) is date


@given(
    st.text(max_size=80),
    st.sampled_from(["posisi", "s.d.", "s/d", "per tanggal", "keadaan"]),
    st.text(max_size=80),
)
def test_no_title_raises_anything_but_a_refusal(before, marker, after):
    try:
        title_day(f"{before} {marker} {after}")
    except CellRefused as refused:
        assert refused.code == "bad_day"  # noqa: PT017 - most titles are no error


@given(st.dates(date(1000, 1, 1)))
def test_a_day_is_read_back_as_it_was_written(day):
    month = INDONESIAN[day.month - 1]

    assert read_day(day.isoformat()) == day
    assert read_day(f"{day:%d/%m/%Y}") == day
    assert read_day(f"{day.day}-{day.month}-{day.year}") == day
    assert read_day(f"{day.day} {month.upper()} {day.year}") == day
    assert title_day(f"POSISI S.D. {day.day} {month} {day.year}") == day
