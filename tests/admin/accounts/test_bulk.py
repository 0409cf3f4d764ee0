"""Accounts from a spreadsheet: what was shown is exactly what is made."""

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile

from monitoring import clock
from monitoring.accounts import pending
from monitoring.admin.accounts import bulk
from monitoring.imports.limits import MIB, Limits
from monitoring.models import EventKind, Invitation, SecurityEvent, User
from monitoring.models.roles import ADMINISTRATOR, CENTRE, PROVINCE_OFFICER
from tests.imports.sheets import xlsx
from tests.makers import make_user

HEADER = ("Nama pengguna", "Nama", "Surel", "Peran", "Wilayah")
SITI = ("siti", "Siti Aminah", "siti@example.go.id", CENTRE, None)
BUDI = ("prov33", "Budi", None, PROVINCE_OFFICER, "Jawa Tengah")
WRONG = ("kab", "X", None, "Petugas kabupaten/kota", "Bandung")
URL = "/monitoring/user/bulk/"


@pytest.fixture
def administrator(db):
    return make_user("admin", ADMINISTRATOR)


@pytest.fixture
def desk(signed_in, administrator):
    return signed_in(administrator)


def send(desk, *rows, content=None):
    content = content or xlsx([HEADER, *rows], header=None)
    return desk.post(URL, {"files": SimpleUploadedFile("akun.xlsx", content)})


def confirm(desk, shown, **kwargs):
    return desk.post(URL, {"pending": shown.context["pending"]}, **kwargs)


def names(rows):
    return [row.username for row in rows]


def test_a_sheet_is_shown_before_anything_is_made(desk, bali_officer):
    same = ("prov51", None, None, PROVINCE_OFFICER, "Bali")

    response = send(desk, SITI, WRONG, same)

    plan = response.context["plan"]
    assert (names(plan.new), names(plan.unchanged)) == (["siti"], ["prov51"])
    assert [(told.cell, told.value) for told in response.context["told"]] == [("E3", "Bandung")]
    assert response.context["refused"] == 1
    assert not User.objects.filter(username="siti").exists()


def test_what_was_shown_is_made_and_the_letters_come_next(desk, administrator):
    response = confirm(desk, send(desk, SITI, BUDI), follow=True)

    assert response.redirect_chain == [("/monitoring/user/letters/", 302)]
    assert names(response.context["accounts"]) == ["prov33", "siti"]
    kept = SecurityEvent.objects.filter(kind=EventKind.ACCOUNT_MADE, account=administrator)
    assert sorted(kept.values_list("about", flat=True)) == ["prov33", "siti"]


def test_what_changed_meanwhile_is_shown_anew(desk):
    shown = send(desk, SITI, BUDI)
    make_user("siti", CENTRE)

    response = confirm(desk, shown)

    assert names(response.context["plan"].new) == ["prov33"]
    assert not User.objects.filter(username="prov33").exists()
    assert [str(told) for told in response.context["messages"]] == [
        "Accounts changed since this was shown. Look again, then confirm."
    ]


def test_what_is_shown_anew_can_be_confirmed(desk):
    shown = send(desk, SITI, BUDI)
    make_user("siti", CENTRE)

    confirm(desk, confirm(desk, shown))

    assert User.objects.filter(username="prov33").exists()


def test_what_was_shown_to_one_is_not_confirmed_by_another(desk, signed_in):
    shown = send(desk, SITI)

    response = confirm(signed_in(make_user("second", ADMINISTRATOR)), shown)

    assert response.status_code == 302
    assert not User.objects.filter(username="siti").exists()


@pytest.mark.parametrize("text", ["", "x", "eyJ4IjoxfQ:1:x"])
def test_what_was_never_shown_makes_nothing(desk, text):
    response = desk.post(URL, {"pending": text})

    assert (response.status_code, User.objects.count()) == (302, 1)


def test_what_was_shown_an_hour_ago_makes_nothing(desk, monkeypatch):
    shown = send(desk, SITI)
    monkeypatch.setattr(pending, "REVIEW_FOR", clock.now() - clock.now())

    confirm(desk, shown)

    assert not User.objects.filter(username="siti").exists()


