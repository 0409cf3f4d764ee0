"""The words over columns: which field a label means, in a table of reports, shipments, supplies or counts."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from monitoring.imports.tables.label_words import Path, key_of_label
from monitoring.rules import FIGURES


class TableKind(StrEnum):
    REPORT = "report"
    SHIPMENT = "shipment"
    SUPPLY = "supply"
    COUNT = "count"


EXPORT_LABELS: Mapping[str, tuple[str, str]] = {
    "code": ("Kode", "Code"),
    "district": ("Kab/Kota", "District"),
    "as_of": ("Tanggal posisi", "As of"),
    "province": ("Provinsi", "Province"),
    "printed": ("Tercetak", "Printed"),
    "damaged": ("Rusak", "Damaged"),
    "stock_on_hand": ("Sisa blangko", "Blanks on hand"),
    "print_ready": ("PRR", "Print-ready records"),
    "substitute_certificates": ("Sisa suket", "Substitute certificates"),
    "eligible": ("Wajib KTP", "Eligible residents"),
    "enrolled": ("Sudah rekam", "Enrolled residents"),
    "number": ("No. BAST", "BAST number"),
    "sent_on": ("Tanggal kirim", "Sent on"),
    "from_store": ("Asal", "From"),
    "to_store": ("Tujuan", "To"),
    "quantity": ("Jumlah keping", "Quantity"),
    "serial_first": ("No. seri awal", "First serial"),
    "serial_last": ("No. seri akhir", "Last serial"),
    "received_on": ("Tanggal terima", "Received on"),
    "accepted": ("Diterima", "Accepted"),
    "rejected": ("Ditolak", "Rejected"),
    "missing": ("Hilang", "Missing"),
    "document": ("No. dokumen", "Document"),
    "store": ("Gudang", "Store"),
    "counted_on": ("Tanggal hitung", "Counted on"),
}
"""The label of each field as exports write it, Indonesian and English; read like any other label."""

CODE = "KODE; KODE WILAYAH; KD WILAYAH; KODE KAB/KOTA; KODE KABUPATEN/KOTA; KD KAB/KOTA; KODE DAERAH"
DISTRICT = (
    "KAB/KOTA; KABUPATEN/KOTA; NAMA KAB/KOTA; NAMA KABUPATEN/KOTA; NAMA WILAYAH; DAERAH; "
    "PROVINSI/KAB/KOTA; PROVINSI/KABUPATEN/KOTA; KABUPATEN DAN KOTA; KABUPATEN ATAU KOTA; NAMA DAERAH; "
    "PROVINSI KABUPATEN DAN KOTA; PROPINSI/KAB/KOTA; PROPINSI/KABUPATEN/KOTA"
)
DAY = "TANGGAL; TGL"

LABELS: Mapping[TableKind, Mapping[str, str]] = {
    TableKind.REPORT: {
        "code": CODE,
        "district": DISTRICT,
        "as_of": f"{DAY}; TANGGAL POSISI; TGL POSISI; TANGGAL LAPORAN; TGL LAPORAN; WAKTU LAPORAN; "
        "PER TANGGAL; PER TGL; TANGGAL DATA; POSISI TANGGAL; HARI/TANGGAL; HARI/TGL",
        "eligible": "WAJIB KTP; WAJIB KTP-EL; WKTP; WAJIB KTP > JUMLAH; WAJIB KTP > JML; WKTP > JUMLAH; "
        "WKTP > JML; JUMLAH WAJIB KTP; JML WAJIB KTP",
        "enrolled": "PEREKAMAN; SUDAH REKAM; TELAH REKAM; JUMLAH PEREKAMAN; JML PEREKAMAN; "
        "PEREKAMAN > JUMLAH; PEREKAMAN > JML; SUDAH REKAM > JUMLAH; SUDAH REKAM > JML; "
        "SUDAH PEREKAMAN; TELAH PEREKAMAN; SUDAH MEREKAM; TELAH MEREKAM",
        "print_ready": "PRR; SISA PRR; PRINT READY RECORD; PRR (PRINT READY RECORD); "
        "SISA PRR (PRINT READY RECORD); SISA PRINT READY RECORD; SISA > PRR; JUMLAH PRR",
        "printed": "TERCETAK; SUDAH CETAK; TELAH CETAK; SUDAH TERCETAK; TELAH TERCETAK; SUDAH DICETAK; "
        "TELAH DICETAK; JUMLAH CETAK; JML CETAK; JUMLAH TERCETAK; JML TERCETAK; KTP-EL TERCETAK; PENCETAKAN; "
        "JUMLAH PENCETAKAN; REALISASI PENCETAKAN; REALISASI CETAK; PEMANFAATAN BLANGKO; PEMANFAATAN BLANKO; "
        "PEMANFAATAN; REALISASI PEMANFAATAN BLANGKO",
        "damaged": "RUSAK; BLANGKO RUSAK; BLANKO RUSAK; BLANGKO > RUSAK; BLANKO > RUSAK; JUMLAH RUSAK; "
        "KEPING RUSAK; JUMLAH BLANGKO RUSAK",
        "stock_on_hand": "SISA BLANGKO; SISA BLANKO; STOK BLANGKO; STOK BLANKO; STOCK BLANGKO; "
        "BLANGKO > SISA; BLANKO > SISA; SISA > BLANGKO; SISA > BLANKO; SISA STOK BLANGKO; "
        "PERSEDIAAN BLANGKO; JUMLAH SISA BLANGKO",
        "substitute_certificates": "SISA SUKET; SISA SURAT KETERANGAN; SISA > SUKET; SUKET > SISA; "
        "SISA SUKET (SURAT KETERANGAN)",
    },
    TableKind.SHIPMENT: {
        "number": "NO BAST; NOMOR BAST; NOMOR SURAT; NO SURAT",
        "sent_on": "TANGGAL KIRIM; TGL KIRIM; TANGGAL BAST; TGL BAST; TANGGAL PENGIRIMAN; TGL PENGIRIMAN",
        "code": CODE,
        "to_store": f"TUJUAN; KAB/KOTA TUJUAN; {DISTRICT}; DISTRICT",
        "from_store": "ASAL",
        "quantity": "JUMLAH; JML; JUMLAH KEPING; JML KEPING; BANYAKNYA; JUMLAH BLANGKO; JUMLAH DIKIRIM",
        "serial_first": "NO SERI AWAL; NOMOR SERI AWAL; SERI AWAL",
        "serial_last": "NO SERI AKHIR; NOMOR SERI AKHIR; SERI AKHIR",
        "received_on": "TANGGAL TERIMA; TGL TERIMA; TANGGAL DITERIMA; TGL DITERIMA",
        "accepted": "DITERIMA; JUMLAH DITERIMA",
        "rejected": "DITOLAK; JUMLAH DITOLAK",
        "missing": "HILANG; JUMLAH HILANG",
    },
    TableKind.SUPPLY: {
        "received_on": f"{DAY}; TANGGAL TERIMA; TGL TERIMA; TANGGAL DITERIMA",
        "quantity": "JUMLAH; JML; JUMLAH KEPING; JML KEPING; BANYAKNYA; JUMLAH BLANGKO",
        "document": "NO DOKUMEN; NOMOR DOKUMEN; DOKUMEN",
    },
    TableKind.COUNT: {
        "store": "GUDANG; NAMA GUDANG",
        "code": CODE,
        "counted_on": f"{DAY}; TANGGAL HITUNG; TGL HITUNG; TANGGAL STOK OPNAME",
        "quantity": "JUMLAH; JML; JUMLAH KEPING; JML KEPING; BANYAKNYA; JUMLAH BLANGKO",
    },
}
"""Labels of each field, parted by semicolons; `>` parts the levels of a header."""

SILENT = "NO; NOMOR; PROVINSI; PROPINSI; PROVINCE; Dicatat tanggal; Recorded on; Dicatat oleh; Recorded by"
"""Columns that are left without a word; the last are those that exports add for a reader."""

LAST_LABELS: Mapping[str, tuple[str, str]] = {
    field: (
        f"{EXPORT_LABELS[field][0]} (terakhir di portal)",
        f"{EXPORT_LABELS[field][1]} (last in the portal)",
    )
    for field in FIGURES
}
"""Labels of the earlier figures that the portal's own form shows beside empty cells; left without a word."""

