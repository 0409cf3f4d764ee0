from monitoring.imports.cells.cells import Sheet
from monitoring.imports.tables.headers import headers_of, stands_below
from tests.imports.grids import sheet


def columns(*rows, merges=()):
    """Return the field of each column with a label, of the first header."""
    header = headers_of(sheet(*rows, merges=merges))[0]
    return {column.at: field for column, field in zip(header.columns, header.fields, strict=True) if field}


def spans(*rows):
    return [(header.top + 1, header.bottom + 1) for header in headers_of(sheet(*rows))]


THREE_LEVELS = (
    ["NO.", "KABUPATEN/KOTA", "KTP-EL", None, None, None, None, None, None, "SISA BLANGKO"],
    [None, None, "WAJIB KTP", None, None, "PEREKAMAN", None, "SISA PRR", "SISA SUKET"],
    [None, None, "L", "P", "JUMLAH", "JUMLAH", "%"],
)


def test_three_levels_are_read_without_merges():
    found = columns(*THREE_LEVELS, [1, "KAB. TAPIN", 1, 1, 2, 2, 99.5, 3, 4, 5])

    assert found == {
        1: "district",
        4: "eligible",
        5: "enrolled",
        7: "print_ready",
        8: "substitute_certificates",
        9: "stock_on_hand",
    }


def test_three_levels_are_read_with_merges():
    merges = ("C1:I1", "C2:E2", "F2:G2", "A1:A3", "B1:B3", "J1:J3", "H2:H3", "I2:I3")

    found = columns(*THREE_LEVELS, merges=merges)

    assert found[4] == "eligible"
    assert found[5] == "enrolled"
    assert found[9] == "stock_on_hand"


def test_a_group_ends_where_its_merged_cell_ends():
    rows = (["KAB/KOTA", "CETAK KIA", None, None], [None, "JUMLAH", "RUSAK", "RUSAK"])

    assert columns(*rows, merges=("B1:C1",)) == {0: "district", 3: "damaged"}


def test_a_group_above_further_labels_is_no_column_itself():
    rows = (["KAB/KOTA", "PEREKAMAN", None, None, "PRR"], [None, "LK", "PR", "JML"])

    assert columns(*rows) == {0: "district", 3: "enrolled", 4: "print_ready"}


def test_a_foreign_group_makes_its_columns_foreign():
    rows = (["KAB/KOTA", "CETAK KIA", None, "KTP-EL", None], [None, "TERCETAK", "RUSAK", "TERCETAK", "RUSAK"])

    assert columns(*rows) == {0: "district", 3: "printed", 4: "damaged"}


def test_a_foreign_group_over_all_figures_leaves_none():
    rows = ([None, None, "CETAK KIA", None], ["NO", "KAB/KOTA", "TERCETAK", "RUSAK"], [1, "KAB. TAPIN", 1, 2])

    assert columns(*rows) == {1: "district"}


def test_names_may_stand_on_the_lower_level():
    rows = ([None, None, "PEREKAMAN", None, "BLANGKO"], ["NO", "KAB/KOTA", "JUMLAH", "%", "RUSAK", "SISA"])

    assert columns(*rows) == {1: "district", 2: "enrolled", 4: "damaged", 5: "stock_on_hand"}


def test_a_title_just_above_a_header_is_no_level_of_it():
    rows = (["LAPORAN PENCETAKAN"], ["KAB/KOTA", "TERCETAK"], ["KAB. TAPIN", 1])

    assert spans(*rows) == [(2, 2)]


def test_a_title_in_the_middle_just_above_a_header_is_no_level_of_it():
    rows = ([None, None, "POSISI S.D. 6 JUNI 2017"], ["NO", "KAB/KOTA", "TERCETAK"], [1, "KAB. TAPIN", 1])

    assert spans(*rows) == [(2, 2)]


def test_the_first_row_of_words_below_a_header_is_data():
    rows = (["NO", "KAB/KOTA", "TERCETAK"], [None, "KAB. TAPIN", "menyusul"])

    assert spans(*rows) == [(1, 1)]


def test_a_province_heading_below_a_header_is_no_level_of_it():
    for heading in (["BALI"], [None, "BALI"], ["A", "BALI"], ["51", "BALI"]):
        assert spans(["NO", "KAB/KOTA", "TERCETAK"], heading, [1, "KAB. BADUNG", 3]) == [(1, 1)]


def test_a_header_met_again_begins_a_new_table():
    rows = (["KAB/KOTA", "TERCETAK"], ["KAB. TAPIN", 1], [], ["SISA BLANGKO", "KAB/KOTA"], [4, "KAB. BANJAR"])

    headers = headers_of(sheet(*rows))

    assert [header.fields for header in headers] == [("district", "printed"), ("stock_on_hand", "district")]


def test_a_header_may_stand_in_row_30_and_not_below():
    header, row = ["KAB/KOTA", "TERCETAK"], ["KAB. TAPIN", 1]
    high, low = sheet(*[[]] * 29, header, row), sheet(*[[]] * 30, header, row)

    assert [len(headers_of(high)), len(headers_of(low))] == [1, 0]
    assert stands_below(low)


def test_labels_repeated_on_each_level_count_once():
    rows = (["KAB/KOTA", "PEREKAMAN", None], ["KAB/KOTA", "JUMLAH", "%"], ["KAB. TAPIN", 4, 5.5])

    assert columns(*rows) == {0: "district", 1: "enrolled"}


def test_a_sheet_of_words_has_no_header():
    for rows in ([["Nomor : 470"], ["Perihal : KAB/KOTA"]], [["KAB/KOTA:", "Bandung"]], [["PEREKAMAN"]], []):
        assert headers_of(Sheet("Surat", rows)) == []
