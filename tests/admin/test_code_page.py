"""/login/code/: who has a phone gets in with its code or a recovery code, and by no other door."""

import re

import pytest
from django.contrib.auth import SESSION_KEY

from monitoring.accounts.recovery_codes import make_recovery_codes
from monitoring.models import EventKind, Guessed, SecurityEvent
from monitoring.rules import MOST_GUESSES
from tests.accounts.phones import code_of, set_up_phone
from tests.makers import PASSWORD, make_user

CODE_PAGE = "/login/code/"


@pytest.fixture(autouse=True)
def english(client):
    client.cookies["django_language"] = "en"


@pytest.fixture
def phone(jabar_officer):
    return set_up_phone(jabar_officer)


def type_password(client, user, password=PASSWORD, **fields):
    return client.post("/login/", {"username": user.username, "password": password} | fields)


def type_code(client, code, **extra):
    return client.post(CODE_PAGE, {"code": code}, **extra)


def is_in(client):
    return client.get("/account/").status_code == 200


def told(response):
    return [str(message) for message in response.wsgi_request._messages]


def events(*kinds):
    return SecurityEvent.objects.filter(kind__in=kinds).order_by("number")


def test_the_password_alone_leads_to_the_code_and_signs_nobody_in(client, jabar_officer, phone):
    answer = type_password(client, jabar_officer)

    assert (answer.status_code, answer["Location"]) == (302, CODE_PAGE)
    assert SESSION_KEY not in client.session
    assert client.get("/")["Location"].startswith("/login/")
    assert not events(EventKind.SIGNED_IN).exists()


def test_the_code_signs_in_and_leads_where_they_were_going(client, jabar_officer, phone):
    type_password(client, jabar_officer, next="/monitoring/upload/?q=x")

    answer = type_code(client, code_of(phone))

    assert answer["Location"] == "/monitoring/upload/?q=x"
    assert is_in(client)
    assert client.get("/account/").wsgi_request.user.otp_device == phone
    assert [event.account for event in events(EventKind.SIGNED_IN)] == [jabar_officer]