FINDINGS_TITLES = ("Temuan portal KTP-el", "Findings of the KTP-el portal")
"""What stands in A1 of the list of findings that the portal adds to a workbook; the sheet is not read."""

PROVINCE = "PROVINSI; PROPINSI; PROVINCE"


def _keys(labels: str) -> Iterable[Path]:
    return (key_of_label(label) for label in labels.split(";"))


def _fields(kind: TableKind) -> dict[Path, str]:
    fields: dict[Path, str] = {}
    for field, labels in LABELS[kind].items():
        fields |= dict.fromkeys(_keys(labels), field)
        own = (field.upper(), *EXPORT_LABELS[field])
        fields |= {key_of_label(label): field for label in own}
    return fields


FIELDS: Mapping[TableKind, Mapping[Path, str]] = {kind: _fields(kind) for kind in TableKind}
"""The field that each path means, by kind of table."""

FIGURE_PATHS = frozenset(path for path, field in FIELDS[TableKind.REPORT].items() if field in FIGURES)
SILENT_PATHS = frozenset(_keys(SILENT)) | {
    key_of_label(label) for labels in LAST_LABELS.values() for label in labels
}
PROVINCE_PATHS = frozenset(_keys(PROVINCE))


def is_silent(path: Path, lowest: str) -> bool:
    """Tell whether a column is left without a finding: numbering, the province, percentages."""
    return path in SILENT_PATHS or lowest == "%" or lowest.startswith("PERSEN")


def kind_of_fields(paths: Iterable[Path]) -> TableKind | None:
    """Return what a table with these columns is, None when it is none of ours."""
    paths = set(paths)
    if paths & FIGURE_PATHS:
        return TableKind.REPORT
    shipment = {FIELDS[TableKind.SHIPMENT].get(path) for path in paths}
    if {"sent_on", "to_store", "quantity"} <= shipment:
        return TableKind.SHIPMENT
    if "document" in {FIELDS[TableKind.SUPPLY].get(path) for path in paths}:
        return TableKind.SUPPLY
    return TableKind.COUNT if "store" in {FIELDS[TableKind.COUNT].get(path) for path in paths} else None