def test_confirmed_twice_is_made_once(desk):
    shown = send(desk, SITI)
    confirm(desk, shown)

    again = confirm(desk, shown)

    assert User.objects.filter(username="siti").count() == 1
    assert names(again.context["plan"].unchanged) == ["siti"]


def test_a_sheet_and_its_confirmation_need_the_token_of_the_page(desk, client, administrator):
    shown = send(desk, SITI)
    asking = type(client)(enforce_csrf_checks=True)
    asking.force_login(administrator)

    answers = [send(asking, SITI), confirm(asking, shown)]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert not User.objects.filter(username="siti").exists()


def test_who_lost_the_right_meanwhile_makes_nothing(desk, administrator):
    shown = send(desk, SITI)
    administrator.groups.set([Group.objects.get(name=CENTRE)])

    assert confirm(desk, shown).status_code == 403
    assert not User.objects.filter(username="siti").exists()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"PK\x03\x04broken"])
def test_a_file_that_is_no_sheet_is_told(desk, content):
    response = desk.post(URL, {"files": SimpleUploadedFile("akun.xlsx", content)})

    assert (response.context["told"][0].is_error, response.context["plan"].new) == (True, [])


def test_a_file_that_is_too_large_is_told(desk, monkeypatch):
    monkeypatch.setattr(bulk, "WEB", Limits(bytes=MIB))

    response = send(desk, content=b"PK" + bytes(2 * MIB))

    assert response.context["form"].errors["files"] == ["The file is larger than 1 MiB."]


def test_sheets_count_towards_the_hour(desk, settings):
    settings.UPLOADS_PER_HOUR = settings.UPLOADS_PER_HOUR | {"files": 1}
    send(desk, SITI)

    response = send(desk, BUDI)

    assert "One account may send 1 files" in response.context["form"].errors["files"][0]


def test_the_empty_form_is_a_workbook(desk):
    response = desk.get(f"{URL}form/")

    assert response.content.startswith(b"PK")
    assert response.headers["Content-Disposition"] == 'attachment; filename="accounts.xlsx"'


def test_letters_of_a_sheet_are_printed_at_once(desk):
    confirm(desk, send(desk, SITI, BUDI))

    response = desk.post("/monitoring/user/letters/", {"which": "made"})

    assert [letter.account.username for letter in response.context["letters"]] == ["prov33", "siti"]
    assert len({letter.code for letter in response.context["letters"]}) == 2
    assert Invitation.objects.filter(used_at=None, withdrawn_at=None).count() == 2


def test_who_has_an_address_gets_an_e_mail_and_the_others_a_letter(desk, settings):
    settings.EMAIL_CONFIGURED = True
    confirm(desk, send(desk, SITI, BUDI))

    response = desk.post("/monitoring/user/letters/", {"which": "made", "email": "1"})

    assert [sent.to for sent in mail.outbox] == [["siti@example.go.id"]]
    assert [letter.account.username for letter in response.context["letters"]] == ["prov33"]


def test_later_only_those_without_an_open_link_get_a_letter(desk):
    confirm(desk, send(desk, SITI, BUDI))
    siti = User.objects.get(username="siti")
    desk.post(f"/monitoring/user/{siti.pk}/link/")

    response = desk.get("/monitoring/user/letters/?all=1")

    assert names(response.context["accounts"]) == ["prov33"]


def test_who_has_chosen_a_password_meanwhile_gets_no_letter_with_the_others_of_the_sheet(desk):
    confirm(desk, send(desk, SITI, BUDI))
    siti = User.objects.get(username="siti")
    siti.set_password("kuda laut menari 77")
    siti.save()

    response = desk.post("/monitoring/user/letters/", {"which": "made"})

    assert [letter.account.username for letter in response.context["letters"]] == ["prov33"]


def test_an_account_with_a_password_gets_no_letter(desk, bali_officer):
    response = desk.post("/monitoring/user/letters/", {"which": "unlinked"})

    assert response.context["letters"] == []
    assert not Invitation.objects.exists()
