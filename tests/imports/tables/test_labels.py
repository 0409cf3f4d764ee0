import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.imports.tables.label_words import key_of_label, path_of
from monitoring.imports.tables.labels import (
    EXPORT_LABELS,
    FIELDS,
    LABELS,
    TableKind,
    is_silent,
    kind_of_fields,
)
from monitoring.imports.tables.near_labels import label_meant, mistakes
from monitoring.rules import FIGURES

REPORT = FIELDS[TableKind.REPORT]
WRITTEN = {
    "code": [
        "KODE", "KODE WILAYAH", "KD WILAYAH", "KODE KAB/KOTA", "KODE KABUPATEN/KOTA", "KD KAB/KOTA",
        "KODE DAERAH",
    ],
    "district": [
        "KAB/KOTA", "KABUPATEN/KOTA", "NAMA KAB/KOTA", "NAMA KABUPATEN/KOTA", "NAMA WILAYAH", "DAERAH",
        "PROVINSI/KAB/KOTA", "PROVINSI/KABUPATEN/KOTA", "KABUPATEN DAN KOTA", "KABUPATEN ATAU KOTA",
        "NAMA DAERAH", "PROVINSI KABUPATEN DAN KOTA", "PROPINSI/KAB/KOTA", "PROPINSI/KABUPATEN/KOTA",
        "KAB./KOTA", "KAB KOTA",
    ],
    "as_of": [
        "TANGGAL", "TGL", "TANGGAL POSISI", "TGL POSISI", "TANGGAL LAPORAN", "TGL LAPORAN", "WAKTU LAPORAN",
        "PER TANGGAL", "PER TGL", "TANGGAL DATA", "POSISI TANGGAL", "TGL. POSISI",
        "HARI/TANGGAL", "HARI/TGL", "HARI, TANGGAL",
    ],
    "eligible": [
        "WAJIB KTP", "WAJIB KTP-EL", "WKTP", "WAJIB KTP > JUMLAH", "WAJIB KTP > JML", "WKTP > JUMLAH",
        "WKTP > JML", "JUMLAH WAJIB KTP", "JML WAJIB KTP", "WAJIB E-KTP", "WAJIB KTP-EL > JML",
    ],
    "enrolled": [
        "PEREKAMAN", "SUDAH REKAM", "TELAH REKAM", "JUMLAH PEREKAMAN", "JML PEREKAMAN",
        "PEREKAMAN > JUMLAH", "PEREKAMAN > JML", "SUDAH REKAM > JUMLAH", "SUDAH REKAM > JML",
        "SUDAH PEREKAMAN", "TELAH PEREKAMAN", "SUDAH MEREKAM", "TELAH MEREKAM", "PEREKAMAN KTP-EL",
    ],
    "print_ready": [
        "PRR", "SISA PRR", "PRINT READY RECORD", "PRR (PRINT READY RECORD)",
        "SISA PRR (PRINT READY RECORD)", "SISA PRINT READY RECORD", "SISA > PRR", "JUMLAH PRR",
    ],
    "printed": [
        "TERCETAK", "SUDAH CETAK", "TELAH CETAK", "SUDAH TERCETAK", "TELAH TERCETAK", "SUDAH DICETAK",
        "TELAH DICETAK", "JUMLAH CETAK", "JML CETAK", "JUMLAH TERCETAK", "JML TERCETAK", "KTP-EL TERCETAK",
        "PENCETAKAN", "JUMLAH PENCETAKAN", "REALISASI PENCETAKAN", "REALISASI CETAK", "PEMANFAATAN BLANGKO",
        "PEMANFAATAN BLANKO", "PEMANFAATAN", "REALISASI PEMANFAATAN BLANGKO", "KTP-EL > TERCETAK",
    ],
    "damaged": [
        "RUSAK", "BLANGKO RUSAK", "BLANKO RUSAK", "BLANGKO > RUSAK", "BLANKO > RUSAK", "JUMLAH RUSAK",
        "KEPING RUSAK", "JUMLAH BLANGKO RUSAK", "KTP-EL > RUSAK",
    ],
    "stock_on_hand": [
        "SISA BLANGKO", "SISA BLANKO", "STOK BLANGKO", "STOK BLANKO", "STOCK BLANGKO", "BLANGKO > SISA",
        "BLANKO > SISA", "SISA > BLANGKO", "SISA > BLANKO", "SISA STOK BLANGKO", "PERSEDIAAN BLANGKO",
        "JUMLAH SISA BLANGKO", "SISA BLANGKO KTP-EL",
    ],
    "substitute_certificates": [
        "SISA SUKET", "SISA SURAT KETERANGAN", "SISA > SUKET", "SUKET > SISA",
        "SISA SUKET (SURAT KETERANGAN)",
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("field", "label"), [(f, label) for f, labels in WRITTEN.items() for label in labels]
)
def test_a_label_means_its_field(field, label):
    assert REPORT[key_of_label(label)] == field


def test_no_label_is_known_that_is_not_tested():
    known = {label.strip() for labels in LABELS[TableKind.REPORT].values() for label in labels.split(";")}

    assert known - {label for labels in WRITTEN.values() for label in labels} == set()


@pytest.mark.parametrize("field", FIGURES)
def test_a_figure_is_known_by_its_own_name_and_the_labels_of_exports(field):
    labels = (field, *EXPORT_LABELS[field])

    assert [REPORT[key_of_label(label)] for label in labels] == [field] * 3


def test_the_labels_of_exports_mean_their_field_in_every_kind_of_table():
    for kind, fields in LABELS.items():
        for field in fields:
            assert [FIELDS[kind][key_of_label(label)] for label in EXPORT_LABELS[field]] == [field, field]


@pytest.mark.parametrize(
    "label",
    [
        "BELUM REKAM", "CETAK KIA", "SISA BLANGKO KIA", "CETAK HARI INI", "BLANGKO DITERIMA", "CETAK",
        "BLANGKO", "SISA", "JUMLAH", "WAJIB", "KTP", "% PEREKAMAN", "PEREKAMAN (%)", "TERCETAK HARI INI",
        "CETAK KIA > RUSAK", "PEREKAMAN > LK", "PEREKAMAN > %", "CETAK KIA > JUMLAH", "KIA > TERCETAK",
        "SUKET", "KTP-EL", "TERCETAK 2016",
    ],
)  # fmt: skip
def test_what_is_not_ours_means_nothing(label):
    assert key_of_label(label) not in REPORT


@pytest.mark.parametrize(
    "label",
    [
        "Sisa  Blangko", "sisa_blangko", "SISA\nBLANGKO", "SISA BLANGKO (keping)", "Sisa Blangko [Lembar]",
        "SISA\u00a0BLANGKO", "Sisa Blangko KTP-el", "SISA BLANGKO KTP EL", "SISA-BLANGKO *)", "SISABLANGKO",
        "Sisa Blangko e-KTP",
    ],
)  # fmt: skip
def test_case_spaces_punctuation_and_units_are_aside(label):
    assert path_of([label]) == ("SISABLANGKO",)


def test_a_level_that_says_nothing_is_left_out_of_the_path():
    assert path_of(["KTP-EL", "(keping)", "TERCETAK"]) == ("TERCETAK",)


@pytest.mark.parametrize("label", ["%", "(%)", "PERSEN", "PERSENTASE PEREKAMAN", "Persen (%)"])
def test_a_percentage_is_left_without_a_word_under_any_group(label):
    path = path_of(["CETAK KIA", label])

    assert is_silent(path, path_of([label])[-1])


@pytest.mark.parametrize("label", ["NO", "No.", "NOMOR", "PROVINSI", "Propinsi"])
def test_numbering_and_the_province_are_left_without_a_word(label):
    assert is_silent(path_of([label]), path_of([label])[-1])


@pytest.mark.parametrize(
    ("label", "meant"),
    [
        ("TERCETK", "TERCETAK"), ("TERCETAKK", "TERCETAK"), ("SISA BLANGKU", "SISA BLANGKO"),
        ("BLANGKO > SISAA", "BLANGKO > SISA"), ("PEREKMAN > JUMLAH", "PEREKAMAN > JUMLAH"),
        ("KABUPATN/KOTA", "KABUPATEN/KOTA"), ("SISA PR", "SISA PRR"),
    ],
)  # fmt: skip
def test_a_label_one_or_two_letters_off_is_named_with_the_one_meant(label, meant):
    assert label_meant(TableKind.REPORT, tuple(label.split(">"))) == meant


@pytest.mark.parametrize(
    "label",
    [
        "PR",
        "BELUM REKAM",
        "SISA BLANGKO KIA",
        "RUSK",
        "CETAK KIA",
        "JUMLAH",
        "CETAK HARI INI",
        "KETERANGAN",
    ],
)
def test_a_label_that_is_another_word_is_not_near(label):
    assert label_meant(TableKind.REPORT, (label,)) is None


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_mistakes_are_counted_alike_both_ways(first, second):
    assert mistakes(first, second, 2) == mistakes(second, first, 2)


@pytest.mark.parametrize(
    ("labels", "kind"),
    [
        ("KAB/KOTA|TERCETAK", "report"),
        ("NO BAST|TANGGAL KIRIM|TUJUAN|JUMLAH", "shipment"),
        ("TGL BAST|KAB/KOTA|BANYAKNYA", "shipment"),
        ("TANGGAL|JUMLAH|NO DOKUMEN", "supply"),
        ("GUDANG|TANGGAL|JUMLAH", "count"),
        ("KAB/KOTA|TANGGAL|JUMLAH", None),
        ("TANGGAL KIRIM|KAB/KOTA|JUMLAH|TERCETAK", "report"),
    ],
)
def test_a_table_is_known_by_its_columns(labels, kind):
    assert kind_of_fields(key_of_label(label) for label in labels.split("|")) == kind
