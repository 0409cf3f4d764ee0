"""/account/second-factor/ and /account/recovery-codes/: a phone is replaced, or done without."""

import pytest
from django.contrib.auth import SESSION_KEY

from monitoring.accounts.recovery_codes import make_recovery_codes, recovery_codes_left
from monitoring.accounts.second_factor import confirmed_device, verify_code
from monitoring.models import EventKind, SecurityEvent
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


def test_the_old_phone_serves_until_the_new_one_is_confirmed(owner, jabar_officer):
    old = confirmed_device(jabar_officer)
    begin(owner)
    assert confirmed_device(jabar_officer) == old

    secret = secret_on(owner.get(PAGE))
    owner.post(PAGE, {"step": "confirm", "code": code_at(secret)})

    assert confirmed_device(jabar_officer).bin_key == secret
    assert verify_code(jabar_officer, code_of(old)) is None
    assert is_in(owner)
    assert SecurityEvent.objects.get(kind=EventKind.FACTOR_SET_UP).details == {"replaced": True}


def test_old_recovery_codes_are_void_with_a_new_phone(owner, jabar_officer):
    old = make_recovery_codes(jabar_officer)

    set_up(owner)

    assert verify_code(jabar_officer, old[0]) is None


def test_who_need_not_have_a_phone_may_do_without(owner, jabar_officer, client):
    elsewhere = sign_in(type(client)(), jabar_officer, code_of(confirmed_device(jabar_officer)))
    number = last_number()

    answer = owner.post(PAGE, {"step": "remove", "password": PASSWORD}, follow=True)

    assert "The second factor is removed." in answer.content.decode()
    assert confirmed_device(jabar_officer) is None
    assert is_in(owner)
    assert not is_in(elsewhere)
    assert kinds_after(number)[0] == (EventKind.FACTOR_REMOVED, "prov32", "prov32")


def test_removing_asks_for_the_password(owner, jabar_officer):
    owner.post(PAGE, {"step": "remove", "password": "not the password"})
    owner.post(PAGE, {"step": "remove"})

    assert confirmed_device(jabar_officer) is not None


def test_who_must_have_a_phone_cannot_do_without(client, central_staff, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    phone = set_up_phone(central_staff)
    sign_in(client, central_staff, code_of(phone))
    assert 'value="remove"' not in client.get(PAGE).content.decode()

    answer = client.post(PAGE, {"step": "remove", "password": PASSWORD}, follow=True)

    assert "Your role must have a second factor." in answer.content.decode()
    assert confirmed_device(central_staff) == phone


def test_who_must_have_a_phone_sets_it_up_before_anything_else(client, central_staff, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    sign_in(client, central_staff)

    for path in ("/", "/account/", "/monitoring/upload/", "/monitoring/districtreport/add/", CODES):
        assert client.get(path)["Location"].startswith(PAGE), path
        assert client.post(path).status_code == 403, path
    shown = client.get(PAGE).content.decode()
    assert "Set up your phone to go on" in shown
    assert "/monitoring/district/" not in shown

    set_up(client)
    assert client.get("/").status_code == 200


def test_new_recovery_codes_ask_for_the_password_and_make_the_old_void(owner, jabar_officer):
    old = make_recovery_codes(jabar_officer)
    assert "10 recovery codes are left" in owner.get(CODES).content.decode()
    refused = owner.post(CODES, {"password": "not the password"})
    assert SHOWN.findall(refused.content.decode()) == []

    answer = owner.post(CODES, {"password": PASSWORD})

    new = SHOWN.findall(answer.content.decode())
    assert "no-store" in answer["Cache-Control"]
    assert verify_code(jabar_officer, old[0]) is None
    assert verify_code(jabar_officer, new[0]) is not None
    event = SecurityEvent.objects.get(kind=EventKind.RECOVERY_CODES_MADE)
    assert (event.account, event.details) == (jabar_officer, {"number": 10})


def test_recovery_codes_need_a_phone_first(officer, jabar_officer):
    answer = officer.post(CODES, {"password": PASSWORD})

    assert answer["Location"] == PAGE
    assert recovery_codes_left(jabar_officer) == 0


def test_the_way_on_leads_to_no_other_site(owner):
    page = owner.get(f"{PAGE}?next=https://evil.example/").content.decode()

    assert 'href="https://evil' not in page


@pytest.mark.parametrize("path", [PAGE, CODES])
def test_who_is_not_signed_in_sees_none_of_it(client, db, path):
    assert client.get(path)["Location"].startswith("/login/")
    assert client.post(path, {"step": "begin", "password": PASSWORD})["Location"].startswith("/login/")


def test_a_session_that_never_brought_the_code_changes_no_phone(client, jabar_officer):
    phone = set_up_phone(jabar_officer)
    client.force_login(jabar_officer)

    client.post(PAGE, {"step": "remove", "password": PASSWORD})

    assert confirmed_device(jabar_officer) == phone
    assert SESSION_KEY not in client.session
