"""/account/second-factor/: a phone is set up, with the secret that the page shows."""

import html
import re

import pytest
import segno

from monitoring.accounts.recovery_codes import make_recovery_codes, recovery_codes_left
from monitoring.accounts.second_factor import confirmed_device, verify_code
from monitoring.models import EventKind
from monitoring.rules import SET_UP_FOR
from tests.accounts.phones import code_at, code_of, forget_last_code, set_up_phone
from tests.admin.factor_steps import (
    CODES,
    PAGE,
    SHOWN,
    begin,
    is_in,
    kinds_after,
    last_number,
    secret_on,
    set_up,
    sign_in,
)
from tests.makers import PASSWORD


@pytest.fixture
def officer(client, jabar_officer):
    """The browser of an officer without a phone, signed in."""
    return sign_in(client, jabar_officer)


@pytest.fixture
def owner(client, jabar_officer):
    """The browser of an officer with a phone, signed in."""
    phone = set_up_phone(jabar_officer)
    sign_in(client, jabar_officer, code_of(phone))
    forget_last_code(jabar_officer)
    return client


def test_a_phone_is_set_up_with_the_secret_on_the_page(officer, jabar_officer):
    before = last_number()

    secret, answer = set_up(officer)

    device = confirmed_device(jabar_officer)
    assert device.bin_key == secret
    codes = SHOWN.findall(answer.content.decode())
    assert len(codes) == recovery_codes_left(jabar_officer) == 10
    assert verify_code(jabar_officer, codes[0]) is not None
    assert kinds_after(before) == [
        (EventKind.FACTOR_SET_UP, "prov32", "prov32"),
        (EventKind.RECOVERY_CODES_MADE, "prov32", "prov32"),
    ]


def test_after_it_the_session_stays_verified_and_all_others_end(officer, jabar_officer, client):
    elsewhere = sign_in(type(client)(), jabar_officer)
    key = officer.session.session_key
    assert is_in(elsewhere)

    set_up(officer)

    assert is_in(officer)
    assert officer.get("/account/").wsgi_request.user.is_verified()
    assert officer.session.session_key != key
    assert elsewhere.get("/account/")["Location"].startswith("/login/")


def test_recovery_codes_are_shown_once(officer):
    _secret, answer = set_up(officer)
    codes = SHOWN.findall(answer.content.decode())

    pages = [officer.get(path).content.decode() for path in (PAGE, CODES, "/account/")]
    again = officer.post(PAGE, {"step": "confirm", "code": "123456"}, follow=True).content.decode()

    assert [code for code in codes for page in (*pages, again) if code in page] == []


def test_the_qr_code_is_the_one_of_the_uri(officer):
    begin(officer)
    page = officer.get(PAGE).content.decode()

    uri = html.unescape(re.search(r'href="(otpauth:[^"]+)"', page)[1])

    assert "issuer=Portal%20Blangko%20KTP-el" in uri
    assert modules_on(page) == {
        (x, y) for y, row in enumerate(expected_rows(uri)) for x, dark in enumerate(row) if dark
    }


def modules_on(page):
    """Return the black modules that the drawing covers, counted from the corner of the code itself."""
    size = int(re.search(r'viewBox="0 0 (\d+) \1"', page)[1])
    path = re.search(r'class="qr".*?<path d="([^"]+)"', page, re.DOTALL)[1]
    bars = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", path)
    black = {(x - 4, int(y) - 4) for at, y, long in bars for x in range(int(at), int(at) + int(long))}
    assert all(0 <= place < size - 8 for module in black for place in module)
    return black


def expected_rows(uri):
    return segno.make_qr(uri, error="m", boost_error=False).matrix


def test_no_page_has_a_style_or_script_of_its_own(officer):
    pages = [officer.get(PAGE), begin(officer, follow=True), set_up(officer)[1], officer.get(CODES)]

    for page in pages:
        text = page.content.decode()
        assert page.status_code == 200
        assert "no-store" in page["Cache-Control"]
        assert "style=" not in text
        assert "<style" not in text
        assert re.search(r"<script(?![^>]*src=)", text.replace('type="application/json"', "src=")) is None


def test_the_secret_is_shown_only_after_the_password(officer):
    number = last_number()

    answer = begin(officer, "not the password")

    assert "This is not your password." in answer.content.decode()
    assert 'id="secret"' not in officer.get(PAGE).content.decode()
    assert kinds_after(number)[0] == (EventKind.SIGN_IN_FAILED, "prov32", "prov32")


@pytest.mark.parametrize("step", ["begin", "remove"])
def test_wrong_passwords_are_counted_with_those_of_the_sign_in_page(owner, jabar_officer, step):
    for _try in range(5):
        owner.post(PAGE, {"step": step, "password": "not the password"})

    answer = owner.post(PAGE, {"step": step, "password": PASSWORD})

    assert "Too many wrong tries." in answer.content.decode()
    assert confirmed_device(jabar_officer) is not None
    assert 'id="secret"' not in owner.get(PAGE).content.decode()


def test_a_wrong_first_code_changes_nothing_and_the_same_secret_stays(officer, jabar_officer):
    begin(officer)
    secret = secret_on(officer.get(PAGE))

    answer = officer.post(PAGE, {"step": "confirm", "code": code_at(secret, steps=9)})

    assert "This code is wrong." in answer.content.decode()
    assert secret_on(answer) == secret_on(officer.get(PAGE)) == secret
    assert confirmed_device(jabar_officer) is None


def test_a_new_phone_ends_the_sessions_that_began_with_a_recovery_code(owner, jabar_officer, client):
    elsewhere = sign_in(type(client)(), jabar_officer, make_recovery_codes(jabar_officer)[0])
    assert is_in(elsewhere)

    set_up(owner)

    assert not is_in(elsewhere)


def test_a_set_up_waits_a_quarter_of_an_hour(officer, jabar_officer):
    begin(officer)
    secret = secret_on(officer.get(PAGE))
    session = officer.session
    session["second_factor_begun"]["at"] -= SET_UP_FOR.total_seconds() + 1
    session.save()

    answer = officer.post(PAGE, {"step": "confirm", "code": code_at(secret)}, follow=True)

    assert "The code did not come in time. Begin again." in answer.content.decode()
    assert confirmed_device(jabar_officer) is None
    assert 'id="secret"' not in officer.get(PAGE).content.decode()


def test_a_set_up_begun_in_one_session_is_neither_shown_nor_confirmed_in_another(
    officer, jabar_officer, client
):
    begin(officer)
    secret = secret_on(officer.get(PAGE))
    other = sign_in(type(client)(), jabar_officer)

    assert 'id="secret"' not in other.get(PAGE).content.decode()
    other.post(PAGE, {"step": "confirm", "code": code_at(secret)})
    assert confirmed_device(jabar_officer) is None


def test_a_set_up_can_be_left(officer, jabar_officer):
    begin(officer)

    officer.post(PAGE, {"step": "leave"})

    assert 'id="secret"' not in officer.get(PAGE).content.decode()
