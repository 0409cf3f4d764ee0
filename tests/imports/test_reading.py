from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.imports.cells.cells import NO_FORMULA_VALUE, CellError
from monitoring.imports.reading import Scope
from tests.imports.cell_values import CELLS
from tests.imports.grids import (
    CENTRE,
    JUNE_6,
    ROUND,
    codes,
    days,
    figures,
    finding,
    judged,
    officer_of,
    read,
    read_csv_text,
    sheet,
    told,
)

HEAD = ["KAB/KOTA", "TERCETAK", "SISA BLANGKO"]
NO_DAY = Scope(None, None, None)


# ---- columns


def test_a_plain_table_is_read():
    reading = read(["KODE", *HEAD], ["32.04", "KAB. BANDUNG", 5, 7])

    assert figures(reading) == {"32.04": {"printed": 5, "stock_on_hand": 7}}
    assert (reading.read, reading.refused, reading.findings) == (1, 0, [])


def test_what_was_understood_is_plain():
    reading = read(["LAPORAN"], [], HEAD, ["KAB. BANDUNG", 5, 7], ["KAB. GARUT", 1, 2])

    (table,) = reading.sheets[0].tables
    assert (table.kind, table.header_rows, table.first_row, table.last_row) == ("report", (3, 3), 4, 5)
    assert table.columns == {"district": "A", "printed": "B", "stock_on_hand": "C"}


def test_a_row_knows_its_cells():
    reading = read(["KODE", *HEAD], ["32.04", "KAB. BANDUNG", 5, 7])

    assert reading.reports[0].cells == {
        "code": "A2",
        "district": "B2",
        "printed": "C2",
        "stock_on_hand": "D2",
    }


def test_a_header_almost_ours_is_named_and_not_read():
    reading = read(["KAB/KOTA", "TERCETK", "SISA BLANGKO"], ["KAB. BANDUNG", 5, 7])

    assert figures(reading) == {"32.04": {"stock_on_hand": 7}}
    assert told(reading) == [("ignored_column", "B1", "TERCETK")]
    assert (reading.findings[0].variant, reading.findings[0].suggestions) == ("near", ("TERCETAK",))


def test_a_foreign_column_is_left_and_errors_in_it_disturb_nothing():
    reading = read([*HEAD, "BELUM REKAM"], ["KAB. BANDUNG", 5, 7, CellError("#REF!")])

    assert figures(reading) == {"32.04": {"printed": 5, "stock_on_hand": 7}}
    assert told(reading) == [("ignored_column", "D1", "BELUM REKAM")]


@pytest.mark.parametrize(
    "number", [3201010101010001, "3201010101010001", "'3201010101010001", "3201 0101 0101 0001"]
)
def test_an_identity_number_makes_its_column_personal(number):
    reading = read([*HEAD, "PETUGAS"], ["KAB. BANDUNG", 5, 7, number], ["KAB. GARUT", 5, 7, "x"])

    assert told(reading) == [("personal_data", "D1", "PETUGAS")]
    assert "3201010101010001" not in repr(reading.findings).replace(" ", "")


def test_a_figure_with_an_identity_number_is_not_read():
    reading = read(HEAD, ["KAB. BANDUNG", 3201010101010001, 7])

    assert figures(reading) == {"32.04": {"stock_on_hand": 7}}
    assert told(reading) == [("personal_data", "B1", "TERCETAK")]


def test_two_columns_for_one_field_close_the_sheet_and_no_other():
    bad = sheet(["KAB/KOTA", "SISA BLANGKO", "STOK BLANGKO", "LAIN"], ["KAB. BANDUNG", 5, 7, 1], name="A")
    good = sheet(HEAD, ["KAB. BANDUNG", 5, 7], name="B")

    reading = read(bad, good)

    assert [(each.code, each.sheet, each.cell) for each in reading.findings] == [
        ("ambiguous_column", "A", None)
    ]
    assert list(figures(reading)) == ["32.04"]
    assert "B “SISA BLANGKO”, C “STOK BLANGKO”" in finding(reading, "ambiguous_column").details["columns"]


def test_each_field_met_twice_is_told_once():
    reading = read(["KAB/KOTA", "RUSAK", "RUSAK", "RUSAK", "PRR", "PRR"], ["KAB. BANDUNG", 1, 2, 3, 4, 5])

    assert [each.details["field"] for each in reading.findings] == ["damaged", "print_ready"]


