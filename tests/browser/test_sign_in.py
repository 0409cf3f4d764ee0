"""Signing in and out as people do it, in Indonesian, at a desk and on a phone."""

import re

import pytest
from django.contrib.sessions.models import Session

from monitoring.models import User
from monitoring.models.roles import PROVINCE_OFFICER
from tests.makers import PASSWORD, make_user

SIZES = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}
NEW = "kuda laut menari di Raja Ampat"


@pytest.fixture(params=SIZES)
def size(request):
    return SIZES[request.param]


@pytest.fixture
def officer(transactional_db):
    return make_user("prov33", PROVINCE_OFFICER, province="33", first_name="Siti")


@pytest.fixture
def open_page(live_server, new_context, officer):
    """Return a function that opens the page of signing in, in a browser of its own."""

    def open_in(size):
        page = new_context(viewport=size, base_url=live_server.url).new_page()
        page.goto("/login/")
        return page

    return open_in


def sign_in(page, password=PASSWORD, name="prov33"):
    page.fill("#id_username", name)
    page.fill("#id_password", password)
    page.click("#login-form [type=submit]")
    return page


def age_sessions(seconds):
    for row in Session.objects.all():
        store = Session.get_session_store_class()(row.session_key)
        store["seen_at"] -= seconds
        store.save()


def is_no_wider_than(page, size):
    return page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_in_and_out(open_page, size):
    page = open_page(size)

    sign_in(page)
    assert page.inner_text("h1") == "Keadaan blangko di wilayah Anda"
    page.click("text=Akun saya")
    assert page.inner_text("h1") == "Akun saya"
    assert page.is_visible("dd:has-text('Jawa Tengah')")
    assert is_no_wider_than(page, size)

    page.click("#logout-form button")
    page.goto("/account/")
    assert page.url.endswith("/login/?next=/account/")


def test_a_wrong_password_is_told_and_the_right_one_leads_on(open_page, size):
    page = open_page(size)
    page.goto("/monitoring/upload/")

    sign_in(page, "salah sekali")
    assert "Nama pengguna atau kata sandi salah." in page.inner_text(".errornote")
    assert page.input_value("#id_password") == ""
    assert is_no_wider_than(page, size)

    sign_in(page)
    assert page.url.endswith("/monitoring/upload/")
    page.goto("/")
    assert "1 percobaan gagal sejak itu" not in page.inner_text("#content")


def test_the_lock_says_until_when(open_page, size):
    page = open_page(size)

    for _ in range(5):
        sign_in(page, "salah sekali")
    sign_in(page)

    assert re.search(r"dikunci sampai pukul \d\d:\d\d WIB", page.inner_text(".errornote"))
    assert is_no_wider_than(page, size)


def test_sign_out_everywhere_reaches_the_other_browser(open_page, size):
    here, there = sign_in(open_page(size)), sign_in(open_page(SIZES["desk"]))
    here.click("text=Akun saya")

    here.click("text=Keluar di semua perangkat")
    assert here.inner_text("h2") == "Keluar di semua perangkat?"
    assert is_no_wider_than(here, size)
    here.click("#sessions-form [type=submit]")

    assert (
        here.inner_text(".messagelist")
        == "Anda sudah keluar di semua perangkat. Masuk lagi untuk melanjutkan."
    )
    there.click("text=Akun saya")
    assert there.url.endswith("/login/?next=%2Faccount%2F")
    assert there.inner_text(".messagelist") == "Sesi Anda sudah berakhir. Silakan masuk lagi."
    sign_in(there)
    assert there.inner_text("h1") == "Akun saya"


def test_a_session_left_alone_ends_and_says_why(open_page, size):
    page = sign_in(open_page(size))
    age_sessions(31 * 60)

    page.goto("/monitoring/upload/")

    assert "tidak ada kegiatan selama 30 menit" in page.inner_text(".messagelist")
    sign_in(page)
    assert page.url.endswith("/monitoring/upload/")


def test_what_is_sent_too_late_is_said_not_to_be_stored(open_page, size):
    page = sign_in(open_page(size))
    page.goto("/monitoring/upload/add/")
    age_sessions(31 * 60)

    page.set_input_files(
        "input[type=file]", {"name": "Juni.csv", "mimeType": "text/csv", "buffer": b"KODE,TERCETAK"}
    )
    page.click("text=Periksa berkas")
    page.wait_for_selector("h1:has-text('Tidak ada yang disimpan')")

    assert is_no_wider_than(page, size)
    page.click("a:has-text('Lanjut')")
    sign_in(page)
    assert page.url.endswith("/monitoring/upload/add/")


def test_a_password_made_by_somebody_else_is_changed_first(open_page, size):
    User.objects.update(must_change_password=True)
    page = sign_in(open_page(size))
    assert page.inner_text("h2") == "Pilih kata sandi Anda sendiri"
    assert is_no_wider_than(page, size)

    page.fill("#id_old_password", PASSWORD)
    page.fill("#id_new_password1", NEW)
    page.fill("#id_new_password2", NEW)
    page.click("#password-form [type=submit]")

    assert page.inner_text("h1") == "Keadaan blangko di wilayah Anda"
    assert "Kata sandi sudah diganti." in page.inner_text(".messagelist")
