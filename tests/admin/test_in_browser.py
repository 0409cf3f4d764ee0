"""What only a browser can tell: phones, light and dark, the keyboard."""

import pytest

from monitoring.models import DistrictAlias, DistrictReport
from monitoring.models.roles import CENTRE, PROVINCE_OFFICER
from tests.makers import PASSWORD, district_of, make_report, make_supply, make_user, supply_district

PHONE = {"width": 360, "height": 740}

PAGES = (
    *("/", "/monitoring/district/", "/monitoring/province/", "/monitoring/districtreport/"),
    *("/monitoring/blankshipment/", "/monitoring/blankmovement/", "/monitoring/districtreport/add/"),
    *("/monitoring/blankshipment/add/", "/monitoring/district/export/", "/monitoring/province/32/change/"),
    "/monitoring/districtreport/grid/?province=32&as_of=2017-06-06",
)


@pytest.fixture
def centre(transactional_db, live_server, page):
    """Someone of the centre, signed in, before a district with figures."""
    make_user("centre", CENTRE)
    district = district_of("32.04")
    supply_district(district, 5000)
    make_report(district, printed=1234, print_ready=5)
    return signed_in(page, live_server, "centre")


def signed_in(page, live_server, name):
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": live_server.url}])
    page.goto(f"{live_server.url}/login/")
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.click("#login-form [type=submit]")
    return page


def test_no_page_is_wider_than_a_phone(centre, live_server):
    centre.set_viewport_size(PHONE)
    urls = [*PAGES, f"/monitoring/district/{district_of('32.04').pk}/change/"]

    widths = {}
    for url in urls:
        centre.goto(live_server.url + url)
        widths[url] = centre.evaluate("document.documentElement.scrollWidth")

    assert {url: width for url, width in widths.items() if width > PHONE["width"]} == {}


CUT_OFF = """() => [...document.querySelectorAll("#content *")].filter(each => {
    const clips = getComputedStyle(each).overflowX;
    return ["hidden", "clip"].includes(clips) && each.scrollWidth > each.clientWidth + 1;
}).map(each => each.id || each.className)"""
"""Elements that hide a part of what they hold, fields that are narrower than their number among them."""


def test_a_form_on_a_phone_hides_no_part_of_a_field(centre, live_server):
    centre.set_viewport_size(PHONE)
    report, supply = DistrictReport.objects.get(), make_supply(10_000_000)
    urls = (
        *("/monitoring/blankshipment/add/", f"/monitoring/blanksupply/{supply.pk}/change/"),
        *(f"/monitoring/districtreport/{report.pk}/{page}/" for page in ("change", "delete")),
        *("/monitoring/districtreport/export/", "/password_change/"),
    )

    found = {}
    for url in urls:
        centre.goto(live_server.url + url)
        wide = centre.evaluate("document.documentElement.scrollWidth") > PHONE["width"]
        found[url] = (wide, centre.evaluate(CUT_OFF))

    assert found == {url: (False, []) for url in urls}


def test_the_pages_of_a_long_list_fit_on_a_phone(centre, live_server):
    centre.set_viewport_size(PHONE)
    district = district_of("32.04")
    DistrictAlias.objects.bulk_create(
        DistrictAlias(text=f"Spelling {number}", district=district) for number in range(2200)
    )

    centre.goto(f"{live_server.url}/monitoring/districtalias/?p=3")

    assert centre.evaluate(CUT_OFF) == []


def test_on_a_phone_a_row_is_a_card_that_names_its_figures(centre, live_server):
    centre.set_viewport_size(PHONE)
    centre.goto(f"{live_server.url}/monitoring/district/?q=32.04")

    label = centre.locator("#result_list td.field-printed").evaluate(
        "cell => getComputedStyle(cell, '::before').content"
    )

    assert label == '"Printed"'
    assert not centre.locator("#result_list thead").is_visible()


@pytest.mark.parametrize(
    ("scheme", "background"), [("light", "rgb(243, 245, 248)"), ("dark", "rgb(15, 21, 27)")]
)
def test_a_page_follows_the_light_of_the_machine(scheme, background, centre, live_server):
    centre.emulate_media(color_scheme=scheme)
    centre.goto(f"{live_server.url}/monitoring/district/")

    assert centre.evaluate("getComputedStyle(document.body).backgroundColor") == background


def test_the_grid_is_filled_by_keyboard_alone(transactional_db, live_server, page):
    make_user("jabar", PROVINCE_OFFICER, province="32")
    supply_district(district_of("32.01"), 5000)
    signed_in(page, live_server, "jabar")
    page.goto(f"{live_server.url}/monitoring/districtreport/grid/?province=32&as_of=2017-06-06")

    page.locator(".grid-table input").first.focus()
    for typed in ("1.234", "Tab", "7"):
        if typed == "Tab":
            page.keyboard.press(typed)
        else:
            page.keyboard.type(typed)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.locator("[name=confirm]").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    report = DistrictReport.objects.get()
    assert (report.district.code, report.printed, report.damaged) == ("32.01", 1234, 7)