def test_figures_without_names_of_districts_are_refused():
    reading = read(["KODE", "TERCETAK"], ["32.04", 5])

    assert told(reading) == [("missing_column", None, None)]
    assert reading.sheets[0].table


def test_districts_without_a_figure_of_ours_are_no_table():
    foreign = sheet(["KAB/KOTA", "TANGGAL", "JUMLAH"], ["KAB. BANDUNG", JUNE_6, 5], name="A")
    good = sheet(HEAD, ["KAB. BANDUNG", 5, 7], name="B")

    reading = read(foreign, good)

    assert [(each.code, each.sheet) for each in reading.findings] == [("no_table", "A")]


def test_a_file_without_a_table_says_so_once():
    reading = read(sheet(["Surat"], name="A"), sheet(name="B"))

    assert ("no_table", None) in [(each.code, each.sheet) for each in reading.findings]
    assert [each.table for each in reading.sheets] == [False, False]


def test_a_header_too_far_down_is_said_to_be():
    low = sheet(*[["x"]] * 30, HEAD, ["KAB. BANDUNG", 5, 7], name="A")

    alone = read(low)
    beside = read(low, sheet(HEAD, ["KAB. BANDUNG", 5, 7], name="B"))

    assert [(each.code, each.sheet, each.variant) for each in alone.findings] == [("no_table", None, "below")]
    assert [(each.code, each.sheet, each.variant) for each in beside.findings] == [("no_table", "A", "below")]


def test_a_second_table_has_its_own_columns():
    reading = read(
        ["KAB/KOTA", "TERCETAK"], ["KAB. BANDUNG", 5], [], ["SISA BLANGKO", "KAB/KOTA"], [9, "KAB. GARUT"]
    )

    assert figures(reading) == {"32.04": {"printed": 5}, "32.05": {"stock_on_hand": 9}}


def test_a_kind_in_its_own_column_is_joined():
    reading = read(["JENIS", "NAMA WILAYAH", "TERCETAK"], ["KAB.", "BANDUNG", 5], ["KOTA", "BANDUNG", 6])

    assert figures(reading) == {"32.04": {"printed": 5}, "32.73": {"printed": 6}}
    assert reading.findings == []


def test_a_kind_under_the_header_of_the_names_is_joined():
    reading = read(["KAB/KOTA", None, "TERCETAK"], ["KAB.", "BANDUNG", 5], ["KOTA", "BANDUNG", 6])

    assert figures(reading) == {"32.04": {"printed": 5}, "32.73": {"printed": 6}}


# ---- rows


def test_numbering_rows_are_no_districts():
    for numbers in ([1, 2, 3], ["(1)", "(2)", "(3)"], ["1", "2", "3=2/1"], [None, 2, 3], [1, 2, "5=4/3"]):
        reading = read(HEAD, numbers, ["KAB. BANDUNG", 5, 7])

        assert list(figures(reading)) == ["32.04"], numbers
        assert reading.findings == [], numbers


def test_footnotes_and_signatures_are_no_districts():
    reading = read(
        HEAD,
        ["KAB. BANDUNG", 5, 7],
        [],
        ["Catatan: Kab. Garut belum"],
        [None, "Bandung, 9 Juni 2017"],
        [None, "Kepala Bidang", "-"],
        ["PRR = Print Ready Record"],
    )

    assert (reading.read, reading.findings) == (1, [])


def test_a_known_district_with_a_word_for_a_count_is_a_row():
    reading = read(HEAD, ["KAB. BANDUNG", "menyusul", None], ["Penanggung jawab", "menyusul", None])

    assert told(reading) == [("not_a_count", "B2", "menyusul")]
    assert (reading.read, reading.refused) == (1, 1)


def test_a_row_that_reports_nothing_is_no_row():
    reading = read(HEAD, ["KAB. BANDUNG", "-", None], ["KAB. GARU", "n/a", None])

    assert (reading.read, reading.findings) == (0, [])


def test_figures_without_a_district_are_told_at_the_empty_cell():
    reading = read(HEAD, ["KAB. BANDUNG", 5, 7], [None, 3, 4])

    assert told(reading) == [("unknown_district", "A3", None)]


def test_empty_rows_of_formulas_are_no_rows():
    reading = read(HEAD, ["KAB. BANDUNG", 5, 7], [None, NO_FORMULA_VALUE, CellError("#DIV/0!")])

    assert reading.findings == []


