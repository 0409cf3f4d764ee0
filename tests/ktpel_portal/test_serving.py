"""The server itself, as `make run` starts it: what a client can see of it, and make it believe."""

import os
import socket
import subprocess
import sys
import time

import pytest
from django.conf import settings

SECONDS = 30


class Served:
    """A gunicorn of its own, and what it answers to bytes."""

    def __init__(self, **variables):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        told = {
            "PATH": os.environ["PATH"],
            "SECRET_KEY": "x" * 50,
            "PORT": str(self.port),
            "WEB_WORKERS": "1",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "python:ktpel_portal.serving", "ktpel_portal.wsgi"],
            cwd=settings.BASE_DIR,
            env=told | variables,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._wait()

    def _wait(self):
        deadline = time.monotonic() + SECONDS
        for line in self.process.stderr:
            if "Booting worker" in line or time.monotonic() > deadline:
                return

    def answer(self, request, *headers):
        lines = [f"{request} HTTP/1.1", "Host: localhost", "Connection: close", *headers, "", ""]
        with socket.create_connection(("127.0.0.1", self.port), timeout=SECONDS) as connection:
            connection.sendall("\r\n".join(lines).encode())
            with connection.makefile("rb") as file:
                return file.read().decode()

    def stop(self):
        self.process.terminate()
        return self.process.communicate(timeout=SECONDS)[1]


@pytest.fixture
def serve(tmp_path):
    running = []

    def start(**variables):
        database = {"DATABASE_URL": f"sqlite:///{tmp_path}/none.sqlite3", "UPLOADS_DIR": str(tmp_path)}
        running.append(Served(**database, **variables))
        return running[-1]

    yield start
    for each in running:
        each.stop()


def status(answer):
    return int(answer.split()[1])


def test_it_does_not_say_what_it_is_and_answers_no_odd_method(serve):
    served = serve(HTTPS="0")

    answers = [
        served.answer(request)
        for request in ("TRACE /login/", "DEBUG /", "GET /i18n/setlang/", "POST /login/")
    ]

    assert [status(answer) for answer in answers] == [405, 405, 302, 403]
    assert [
        name for name in ("server:", "gunicorn", "python", "django/") for a in answers if name in a.lower()
    ] == []


def test_a_client_of_the_same_machine_cannot_claim_https(serve):
    served = serve(HTTPS="1")

    claims = ("X-Forwarded-Proto: https", "X-Forwarded-Protocol: ssl", "X-Forwarded-Ssl: on")
    answer = served.answer("TRACE /login/", *claims)

    assert status(answer) == 301
    assert "Location: https://localhost/login/" in answer


def test_behind_one_proxy_its_word_counts(serve):
    served = serve(HTTPS="1", TRUSTED_PROXIES="1")

    by_https = served.answer("TRACE /login/", "X-Forwarded-Proto: https", "X-Forwarded-For: 203.0.113.7")
    by_http = served.answer("TRACE /login/", "X-Forwarded-Proto: http", "X-Forwarded-For: 203.0.113.7")

    assert (status(by_https), status(by_http)) == (405, 301)
    assert "Strict-Transport-Security: max-age=31536000; includeSubDomains; preload" in by_https


def test_what_is_no_request_leaves_one_line_and_no_trace(serve):
    served = serve(HTTPS="0")

    answer = served.answer("GET /\x1b[2J\x07 x y")

    log = served.stop()
    assert status(answer) == 400
    assert "\x1b" not in log
    assert "Traceback" not in answer + log
