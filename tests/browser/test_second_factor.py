"""The second factor as people walk it: set up, sign in, phone lost, codes lost too; desk and phone."""

import pytest

from monitoring.models import SecurityEvent, User
from monitoring.models.roles import ADMINISTRATOR, CENTRE, PROVINCE_OFFICER
from tests.accounts.phones import code_at, code_of, forget_last_code, secret_of, set_up_phone
from tests.makers import PASSWORD, make_user

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


@pytest.fixture(params=["at a desk", "on a phone", "on a phone without a script"])
def visit(request, transactional_db, live_server, new_context):
    """Return a function that opens the portal in a browser of its own."""
    size = DESK if request.param == "at a desk" else PHONE
    script = "without" not in request.param

    def open_portal():
        context = new_context(viewport=size, java_script_enabled=script)
        context.add_cookies([{"name": "django_language", "value": "en", "url": live_server.url}])
        page = context.new_page()
        page.told = []
        page.on("console", lambda message: page.told.append(message.text))
        page.fits = lambda: (
            not script or (page.evaluate("document.documentElement.scrollWidth") <= size["width"])
        )
        page.portal = live_server.url
        return page

    return open_portal


def type_password(page, name):
    page.goto(f"{page.portal}/login/")
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.click("#login-form [type=submit]")


def type_code(page, code):
    page.fill("#id_code", code)
    page.click("#login-form [type=submit]")


def sign_in(page, name, code):
    type_password(page, name)
    page.wait_for_url("**/login/code/")
    type_code(page, code)


def sign_out(page):
    page.click("#logout-form button")
    page.wait_for_load_state()


def set_up(page, button):
    """Set up a phone on the page that is open; return its secret and the recovery codes."""
    page.fill("#id_password", PASSWORD)
    page.click(f"button:has-text('{button}')")
    secret = secret_of(page.inner_text("#secret"))
    page.wait_for_selector("svg.qr")
    assert page.fits()
    page.fill("#id_code", code_at(secret))
    page.click("button:has-text('Confirm')")
    page.wait_for_selector("#codes")
    codes = page.locator("#codes code").all_inner_texts()
    assert len(codes) == 10
    assert page.fits()
    return secret, codes


def sees(page, text):
    """Wait for the text: a click does not wait until the page after it is whole."""
    page.wait_for_selector(f"text={text}")


def arrives(page, path):
    page.wait_for_url(lambda url: url.removeprefix(page.portal).partition("?")[0] == path)


def test_from_the_first_phone_to_the_loss_of_everything(visit, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    user = make_user("pusat", CENTRE)
    page = visit()

    # Before anything else, a phone.
    type_password(page, "pusat")
    page.goto(f"{page.portal}/monitoring/upload/")
    arrives(page, "/account/second-factor/")
    sees(page, "Set up your phone to go on")
    assert page.fits()
    secret, codes = set_up(page, "Set up a phone")
    page.click("text=I have kept them, go on")
    page.goto(f"{page.portal}/monitoring/upload/")
    arrives(page, "/monitoring/upload/")

    # The code is asked for at every sign-in; a wrong one is told, the right one lets in.
    sign_out(page)
    forget_last_code(user)
    sign_in(page, "pusat", code_at(secret, steps=9))
    sees(page, "This code is wrong, too old, or was used already.")
    assert page.fits()
    type_code(page, code_at(secret))
    arrives(page, "/")

    # The phone is lost: a recovery code lets in once, and a new phone is set up.
    sign_out(page)
    type_password(page, "pusat")
    page.click("text=Lost your phone?")
    page.fill("#id_recovery_code", "AAAA-AAAA-AAAA")
    page.click("text=Log in with the recovery code")
    sees(page, "This recovery code is wrong or was used already.")
    assert page.fits()
    page.fill("#id_recovery_code", codes[0].lower())
    page.click("text=Log in with the recovery code")
    arrives(page, "/account/second-factor/")
    sees(page, "You signed in with a recovery code; 9 are left.")
    assert page.fits()
    new_secret, new_codes = set_up(page, "Set up a new phone")

    # What the old phone shows, and the old recovery codes, open nothing any more.
    sign_out(page)
    for void in (code_at(secret), codes[1], codes[0]):
        sign_in(page, "pusat", void)
        sees(page, "This code is wrong, too old, or was used already.")
    forget_last_code(user)
    type_code(page, code_at(new_secret))
    arrives(page, "/")
    sign_out(page)

    # Phone and recovery codes are lost: the administrator resets, then a phone is set up anew.
    reset_by_administrator(visit(), user)
    type_password(page, "pusat")
    arrives(page, "/account/second-factor/")
    last_secret, _codes = set_up(page, "Set up a phone")
    sign_out(page)
    forget_last_code(user)
    sign_in(page, "pusat", new_codes[0])
    sees(page, "This code is wrong, too old, or was used already.")
    type_code(page, code_at(last_secret))
    arrives(page, "/")
    assert [text for text in page.told if "Content Security Policy" in text] == []
    assert what_happened(user) == EXPECTED


def reset_by_administrator(page, user):
    boss = make_user("boss", ADMINISTRATOR)
    sign_in(page, "boss", code_of(set_up_phone(boss)))
    page.goto(f"{page.portal}/monitoring/user/{user.pk}/change/")
    page.click("text=Reset second factor")
    sees(page, "First make sure that it is the owner who asks")
    assert page.fits()
    page.click("button:has-text('Remove the second factor')")
    sees(page, "The second factor of pusat is removed")


EXPECTED = (
    "signed_in factor_set_up recovery_codes_made signed_out "
    "code_failed signed_in signed_out "
    "code_failed signed_in recovery_code_used factor_set_up recovery_codes_made signed_out "
    "code_failed code_failed code_failed signed_in signed_out "
    "factor_removed signed_in factor_set_up recovery_codes_made signed_out "
    "code_failed signed_in"
).split()


def what_happened(user):
    """Return the events of the account in their order, the administrator's reset among them."""
    events = SecurityEvent.objects.order_by("number").values_list("kind", "account", "about")
    return [kind for kind, account, about in events if account == user.pk or about == str(user)]


def test_who_need_not_have_a_phone_sets_one_up_and_does_without_again(visit):
    make_user("prov32", PROVINCE_OFFICER, province="32")
    page = visit()
    type_password(page, "prov32")
    page.goto(f"{page.portal}/account/second-factor/")
    sees(page, "No phone is set up")

    set_up(page, "Set up a phone")
    page.goto(f"{page.portal}/account/recovery-codes/")
    sees(page, "10 recovery codes are left")
    page.fill("#id_password", PASSWORD)
    page.click("button:has-text('Make new recovery codes')")
    page.wait_for_selector("#codes")
    assert page.locator("#codes code").count() == 10

    page.goto(f"{page.portal}/account/second-factor/")
    page.fill("#id_password", PASSWORD)
    page.click("button:has-text('Do without a second factor')")
    sees(page, "The second factor is removed.")
    assert User.objects.get(username="prov32").totpdevice_set.count() == 0
    assert [text for text in page.told if "Content Security Policy" in text] == []
