from datetime import date

import pytest

from monitoring.imports.stored.uploads import recheck, refresh
from monitoring.models import BlankShipment, Upload
from tests.imports.sending import apply, check
from tests.imports.sheets import xlsx

pytestmark = pytest.mark.django_db

JUNE_6 = date(2017, 6, 6)
SHIPMENTS = ("NO BAST", "TANGGAL KIRIM", "KODE", "KAB/KOTA", "JUMLAH")
PARCEL = ("1/BAST", JUNE_6, "32.04", "KAB. BANDUNG", 500)
REPORT = ("32.04", "KAB. BANDUNG", JUNE_6, 100, 2, 50)
REPORT_HEADER = ("KODE", "KAB/KOTA", "TANGGAL", "TERCETAK", "RUSAK", "SISA BLANGKO")


def test_an_officers_shipments_are_refused_in_a_sentence(jabar_officer):
    content = xlsx([SHIPMENTS, PARCEL], [REPORT_HEADER, REPORT], header=None)

    _, found = check(content, jabar_officer)

    assert [(f.code, f.variant, f.sheet) for f in found.findings] == [
        ("bad_document", "not_permitted_shipments", "Sheet1")
    ]
    assert found.counts == {"read": 2, "new": 1, "changed": 0, "unchanged": 0, "refused": 1}


def test_refused_kinds_are_not_stored_when_the_rest_is(jabar_officer):
    upload, _ = check(xlsx([SHIPMENTS, PARCEL], [REPORT_HEADER, REPORT], header=None), jabar_officer)

    apply(upload, jabar_officer, skip_refused=True)

    assert BlankShipment.objects.count() == 0


def test_the_centre_may_send_both(central_staff):
    _, found = check(xlsx([SHIPMENTS, PARCEL], [REPORT_HEADER, REPORT], header=None), central_staff)

    assert found.findings == []


def test_who_may_send_nothing_has_nothing_taken(auditor):
    upload, found = check(xlsx([REPORT]), auditor)

    assert [f.variant for f in found.findings] == ["not_permitted_reports"]
    assert upload.state == "refused"


def test_a_later_look_does_not_make_an_applied_upload_a_check_again(central_staff):
    upload, found = check(xlsx([REPORT]), central_staff)
    stale = Upload.objects.get(pk=upload.pk)
    apply(upload, central_staff)

    refresh(stale, recheck(upload, by=central_staff))

    upload.refresh_from_db()
    assert (upload.state, upload.counts) == ("applied", found.counts)
