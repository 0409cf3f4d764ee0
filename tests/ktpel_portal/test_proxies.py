"""Whom a request comes from: believed of our own proxies alone, counted from the right."""

import pytest

from ktpel_portal.proxies import FORWARDED, client_address

PROXY = "127.0.0.1"
CLIENT = "203.0.113.7"


@pytest.mark.parametrize(
    ("trusted", "forwarded", "address"),
    [
        (0, CLIENT, PROXY),
        (0, "", PROXY),
        (1, "", PROXY),
        (1, CLIENT, CLIENT),
        (1, f"198.51.100.1, {CLIENT}", CLIENT),
        (1, f"junk, <script>,{CLIENT}", CLIENT),
        (2, f"198.51.100.1, {CLIENT}, 10.0.0.2", CLIENT),
        (2, CLIENT, CLIENT),
        (1, "2001:DB8:0:0:0:0:0:1", "2001:db8::1"),
        (1, "[2001:db8::1]:443", "2001:db8::1"),
        (1, "[2001:db8::1]", "2001:db8::1"),
        (1, "fe80::1%eth0", "fe80::1"),
        (1, "::ffff:203.0.113.7", CLIENT),
        (1, f"{CLIENT}:5123", CLIENT),
        (1, "unknown", PROXY),
        (1, "203.0.113.999", PROXY),
        (1, f"{CLIENT},", PROXY),
        (1, f"{CLIENT}\r\nX: y", PROXY),
        (1, "x" * 10_000, PROXY),
    ],
)
def test_the_address_is_the_one_that_our_first_proxy_saw(trusted, forwarded, address):
    assert client_address(PROXY, forwarded, trusted=trusted) == address


@pytest.fixture
def asking(client, settings):
    settings.ROOT_URLCONF = "tests.ktpel_portal.failing_urls"
    return client


def told(client, **headers):
    return client.get("/tells/", headers=headers).content.decode()


def test_without_a_proxy_nothing_of_what_is_forwarded_is_left(asking, settings):
    settings.TRUSTED_PROXIES, sent = 0, dict.fromkeys(FORWARDED, "https")

    request = asking.get("/tells/", **sent).wsgi_request

    assert not sent.keys() & request.META.keys()


def test_without_a_proxy_a_client_can_fake_neither_address_nor_https(asking, settings):
    settings.TRUSTED_PROXIES, settings.SECURE_PROXY_SSL_HEADER = 0, None

    answer = told(
        asking, x_forwarded_for=CLIENT, x_forwarded_proto="https", x_real_ip=CLIENT, x_forwarded_ssl="on"
    )

    assert answer == "127.0.0.1 http None"


@pytest.mark.parametrize(
    ("said", "scheme"),
    [
        ("https", "https"),
        ("http", "http"),
        ("https, http", "http"),
        ("http,https", "https"),
        ("junk", "http"),
    ],
)
def test_behind_a_proxy_what_it_says_last_counts(said, scheme, asking, settings):
    settings.TRUSTED_PROXIES = 1
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    answer = told(asking, x_forwarded_for=f"198.51.100.1, {CLIENT}", x_forwarded_proto=said)

    assert answer == f"{CLIENT} {scheme} None"
