"""From a sheet of accounts to the first sign-in: the administrator's browser, then the officer's."""

import pytest

from monitoring.models import User
from monitoring.models.roles import ADMINISTRATOR, PROVINCE_OFFICER
from tests.imports.sheets import xlsx
from tests.makers import PASSWORD, make_user

SIZES = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}
HEADER = ("Nama pengguna", "Nama", "Surel", "Peran", "Wilayah")
ROWS = [
    ("prov33", "Budi Santoso", None, PROVINCE_OFFICER, "Jawa Tengah"),
    ("kab", "Siti", None, "Petugas kabupaten/kota", "Bandung"),
]
FRESH = "a long and fresh one"


@pytest.fixture(params=SIZES)
def open_context(request, transactional_db, live_server, new_context):
    """Return a function that opens a browser of one size, in English."""

    def opened(**kwargs):
        context = new_context(viewport=SIZES[request.param], **kwargs)
        context.add_cookies([{"name": "django_language", "value": "en", "url": live_server.url}])
        return context.new_page()

    return opened


def sign_in(page, live_server, name, password):
    page.goto(f"{live_server.url}/login/")
    page.fill("#id_username", name)
    page.fill("#id_password", password)
    page.click("#login-form [type=submit]")


def is_no_wider_than_the_window(page):
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def send_sheet(page, live_server):
    page.goto(f"{live_server.url}/monitoring/user/bulk/")
    content = xlsx([HEADER, *ROWS], header=None)
    file = {"name": "akun.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    page.set_input_files("input[type=file]", file)
    page.click("text=Check the sheet")


def test_from_a_sheet_to_the_first_sign_in(open_context, live_server):
    make_user("admin", ADMINISTRATOR)
    desk = open_context()
    sign_in(desk, live_server, "admin", PASSWORD)

    send_sheet(desk, live_server)
    assert "may be Kabupaten Bandung (32.04) / Kota Bandung (32.73)" in desk.inner_text("table.findings")
    assert is_no_wider_than_the_window(desk)
    desk.check("text=without the 1 refused row")
    desk.click("text=Make 1 account")
    desk.wait_for_url("**/letters/")
    assert is_no_wider_than_the_window(desk)
    desk.click("text=Print a letter for everyone")
    code = desk.inner_text(".letter-code")
    assert is_no_wider_than_the_window(desk)

    officer = open_context()
    officer.goto(f"{live_server.url}/invitation/{code}/")
    assert officer.url == f"{live_server.url}/invitation/"
    assert is_no_wider_than_the_window(officer)
    officer.fill("#id_new_password1", FRESH)
    officer.fill("#id_new_password2", FRESH)
    officer.click("text=Set the password")
    officer.wait_for_url("**/login/")
    assert "The password is set. Sign in as prov33 with it." in officer.inner_text(".messagelist")
    sign_in(officer, live_server, "prov33", FRESH)

    assert "State of the blanks in your regions" in officer.inner_text("h1")
    assert User.objects.get(username="prov33").regions.get().province_id == "33"


def test_the_code_is_typed_where_there_is_no_camera_and_no_script(open_context, live_server):
    make_user("admin", ADMINISTRATOR)
    account = make_user("siti", ADMINISTRATOR)
    desk = open_context()
    sign_in(desk, live_server, "admin", PASSWORD)
    desk.goto(f"{live_server.url}/monitoring/user/{account.pk}/link/")
    desk.click("text=Show a letter to print")
    code = desk.inner_text(".letter-code")

    officer = open_context(java_script_enabled=False)
    officer.goto(f"{live_server.url}/invitation/")
    officer.fill("#id_code", code.lower().replace("-", " "))
    officer.click("text=Go on")
    officer.fill("#id_new_password1", FRESH)
    officer.fill("#id_new_password2", FRESH)
    officer.click("text=Set the password")
    officer.wait_for_url("**/login/")

    assert User.objects.get(username="siti").check_password(FRESH)
    officer.goto(f"{live_server.url}/invitation/{code}/")
    assert "This code opens nothing" in officer.inner_text(".messagelist")


def test_letters_are_printed_one_a_page_and_nothing_else(open_context, live_server):
    make_user("admin", ADMINISTRATOR)
    account = make_user("siti", ADMINISTRATOR)
    desk = open_context()
    sign_in(desk, live_server, "admin", PASSWORD)
    desk.goto(f"{live_server.url}/monitoring/user/{account.pk}/link/")
    desk.click("text=Show a letter to print")
    desk.wait_for_selector(".letter")
    desk.wait_for_load_state()

    desk.emulate_media(media="print")

    assert desk.is_visible(".letter")
    hidden = ("#header", ".breadcrumbs", ".no-print", "#content > h1")
    assert [selector for selector in hidden if desk.is_visible(selector)] == []