@pytest.mark.parametrize("url", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site(client, jabar_officer, phone, url):
    type_password(client, jabar_officer, next=url)

    assert type_code(client, code_of(phone))["Location"] == "/"


def test_a_password_typed_by_one_who_is_signed_in_ends_their_session(
    client, jabar_officer, bali_officer, phone
):
    type_password(client, bali_officer)

    type_password(client, jabar_officer)

    assert SESSION_KEY not in client.session


def test_a_wrong_code_is_told_counted_and_kept_without_the_code(client, jabar_officer, phone):
    type_password(client, jabar_officer)

    answer = type_code(client, wrong := code_of(phone, steps=9))

    assert "This code is wrong, too old, or was used already." in answer.content.decode()
    assert wrong not in answer.content.decode()
    assert not is_in(client)
    (event,) = events(EventKind.CODE_FAILED)
    assert (event.account, event.about, event.details) == (jabar_officer, "", {})


def test_an_empty_code_is_asked_for_again_and_not_counted(client, jabar_officer, phone):
    type_password(client, jabar_officer)

    for _try in range(20):
        assert type_code(client, "").status_code == 200
    assert type_code(client, code_of(phone))["Location"] == "/"


def test_wrong_codes_lock_the_account_as_wrong_passwords_do(client, jabar_officer, phone):
    type_password(client, jabar_officer)

    for _try in range(MOST_GUESSES[Guessed.PAIR].tries):
        answer = type_code(client, "000000")
    answer = answer if answer.status_code == 302 else type_code(client, "000000")

    assert answer["Location"] == "/login/"
    assert "Too many" in told(answer)[0]
    assert type_code(client, code_of(phone))["Location"] == "/login/"
    assert not is_in(client)
    assert events(EventKind.LOCKED).exists()
    type_password(client, jabar_officer)
    assert client.get(CODE_PAGE)["Location"] == "/login/"


def test_the_lock_holds_for_the_right_code_too(client, jabar_officer, phone):
    """Several halfway sessions give no more tries than one."""
    other = type(client)()
    type_password(other, jabar_officer)
    type_password(client, jabar_officer)
    for _try in range(MOST_GUESSES[Guessed.PAIR].tries):
        type_code(client, "000000")

    assert type_code(other, code_of(phone))["Location"] == "/login/"
    assert not is_in(other)


def test_a_recovery_code_signs_in_once_and_says_how_many_are_left(client, jabar_officer, phone):
    codes = make_recovery_codes(jabar_officer)
    type_password(client, jabar_officer, next="/monitoring/upload/")

    answer = type_code(client, codes[4].lower().replace("-", " "))

    assert answer["Location"] == "/account/second-factor/?next=%2Fmonitoring%2Fupload%2F"
    page = client.get(answer["Location"]).content.decode()
    assert "You signed in with a recovery code; 9 are left." in page
    assert "Set up a new phone" in page
    assert 'href="/monitoring/upload/"' in page
    (event,) = events(EventKind.RECOVERY_CODE_USED)
    assert (event.account, event.details) == (jabar_officer, {"left": 9})

    client.post("/logout/")
    type_password(client, jabar_officer)
    assert "This code is wrong" in type_code(client, codes[4]).content.decode()
    assert not is_in(client)


def test_the_field_for_recovery_codes_counts_and_takes_like_the_other(client, jabar_officer, phone):
    codes = make_recovery_codes(jabar_officer)
    type_password(client, jabar_officer)

    wrong = client.post(CODE_PAGE, {"code": "AAAA-AAAA-AAAA", "lost": "1"}).content.decode()
    right = client.post(CODE_PAGE, {"code": codes[0], "lost": "1"})

    assert '<details class="lost-phone" open>' in wrong
    assert wrong.count("This recovery code is wrong") == 1
    assert right["Location"] == "/account/second-factor/?next=%2F"
    assert events(EventKind.CODE_FAILED).count() == 1


def test_a_session_by_recovery_code_lives_while_new_codes_are_made(client, jabar_officer, phone):
    codes = make_recovery_codes(jabar_officer)
    type_password(client, jabar_officer)
    type_code(client, codes[0])

    make_recovery_codes(jabar_officer)

    assert is_in(client)


def test_nobody_finds_out_whether_an_account_has_a_phone_without_its_password(client, jabar_officer, phone):
    make_user("without")
    pages = [
        client.post("/login/", {"username": name, "password": "wrong"}).content.decode()
        for name in ("prov32", "without", "missing")
    ]

    assert len({re.sub(r'value="[^"]*"', "", page) for page in pages}) == 1


def test_the_page_helps_the_browser_and_is_kept_by_none(client, jabar_officer, phone):
    type_password(client, jabar_officer)

    answer = client.get(CODE_PAGE)
    page = answer.content.decode()

    assert "no-store" in answer["Cache-Control"]
    assert 'autocomplete="one-time-code"' in page
    assert 'inputmode="numeric"' in page
    assert "Lost your phone?" in page
    assert "style=" not in page


def test_who_never_typed_a_password_is_told_nothing(client, db):
    answer = client.get(CODE_PAGE)

    assert (answer["Location"], told(answer)) == ("/login/", [])


def test_codes_and_passwords_stand_in_no_log_and_no_event(client, jabar_officer, phone, caplog):
    codes = make_recovery_codes(jabar_officer)
    caplog.set_level("DEBUG")
    type_password(client, jabar_officer)
    typed = ["123456", "ABCD-EFGH-JKMN", codes[0]]
    for code in typed:
        type_code(client, code)

    kept = caplog.text + repr(list(SecurityEvent.objects.values()))
    assert [secret for secret in (*typed, PASSWORD, phone.key) if secret in kept] == []


def test_a_code_needs_the_token_of_the_form(jabar_officer, phone, client):
    guarded = type(client)(enforce_csrf_checks=True)

    assert type_code(guarded, "123456").status_code == 403