def test_every_bad_cell_of_a_row_is_told():
    reading = read(HEAD, ["KAB. BANDUNGG", "1,5", -3])

    assert told(reading) == [
        ("unknown_district", "A2", "KAB. BANDUNGG"),
        ("ambiguous_number", "B2", "1,5"),
        ("negative", "C2", -3),
    ]


def test_whole_numbers_beside_a_lost_dot_may_have_lost_zeros():
    reading = read(HEAD, ["KAB. BANDUNG", 373.482, 7], ["KAB. GARUT", 374, 8], ["KAB. CIAMIS", 2374, 8])

    assert told(reading) == [("fraction", "B2", 373.482), ("outlier", "B3", 374)]


def test_a_record_beyond_the_header_is_shifted():
    reading = read_csv_text("KAB/KOTA;TERCETAK\nKAB. BANDUNG;2;417\nKAB. GARUT;5;\nKAB. CIAMIS;6; ")

    assert told(reading) == [("shifted_row", "C2", "417")]
    assert list(figures(reading)) == ["32.05", "32.07"]


def test_an_identity_number_beyond_the_header_is_not_shown():
    reading = read_csv_text("KAB/KOTA;TERCETAK\nKAB. BANDUNG;2;3201010101010001")

    assert ("shifted_row", "C2", None) in told(reading)
    assert "3201010101010001" not in repr(reading.findings)


def test_a_note_beside_a_table_of_a_workbook_shifts_nothing():
    reading = read(HEAD, ["KAB. BANDUNG", 5, 7, None, "lihat lampiran"])

    assert reading.findings == []


def test_a_name_merged_over_several_rows_counts_for_each():
    rows = ["KAB/KOTA", "TANGGAL", "TERCETAK"], ["KAB. BANDUNG", date(2017, 5, 30), 5], [None, JUNE_6, 7]

    merged = read(sheet(*rows, merges=("A2:A3",)), scope=NO_DAY)
    apart = read(sheet(*rows), scope=NO_DAY)

    assert [row.figures["printed"] for row in merged.reports] == [5, 7]
    assert told(apart) == [("unknown_district", "A3", None)]


# ---- sums and headings


def test_a_wrong_sum_is_told_at_its_cell():
    reading = read(HEAD, ["KAB. BANDUNG", 5, 7], ["KAB. GARUT", 6, None], ["JUMLAH", 11, 8])

    assert told(reading) == [("total_mismatch", "C4", 8)]
    assert finding(reading, "total_mismatch").details == {"sum": 7}


def test_sums_of_groups_and_of_all_are_right():
    reading = read(
        HEAD,
        ["JAWA BARAT", None, None],
        ["KAB. BANDUNG", 5, 7],
        ["SUB JUMLAH", 5, 7],
        ["BALI"],
        ["KAB. BADUNG", 1, 2],
        ["SUB TOTAL", 1, 2],
        ["GRAND TOTAL", 6, 9],
        ["INDONESIA", 6, 9],
    )

    assert (reading.read, reading.findings) == (2, [])


def test_a_sum_may_stand_above_its_rows():
    reading = read(HEAD, ["INDONESIA", 11, 9], ["KAB. BANDUNG", 5, 7], ["KAB. GARUT", 6, 2])

    assert (reading.read, reading.findings) == (2, [])


def test_a_heading_with_figures_sums_the_rows_below():
    reading = read(
        HEAD,
        ["JAWA BARAT", 5, 7],
        ["KAB. BANDUNG", 5, 7],
        ["BALI", 9, 2],
        ["KAB. BADUNG", 1, 2],
        ["TOTAL", 6, 9],
    )

    assert told(reading) == [("total_mismatch", "B4", 9)]


def test_a_province_below_its_rows_sums_them():
    reading = read(HEAD, ["KAB. BANDUNG", 5, 7], ["KAB. GARUT", 1, 1], ["JAWA BARAT", 6, 8])

    assert (reading.read, reading.findings) == (2, [])


def test_a_sum_in_the_numbering_column_is_a_sum():
    reading = read(
        ["NO", *HEAD], [1, "KAB. BANDUNG", 5, 7], ["JUMLAH", None, 5, 7], ["TOTAL", "JAWA BARAT", 5, 6]
    )

    assert told(reading) == [("total_mismatch", "D4", 6)]


