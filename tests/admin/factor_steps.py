"""The steps of pages of the second factor, as a browser takes them."""

import re

from monitoring.models import SecurityEvent
from tests.accounts.phones import code_at, secret_of
from tests.makers import PASSWORD

PAGE = "/account/second-factor/"
CODES = "/account/recovery-codes/"
SHOWN = re.compile(r"<li><code>([\w-]+)</code></li>")


def sign_in(client, user, code=None):
    client.cookies["django_language"] = "en"
    client.post("/login/", {"username": user.username, "password": PASSWORD})
    if code:
        client.post("/login/code/", {"code": code})
    return client


def begin(client, password=PASSWORD, **extra):
    return client.post(PAGE, {"step": "begin", "password": password}, **extra)


def secret_on(page):
    """Return the secret that stands on the page, as bytes."""
    return secret_of(re.search(r'id="secret">([A-Z2-7 ]+)<', page.content.decode())[1])


def set_up(client):
    """Go the whole way; return the secret and the last answer."""
    begin(client)
    secret = secret_on(client.get(PAGE))
    return secret, client.post(PAGE, {"step": "confirm", "code": code_at(secret)})


def is_in(client):
    return client.get("/account/").status_code == 200


def kinds_after(number=0):
    found = SecurityEvent.objects.filter(number__gt=number).order_by("number")
    return list(found.values_list("kind", "account__username", "about"))


def last_number():
    return SecurityEvent.objects.order_by("number").values_list("number", flat=True).last() or 0
