"""/login/: who gets in, what the others are told, and what is kept of it."""

from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.hashers import MD5PasswordHasher

from monitoring import clock
from monitoring.models import EventKind, GuessCount, SecurityEvent
from monitoring.models.roles import PROVINCE_OFFICER
from tests.accounts.phones import set_up_phone
from tests.makers import PASSWORD, make_user

WRONG = "Nama pengguna atau kata sandi salah."


def type_password(client, name, password=PASSWORD, **extra):
    fields = {key: extra.pop(key) for key in ("next",) if key in extra}
    return client.post("/login/", {"username": name, "password": password} | fields, **extra)


def errors(response):
    return response.context["form"].non_field_errors()


def events(*kinds):
    return list(
        SecurityEvent.objects.filter(kind__in=kinds)
        .order_by("number")
        .values_list("kind", "account__username", "address")
    )


def test_name_and_password_sign_in_and_lead_to_the_first_page(client, jabar_officer):
    answer = type_password(client, "prov32")

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.session[SESSION_KEY] == str(jabar_officer.pk)
    assert events(*EventKind) == [("signed_in", "prov32", "127.0.0.1")]
    assert SecurityEvent.objects.get().details == {"second_factor": False}


def test_the_session_is_another_one_than_before(client, jabar_officer):
    client.get("/login/")
    session = client.session
    session["left_here"] = "by a stranger"
    session.save()
    before = session.session_key

    type_password(client, "prov32")

    assert client.session.session_key != before
    assert "left_here" not in client.session
    assert not type(client.session)().exists(before)


def test_they_go_on_where_they_were_going(client, jabar_officer):
    assert client.get("/monitoring/upload/?q=x")["Location"] == "/login/?next=/monitoring/upload/%3Fq%3Dx"

    answer = type_password(client, "prov32", next="/monitoring/upload/?q=x")

    assert answer["Location"] == "/monitoring/upload/?q=x"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "javascript:alert(1)",
        "/\\evil.example",
        "http:///evil.example",
    ],
)
def test_nobody_is_sent_to_another_site(client, jabar_officer, elsewhere):
    assert type_password(client, "prov32", next=elsewhere)["Location"] == "/"


def test_whatever_is_wrong_looks_the_same(client, jabar_officer):
    make_user("gone", PROVINCE_OFFICER, is_active=False)
    make_user("no-staff", is_staff=False)
    without = make_user("no-password")
    without.set_unusable_password()
    without.save()

    pages = {
        name: type_password(client, name, password).content.decode().replace(name, "NAME")
        for name, password in [
            ("prov32", "not the password"),
            ("nobody-has", PASSWORD),
            ("gone", PASSWORD),
            ("no-staff", PASSWORD),
            ("no-password", "!"),
        ]
    }

    without_token = {
        page.partition('<form action="/login/"')[2].partition("csrf")[2][60:] for page in pages.values()
    }
    assert all(WRONG in page for page in pages.values())
    assert len({len(page) for page in without_token}) == 1
    assert SESSION_KEY not in client.session


class CountingHasher(MD5PasswordHasher):
    """Counts how often a password was worked on: it is what takes the time."""

    algorithm = "counting"
    times = 0

    def encode(self, password, salt):
        type(self).times += 1
        return super().encode(password, salt)


@pytest.mark.parametrize("name", ["prov32", "gone", "no-staff", "no-password", "nobody-has"])
def test_every_name_takes_one_hashing_and_a_locked_one_none(client, db, settings, name):
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    make_user("prov32")
    make_user("gone", is_active=False)
    make_user("no-staff", is_staff=False)
    without = make_user("no-password")
    without.set_unusable_password()
    without.save()
    CountingHasher.times = 0

    type_password(client, name, "wrong")
    assert CountingHasher.times == 1

    for _ in range(9):
        type_password(client, name, "wrong")
    assert CountingHasher.times == 5


def test_a_failure_is_kept_with_the_account_if_there_is_one_and_never_with_the_text(client, jabar_officer):
    type_password(client, "prov32", "not the password")
    type_password(client, "MyPassword2017!", "x")

    assert events(*EventKind) == [
        ("sign_in_failed", "prov32", "127.0.0.1"),
        ("sign_in_failed", None, "127.0.0.1"),
    ]
    assert "mypassword" not in str(list(SecurityEvent.objects.values())).lower()