def test_a_column_with_a_refused_count_is_not_summed():
    reading = read(HEAD, ["KAB. BANDUNG", 5.5, 7], ["KAB. GARUTT", 6, 2], ["JUMLAH", 99, 9])

    assert codes(reading) == ["fraction", "unknown_district"]


def test_the_sum_of_a_formula_without_value_is_not_checked():
    reading = read(HEAD, ["KAB. BANDUNG", 5, 7], ["JUMLAH", NO_FORMULA_VALUE, CellError("#REF!")])

    assert reading.findings == []


def test_a_misspelt_district_that_begins_like_a_province_is_no_sum():
    reading = read(HEAD, ["LAMPUNG SELATN", 5, 7])

    assert told(reading) == [("unknown_district", "A2", "LAMPUNG SELATN")]


def test_gorontalo_is_a_heading_where_a_table_goes_by_province():
    rows = (["GORONTALO", None, None], ["KAB. GORONTALO", 5, 7], ["KOTA GORONTALO", 6, 8])

    reading = read(HEAD, ["BALI"], ["KAB. BADUNG", 1, 2], *rows, ["JUMLAH", 11, 15])

    assert list(figures(reading)) == ["51.03", "75.01", "75.71"]
    assert reading.findings == []


def test_gorontalo_with_figures_is_a_heading_among_provinces():
    reading = read(
        HEAD,
        ["BALI", 1, 2],
        ["KAB. BADUNG", 1, 2],
        ["GORONTALO", 11, 15],
        ["KAB. GORONTALO", 5, 7],
        ["KOTA GORONTALO", 6, 8],
    )

    assert list(figures(reading)) == ["51.03", "75.01", "75.71"]
    assert reading.findings == []


def test_gorontalo_among_districts_is_a_bare_name():
    alone = read(HEAD, ["GORONTALO", 5, 7], ["BOALEMO", 6, 8])
    with_city = read(HEAD, ["GORONTALO", 5, 7], ["KOTA GORONTALO", 6, 8])

    assert told(alone) == [("ambiguous_district", "A2", "GORONTALO")]
    assert told(with_city) == [("bare_name_taken_as_regency", "A2", "GORONTALO")]
    assert list(figures(with_city)) == ["75.01", "75.71"]


def test_a_code_makes_a_district_of_a_name_that_is_a_province_too():
    reading = read(
        ["KODE", *HEAD], ["51", "BALI"], ["51.03", "KAB. BADUNG", 1, 2], ["75.71", "GORONTALO", 5, 7]
    )

    assert list(figures(reading)) == ["51.03", "75.71"]
    assert reading.findings == []


def test_a_sum_of_the_province_makes_no_heading_of_its_bare_district():
    reading = read(
        HEAD, ["BOALEMO", 1, 1], ["GORONTALO", 5, 7], ["KOTA GORONTALO", 6, 8], ["PROVINSI GORONTALO", 12, 16]
    )

    assert list(figures(reading)) == ["75.02", "75.01", "75.71"]
    assert codes(reading) == ["bare_name_taken_as_regency"]


@pytest.mark.parametrize("name", ["GORONTALO, KAB", "GORONTALO KAB", "KAB GORONTALO"])
def test_a_kind_behind_the_name_makes_no_heading_of_it(name):
    reading = read(HEAD, ["BALI"], ["KAB. BADUNG", 1, 2], ["GORONTALO"], [name, 5, 7])

    assert list(figures(reading)) == ["51.03", "75.01"]


def test_figures_beside_a_province_and_no_name_are_told():
    reading = read(["PROVINSI", *HEAD], ["JAWA BARAT", "KAB. BANDUNG", 5, 7], ["JAWA BARAT", None, 6, 8])

    assert told(reading) == [("unknown_district", "B3", None)]


def test_a_signature_under_the_codes_is_no_district():
    reading = read(
        ["KODE", *HEAD], ["32.04", "KAB. BANDUNG", 5, 7], ["Mengetahui,", None, None, "Bandung, 9 Juni 2017"]
    )

    assert (reading.read, reading.findings) == (1, [])


def test_a_bad_code_beside_a_known_name_and_a_word_is_a_row():
    reading = read(["KODE", *HEAD], ["32.99", "KAB. BANDUNG", "menyusul", None])

    assert codes(reading) == ["code_name_conflict", "not_a_count"]


