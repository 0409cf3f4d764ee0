"""What every page has in common: both languages, the banner, no inline script or style, plain errors."""

import re
from datetime import date

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import translation

from monitoring.admin.entry import with_stored, write
from monitoring.models import Account, District, FormerReport
from monitoring.models.roles import DISTRICT_OFFICER
from tests.makers import make_report, make_user, supply_district

INLINE = re.compile(rb"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE)

PAGES = (
    *("/", "/monitoring/district/", "/monitoring/district/?q=nothing+fits", "/monitoring/province/"),
    *("/monitoring/district/export/", "/monitoring/districtreport/add/", "/monitoring/blankshipment/add/"),
    *("/monitoring/districtreport/grid/?province=32&as_of=2017-06-06", "/monitoring/province/32/change/"),
    *("/monitoring/distributionround/add/", "/monitoring/blankreceipt/add/", "/password_change/"),
    "/monitoring/",
)


def change_report(report, user):
    """Let `user` report one printed card more."""
    figures = (report.printed + 1, *list(report.figures.values())[1:])
    write(with_stored({report.district_id: figures}, report.as_of), by=user, through="form")


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


@pytest.mark.parametrize(
    ("language", "told"), [("id", "<h1>Halaman tidak ditemukan</h1>"), ("en", "<h1>Page not found</h1>")]
)
def test_a_page_that_is_not_there_says_so_in_the_readers_language(language, told, signed_in, central_staff):
    text = signed_in(central_staff, language).get("/nothing/here/").content.decode()

    assert told in text
    assert text.count("<h1>") == 1


def test_a_fault_shows_no_trace(signed_in, central_staff, monkeypatch):
    browser = signed_in(central_staff)
    browser.raise_request_exception = False
    monkeypatch.setattr("monitoring.admin.front.national_figures", lambda **kwargs: 1 / 0)

    response = browser.get("/")

    assert response.status_code == 500
    assert "Something went wrong" in response.content.decode()
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


@pytest.mark.parametrize(("damaged", "is_said"), [(None, True), (0, False)])
def test_what_is_available_says_that_damaged_ones_are_not_reported(
    damaged, is_said, signed_in, central_staff, kab_bandung
):
    make_report(kab_bandung, printed=10, damaged=damaged)
    browser = signed_in(central_staff)

    first_page, province = browser.get("/"), browser.get("/monitoring/province/32/change/")

    with translation.override("en"):
        notes = [
            next(str(tile.note) for tile in tiles if str(tile.title).startswith("Available"))
            for tiles in (first_page.context["blanks"], province.context["tiles"])
        ]
    assert ["without damaged ones: not reported" in note for note in notes] == [is_said, is_said]


def test_the_first_page_groups_the_flagged_by_reason(signed_in, central_staff, kab_bandung, kota_bandung):
    make_report(kab_bandung, printed=0)
    supply_district(kota_bandung, 12)
    make_report(kota_bandung, printed=12)

    groups = signed_in(central_staff).get("/").context["groups"]

    shown = {
        group.explanation.reason: [district.code for district in group.districts] for group in groups[:2]
    }
    assert shown == {"never_supplied": ["32.04"], "stocked_out": ["32.73"]}


def test_a_district_that_does_not_report_is_not_among_those_that_printed_little(
    signed_in, central_staff, kab_bandung, kota_bandung
):
    make_report(kab_bandung, printed=0)

    response = signed_in(central_staff).get("/")

    flagged = response.content.decode().partition('id="flagged-title"')[2]
    assert response.context["figures"].low_print_districts == 1
    assert kab_bandung.name in flagged
    assert kota_bandung.name not in flagged


def test_a_part_of_the_menu_is_no_first_page(signed_in, central_staff):
    text = signed_in(central_staff).get("/monitoring/").content.decode()

    assert "State of the blanks in your regions" not in text


@pytest.mark.parametrize("model", ["formerreport", "blankmovement"])
def test_no_page_leads_to_accounts_that_its_reader_may_not_open(
    model, signed_in, central_staff, jabar_officer, kab_bandung
):
    supply_district(kab_bandung, 100)
    change_report(make_report(kab_bandung, printed=1234), jabar_officer)
    row = apps.get_model("monitoring", model).objects.first()

    text = signed_in(central_staff).get(f"/monitoring/{model}/{row.pk}/change/").content.decode()

    assert "/monitoring/user/" not in text


def test_the_page_of_a_former_report_writes_numbers_as_its_reader_does(
    signed_in, central_staff, jabar_officer, kab_bandung
):
    change_report(make_report(kab_bandung, printed=1234), jabar_officer)
    former = FormerReport.objects.get()

    text = (
        signed_in(central_staff, "id").get(f"/monitoring/formerreport/{former.pk}/change/").content.decode()
    )

    assert "1.234" in text
    assert "1234" not in text


def test_the_history_of_a_report_is_what_it_said(signed_in, central_staff, jabar_officer, kab_bandung):
    report = make_report(kab_bandung, printed=1234)
    browser = signed_in(central_staff)

    before = browser.get(f"/monitoring/districtreport/{report.pk}/history/").content.decode()
    change_report(report, jabar_officer)
    after = browser.get(f"/monitoring/districtreport/{report.pk}/history/").content.decode()

    assert "This report was never changed." in before
    assert "1,234" in after
    assert "This report was never changed." not in after


def test_a_role_is_read_and_not_changed(signed_in, db):
    role = Group.objects.get(name=DISTRICT_OFFICER)
    browser = signed_in(make_user("root", is_superuser=True), "id")

    shown = browser.get(f"/auth/group/{role.pk}/change/")
    sent = browser.post(f"/auth/group/{role.pk}/change/", {"name": "x"})

    assert "laporan posisi: tambah, ubah, lihat, impor, ekspor" in shown.content.decode()
    assert "Can " not in shown.content.decode()
    assert (sent.status_code, browser.get("/auth/group/add/").status_code) == (403, 403)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [("32.05", "Kabupaten Garut has this code in these days."), ("32.x", "Write the code as 32.04")],
)
def test_a_code_that_cannot_be_the_district_s_is_refused_at_its_field(
    code, sentence, signed_in, central_staff, kab_bandung
):
    place = kab_bandung.places.get()
    data = {
        "kind": "regency",
        "aliases-TOTAL_FORMS": "0",
        "aliases-INITIAL_FORMS": "0",
        "places-TOTAL_FORMS": "1",
        "places-INITIAL_FORMS": "1",
        "places-0-id": place.pk,
        "places-0-district": kab_bandung.pk,
        "places-0-province": "32",
        "places-0-name": place.name,
        "places-0-code": code,
    }

    response = signed_in(central_staff).post(f"/monitoring/district/{kab_bandung.pk}/change/", data)

    assert sentence in response.context["inline_admin_formsets"][0].formset.errors[0]["code"][0]
    assert kab_bandung.places.get().code == "32.04"


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
