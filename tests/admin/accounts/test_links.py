"""One-time links on the pages: made by an administrator, shown once, used by who holds the letter."""

import re
from datetime import timedelta

import pytest
from django.core import mail

from monitoring import clock
from monitoring.accounts.acting import Acting
from monitoring.accounts.invitations import grouped, make_invitation
from monitoring.models import EventKind, GuessCount, Invitation, SecurityEvent, User
from monitoring.models.roles import ADMINISTRATOR, CENTRE
from monitoring.rules import MOST_GUESSES
from tests.makers import make_user

FRESH = "a long and fresh one"
CODE = re.compile(r'class="letter-code">([0-9A-Z-]{19})<')


@pytest.fixture
def administrator(db):
    return make_user("admin", ADMINISTRATOR)


@pytest.fixture
def desk(signed_in, administrator):
    return signed_in(administrator)


@pytest.fixture
def account(db):
    return make_user("siti", CENTRE, email="siti@example.go.id")


@pytest.fixture
def phone(client, account):
    """The browser of somebody who is not signed in."""
    client.cookies["django_language"] = "en"
    return client


def link_of(account):
    return f"/monitoring/user/{account.pk}/link/"


def invite(account):
    return grouped(make_invitation(account, Acting(None, clock.now())))


def choose(phone, password=FRESH):
    return phone.post("/invitation/", {"new_password1": password, "new_password2": password}, follow=True)


def told(response):
    return [str(message) for message in response.context["messages"]]


def test_to_look_at_the_page_makes_no_link(desk, account):
    response = desk.get(link_of(account))

    assert response.status_code == 200
    assert not Invitation.objects.exists()


def test_a_letter_shows_what_its_owner_needs_and_is_kept_nowhere(desk, account):
    response = desk.post(link_of(account))

    text = response.content.decode()
    letter = response.context["letters"][0]
    assert CODE.search(text)[1] == letter.code
    assert letter.link == f"http://testserver/invitation/{letter.code}/"
    assert (letter.account.username, letter.roles) == ("siti", CENTRE)
    assert "Akses Anda ke portal blangko KTP-el" in text
    assert "no-store" in response.headers["Cache-Control"]
    assert SecurityEvent.objects.get().kind == EventKind.LINK_MADE


def test_the_qr_code_of_a_letter_has_no_style(desk, account):
    text = desk.post(link_of(account)).content.decode()

    drawn = re.search(r"<svg class=\"letter-qr\".*?</svg>", text, re.DOTALL)[0]
    assert " style=" not in drawn
    assert re.search(r'<path d="[Mhvz0-9 -]+"/>', drawn)


def test_an_e_mail_holds_the_link_and_the_page_does_not(desk, account, settings):
    settings.EMAIL_CONFIGURED = True

    response = desk.post(link_of(account), {"email": "1"})

    sent = mail.outbox[0]
    assert (sent.to, sent.subject) == (["siti@example.go.id"], "Akun Anda di portal blangko KTP-el")
    assert re.search(r"http://testserver/invitation/[0-9A-Z-]{19}/", sent.body)
    assert "Jangan teruskan surel ini" in sent.body
    assert not CODE.search(response.content.decode())


def test_without_a_mail_server_there_is_a_letter(desk, account, settings):
    settings.EMAIL_CONFIGURED = False

    response = desk.post(link_of(account), {"email": "1"})

    assert (mail.outbox, len(response.context["letters"])) == ([], 1)


def test_an_e_mail_that_does_not_leave_becomes_a_letter(desk, account, settings):
    settings.EMAIL_CONFIGURED = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1

    response = desk.post(link_of(account), {"email": "1"})

    assert "1 e-mail could not be sent: its letter is below." in response.content.decode()
    assert len(response.context["letters"]) == 1


def test_for_the_own_account_there_is_no_link(desk, administrator):
    response = desk.post(link_of(administrator), follow=True)

    assert "For the own account there is no link" in told(response)[0]
    assert not Invitation.objects.exists()


def test_a_disabled_account_gets_no_link(desk, account):
    User.objects.filter(pk=account.pk).update(is_active=False)

    response = desk.post(link_of(account), follow=True)

    assert told(response) == ["The account is disabled. Enable it first."]


