"""An accident has a number: on the answer, on the page, and in the line of the log that holds the trace."""

import io
import logging
import logging.config
import re

import pytest
from django.conf import settings as portal

from ktpel_portal.request_ids import NO_REQUEST, current, new_id

ID = re.compile(r"[2-9A-HJ-NP-Z]{10}")


@pytest.fixture
def log(monkeypatch):
    """The portal's own log, as it is set up, written to a text."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    lines = portal.LOGGING["formatters"]["line"]
    factory = logging.config.BaseConfigurator({}).resolve(lines["class"])
    handler.setFormatter(factory(lines["format"], style=lines["style"]))
    name = portal.LOGGING["filters"]["request_id"]["()"]
    handler.addFilter(logging.config.BaseConfigurator({}).resolve(name)())
    monkeypatch.setattr(logging.getLogger("django"), "handlers", [handler])
    return text


@pytest.fixture
def asking(client, settings):
    settings.ROOT_URLCONF = "tests.ktpel_portal.failing_urls"
    client.raise_request_exception = False
    return client


def test_a_request_has_an_id_that_can_be_read_out():
    made = {new_id() for _ in range(1000)}

    assert len(made) == 1000
    assert all(ID.fullmatch(each) for each in made)


@pytest.mark.parametrize("url", ["/login/", "/fails/"])
def test_a_line_between_two_requests_bears_the_id_of_none(url, asking, db):
    asking.get(url)

    assert current.get() == NO_REQUEST


def test_what_the_client_calls_its_request_is_not_asked(asking, db):
    response = asking.get("/login/", headers={"x-request-id": "AAAAAAAAAA"})

    assert ID.fullmatch(response.headers["X-Request-ID"])
    assert response.headers["X-Request-ID"] != "AAAAAAAAAA"


def test_the_page_of_a_fault_names_the_line_of_the_log_that_holds_its_trace(asking, log):
    response = asking.post("/fails/", {"password": "never in the log"})

    number, page = response.headers["X-Request-ID"], response.content.decode()
    lines = log.getvalue().splitlines()
    assert response.status_code == 500
    assert f"Nomor permintaan ini: {number}" in page
    assert "RuntimeError" not in page
    assert "secret of the machine" not in page
    assert re.fullmatch(
        rf"[-0-9 :,]+ ERROR {number} django\.request Internal Server Error: /fails/", lines[0]
    )
    assert "    | Traceback (most recent call last):" in lines
    assert "    | RuntimeError: a secret of the machine" in lines
    assert "never in the log" not in log.getvalue()


def test_no_line_of_a_trace_passes_for_a_message(asking, log):
    asking.get("/fails/")

    _message, *rest = log.getvalue().splitlines()
    assert all(line.startswith("    | ") for line in rest)
    assert "    | 2026-01-01 INFO forged line" in rest


def test_a_trace_that_another_handler_wrote_first_is_marked_all_the_same(asking, log, monkeypatch):
    handlers = logging.getLogger("django").handlers
    monkeypatch.setattr(
        logging.getLogger("django"), "handlers", [logging.StreamHandler(io.StringIO()), *handlers]
    )

    asking.get("/fails/")

    _message, *rest = log.getvalue().splitlines()
    assert all(line.startswith("    | ") for line in rest)


@pytest.mark.parametrize(
    ("sent", "written"),
    [
        ("a%0A2026-01-01%20INFO%20forged", r"a\n2026-01-01 INFO forged"),
        ("a%0D%0Ab", r"a\r\nb"),
        ("a%1B%5B2Jb", r"a\x1b[2Jb"),
        ("a%E2%80%AEb", r"a\u202eb"),
        ("a%E2%80%A8b", r"a\u2028b"),
        ("a%00b", r"a\x00b"),
        ("3204010101900001", "…"),
    ],
)
def test_what_a_client_sends_stays_on_its_line(sent, written, asking, log, central_staff):
    asking.force_login(central_staff)

    asking.get(f"/nothing/{sent}")

    (line,) = log.getvalue().splitlines()
    assert line.endswith(f" django.request Not Found: /nothing/{written}")


def test_the_code_of_a_one_time_link_is_not_logged(asking, log, central_staff):
    asking.force_login(central_staff)

    asking.get("/invitation/of-nobody/a-code-that-opens-an-account/more")

    assert "of-nobody" not in log.getvalue()


@pytest.mark.parametrize(
    ("url", "status", "title"),
    [
        ("/refuses/", 403, {"id": "Tidak diizinkan", "en": "Not allowed"}),
        ("/suspects/", 400, {"id": "Permintaan tidak dapat dibaca", "en": "The request cannot be read"}),
        ("/fails/", 500, {"id": "Terjadi gangguan", "en": "Something went wrong"}),
    ],
)
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_page_of_a_fault_speaks_the_readers_language_and_has_its_number(
    url, status, title, language, asking
):
    asking.cookies["django_language"] = language

    response = asking.get(url)

    page = response.content.decode()
    assert response.status_code == status
    assert f"<h1>{title[language]}</h1>" in page
    assert f'<html lang="{language}">' in page
    assert response.headers["X-Request-ID"] in page