# ---- districts


def test_banjar_is_settled_by_the_heading_or_by_who_sends():
    heading = read(HEAD, ["KALIMANTAN SELATAN"], ["BANJAR", 5, 7])
    sender = read(HEAD, ["BANJAR", 5, 7], scope=officer_of("32"))
    nobody = read(HEAD, ["BANJAR", 5, 7])

    assert (list(figures(heading)), codes(heading)) == (["63.03"], ["bare_name_taken_as_regency"])
    assert (list(figures(sender)), codes(sender)) == (["32.79"], ["bare_name_taken_as_regency"])
    assert finding(nobody, "ambiguous_district").suggestions == ("63.03", "32.79")


def test_the_city_may_stand_in_another_table_of_the_sheet_but_on_no_other_sheet():
    bare, city = (HEAD, ["Bogor", 5, 7]), (HEAD, ["Kota Bogor", 6, 8])

    same = read(*bare, [], *city)
    apart = read(sheet(*bare, name="A"), sheet(*city, name="B"))

    assert codes(same) == ["bare_name_taken_as_regency"]
    assert codes(apart) == ["ambiguous_district"]


def test_a_row_of_another_province_is_refused_and_still_counts_in_sums():
    reading = read(
        HEAD, ["KAB. BANDUNG", 5, 7], ["KAB. BADUNG", 1, 1], ["JUMLAH", 6, 8], scope=officer_of("32")
    )

    assert told(reading) == [("district_out_of_scope", "A3", "KAB. BADUNG")]
    assert list(figures(reading)) == ["32.04"]


def test_code_and_name_of_two_districts_are_told_at_the_code():
    reading = read(["KODE", *HEAD], ["32.04", "KAB. GARUT", 5, 7])

    assert told(reading) == [("code_name_conflict", "A2", "32.04")]
    assert finding(reading, "code_name_conflict").details["name"] == "KAB. GARUT"


def test_a_province_that_contradicts_is_told_at_its_cell():
    reading = read(["PROVINSI", *HEAD], ["BALI", "KAB. GARUT", 5, 7])

    assert told(reading) == [("code_name_conflict", "A2", "BALI")]


def test_a_code_alone_names_the_district_and_is_blamed_for_it():
    reading = read(["KODE", *HEAD], ["51.03", None, 5, 7], scope=officer_of("32"))

    assert told(reading) == [("district_out_of_scope", "A2", "51.03")]


def test_names_that_are_errors_are_told():
    reading = read(HEAD, [CellError("#N/A"), 5, 7], [NO_FORMULA_VALUE, 5, 7])

    assert told(reading) == [("cell_error", "A2", "#N/A"), ("no_formula_value", "A3", None)]


def test_the_same_district_and_day_twice_is_taken_from_nowhere():
    first = sheet(HEAD, ["KAB. BANDUNG", 5, 7], ["KAB. GARUT", 1, 1], name="A")
    second = sheet(["KODE", *HEAD], ["3204", "Bandung, Kab", "x", 7], name="B")

    reading = read(first, second)

    assert list(figures(reading)) == ["32.05"]
    assert [(each.code, each.sheet, each.cell) for each in reading.findings] == [
        ("duplicate_row", "A", "A2"),
        ("duplicate_row", "B", "B2"),
        ("not_a_count", "B", "C2"),
    ]
    assert reading.findings[0].details["others"] == "B!B2"


# ---- days


DATED = ["KAB/KOTA", "TANGGAL", "TERCETAK"]


def test_the_cell_goes_before_the_title_and_the_title_before_the_sender():
    rows = (["Posisi s.d. 30 Mei 2017"], DATED, ["KAB. BANDUNG", JUNE_6, 5], ["KAB. GARUT", None, 5])

    assert days(read(*rows, scope=NO_DAY)) == {"32.04": "2017-06-06", "32.05": "2017-05-30"}


def test_the_senders_day_stands_in_for_an_empty_cell():
    assert days(read(DATED, ["KAB. GARUT", None, 5])) == {"32.05": "2017-06-06"}


def test_an_empty_cell_without_another_day_is_told():
    reading = read(DATED, ["KAB. GARUT", None, 5], ["KAB. BANDUNG", None, None], scope=NO_DAY)

    assert told(reading) == [("missing_day", "B2", None)]


