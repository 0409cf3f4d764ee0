"""What is refused is kept; what the answer looks like, and costs, tells nothing of it."""

import pytest
from django.db import OperationalError, connection, transaction
from django.http import HttpResponseForbidden
from django.test import Client
from django.test.utils import CaptureQueriesContext

from monitoring.admin.refusing_access import RefusedAccessMiddleware
from monitoring.models import DistrictReport, SecurityEvent
from monitoring.rules import REFUSALS_OF_A_PAGE, REFUSALS_OF_AN_ACCOUNT, REFUSALS_WITHIN
from tests.accounts.tampering import lift
from tests.admin.doors.test_uploads import BANDUNG, checked
from tests.makers import make_report


@pytest.fixture
def denpasars(denpasar):
    return make_report(denpasar, printed=4)


def refusals():
    events = SecurityEvent.objects.filter(kind="refused").order_by("number")
    return [(event.account.username, event.about, event.details) for event in events]


def report(key, step="change"):
    return f"/monitoring/districtreport/{key}/{step}/"


def test_a_page_that_is_not_permitted(signed_in, jabar_officer):
    answer = signed_in(jabar_officer).get("/monitoring/user/?q=secret")

    assert answer.status_code == 403
    assert refusals() == [("prov32", "GET /monitoring/user/", {"why": "forbidden"})]
    assert SecurityEvent.objects.get().address == "127.0.0.1"


@pytest.mark.parametrize("step", ["change", "history", "delete", "sources"])
def test_anothers_row(signed_in, jabar_officer, denpasars, step):
    signed_in(jabar_officer).get(report(denpasars.pk, step))

    told = {"row": "districtreport", "key": str(denpasars.pk), "exists": True}
    assert refusals() == [("prov32", f"GET {report(denpasars.pk, step)}", told)]


@pytest.mark.parametrize("step", ["change", "apply", "undo", "file"])
def test_anothers_upload(signed_in, jabar_officer, bali_officer, step):
    upload = checked(jabar_officer, BANDUNG)
    method = "POST" if step == "apply" else "GET"
    path = f"/monitoring/upload/{upload.pk}/{step}/"

    signed_in(bali_officer).generic(method, path)

    told = {"row": "upload", "key": str(upload.pk), "exists": True}
    assert refusals() == [("prov51", f"{method} {path}", told)]


@pytest.mark.parametrize("key", ["999999", "x", "9" * 30, "a\0b"])
def test_a_row_that_is_not_there(signed_in, jabar_officer, key):
    signed_in(jabar_officer).get(report(key.replace("\0", "%00")))

    assert [told["exists"] for _who, _about, told in refusals()] == [False]


def queries_of(browser, path):
    with CaptureQueriesContext(connection) as queries:
        answer = browser.get(path)
    return answer, [query["sql"].split(" ")[0] for query in queries]


def test_anothers_row_costs_and_looks_the_same_as_a_missing_one(signed_in, jabar_officer, denpasars):
    # The first event of all makes the row of their end.
    signed_in(jabar_officer).get("/monitoring/user/")
    other, other_queries = queries_of(signed_in(jabar_officer), report(denpasars.pk))
    missing, missing_queries = queries_of(signed_in(jabar_officer), report(denpasars.pk + 1))

    assert other_queries == missing_queries
    assert (other.status_code, other.headers.get("Location")) == (
        missing.status_code,
        missing.headers.get("Location"),
    )


def test_a_refusal_outlives_what_the_view_took_back(rf, jabar_officer, kab_bandung):
    def view(request):
        with transaction.atomic():
            make_report(kab_bandung, printed=3)
            transaction.set_rollback(True)
        return HttpResponseForbidden()

    request = rf.post("/monitoring/districtreport/add/")
    request.user, request.resolver_match = jabar_officer, None
    RefusedAccessMiddleware(view)(request)

    assert not DistrictReport.objects.exists()
    assert refusals() == [("prov32", "POST /monitoring/districtreport/add/", {"why": "forbidden"})]


@pytest.mark.parametrize("path", ["/logout/", "/monitoring/upload/add/"])
def test_a_form_of_another_session(jabar_officer, path):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(jabar_officer)

    answer = browser.post(path)

    assert answer.status_code == 403
    assert refusals() == [("prov32", f"POST {path}", {"why": "csrf"})]


def no_event_is_added(execute, sql, *rest):
    if sql.startswith("INSERT") and "monitoring_securityevent" in sql:
        raise OperationalError("the disk is full")
    return execute(sql, *rest)


def test_what_cannot_be_kept_stays_refused_and_stands_in_the_log(signed_in, jabar_officer, caplog):
    browser = signed_in(jabar_officer)

    with connection.execute_wrapper(no_event_is_added):
        answer = browser.get("/monitoring/user/")

    assert answer.status_code == 403
    assert "a refusal could not be recorded" in caplog.text


def test_who_is_not_signed_in_leaves_nothing(client, denpasars):
    client.get(report(denpasars.pk))
    Client(enforce_csrf_checks=True).post("/login/", {"username": "prov32"})

    assert refusals() == []


def test_what_is_permitted_leaves_nothing(signed_in, jabar_officer, kab_bandung):
    own = make_report(kab_bandung, printed=3)
    browser = signed_in(jabar_officer)

    assert browser.get(report(own.pk)).status_code == 200
    assert browser.get("/monitoring/nothing/").status_code in (301, 302, 404)
    assert refusals() == []


def test_the_code_of_a_link_is_not_kept(signed_in, jabar_officer):
    browser = signed_in(jabar_officer)
    browser.handler.enforce_csrf_checks = True

    browser.post("/invitation/ABCD-EFGH-JKLM/")

    assert [about for _who, about, _told in refusals()] == ["POST /invitation/<str:code>/"]


def test_identity_numbers_in_a_path_are_not_kept(signed_in, jabar_officer):
    signed_in(jabar_officer).get(report("3204010101800001"))

    assert refusals()[0][1:] == (
        "GET /monitoring/districtreport/••••••••••••••••/change/",
        {"row": "districtreport", "key": "••••••••••••••••", "exists": False},
    )


def test_the_same_page_is_kept_a_few_times_a_minute(signed_in, jabar_officer):
    browser = signed_in(jabar_officer)

    for _ in range(REFUSALS_OF_A_PAGE + 3):
        assert browser.get("/monitoring/user/").status_code == 403

    told = [details.get("others_left_out") for _who, _about, details in refusals()]
    assert told == [None, None, True]


def test_many_pages_are_kept_so_many_times_a_minute(signed_in, jabar_officer, bali_officer):
    browser = signed_in(jabar_officer)

    for key in range(REFUSALS_OF_AN_ACCOUNT + 5):
        browser.get(report(900000 + key))
    signed_in(bali_officer).get("/monitoring/user/")

    assert [who for who, _about, _told in refusals()] == ["prov32"] * REFUSALS_OF_AN_ACCOUNT + ["prov51"]


def test_a_minute_later_it_is_kept_anew(signed_in, jabar_officer):
    browser = signed_in(jabar_officer)
    for _ in range(REFUSALS_OF_A_PAGE):
        browser.get("/monitoring/user/")
    lift()
    for event in SecurityEvent.objects.all():
        SecurityEvent.objects.filter(pk=event.pk).update(at=event.at - REFUSALS_WITHIN)

    browser.get("/monitoring/user/")

    assert len(refusals()) == REFUSALS_OF_A_PAGE + 1
