"""An account that sent as much as it may within an hour: what it is told, and that nothing is lost."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from monitoring import clock
from monitoring.models import EventKind, SecurityEvent, SentCount, Upload
from tests.imports.sheets import xlsx

FILE = xlsx([("32.04", "KAB. BANDUNG", date(2017, 6, 6), 100, 2, 50)])
URL = "/monitoring/upload/add/"
MOST = {"files": 2, "bytes": 10_000_000}


@pytest.fixture
def officer(signed_in, jabar_officer, settings):
    settings.UPLOADS_PER_HOUR = dict(MOST)
    return signed_in(jabar_officer, "id")


def send(browser, *names, content=FILE, **headers):
    return browser.post(
        URL, {"files": [SimpleUploadedFile(name, content) for name in names]}, headers=headers
    )


def names():
    return list(Upload.objects.order_by("pk").values_list("filename", flat=True))


def test_what_is_too_much_is_not_taken_and_the_sentence_says_when_it_may_come(officer, jabar_officer):
    send(officer, "a.xlsx", "b.xlsx")
    SentCount.objects.update(since=clock.now() - timedelta(minutes=22, seconds=30))

    response = send(officer, "c.xlsx", accept="application/json")

    assert response.status_code == 429
    assert response.json()["errors"] == [
        "Tidak diterima: c.xlsx. Satu akun boleh mengirim paling banyak 2 berkas dan 9 MiB dalam satu jam. "
        "Kirim kembali dalam 38 menit; berkas yang sudah diterima tetap tersimpan."
    ]
    assert names() == ["a.xlsx", "b.xlsx"]
    assert SecurityEvent.objects.get(kind=EventKind.LIMITED).account == jabar_officer


def test_an_hour_later_it_is_taken(officer):
    send(officer, "a.xlsx", "b.xlsx")
    SentCount.objects.update(since=clock.now() - timedelta(hours=1))

    send(officer, "c.xlsx")

    assert names() == ["a.xlsx", "b.xlsx", "c.xlsx"]


def test_of_several_files_those_that_fit_are_checked_and_the_others_named(officer):
    send(officer, "a.xlsx")

    response = officer.get(send(officer, "b.xlsx", "c.xlsx", "d.xlsx").url)

    assert names() == ["a.xlsx", "b.xlsx"]
    (message,) = response.context["messages"]
    assert str(message).startswith("Tidak diterima: c.xlsx, d.xlsx. Satu akun")


def test_without_a_script_the_form_says_the_same(officer):
    send(officer, "a.xlsx", "b.xlsx")

    response = send(officer, "c.xlsx")

    assert "Tidak diterima: c.xlsx." in response.content.decode()
    assert names() == ["a.xlsx", "b.xlsx"]


@pytest.mark.parametrize(
    "content", [b"\x89PNG", b"x" * (10 * 1024 * 1024 + 1)], ids=["no sheet", "too large"]
)
def test_files_that_are_refused_count_too(content, officer, settings):
    settings.UPLOADS_PER_HOUR["bytes"] = 2**40
    send(officer, "a.xlsx", content=content)
    send(officer, "b.xlsx", content=content)

    assert send(officer, "c.xlsx", accept="application/json").status_code == 429


def test_a_form_with_an_odd_day_counts_what_it_brought(officer):
    officer.post(URL, {"files": [SimpleUploadedFile("a.xlsx", FILE)], "as_of": "x"})

    assert SentCount.objects.get().files == 1
    assert names() == []


def test_a_form_without_its_token_counts_nothing(officer, jabar_officer):
    officer.handler.enforce_csrf_checks = True

    response = send(officer, "a.xlsx")

    assert response.status_code == 403
    assert not SentCount.objects.exists()


def test_a_size_counts_as_it_came(officer, settings):
    settings.UPLOADS_PER_HOUR["bytes"] = 2 * len(FILE) - 1

    send(officer, "a.xlsx")
    response = send(officer, "b.xlsx", accept="application/json")

    assert response.status_code == 429
    assert names() == ["a.xlsx"]


@pytest.mark.parametrize(("more", "told"), [(0, "unreadable"), (1, None)])
def test_a_file_of_just_the_size_that_is_allowed_is_read_and_one_byte_more_is_not(
    more, told, officer, settings
):
    settings.UPLOADS_PER_HOUR = {"files": 9, "bytes": 2**40}

    response = send(officer, "a.xlsx", content=b"PK\x03\x04".ljust(10 * 1024 * 1024 + more, b"\0"))

    assert [upload.findings[0]["code"] for upload in Upload.objects.all()] == ([told] if told else [])
    assert ("Berkas lebih besar dari 10 MiB" in response.content.decode()) is bool(more)
