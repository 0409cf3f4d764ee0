"""E-mail, as the environment says it: an address of a server, or none."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from ktpel_portal.env import read_environment
from tests.ktpel_portal.test_env import KEY


def test_without_an_address_no_e_mail_is_sent(tmp_path):
    env = read_environment(KEY, root=tmp_path)

    assert (env.mail["EMAIL_HOST"], env.mail_from) == ("", "")
    assert env.mail["EMAIL_BACKEND"] == "django.core.mail.backends.dummy.EmailBackend"


@pytest.mark.parametrize(
    ("url", "host", "port", "user", "password", "tls", "ssl"),
    [
        (
            "smtp://portal:p%40ss%2F@mail.example:2525?tls=1",
            "mail.example",
            2525,
            "portal",
            "p@ss/",
            True,
            False,
        ),
        ("smtp://portal:pass@mail.example?tls=1", "mail.example", 587, "portal", "pass", True, False),
        ("smtps://portal%40x.id:pass@mail.example", "mail.example", 465, "portal@x.id", "pass", False, True),
        ("smtps://portal:pass@mail.example:4650/", "mail.example", 4650, "portal", "pass", False, True),
        ("smtp://localhost:25", "localhost", 25, "", "", False, False),
        ("smtp://user:pass@127.0.0.1:25?tls=0", "127.0.0.1", 25, "user", "pass", False, False),
    ],
)
def test_an_address_for_e_mail_is_taken_apart(tmp_path, url, host, port, user, password, tls, ssl):
    told = KEY | {"EMAIL_URL": url, "EMAIL_FROM": "Portal blangko <portal@example.go.id>"}

    env = read_environment(told, root=tmp_path)

    assert env.mail_from == "Portal blangko <portal@example.go.id>"
    assert env.mail == {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": host,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": user,
        "EMAIL_HOST_PASSWORD": password,
        "EMAIL_USE_TLS": tls,
        "EMAIL_USE_SSL": ssl,
    }


@pytest.mark.parametrize(
    "url", ["smtp://user:very-secret@mail.example", "smtps://user:very-secret@mail.example/x"]
)
def test_the_password_for_e_mail_is_not_repeated_in_a_complaint(tmp_path, url):
    with pytest.raises(ImproperlyConfigured) as raised:
        read_environment(KEY | {"EMAIL_URL": url}, root=tmp_path)

    assert "very-secret" not in str(raised.value)


def test_who_sends_e_mail_says_from_whom(tmp_path):
    with pytest.raises(ImproperlyConfigured, match=r"^EMAIL_FROM is not set"):
        read_environment(KEY | {"EMAIL_URL": "smtp://localhost:25"}, root=tmp_path)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("EMAIL_URL", "mail.example"),
        ("EMAIL_URL", "imap://user:password@mail.example"),
        ("EMAIL_URL", "smtp://"),
        ("EMAIL_URL", "smtp://user@mail.example?tls=1"),
        ("EMAIL_URL", "smtp://:password@mail.example?tls=1"),
        ("EMAIL_URL", "smtp://user:password@mail.example"),
        ("EMAIL_URL", "smtp://user:password@mail.example?tls=0"),
        ("EMAIL_URL", "smtp://user:password@mail.example?tls=yes"),
        ("EMAIL_URL", "smtp://user:password@mail.example?tls=1&x=2"),
        ("EMAIL_URL", "smtp://user:password@mail.example:port?tls=1"),
        ("EMAIL_URL", "smtp://user:pass#word@mail.example?tls=1"),
        ("EMAIL_URL", "smtp://user:password@mail.example/folder?tls=1"),
        ("EMAIL_URL", "smtps://user:password@mail.example?tls=1"),
        ("EMAIL_FROM", "portal"),
        ("EMAIL_FROM", "portal@example.go.id\nBcc: all@example.go.id"),
    ],
)
def test_an_odd_value_stops_the_start_and_names_its_variable(tmp_path, name, value):
    told = {"EMAIL_FROM": "portal@example.go.id"} | {name: value}

    with pytest.raises(ImproperlyConfigured, match=f"^{name} is “"):
        read_environment(KEY | told, root=tmp_path)