def test_the_typed_password_is_not_written_back(client, jabar_officer):
    assert b"not the password" not in type_password(client, "prov32", "not the password").content


def test_after_five_wrong_tries_the_right_password_is_not_looked_at(client, jabar_officer):
    for _ in range(5):
        assert WRONG in errors(type_password(client, "prov32", "wrong"))[0]

    answer = type_password(client, "prov32")

    until = GuessCount.objects.get(scope="pair").locked_until
    shown = (until + timedelta(seconds=59)).astimezone(clock.JAKARTA).strftime("%H:%M")
    assert errors(answer)[0].startswith(
        f"Terlalu banyak percobaan yang salah. Akses masuk dikunci sampai pukul {shown} WIB."
    )
    assert SESSION_KEY not in client.session
    assert events(EventKind.LOCKED) == [("locked", "prov32", "127.0.0.1")]


def test_a_name_that_nobody_has_is_locked_in_the_same_words(client, jabar_officer):
    told = {
        name: [errors(type_password(client, name, "wrong")) for _ in range(7)]
        for name in ("prov32", "nobody-has")
    }

    assert told["prov32"] == told["nobody-has"]


def test_when_the_lock_is_over_the_right_password_signs_in(client, jabar_officer):
    for _ in range(6):
        type_password(client, "prov32", "wrong")
    GuessCount.objects.update(locked_until=clock.now())

    assert type_password(client, "prov32")["Location"] == "/"
    assert not GuessCount.objects.filter(scope="pair").exists()


def test_an_empty_field_is_no_try(client, jabar_officer):
    for fields in ({"username": "prov32"}, {"password": PASSWORD}, {}):
        assert client.post("/login/", fields).status_code == 200

    assert not GuessCount.objects.exists()
    assert events(*EventKind) == []


def test_the_password_alone_takes_its_try_back_where_a_code_is_still_to_come(client, jabar_officer):
    set_up_phone(jabar_officer)

    for _ in range(12):
        assert type_password(client, "prov32")["Location"] == "/login/code/"

    assert set(GuessCount.objects.values_list("tries", flat=True)) == {0}


def test_who_is_signed_in_has_no_use_for_the_page(client, jabar_officer):
    client.force_login(jabar_officer)

    assert client.get("/login/?next=/monitoring/upload/")["Location"] == "/"


def test_browsers_and_password_managers_know_the_fields(client, db):
    page = client.get("/login/").content.decode()

    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert 'autocapitalize="none"' in page


def test_signing_in_needs_the_token_of_the_page(client, jabar_officer):
    asking = type(client)(enforce_csrf_checks=True)

    assert type_password(asking, "prov32").status_code == 403
    assert not GuessCount.objects.exists()


def test_signing_out_is_a_post(client, jabar_officer):
    client.force_login(jabar_officer)

    assert client.get("/logout/").status_code == 405
    assert client.get("/account/").status_code == 200

    client.post("/logout/")

    assert SESSION_KEY not in client.session


def test_the_sign_in_before_and_what_failed_since_are_told(client, jabar_officer):
    type_password(client, "prov32", REMOTE_ADDR="203.0.113.7")
    before = SecurityEvent.objects.get().at.astimezone(clock.JAKARTA)
    client.post("/logout/")
    for _ in range(2):
        type_password(client, "prov32", "wrong", REMOTE_ADDR="198.51.100.9")

    type_password(client, "prov32")

    for page in ("/", "/account/"):
        text = " ".join(client.get(page).content.decode().split())
        assert f"{before:%H:%M} WIB, dari 203.0.113.7; <strong>2 percobaan gagal sejak itu.</strong>" in text


def test_of_the_first_sign_in_no_earlier_one_is_told(client, jabar_officer):
    type_password(client, "prov32")

    assert "Terakhir masuk" not in client.get("/").content.decode()
    assert client.session["previous_sign_in"] is None


def test_the_stamps_of_a_session_are_of_the_real_clock(client, jabar_officer):
    before = clock.now().timestamp()

    type_password(client, "prov32")

    assert before <= client.session["signed_in_at"] == client.session["seen_at"] <= clock.now().timestamp()