def test_the_code_leaves_the_address_at_once_and_is_not_used_up(phone, account):
    code = invite(account)

    first = phone.get(f"/invitation/{code}/")
    phone.get(f"/invitation/{code}/")
    response = phone.get("/invitation/")

    assert (first.status_code, first.headers["Location"]) == (302, "/invitation/")
    assert "siti" in response.content.decode()
    assert code.replace("-", "") not in str(dict(phone.session))
    assert Invitation.objects.get().used_at is None


def test_pages_of_a_link_are_kept_by_no_browser(phone, account):
    answers = [phone.get(f"/invitation/{invite(account)}/"), phone.get("/invitation/")]

    assert all("no-store" in answer.headers["Cache-Control"] for answer in answers)


def test_a_typed_code_opens_the_same_page(phone, account):
    response = phone.post("/invitation/", {"code": invite(account).lower()}, follow=True)

    assert response.context["account"] == account


def test_the_password_is_set_and_nobody_is_signed_in(phone, account):
    phone.get(f"/invitation/{invite(account)}/")

    response = choose(phone)

    account.refresh_from_db()
    assert account.check_password(FRESH)
    assert response.redirect_chain == [("/login/", 302)]
    assert "_auth_user_id" not in phone.session
    assert told(response) == ["The password is set. Sign in as siti with it."]


def test_whoever_was_signed_in_before_is_signed_out(desk, account):
    desk.get(f"/invitation/{invite(account)}/")

    choose(desk)

    assert "_auth_user_id" not in desk.session


@pytest.mark.parametrize("password", ["short", "password12345", "0123456789012345"])
def test_a_weak_password_is_refused_and_the_link_stays_open(phone, account, password):
    phone.get(f"/invitation/{invite(account)}/")

    response = choose(phone, password)

    assert response.context["form"].errors
    assert Invitation.objects.get().used_at is None


def wrong(account):
    return "0" * 16


def used(account):
    code = invite(account)
    Invitation.objects.update(used_at=clock.now())
    return code


def withdrawn(account):
    code = invite(account)
    invite(account)
    return code


def expired(account):
    code = invite(account)
    Invitation.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    return code


def disabled(account):
    code = invite(account)
    User.objects.filter(pk=account.pk).update(is_active=False)
    return code


@pytest.mark.parametrize("broken", [wrong, used, withdrawn, expired, disabled])
def test_every_link_that_opens_nothing_looks_the_same(phone, account, broken):
    response = phone.get(f"/invitation/{broken(account)}/", follow=True)

    assert response.redirect_chain == [("/invitation/", 302)]
    assert [text.partition(":")[0] for text in told(response)] == ["This code opens nothing"]
    assert "siti" not in response.content.decode()


def test_a_link_that_was_withdrawn_while_its_owner_chose_sets_nothing(phone, account):
    phone.get(f"/invitation/{invite(account)}/")
    invite(account)

    response = choose(phone)

    assert "This code opens nothing" in told(response)[0]
    assert not User.objects.get(pk=account.pk).check_password(FRESH)


def test_a_wrong_code_after_a_right_one_opens_nothing_any_more(phone, account):
    phone.post("/invitation/", {"code": invite(account)})

    response = phone.post("/invitation/", {"code": "0" * 16}, follow=True)

    assert "account" not in response.context


def test_wrong_codes_from_one_address_are_counted_until_nothing_is_checked(phone, account):
    code = invite(account)
    phone.post("/invitation/", {"code": "0" * 16})
    GuessCount.objects.filter(scope="address").update(tries=MOST_GUESSES["address"].tries)

    response = phone.post("/invitation/", {"code": code}, follow=True)

    assert "Too many wrong tries" in told(response)[-1]
    assert "account" not in response.context


def test_a_right_code_costs_its_address_no_try(phone, account):
    phone.get(f"/invitation/{invite(account)}/")

    assert GuessCount.objects.get(scope="address").tries == 0


def test_an_unlocked_account_is_kept_as_that(desk, account):
    GuessCount.objects.all().delete()
    for _try in range(MOST_GUESSES["pair"].tries + 1):
        desk.post("/login/", {"username": "siti", "password": "wrong"})

    locked = desk.get(f"/monitoring/user/{account.pk}/change/").context["locked_until"]
    response = desk.post(f"/monitoring/user/{account.pk}/unlock/", follow=True)

    assert locked > clock.now()
    assert told(response) == ["The account siti is unlocked. Its owner can try to sign in again."]
    assert SecurityEvent.objects.latest("number").kind == EventKind.UNLOCKED
    assert response.context["locked_until"] is None
