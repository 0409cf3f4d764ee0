import stat
from datetime import date
from pathlib import Path

import pytest

from monitoring.imports.stored.uploads import NotApplied
from monitoring.models import (
    BlankMovement,
    BlankReceipt,
    BlankShipment,
    BlankSupply,
    DistrictReport,
    StockCount,
    Upload,
)
from tests.imports.sending import apply, check, codes, load, undo
from tests.imports.sheets import csv, xlsx

pytestmark = pytest.mark.django_db

JUNE_6 = date(2017, 6, 6)
BANDUNG = ("32.04", "KAB. BANDUNG", JUNE_6, 100, 2, 50)
BOGOR = ("32.01", "KAB. BOGOR", JUNE_6, 200, 3, 60)
SHIPMENTS = (
    "NO BAST",
    "TANGGAL KIRIM",
    "KODE",
    "KAB/KOTA",
    "JUMLAH",
    "TANGGAL TERIMA",
    "DITERIMA",
    "DITOLAK",
)
PARCEL = ("1/BAST", JUNE_6, "32.04", "KAB. BANDUNG", 500, date(2017, 6, 9), 480, 20)


def test_a_check_keeps_the_file_and_changes_no_figure(central_staff):
    content = xlsx([BANDUNG, BOGOR])

    upload, found = check(content, central_staff)

    assert DistrictReport.objects.count() == 0
    assert (upload.state, upload.counts) == (
        "checked",
        {"read": 2, "new": 2, "changed": 0, "unchanged": 0, "refused": 0},
    )
    assert upload.file.read() == content
    assert found.findings == []


def test_a_file_and_its_folders_are_for_the_portal_alone(central_staff):
    upload, _ = check(xlsx([BANDUNG]), central_staff)

    kept = Path(upload.file.path)
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (kept, kept.parent, kept.parent.parent)]
    assert modes == [0o600, 0o700, 0o700]


def test_applying_writes_what_was_shown(central_staff):
    upload, _ = check(xlsx([BANDUNG, BOGOR]), central_staff)

    apply(upload, central_staff)

    upload.refresh_from_db()
    printed = DistrictReport.objects.order_by("printed").values_list(
        "district__code", "printed", "upload", "row"
    )
    assert list(printed) == [("32.04", 100, upload.pk, 2), ("32.01", 200, upload.pk, 3)]
    assert (upload.state, upload.applied_by, upload.skipped_refused) == ("applied", central_staff, False)


def test_an_upload_is_applied_once(central_staff):
    upload, _ = check(xlsx([BANDUNG]), central_staff)
    apply(upload, central_staff)

    with pytest.raises(NotApplied) as told:
        apply(upload, central_staff)

    assert told.value.code == "state"
    assert DistrictReport.objects.count() == 1


def test_what_changed_meanwhile_is_shown_before_it_is_written(central_staff):
    upload, _ = check(xlsx([BANDUNG]), central_staff)
    load(xlsx([("32.04", "KAB. BANDUNG", JUNE_6, 99, 2, 50)]), central_staff)

    with pytest.raises(NotApplied) as told:
        apply(upload, central_staff)

    assert told.value.code == "stale"
    assert [change.before[0] for change in told.value.check.report_plan.changed] == [99]
    assert DistrictReport.objects.get().printed == 99


def test_what_changed_elsewhere_does_not_disturb(central_staff):
    upload, _ = check(xlsx([BANDUNG]), central_staff)
    load(xlsx([BOGOR]), central_staff)

    apply(upload, central_staff)

    assert DistrictReport.objects.count() == 2


def test_nothing_is_written_while_a_row_is_refused(central_staff):
    upload, found = load(xlsx([BANDUNG, ("32.01", "KAB. BOGOR", JUNE_6, "1,234", 3, 60)]), central_staff)

    assert codes(found) == [("ambiguous_number", "D3")]
    assert (upload.state, DistrictReport.objects.count()) == ("refused", 0)


def test_good_rows_are_taken_when_the_sender_says_so(central_staff):
    rows = [BANDUNG, ("32.01", "KAB. BOGOR", JUNE_6, "1,234", 3, 60)]

    upload, _ = load(xlsx(rows), central_staff, skip_refused=True)

    assert (upload.state, upload.skipped_refused) == ("applied", True)
    assert upload.counts == {"read": 2, "new": 1, "changed": 0, "unchanged": 0, "refused": 1}
    assert DistrictReport.objects.get().district.code == "32.04"


def test_a_header_near_one_of_ours_holds_the_upload_until_someone_decides(central_staff):
    header = ("KODE", "KAB/KOTA", "TANGGAL", "TERCETK", "RUSAK", "SISA BLANGKO")

    held, found = load(xlsx([BANDUNG], header=header), central_staff)
    taken, _ = load(xlsx([BANDUNG], header=header), central_staff, columns_dismissed=True)

    assert [(f.code, f.cell, f.variant) for f in found.findings] == [("ignored_column", "D1", "near")]
    assert (held.state, taken.state) == ("refused", "applied")
    assert (DistrictReport.objects.get().printed, DistrictReport.objects.get().damaged) == (None, 2)


def test_the_same_file_twice_changes_nothing(central_staff):
    load(xlsx([BANDUNG, BOGOR]), central_staff)

    upload, _ = load(xlsx([BANDUNG, BOGOR]), central_staff)

    assert upload.counts == {"read": 2, "new": 0, "changed": 0, "unchanged": 2, "refused": 0}
    assert DistrictReport.objects.exclude(upload=upload).count() == 2


def test_csv_says_the_same_as_xlsx(central_staff):
    load(xlsx([BANDUNG]), central_staff)

    upload, _ = load(csv(("32.04", "KAB. BANDUNG", "06/06/2017", "100", "2", "50")), central_staff)

    assert upload.counts["unchanged"] == 1


