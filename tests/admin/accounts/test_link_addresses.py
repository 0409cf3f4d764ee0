"""The address of a one-time link, as people type it and as other sites misuse it."""

import pytest
from django.urls import reverse

from monitoring import clock
from monitoring.accounts.acting import Acting
from monitoring.accounts.invitations import grouped, make_invitation
from monitoring.models import GuessCount
from monitoring.models.roles import CENTRE
from tests.makers import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def code():
    return grouped(make_invitation(make_user("siti", CENTRE), Acting(None, clock.now())))


@pytest.mark.parametrize("end", ["", "/"])
def test_a_link_opens_with_a_slash_at_its_end_and_without(client, code, end):
    response = client.get(f"/invitation/{code}{end}", follow=True)

    assert response.redirect_chain == [("/invitation/", 302)]
    assert "siti" in response.text


def test_a_browser_with_a_session_that_is_no_more_is_not_led_away(client, code):
    client.cookies["sessionid"] = "a" * 32

    response = client.get(f"/invitation/{code}")

    assert response.url == "/invitation/"


def test_links_are_made_with_the_slash():
    assert reverse("admin:invitation_link", args=["ABCD"]) == "/invitation/ABCD/"


@pytest.mark.parametrize("kind", ["image", "iframe", "empty", "script"])
def test_what_is_no_page_opens_and_counts_nothing(client, code, kind):
    response = client.get(f"/invitation/{code}/", headers={"sec-fetch-dest": kind})

    assert response.url == "/invitation/"
    assert "invitation" not in client.session
    assert not GuessCount.objects.exists()
