"""Every page in a real browser, under the portal's own policy: nothing on any of them is held back by it.

The pages are taken from the URLs themselves, so that a new one is walked without being named here.
"""

from datetime import date

import pytest
from django.apps import apps
from django.urls import NoReverseMatch, URLResolver, reverse

from monitoring.models import DistrictAlias, DistrictReport, User
from monitoring.models.roles import PROVINCE_OFFICER
from monitoring.sites import portal
from tests.imports.sending import apply, check
from tests.imports.sheets import xlsx
from tests.makers import (
    PASSWORD,
    district_of,
    make_count,
    make_report,
    make_shipment,
    make_supply,
    make_user,
    supply_district,
)

DESK = {"width": 1280, "height": 900}
JUNE_6 = date(2017, 6, 6)
LISTENER = """document.addEventListener("securitypolicyviolation", event => console.error(
    `held back: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`
))"""


class Walk:
    """A browser that notes what the policy holds back, and what fails in a script."""

    def __init__(self, page, root):
        self.page, self.root, self.told = page, root, []
        page.add_init_script(LISTENER)
        page.on("console", self._note)
        page.on("pageerror", lambda error: self._tell(str(error)))

    def _note(self, message):
        if any(
            word in message.text for word in ("held back", "Content Security Policy", "Permissions-Policy")
        ):
            self._tell(message.text)

    def _tell(self, text):
        self.told.append((self.page.url.removeprefix(self.root), text))

    def to(self, url):
        return self.page.goto(self.root + url)

    def status_of(self, url):
        """Open a page, and return its status; None for what is none: a download, or an answer to a form."""
        answer = self.page.request.get(self.root + url)
        if not answer.body() or "content-disposition" in answer.headers:
            return None
        return self.to(url).status

    def sign_in(self, name):
        self.to("/login/")
        self.page.fill("#id_username", name)
        self.page.fill("#id_password", PASSWORD)
        self.page.click("#login-form [type=submit]")


@pytest.fixture
def walk(transactional_db, live_server, new_context):
    """Someone who may open every page, signed in, before a portal in which every list has a row."""
    bandung, bogor = district_of("32.04"), district_of("32.01")
    make_supply()
    supply_district(bandung, 5000)
    make_shipment(bogor)
    make_count(bandung, 10)
    make_report(bandung, printed=1)
    staff = User.objects.create_superuser("everyone", password=PASSWORD)
    DistrictAlias.objects.create(text="Bandung raya", district=bandung)
    rows = [("32.04", "KAB. BANDUNG", JUNE_6, 100, 2, 50), ("32.01", "KAB. BOGOR", JUNE_6, 200, 3, 60)]
    apply(check(xlsx(rows), staff)[0], staff)
    check(xlsx([("32.04", "KAB. BANDUNGG", JUNE_6, "seribu", 2, 50)]), staff)
    found = Walk(new_context(viewport=DESK).new_page(), live_server.url)
    found.sign_in("everyone")
    return found


def pages():
    """Return the address of every page; one of a single row with the first row of its list."""
    names = {name for name in names_in(portal.get_urls()) if name}
    return [address for address in map(address_of, sorted(names)) if address]


def names_in(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names_in(pattern.url_patterns)
        else:
            yield pattern.name


def address_of(name):
    name = f"admin:{name}"
    try:
        return reverse(name)
    except NoReverseMatch:
        row = row_of(name)
        # Another argument than a row is not ours to guess: that page is walked where its way is.
        return row and reverse(name, args=[row.pk])


def row_of(name):
    app, model = name.removeprefix("admin:").split("_")[:2]
    try:
        return apps.get_model("monitoring" if model == "user" else app, model).objects.first()
    except LookupError:
        return None


def test_no_page_is_held_back_by_the_policy(walk):
    walked = {address: walk.status_of(address) for address in pages()}

    assert walk.told == []
    assert set(walked.values()) <= {200, 403, 404, None}
    assert sum(status == 200 for status in walked.values()) >= 85


def test_what_moves_on_a_page_is_not_held_back_either(walk):
    page = walk.page
    walk.to("/monitoring/district/?q=32.0")
    page.click("#toggle-nav-sidebar")
    page.click(".theme-toggle >> visible=true")
    page.click(".theme-toggle >> visible=true")
    walk.to("/monitoring/districtreport/add/")
    dates = page.locator("input[type=date], .vDateField")
    dates.first.click()
    if page.locator(".date-icon").count():
        page.locator(".date-icon").first.click()
    chosen = page.locator(".select2-selection")
    if chosen.count():
        chosen.first.click()
        page.keyboard.type("Bandung")
        page.wait_for_selector(".select2-results__option")
    walk.to("/password_change/")
    page.fill("#id_old_password", "wrong")
    page.click("#content [type=submit]")
    walk.to("/monitoring/districtreport/grid/?province=32&as_of=2017-06-06")
    page.locator(".grid-table input").first.fill("seribu")
    page.keyboard.press("Enter")

    assert walk.told == []


def test_pages_for_those_who_are_not_let_in_are_not_held_back(walk, live_server, new_context):
    make_user("prov51", PROVINCE_OFFICER, province="51")
    stranger = Walk(new_context(viewport=DESK).new_page(), live_server.url)

    stranger.to("/login/?next=/monitoring/district/")
    stranger.sign_in("nobody-of-that-name")
    stranger.sign_in("prov51")
    statuses = [
        stranger.to(url).status
        for url in ("/nothing/", "/monitoring/user/", f"/monitoring/districtreport/{report_pk()}/change/")
    ]
    stranger.to("/")
    stranger.page.click("#logout-form button")

    assert stranger.told == []
    assert statuses[:2] == [404, 403]


def report_pk():
    return DistrictReport.objects.first().pk


def test_the_walk_notices_what_is_held_back(walk):
    walk.to("/monitoring/blankshipment/")

    walk.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")
    with walk.page.expect_console_message(lambda message: "held back: script" in message.text):
        walk.page.evaluate(
            "document.head.append(Object.assign(document.createElement('script'), {text: '1'}))"
        )

    assert {text.split()[2] for _url, text in walk.told if text.startswith("held back")} == {
        "style-src-attr",
        "script-src-elem",
    }