def test_a_file_of_which_nothing_can_be_taken_is_refused(central_staff):
    upload, found = check(b"\x89PNG\r\n\x1a\n" + bytes(200), central_staff, filename="laporan.xlsx")

    assert (upload.state, codes(found)) == ("refused", [("wrong_format", None)])


def test_an_officer_cannot_send_a_neighbours_row(bali_officer):
    upload, found = check(xlsx([BANDUNG, ("51.03", "KAB. BADUNG", JUNE_6, 10, 0, 5)]), bali_officer)

    assert codes(found) == [("district_out_of_scope", "B2")]
    assert (upload.province_id, upload.counts["new"], upload.counts["refused"]) == ("51", 1, 1)


def test_shipments_with_receipts_post_their_movements(central_staff):
    upload, found = load(xlsx([PARCEL], header=SHIPMENTS), central_staff)

    shipment, receipt = BlankShipment.objects.get(), BlankReceipt.objects.get()
    moved = BlankMovement.objects.order_by("quantity").values_list("to_account__kind", "quantity")
    assert (upload.state, found.findings) == ("applied", [])
    assert (shipment.number, shipment.quantity, shipment.to_store.district.code) == ("1/BAST", 500, "32.04")
    assert (receipt.accepted, receipt.rejected, receipt.upload) == (480, 20, upload)
    assert list(moved) == [("rejected", 20), ("store", 480), ("in_transit", 500)]


def test_a_receipt_that_comes_later_is_added_to_its_shipment(central_staff):
    load(xlsx([(*PARCEL[:5], None, None, None)], header=SHIPMENTS), central_staff)

    upload, _ = load(xlsx([PARCEL], header=SHIPMENTS), central_staff)

    assert (BlankShipment.objects.count(), BlankReceipt.objects.get().accepted) == (1, 480)
    assert upload.counts["new"] == 1


def test_a_document_recorded_with_other_figures_is_refused(central_staff):
    load(xlsx([PARCEL], header=SHIPMENTS), central_staff)

    _, found = check(
        xlsx([("1/BAST", JUNE_6, "32.04", "KAB. BANDUNG", 501, None, None, None)], header=SHIPMENTS),
        central_staff,
    )

    assert codes(found) == [("bad_document", "A2")]


def test_two_receipts_of_one_file_cannot_exceed_their_shipment(central_staff):
    second = (*PARCEL[:5], date(2017, 6, 10), 1, 0)

    upload, found = load(xlsx([PARCEL, second], header=SHIPMENTS), central_staff)

    assert codes(found) == [("bad_document", "G3")]
    assert (upload.state, BlankShipment.objects.count()) == ("refused", 0)


def test_received_before_sent_is_refused(central_staff):
    early = (*PARCEL[:5], date(2017, 6, 5), 480, 20)

    _, found = check(xlsx([early], header=SHIPMENTS), central_staff)

    assert codes(found) == [("bad_document", "F2")]


def test_supplies_and_counts_are_known_by_their_columns(central_staff):
    content = xlsx([(JUNE_6, 1000, "K-1")], header=("TANGGAL", "JUMLAH", "NO DOKUMEN"))
    counts = xlsx([("Pusat", JUNE_6, 900)], header=("GUDANG", "TANGGAL", "JUMLAH"))

    load(content, central_staff)
    load(counts, central_staff)

    assert list(BlankSupply.objects.values_list("document", "quantity")) == [("K-1", 1000)]
    assert list(StockCount.objects.values_list("store__district", "quantity")) == [(None, 900)]


def test_undoing_a_file_of_documents_withdraws_them(central_staff):
    upload, _ = load(xlsx([PARCEL], header=SHIPMENTS), central_staff)

    undone = undo(upload, central_staff)

    assert undone.counts == {"restored": 0, "kept": 0, "deleted": 2}
    assert BlankShipment.objects.standing().count() == 0
    assert sum(m.quantity if m.reverses_id else -m.quantity for m in BlankMovement.objects.all()) == 0


def test_a_shipment_with_a_later_receipt_is_kept(central_staff):
    upload, _ = load(xlsx([(*PARCEL[:5], None, None, None)], header=SHIPMENTS), central_staff)
    load(xlsx([PARCEL], header=SHIPMENTS), central_staff)

    undone = undo(upload, central_staff)

    assert undone.counts == {"restored": 0, "kept": 1, "deleted": 0}
    assert BlankShipment.objects.standing().count() == 1


def test_names_of_files_are_shown_without_folders_and_signs(central_staff):
    upload, _ = check(xlsx([BANDUNG]), central_staff, filename="C:\\data\\..\\lap\x00oran\u202e.xlsx")

    assert upload.filename == "laporan.xlsx"
    assert "laporan" not in Upload.objects.get().file.name


def test_an_identity_number_in_a_file_name_is_covered(central_staff):
    upload, _ = check(xlsx([BANDUNG]), central_staff, filename="data 3204010101010001.xlsx")

    assert upload.filename == "data ••••••••••••••••.xlsx"


def test_what_was_stored_with_a_warning_comes_again_without_one(central_staff):
    more_damaged = [("32.04", "KAB. BANDUNG", JUNE_6, 2, 100, 50)]
    _, first = load(xlsx(more_damaged), central_staff)

    upload, again = load(xlsx(more_damaged), central_staff)
    _, changed = check(xlsx([("32.04", "KAB. BANDUNG", JUNE_6, 2, 101, 50), BOGOR]), central_staff)

    assert codes(first) == [("outlier", "E2")]
    assert (again.findings, upload.counts["unchanged"]) == ([], 1)
    assert codes(changed) == [("outlier", "E2")]
