"""Between password and code: the half-signed-in state opens nothing, and does not last."""

import pytest
from django.contrib.auth import SESSION_KEY

from monitoring import clock
from monitoring.accounts.acting import Acting
from monitoring.accounts.invitations import make_invitation
from monitoring.accounts.second_factor import begin_set_up, confirm_set_up, reset_second_factor
from monitoring.accounts.sessions import end_all_sessions
from monitoring.models import SecurityEvent
from monitoring.rules import HALF_SIGNED_IN_FOR
from tests.accounts.phones import code_of, set_up_phone
from tests.makers import PASSWORD

CODE_PAGE = "/login/code/"


@pytest.fixture(autouse=True)
def english(client):
    client.cookies["django_language"] = "en"


@pytest.fixture
def phone(jabar_officer):
    return set_up_phone(jabar_officer)


def type_password(client, user, password=PASSWORD, **fields):
    return client.post("/login/", {"username": user.username, "password": password} | fields)


def type_code(client, code, **extra):
    return client.post(CODE_PAGE, {"code": code}, **extra)


def is_in(client):
    return client.get("/account/").status_code == 200


def told(response):
    return [str(message) for message in response.wsgi_request._messages]


def events(*kinds):
    return SecurityEvent.objects.filter(kind__in=kinds).order_by("number")


@pytest.mark.parametrize(
    "path",
    "/ /account/ /account/second-factor/ /account/recovery-codes/ /account/sessions/end/ /password_change/ "
    "/monitoring/districtreport/ /monitoring/upload/add/".split(),
)
def test_half_signed_in_is_not_signed_in(client, jabar_officer, phone, path):
    type_password(client, jabar_officer)

    assert client.get(path)["Location"].startswith("/login/")
    assert client.post(path, {"step": "begin", "password": PASSWORD})["Location"].startswith("/login/")


def test_the_key_of_the_session_changes_at_both_steps(client, jabar_officer, phone):
    client.get("/login/")
    session = client.session
    session["planted"] = "by someone else"
    session.save()
    client.cookies["sessionid"] = planted = session.session_key

    type_password(client, jabar_officer)
    halfway = client.session.session_key
    type_code(client, code_of(phone))

    assert len({planted, halfway, client.session.session_key}) == 3
    assert "planted" not in client.session


def test_after_five_minutes_the_password_is_asked_again(client, jabar_officer, phone):
    type_password(client, jabar_officer)
    session = client.session
    session["half_signed_in"]["at"] -= HALF_SIGNED_IN_FOR.total_seconds() + 1
    session.save()

    answer = type_code(client, code_of(phone))

    assert (answer["Location"], told(answer)) == (
        "/login/",
        ["The code did not come in time. Sign in again."],
    )
    assert not is_in(client)
    assert "half_signed_in" not in client.session


def test_another_session_cannot_bring_the_code(client, jabar_officer, phone):
    type_password(client, jabar_officer)
    other = type(client)()

    assert type_code(other, code_of(phone))["Location"] == "/login/"
    assert not is_in(other)


def test_the_state_is_useless_once_signed_in(client, jabar_officer, phone):
    type_password(client, jabar_officer)
    type_code(client, code_of(phone))

    assert "half_signed_in" not in client.session
    assert client.get(CODE_PAGE).status_code == 302


def disabled(user):
    user.is_active = False
    user.save()


def given_another_password(user):
    user.set_password("quite another one 77")
    user.save()


@pytest.mark.parametrize("change", [disabled, given_another_password, end_all_sessions])
def test_who_is_changed_meanwhile_is_thrown_out(client, jabar_officer, phone, change):
    type_password(client, jabar_officer)
    change(jabar_officer)

    assert type_code(client, code_of(phone))["Location"] == "/login/"
    assert SESSION_KEY not in client.session


def test_who_lost_the_factor_meanwhile_signs_in_anew(client, jabar_officer, phone):
    type_password(client, jabar_officer)
    reset_second_factor(jabar_officer)

    assert type_code(client, code_of(phone)).status_code == 200
    assert SESSION_KEY not in client.session


def test_a_session_without_the_code_is_ended(client, jabar_officer):
    """However it came about: a phone that is set up elsewhere holds for sessions that began before."""
    type_password(client, jabar_officer)
    assert is_in(client)
    begun = begin_set_up(jabar_officer)
    confirm_set_up(jabar_officer, begun.pk, code_of(begun))

    assert client.get("/account/")["Location"].startswith("/login/")
    assert SESSION_KEY not in client.session


def test_a_one_time_link_gives_a_password_and_no_way_past_the_phone(client, jabar_officer, phone):
    code = make_invitation(jabar_officer, Acting(None, clock.now()))
    client.get(f"/invitation/{code}/")
    client.post("/invitation/", {"new_password1": (new := "awan jingga 77 kuda"), "new_password2": new})
    assert SESSION_KEY not in client.session

    answer = type_password(client, jabar_officer, new)

    assert answer["Location"] == CODE_PAGE
    assert not is_in(client)


def test_the_own_password_is_changed_only_behind_the_phone(client, jabar_officer, phone):
    type_password(client, jabar_officer)
    new = "awan jingga 77 kuda"

    client.post("/password_change/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new})

    jabar_officer.refresh_from_db()
    assert jabar_officer.check_password(PASSWORD)


def test_who_must_change_the_password_brings_the_code_first(client, jabar_officer, phone):
    jabar_officer.must_change_password = True
    jabar_officer.save()

    assert type_password(client, jabar_officer)["Location"] == CODE_PAGE
    assert client.get("/password_change/")["Location"].startswith("/login/")