def test_no_day_at_all_is_told_once_for_the_sheet():
    reading = read(
        HEAD, ["KAB. GARUT", 1, 5], ["KAB. BANDUNG", 1, 2], [], HEAD, ["KAB. CIAMIS", 3, 4], scope=NO_DAY
    )

    assert told(reading) == [("missing_day", None, None)]
    assert (reading.read, reading.refused) == (3, 3)


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("POSISI S.D. 31 JUNI 2017", "bad_day"),
        ("POSISI S.D. 6 JULI 2018", "future_day"),
        ("POSISI S.D. 31 MARET 2017", "day_outside_round"),
        ("POSISI S.D. 13 JUNI 2017", "bad_day"),
    ],
)
def test_a_refused_title_is_one_finding_and_no_row(title, code):
    reading = read([title], HEAD, ["KAB. BANDUNG", 5, 7], ["KAB. GARUT", 5, 7])

    assert told(reading) == [(code, "A1", title)]
    assert reading.reports == []


def test_a_row_with_its_own_day_does_not_rely_on_the_title():
    rows = (["POSISI S.D. 31 JUNI 2017"], DATED, ["KAB. BANDUNG", JUNE_6, 5], ["KAB. GARUT", None, 5])

    reading = read(*rows)

    assert days(reading) == {"32.04": "2017-06-06"}
    assert codes(reading) == ["bad_day"]


@pytest.mark.parametrize("title", [["JUNI 2017"], ["Bandung, 9 Juni 2017"], ["Tahun 2017"]])
def test_a_month_or_a_signature_is_no_day(title):
    assert codes(read(title, HEAD, ["KAB. BANDUNG", 5, 7], scope=NO_DAY)) == ["missing_day"]


@pytest.mark.parametrize(
    "title", [["POSISI :", JUNE_6], ["Keadaan s/d", "6 Juni 2017"], ["Posisi", None, "6 Juni 2017"]]
)
def test_the_day_of_a_title_may_stand_in_the_next_cell(title):
    assert days(read(title, HEAD, ["KAB. BANDUNG", 5, 7], scope=NO_DAY)) == {"32.04": "2017-06-06"}


def test_each_table_has_its_own_title():
    reading = read(
        *(["Posisi s.d. 30 Mei 2017"], HEAD, ["KAB. BANDUNG", 5, 7], ["Bandung, 9 Juni 2017"]),
        *([], ["Posisi s.d. 6 Juni 2017"], HEAD, ["KAB. BANDUNG", 6, 7]),
        *([], HEAD, ["KAB. GARUT", 6, 7]),
        scope=NO_DAY,
    )

    assert [row.as_of.isoformat() for row in reading.reports] == ["2017-05-30", "2017-06-06", "2017-06-06"]


def test_a_column_written_month_first_is_refused_where_it_is_ambiguous():
    reading = read(
        DATED,
        ["KAB. BANDUNG", "06/14/2017", 1],
        ["KAB. GARUT", "06/07/2017", 1],
        ["KAB. CIAMIS", "06/06/2017", 1],
        scope=NO_DAY,
    )  # fmt: skip

    assert [(each.cell, each.variant) for each in reading.findings] == [("B2", ""), ("B3", "month_first")]
    assert list(figures(reading)) == ["32.07"]


def test_the_senders_day_against_the_cells_is_told_at_the_cell():
    reading = read(DATED, ["KAB. BANDUNG", date(2017, 6, 13), 1], ["KAB. GARUT", JUNE_6, 1])

    assert told(reading) == [("bad_day", "B2", "2017-06-13")]


def test_a_cell_with_a_time_is_no_day():
    reading = read(DATED, ["KAB. BANDUNG", datetime(2017, 6, 6, 10, 30), 1], scope=NO_DAY)  # noqa: DTZ001

    assert codes(reading) == ["bad_day"]


def test_without_a_round_no_day_can_be_taken():
    assert codes(read(HEAD, ["KAB. BANDUNG", 5, 7], rounds=())) == ["day_outside_round"]


# ---- shipments, supplies, counts


