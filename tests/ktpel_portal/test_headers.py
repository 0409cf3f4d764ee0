"""What every answer carries, whichever part of the portal made it."""

import pytest

from tests.ktpel_portal.test_csp import POLICY

EVERYWHERE = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
}
ANSWERS = {
    "/login/": 200,
    "/": 302,
    "/nothing/": 302,
    "/i18n/setlang/": 302,
    "/static/monitoring/portal.css": 200,
    "/static/nothing.css": 302,
    "/refuses/": 403,
    "/suspects/": 400,
    "/fails/": 500,
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def asking(client, settings):
    settings.ROOT_URLCONF = "tests.ktpel_portal.failing_urls"
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
    client.raise_request_exception = False
    return client


def carried(response):
    return {name: response.headers.get(name) for name in EVERYWHERE}


@pytest.mark.parametrize(("url", "status"), ANSWERS.items())
def test_every_kind_of_answer_has_the_headers(url, status, asking):
    response = asking.get(url)

    assert response.status_code == status
    assert carried(response) == EVERYWHERE
    assert len(response.headers["X-Request-ID"]) == 10
    assert {"Server", "X-Powered-By"}.isdisjoint(response.headers)


def test_downloads_have_them_too(asking, central_staff):
    asking.force_login(central_staff)

    responses = [
        asking.get("/monitoring/upload/template/"),
        asking.post("/monitoring/district/export/", {"format": "0", "resource": ""}),
        asking.get("/jsi18n/"),
    ]

    assert [response.status_code for response in responses] == [200, 200, 200]
    assert [carried(response) for response in responses] == [EVERYWHERE] * 3


def test_a_refused_host_and_a_missing_token_have_them_too(asking, settings):
    settings.ALLOWED_HOSTS = ["blangko.example"]

    refused = asking.get("/login/", headers={"host": "other.example"})

    assert refused.status_code == 400
    assert carried(refused) == EVERYWHERE


def test_who_is_sent_to_https_has_them_too(asking, settings):
    settings.SECURE_SSL_REDIRECT = True

    response = asking.get("/login/")

    assert (response.status_code, response.headers["Location"]) == (301, "https://testserver/login/")
    assert carried(response) == EVERYWHERE


@pytest.mark.parametrize("feature", ["camera", "geolocation", "microphone", "payment", "usb"])
def test_a_browser_gives_the_portal_nothing_of_the_machine(feature, asking):
    assert f"{feature}=()" in asking.get("/login/").headers["Permissions-Policy"].split(", ")


def test_by_https_alone_for_a_year(asking, settings):
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 365 * 24 * 3600, True

    response = asking.get("/login/", secure=True)

    assert response.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


@pytest.mark.parametrize(
    "url",
    [
        "/",
        "/monitoring/district/",
        "/monitoring/district/export/",
        "/monitoring/upload/template/",
        "/jsi18n/",
    ],
)
def test_what_someone_who_signed_in_sees_is_kept_nowhere(url, asking, central_staff):
    asking.force_login(central_staff)

    told = asking.get(url).headers["Cache-Control"]

    assert {"no-store", "private"} <= set(told.split(", "))


@pytest.mark.parametrize(
    "url", ["/login/", "/login/code/", "/invitation/", "/invitation/ABCD-EFGH-JKMN-PQRS/"]
)
def test_what_comes_before_signing_in_is_kept_nowhere_either(url, asking):
    told = asking.get(url).headers["Cache-Control"]

    assert {"no-store", "private"} <= set(told.split(", "))


def test_the_portals_own_files_may_be_kept(asking):
    told = asking.get("/static/monitoring/portal.css").headers["Cache-Control"]

    assert "no-store" not in told
    assert "public" in told


def test_other_sites_may_not_read_them(asking):
    headers = asking.get("/static/monitoring/portal.css").headers

    assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize("method", ["TRACE", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "PROPFIND"])
@pytest.mark.parametrize("url", ["/", "/login/", "/monitoring/district/", "/static/monitoring/portal.css"])
def test_a_method_that_no_page_has_is_refused_before_anything_else(method, url, asking, central_staff):
    asking.force_login(central_staff)

    response = asking.generic(method, url, headers={"x-secret": "kept"})

    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD, POST")
    assert response.content == b""
    assert carried(response) == EVERYWHERE
