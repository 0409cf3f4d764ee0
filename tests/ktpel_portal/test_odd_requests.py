"""What no browser sends is refused with 400, and ends in no accident; PostgreSQL would refuse it later."""

import io
from wsgiref.util import setup_testing_defaults

import pytest

from ktpel_portal.wsgi import application
from monitoring.models.roles import ADMINISTRATOR
from tests.admin.conftest import browser
from tests.makers import make_user

pytestmark = pytest.mark.django_db

CHARSETS = ["hex", "bz2", "idna", "unicode_escape", "utf-16", "undefined"]


@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "messages", "django_language"])
def test_a_cookie_with_a_nul(name, client):
    response = client.get("/login/", headers={"cookie": rf'{name}="\000aaaaaaaaaaaa"'})

    assert response.status_code == 400


@pytest.fixture
def answer():
    """Return a function that asks the server's own application, and returns the status."""

    def asked(kind, body=b"", query=""):
        environ = {"REQUEST_METHOD": "POST" if body else "GET", "PATH_INFO": "/login/", "CONTENT_TYPE": kind}
        environ |= {"QUERY_STRING": query, "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body)}
        setup_testing_defaults(environ)
        told = []
        b"".join(application(environ, lambda status, headers: told.append(status)))
        return told[0][:3]

    return asked


@pytest.mark.parametrize("charset", CHARSETS)
def test_nobody_chooses_the_charset_by_which_the_portal_reads(charset, answer):
    form = b"username=%5Cud800&password=x"

    answers = [
        answer(f"text/plain; charset={charset}", query="next=/%5Cud800"),
        answer(f"multipart/form-data; charset={charset}; boundary=X", b"--X--"),
        answer(f"application/x-www-form-urlencoded; Charset={charset}", form),
    ]

    # Without its token a form is refused.
    assert answers == ["200", "403", "403"]


def test_a_query_with_a_nul(client, central_staff):
    asker = browser(type(client), central_staff)
    asked = "app_label=monitoring&model_name=enrolmenttarget&field_name=district&term=%00"

    assert asker.get(f"/autocomplete/?{asked}").status_code == 400
    assert asker.get("/monitoring/district/?q=%00").status_code == 400


def test_a_path_with_a_nul_leads_nowhere(client, central_staff):
    asker = browser(type(client), central_staff)

    assert asker.get("/monitoring/nothing%00/").status_code == 404


def test_a_choice_with_a_nul_is_no_accident(client):
    asker = browser(type(client), make_user("admin", ADMINISTRATOR))
    sent = {
        "username": "siti",
        "regions-TOTAL_FORMS": 1,
        "regions-INITIAL_FORMS": 0,
        "regions-0-province": "3\x002",
    }

    response = asker.post("/monitoring/user/add/", sent)

    # SQLite has a text for it, and no province.
    assert response.status_code in (200, 400)


def test_the_refusal_is_a_page_with_its_number(client):
    response = client.get("/login/?next=%00")

    assert response.headers["X-Request-ID"] in response.text
    assert "no-store" in response.headers["Cache-Control"]
