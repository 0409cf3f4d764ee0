"""Doors that lead elsewhere or that no page shows: redirects, old addresses, a right taken away."""

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType

from monitoring.models import DistrictReport, OfficerRegion
from tests.admin.doors.walking import ask
from tests.admin.doors.world import FOREIGN, OWN
from tests.makers import PASSWORD, district_of, make_shipment

pytestmark = pytest.mark.django_db

EVIL = (
    *("//evil.example", "https://evil.example/", "http:evil.example", "/\\evil.example", "///evil.example"),
    *("javascript:alert(1)", "\thttps://evil.example", "https:/evil.example", "//evil.example\\@testserver"),
)


@pytest.mark.parametrize("address", EVIL)
def test_a_change_of_language_leads_to_no_other_host(address, world, askers):
    answer = ask(askers["district"], "POST", "/i18n/setlang/", {"language": "en", "next": address})

    assert "evil" not in answer.response["Location"]
    assert answer.response["Location"].startswith("/") or "testserver" in answer.response["Location"]


@pytest.mark.parametrize("address", EVIL)
def test_a_sign_in_leads_to_no_other_host(address, world, askers):
    data = {"username": "kab3204", "password": PASSWORD, "next": address}

    posted = ask(askers["anonymous"], "POST", "/login/", data)
    already = ask(askers["district"], "GET", f"/login/?next={address}")

    assert posted.word == "done"
    assert posted.response["Location"] == "/"
    assert already.response["Location"] == "/"


def test_a_sign_in_leads_on_to_where_one_wanted_to_go(world, askers):
    data = {"username": "kab3204", "password": PASSWORD, "next": "/monitoring/district/"}

    assert ask(askers["anonymous"], "POST", "/login/", data).response["Location"] == "/monitoring/district/"


def test_a_link_to_a_row_of_any_kind_says_nothing_of_it(world, askers):
    kinds = {kind: ContentType.objects.get(model=kind).pk for kind in ("district", "districtreport", "user")}
    rows = {"district": "district", "districtreport": "report", "user": "user"}

    for kind, key in kinds.items():
        there, missing = (
            ask(askers["district"], "GET", f"/r/{key}/{row}/")
            for row in (world.rows[rows[kind]]["foreign"], 999999)
        )
        assert there.word == "absent"
        assert there.tells(world.rows[rows[kind]]["foreign"]) == missing.tells(999999)


def test_signing_out_is_done_by_no_link(world, askers):
    assert ask(askers["district"], "GET", "/logout/").word == "no-verb"


@pytest.mark.parametrize(
    "path", ["/monitoring/", "/auth/", "/monitoring/nothing/", "/admin/", "/monitoring/store/"]
)
def test_who_has_not_signed_in_learns_of_no_page(path, world, askers):
    answer = ask(askers["anonymous"], "GET", path)

    assert answer.word == "sign-in"
    assert answer.response["Location"] == f"/login/?next={path}"


def test_a_region_taken_away_counts_with_the_next_request(world, askers):
    officer, browser = world.users["district"], askers["district"]
    url = f"/monitoring/districtreport/{world.rows['report']['own']}/change/"
    before = ask(browser, "GET", url).word

    OfficerRegion.objects.filter(user=officer).update(district=district_of(FOREIGN))

    assert (before, ask(browser, "GET", url).word) == ("form", "back")
    assert [
        row.code for row in ask(browser, "GET", "/monitoring/district/").response.context["cl"].result_list
    ] == [FOREIGN]


def test_a_role_taken_away_counts_with_the_next_request(world, askers):
    world.users["auditor"].groups.clear()

    assert ask(askers["auditor"], "GET", "/monitoring/district/").word == "refused"


def test_an_account_that_is_disabled_is_signed_out_with_the_next_request(world, askers):
    type(world.users["centre"]).objects.filter(pk=world.users["centre"].pk).update(is_active=False)

    assert ask(askers["centre"], "GET", "/monitoring/district/").word == "sign-in"


def test_whoever_may_only_look_does_not_export(world, askers):
    world.users["nobody"].user_permissions.add(Permission.objects.get(codename="view_districtreport"))

    assert ask(askers["nobody"], "GET", "/monitoring/districtreport/").word == "page"
    assert ask(askers["nobody"], "GET", "/monitoring/districtreport/export/").word == "refused"


def test_both_ends_of_a_loan_see_its_shipment_and_neither_changes_it(world, askers):
    loan = make_shipment(district_of(FOREIGN), 50, sent_from=district_of(OWN), number="BAST/LOAN")

    words = {
        role: ask(askers[role], "GET", f"/monitoring/blankshipment/{loan.pk}/change/").word for role in ENDS
    }

    assert words == {"province": "page", "district": "page", "bali": "page", "two": "page"}
    assert ask(askers["centre"], "GET", f"/monitoring/blankshipment/{loan.pk}/change/").word == "form"


ENDS = ("province", "district", "bali", "two")


def test_a_district_with_figures_is_not_deleted(world, askers):
    answer = ask(
        askers["centre"],
        "POST",
        f"/monitoring/district/{world.rows['district']['own']}/delete/",
        {"post": "yes"},
    )

    assert answer.word == "page"
    assert DistrictReport.objects.filter(district=world.rows["district"]["own"]).exists()
