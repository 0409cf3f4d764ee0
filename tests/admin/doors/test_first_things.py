"""What somebody has to do before anything else comes before every URL, whichever is asked for first."""

import pytest
from django.test import Client

from tests.accounts.phones import set_up_phone
from tests.admin.doors.trying import ADDRESSES

OPEN = {"login", "login_code", "logout", "jsi18n", "set_language", "invitation", "invitation_link"}
"""URLs that show nothing of the portal."""

KEY = "1"


def must_change_the_password(user, settings):
    user.must_change_password = True
    user.save()


def must_set_up_a_phone(user, settings):
    settings.SECOND_FACTOR_REQUIRED = True


def held_back(client, method):
    """Return the names of URLs that are not answered themselves, and where they lead instead."""
    answers = {
        name: client.generic(method, address.path(**dict.fromkeys(address.parameters, KEY)))
        for name, address in ADDRESSES.items()
        if name not in OPEN
    }
    return {name: led_to(answer) for name, answer in answers.items() if led_to(answer)}


def led_to(answer):
    """Return the page that comes first: by a redirect, or by the link of the page "nothing was stored"."""
    if answer.status_code == 403 and "url" in (answer.context or {}):
        return answer.context["url"].partition("?")[0]
    return answer.headers.get("Location", "").partition("?")[0]


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    ("first", "instead", "answered"),
    [
        (must_change_the_password, "/password_change/", {"password_change"}),
        (must_set_up_a_phone, "/account/second-factor/", {"password_change", "second_factor"}),
    ],
)
def test_no_url_is_answered_before_what_comes_first(
    client, central_staff, settings, method, first, instead, answered
):
    first(central_staff, settings)
    client.force_login(central_staff)

    led = held_back(client, method)

    assert {name for name, to in led.items() if to == instead} >= ADDRESSES.keys() - OPEN - answered


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_url_is_answered_to_a_session_that_never_brought_the_code(central_staff, method):
    """Each address is asked by a session of its own, since the first answer ends it."""
    set_up_phone(central_staff)
    led = {}

    for name, address in ADDRESSES.items():
        client = Client()
        client.force_login(central_staff)
        led[name] = led_to(client.generic(method, address.path(**dict.fromkeys(address.parameters, KEY))))

    assert {name for name, to in led.items() if to == "/login/"} >= ADDRESSES.keys() - OPEN
