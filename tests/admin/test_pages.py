"""What every page has in common: both languages, the banner, no inline script or style, plain errors."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from monitoring.models import Account, District
from tests.makers import make_report, make_user, supply_district

INLINE = re.compile(rb"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE)

PAGES = (
    *("/", "/monitoring/district/", "/monitoring/district/?q=nothing+fits", "/monitoring/province/"),
    *("/monitoring/district/export/", "/monitoring/districtreport/add/", "/monitoring/blankshipment/add/"),
    *("/monitoring/districtreport/grid/?province=32&as_of=2017-06-06", "/monitoring/province/32/change/"),
    *("/monitoring/distributionround/add/", "/monitoring/blankreceipt/add/", "/password_change/"),
    "/monitoring/",
)


@pytest.mark.parametrize("url", PAGES)
def test_no_page_needs_an_inline_script_or_style(url, signed_in, central_staff):
    response = signed_in(central_staff).get(url)

    assert response.status_code == 200
    assert INLINE.findall(response.content) == []


def test_the_page_of_a_district_needs_no_inline_script_or_style(signed_in, central_staff, kab_bandung):
    supply_district(kab_bandung, 100)
    make_report(kab_bandung, printed=1)

    response = signed_in(central_staff).get(f"/monitoring/district/{kab_bandung.pk}/change/")

    assert INLINE.findall(response.content) == []


@pytest.mark.parametrize("url", ["/login/", "/", "/monitoring/district/"])
def test_every_page_has_the_switch_of_languages(url, client, signed_in, central_staff):
    browser = client if url == "/login/" else signed_in(central_staff)

    text = browser.get(url).content.decode()

    assert f'action="{reverse("set_language")}"' in text
    assert 'name="language" value="en"' in text


def test_the_switch_changes_the_language_and_comes_back(signed_in, central_staff):
    browser = signed_in(central_staff, "id")

    response = browser.post("/i18n/setlang/", {"language": "en", "next": "/monitoring/district/"})

    assert response["Location"] == "/monitoring/district/"
    assert '<html lang="en"' in browser.get("/monitoring/district/").content.decode()


def test_the_demonstration_says_that_it_is_one_and_what_is_real(client, settings, db):
    settings.DEMO = True
    client.cookies["django_language"] = "en"

    text = client.get("/login/").content.decode()

    assert "The portal shows the world of July 16, 2017." in text
    assert "illustrative; only the national totals are the ministry" in text


def test_a_portal_that_lives_today_has_no_banner(client, settings, db):
    settings.DEMO, settings.PORTAL_TODAY = False, None

    assert b"demo-banner" not in client.get("/login/").content


def test_a_page_that_is_not_there_says_so_in_both_languages(signed_in, central_staff):
    text = signed_in(central_staff).get("/nothing/here/").content.decode()

    assert "Halaman tidak ditemukan" in text
    assert "Page not found" in text


def test_a_fault_shows_no_trace(signed_in, central_staff, monkeypatch):
    browser = signed_in(central_staff)
    browser.raise_request_exception = False
    monkeypatch.setattr("monitoring.admin.front.national_figures", lambda **kwargs: 1 / 0)

    response = browser.get("/")

    assert response.status_code == 500
    assert "Terjadi gangguan" in response.content.decode()
    assert b"ZeroDivisionError" not in response.content


def test_a_form_without_its_token_is_refused_in_plain_words(central_staff):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(central_staff)

    response = browser.post("/i18n/setlang/", {"language": "en"})

    assert response.status_code == 403
    assert "Formulir sudah kedaluwarsa" in response.content.decode()


def test_the_first_page_says_the_day_of_each_figure(signed_in, central_staff, kab_bandung, kota_bandung):
    make_report(kab_bandung, printed=10, as_of=date(2017, 6, 6))
    make_report(kota_bandung, printed=10, as_of=date(2017, 5, 30))

    response = signed_in(central_staff).get("/")

    with translation.override("en"):
        printed = next(tile for tile in response.context["blanks"] if tile.title == "Printed")
    assert (printed.value, printed.note) == ("20", "30 May 2017 to 6 Jun 2017")


def test_the_first_page_groups_the_flagged_by_reason(signed_in, central_staff, kab_bandung, kota_bandung):
    make_report(kab_bandung, printed=0)
    supply_district(kota_bandung, 12)
    make_report(kota_bandung, printed=12)

    groups = signed_in(central_staff).get("/").context["groups"]

    shown = {
        group.explanation.reason: [district.code for district in group.districts] for group in groups[:2]
    }
    assert shown == {"never_supplied": ["32.04"], "stocked_out": ["32.73"]}


def test_the_menu_shows_only_what_its_reader_may_open(signed_in, bali_officer):
    sections = signed_in(bali_officer).get("/").context["available_apps"]

    assert "accounts" not in {section["app_label"] for section in sections}


def test_a_new_district_gets_its_place_store_and_account(signed_in, central_staff):
    data = {
        "kind": "regency",
        "code": "32.99",
        "name": "Kabupaten Baru",
        "province": "32",
        **{
            f"{prefix}-{key}": "0"
            for prefix in ("places", "aliases")
            for key in ("TOTAL_FORMS", "INITIAL_FORMS")
        },
    }

    signed_in(central_staff).post("/monitoring/district/add/", data)

    district = District.objects.get(code="32.99")
    assert [str(place) for place in district.places.all()] == ["32.99 Kabupaten Baru"]
    assert Account.objects.filter(store__district=district).count() == 1


def test_nobody_but_a_superuser_sees_one_among_the_accounts(signed_in, administrator):
    make_user("root", is_superuser=True)

    text = signed_in(administrator).get("/monitoring/user/").content.decode()

    assert "root" not in text
