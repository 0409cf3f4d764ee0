"""What people do is kept as events: with the deed, or not at all."""

from datetime import date

import pytest

from monitoring.models import SecurityEvent, UploadState
from tests.admin.doors.test_uploads import BANDUNG, applied, checked
from tests.makers import make_report

JUNE_6 = date(2017, 6, 6)


def kept():
    """Return the kind, name and subject of each event, without those of signing in."""
    events = SecurityEvent.objects.exclude(kind="signed_in").order_by("number")
    return list(events.values_list("kind", "account__username", "about"))


def details():
    return SecurityEvent.objects.first().details


def test_who_signs_out_is_kept(signed_in, jabar_officer):
    answer = signed_in(jabar_officer).post("/logout/")

    assert answer.status_code in (200, 302)
    assert kept() == [("signed_out", "prov32", "")]
    assert SecurityEvent.objects.first().address == "127.0.0.1"


def test_who_only_asks_to_sign_out_is_not(signed_in, jabar_officer, client):
    signed_in(jabar_officer).get("/logout/")
    client.post("/logout/")

    assert kept() == []


def test_an_export_is_kept_with_its_rows_format_and_filters(signed_in, jabar_officer, kab_bandung, denpasar):
    make_report(kab_bandung, printed=3)
    make_report(denpasar, printed=4)

    answer = signed_in(jabar_officer).post(
        "/monitoring/districtreport/export/?province=32&q=1234567890123456", {"format": "1"}
    )

    assert answer.status_code == 200
    assert kept() == [("exported", "prov32", "districtreport")]
    assert details() == {"format": "csv", "rows": 0, "filters": "province=32&q=••••••••••••••••"}


def test_an_export_of_all_that_one_sees(signed_in, jabar_officer, kab_bandung, denpasar):
    make_report(kab_bandung, printed=3)
    make_report(denpasar, printed=4)

    signed_in(jabar_officer).post("/monitoring/districtreport/export/", {"format": "0"})

    assert details() == {"format": "xlsx", "rows": 1, "filters": ""}


def test_the_form_of_an_export_is_no_export(signed_in, jabar_officer):
    signed_in(jabar_officer).get("/monitoring/districtreport/export/")
    signed_in(jabar_officer).post("/monitoring/districtreport/export/", {"format": "9"})

    assert kept() == []


@pytest.mark.parametrize(("step", "what"), [("file", "sent"), ("corrected", "corrected")])
def test_a_downloaded_file_is_kept(signed_in, jabar_officer, step, what):
    upload = checked(jabar_officer, BANDUNG)

    answer = signed_in(jabar_officer).get(f"/monitoring/upload/{upload.pk}/{step}/")

    assert answer.status_code == 200
    assert kept() == [("downloaded", "prov32", f"upload {upload.pk}")]
    assert details() == {"what": what}


def test_a_downloaded_form_is_kept(signed_in, jabar_officer):
    signed_in(jabar_officer).get("/monitoring/upload/template/", {"as_of": "2017-06-06"})

    assert kept() == [("downloaded", "prov32", "upload")]
    assert details() == {"what": "form"}


def test_applying_is_kept(signed_in, jabar_officer):
    upload = checked(jabar_officer, BANDUNG)
    browser = signed_in(jabar_officer)

    browser.post(f"/monitoring/upload/{upload.pk}/apply/", {"shown": upload.digest})

    upload.refresh_from_db()
    assert upload.state == UploadState.APPLIED
    assert kept() == [("applied", "prov32", f"upload {upload.pk}")]
    assert details() == {"read": 1, "new": 1, "changed": 0, "unchanged": 0, "refused": 0}


def test_what_was_not_applied_is_not_kept(signed_in, jabar_officer):
    upload = checked(jabar_officer, BANDUNG)

    signed_in(jabar_officer).post(f"/monitoring/upload/{upload.pk}/apply/", {"shown": "other"})

    assert kept() == []


def test_taking_back_is_kept(signed_in, jabar_officer):
    upload = applied(jabar_officer, BANDUNG)
    browser = signed_in(jabar_officer)
    url = f"/monitoring/upload/{upload.pk}/undo/"
    shown = browser.get(url).context["digest"]
    assert kept() == []

    browser.post(url, {"shown": shown})

    assert kept() == [("undone", "prov32", f"upload {upload.pk}")]
    assert details() == {"restored": 0, "kept": 0, "deleted": 1}