def test_shipments_are_read():
    reading = read(
        [
            "NO BAST",
            "TANGGAL KIRIM",
            "KODE",
            "KAB/KOTA",
            "JUMLAH KEPING",
            "NO SERI AWAL",
            "TANGGAL TERIMA",
            "DITERIMA",
        ],
        ["471/1", date(2017, 4, 2), "32.04", "KAB. BANDUNG", "5.700", "A001", date(2017, 4, 4), 5700],
        ["471/1", "2 April 2017", "32.05", "KAB. GARUT", 300, None, None, None],
        ["JUMLAH", None, None, None, 6000],
        scope=NO_DAY,
    )

    first, second = reading.shipments
    assert (first.number, first.sent_on, first.quantity) == ("471/1", date(2017, 4, 2), 5700)
    assert (first.serial_first, first.received_on, first.accepted) == ("A001", date(2017, 4, 4), 5700)
    assert (second.quantity, second.received_on, second.accepted) == (300, None, None)
    assert first.cells["quantity"] == "E2"
    assert (reading.read, reading.findings) == (2, [])


def test_what_is_wrong_with_a_shipment_is_told():
    reading = read(
        ["NO BAST", "TANGGAL KIRIM", "TUJUAN", "BANYAKNYA"],
        ["1", "31/06/2017", "KAB. BANDUNGG", "1,5"],
        ["2", None, "KAB. BANDUNG", None],
        ["3", date(2018, 1, 1), "KAB. GARUT", 7],
        scope=NO_DAY,
    )

    assert told(reading) == [
        ("bad_day", "B2", "31/06/2017"),
        ("unknown_district", "C2", "KAB. BANDUNGG"),
        ("ambiguous_number", "D2", "1,5"),
        ("missing_day", "B3", None),
        ("bad_document", "D3", None),
        ("future_day", "B4", "2018-01-01"),
    ]
    assert reading.shipments == []


def test_supplies_and_counts_are_read():
    supplies = sheet(
        ["TANGGAL", "JUMLAH", "NO DOKUMEN"], [date(2017, 4, 1), 2500000, "01/K"], name="Pengadaan"
    )
    counts = sheet(
        ["GUDANG", "TANGGAL", "JUMLAH"],
        ["Pusat", JUNE_6, 1000],
        ["Gudang Kab. Bandung", JUNE_6, 5],
        name="Stok",
    )

    reading = read(supplies, counts, scope=NO_DAY)

    (supply,) = reading.supplies
    assert (supply.received_on, supply.quantity, supply.document) == (date(2017, 4, 1), 2500000, "01/K")
    assert [(row.district is None, row.quantity) for row in reading.counts] == [(True, 1000), (False, 5)]
    assert reading.findings == []


def test_the_same_document_twice_is_taken_from_nowhere():
    head = ["TANGGAL", "JUMLAH", "NO DOKUMEN"]

    reading = read(head, [JUNE_6, 5, "01/K"], [JUNE_6, 7, "02/K"], [JUNE_6, 6, "01/K"], scope=NO_DAY)

    assert [row.document for row in reading.supplies] == ["02/K"]
    assert told(reading) == [("duplicate_row", "C2", "01/K"), ("duplicate_row", "C4", "01/K")]


# ---- anything at all


LABELS_OR_CELLS = CELLS | st.sampled_from(
    ["KAB/KOTA", "KODE", "TERCETAK", "PEREKAMAN", "JUMLAH", "TANGGAL", "RUSAK", "KAB. BANDUNG", "Bogor",
     "BALI", "NO BAST", "TANGGAL KIRIM", "TUJUAN", "GUDANG", "NO DOKUMEN", "TOTAL", "GORONTALO", "KOTA"]
)  # fmt: skip
GRIDS = st.lists(st.lists(LABELS_OR_CELLS, max_size=6), max_size=8)


@given(GRIDS, st.booleans(), st.sampled_from([CENTRE, NO_DAY, officer_of("32")]))
def test_no_grid_raises(rows, is_csv, scope):
    if is_csv:
        rows = [[cell if isinstance(cell, str) else None for cell in row] for row in rows]

    reading = read(sheet(*rows), is_csv=is_csv, scope=scope)

    result = judged(reading.reports)
    assert len(result.rows) <= len(reading.reports) <= reading.read


@given(GRIDS)
def test_no_grid_under_a_header_raises(rows):
    reading = read(sheet(["KODE", "KAB/KOTA", "TANGGAL", "TERCETAK", "SISA BLANGKO"], *rows), scope=NO_DAY)

    assert reading.read >= len(reading.reports)
    assert all(ROUND.holds(row.as_of) for row in reading.reports)
