"""The page on which an officer hands over."""

import pytest

from monitoring.models import OfficerRegion
from monitoring.models.roles import ADMINISTRATOR
from tests.makers import make_user


@pytest.fixture
def administrator(db):
    return make_user("admin", ADMINISTRATOR)


@pytest.fixture
def desk(signed_in, administrator):
    return signed_in(administrator)


def url_of(account):
    return f"/monitoring/user/{account.pk}/hand-over/"


def hand_over(desk, account, successor=None, *, shown=None):
    shown = shown or desk.get(url_of(account)).context["form"].initial["shown"]
    return desk.post(url_of(account), {"shown": shown, "successor": successor.pk if successor else ""})


def errors(response):
    return [text for found in response.context["form"].errors.values() for text in found]


def test_the_page_shows_what_is_theirs_and_changes_nothing(desk, jabar_officer):
    response = desk.get(url_of(jabar_officer))

    assert [str(region) for region in response.context["belongings"].regions] == ["Jawa Barat"]
    jabar_officer.refresh_from_db()
    assert jabar_officer.is_active


def test_everything_goes_to_the_successor_and_the_officer_is_shut_out(
    desk, signed_in, jabar_officer, bali_officer
):
    officer = signed_in(jabar_officer)

    hand_over(desk, jabar_officer, bali_officer)

    assert OfficerRegion.objects.filter(user=bali_officer).count() == 2
    assert officer.get("/").status_code == 302
    assert signed_in(bali_officer).get("/").context["figures"].districts == 36


def test_a_successor_without_the_role_is_refused_with_what_to_do(desk, jabar_officer, bandung_officer):
    response = hand_over(desk, jabar_officer, bandung_officer)

    assert "A province goes with the role Petugas provinsi only." in errors(response)[0]
    jabar_officer.refresh_from_db()
    assert jabar_officer.is_active


def test_what_changed_meanwhile_is_shown_anew_and_can_then_be_confirmed(desk, jabar_officer, bali_officer):
    shown = desk.get(url_of(jabar_officer)).context["form"].initial["shown"]
    OfficerRegion.objects.create(user=jabar_officer, province_id="33")

    first = hand_over(desk, jabar_officer, bali_officer, shown=shown)
    second = hand_over(desk, jabar_officer, bali_officer, shown=first.context["form"]["shown"].value())

    assert errors(first) == ["Something changed since this page was shown. Look again, then confirm."]
    assert second.status_code == 302


def test_who_hands_over_is_not_offered_as_successor(desk, administrator, jabar_officer):
    response = hand_over(desk, jabar_officer, administrator)

    assert "successor" in response.context["form"].errors


def test_the_own_account_is_not_handed_over(desk, administrator):
    make_user("second", ADMINISTRATOR)

    response = hand_over(desk, administrator)

    administrator.refresh_from_db()
    assert (response.status_code, administrator.is_active) == (200, True)
