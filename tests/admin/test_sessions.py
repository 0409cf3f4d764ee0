"""How sessions end: by themselves, by their owner, by a new password; and what holds somebody back first."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import Group

from monitoring import clock
from monitoring.accounts.acting import Acting
from monitoring.accounts.invitations import make_invitation, open_invitations
from monitoring.accounts.sessions import end_all_sessions
from monitoring.models import EventKind, OfficerRegion, SecurityEvent, User
from monitoring.models.roles import AUDITOR
from monitoring.rules import SESSION_LASTS_FOR
from tests.accounts.phones import set_up_phone
from tests.makers import PASSWORD, make_report, make_user

NEW = "kuda laut menari di Raja Ampat"
MINUTE, HOUR = 60, 3600
IDLE = "Anda dikeluarkan karena tidak ada kegiatan selama 30 menit. Silakan masuk lagi."
OLD = "Anda dikeluarkan karena satu sesi berlaku paling lama 12 jam. Silakan masuk lagi."
GONE = "Sesi Anda sudah berakhir. Silakan masuk lagi."


@pytest.fixture
def officer(client, jabar_officer):
    """The officer of Jawa Barat, signed in with `client`, with a page that was seen."""
    client.force_login(jabar_officer)
    client.get("/account/")
    return jabar_officer


def age(client, **seconds):
    """Move stamps of the session so many seconds back."""
    session = client.session
    for name, back in seconds.items():
        session[name] -= back
    session.save()


def told(response):
    return [str(message) for message in response.wsgi_request._messages]


def details(kind):
    return [(event.account, event.details) for event in SecurityEvent.objects.filter(kind=kind)]


def change_password(client, old=PASSWORD, new=NEW, again=NEW):
    return client.post(
        "/password_change/", {"old_password": old, "new_password1": new, "new_password2": again}
    )


def test_after_thirty_minutes_without_a_request_a_session_ends(client, officer):
    age(client, seen_at=30 * MINUTE)

    answer = client.get("/monitoring/upload/?q=x")

    assert answer["Location"] == "/login/?next=%2Fmonitoring%2Fupload%2F%3Fq%3Dx"
    assert told(answer) == [IDLE]
    assert SESSION_KEY not in client.session
    assert details(EventKind.SESSION_ENDED) == [(officer, {"why": "idle"})]


def test_a_session_that_is_used_goes_on(client, officer):
    for _ in range(5):
        age(client, seen_at=29 * MINUTE)
        assert client.get("/account/").status_code == 200


def test_after_twelve_hours_a_session_ends_however_much_it_is_used(client, officer):
    age(client, signed_in_at=12 * HOUR - MINUTE)
    assert client.get("/account/").status_code == 200

    age(client, signed_in_at=MINUTE)
    answer = client.get("/account/")

    assert told(answer) == [OLD]
    assert details(EventKind.SESSION_ENDED) == [(officer, {"why": "age"})]


def test_being_seen_is_noted_once_a_minute(client, officer):
    age(client, seen_at=30)
    noted = client.session["seen_at"]
    client.get("/account/")
    assert client.session["seen_at"] == noted

    age(client, seen_at=31)
    client.get("/account/")

    assert client.session["seen_at"] > noted


def test_what_is_sent_into_an_ended_session_is_said_not_to_be_stored(client, officer, kab_bandung):
    age(client, seen_at=HOUR)

    answer = client.post(
        "/monitoring/districtreport/add/",
        {"district": kab_bandung.pk, "as_of": "2017-06-06", "printed": "5"},
        headers={"referer": "http://testserver/monitoring/districtreport/add/?as_of=2017-06-06"},
    )

    text = answer.content.decode()
    assert answer.status_code == 403
    assert "Tidak ada yang disimpan" in text
    assert IDLE in text
    assert 'href="/login/?next=%2Fmonitoring%2Fdistrictreport%2Fadd%2F%3Fas_of%3D2017-06-06"' in text
    assert answer["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


@pytest.mark.parametrize("referrer", ["https://evil.example/x", "//evil.example", ""])
def test_the_way_back_is_a_page_of_the_portal(client, officer, referrer):
    age(client, seen_at=HOUR)

    text = client.post("/monitoring/upload/add/", headers={"referer": referrer}).content.decode()

    assert 'href="/login/?next=%2F"' in text


def test_a_session_that_was_ended_elsewhere_loses_nothing_in_silence(client, officer):
    User.objects.update(session_round=1)
    assert "Tidak ada yang disimpan" in client.post("/monitoring/upload/add/").content.decode()

    client.force_login(User.objects.get(pk=officer.pk))
    client.session.flush()
    answer = client.get("/account/")

    assert told(answer) == [GONE]
    assert answer["Location"] == "/login/?next=%2Faccount%2F"
    assert client.cookies["sessionid"].value == ""


def test_who_never_came_before_is_told_nothing(client, db):
    answer = client.get("/monitoring/upload/")

    assert answer["Location"] == "/login/?next=/monitoring/upload/"
    assert told(answer) == []
    assert client.post("/monitoring/upload/add/")["Location"] == "/login/?next=/monitoring/upload/add/"


def test_a_form_of_the_portal_that_comes_without_any_session_is_not_lost_in_silence(client, db):
    answer = client.post(
        "/monitoring/upload/add/", headers={"referer": "http://testserver/monitoring/upload/add/"}
    )

    assert (answer.status_code, GONE in answer.content.decode()) == (403, True)


def test_the_page_of_signing_in_is_there_for_an_ended_session(client, officer):
    age(client, seen_at=HOUR)

    answer = client.post("/login/", {"username": "prov32", "password": PASSWORD})

    assert answer["Location"] == "/"
    assert client.get("/account/").status_code == 200
    assert details(EventKind.SESSION_ENDED) == [(officer, {"why": "idle"})]


def test_whoever_comes_to_sign_in_after_too_long_is_asked_to(client, officer):
    age(client, seen_at=HOUR)

    answer = client.get("/login/")

    assert answer.status_code == 200
    assert 'name="password"' in answer.content.decode()


def test_sign_out_everywhere_asks_once_and_ends_every_session(client, officer):
    elsewhere = type(client)()
    elsewhere.force_login(officer)
    assert client.get("/account/sessions/end/").status_code == 200
    assert elsewhere.get("/account/").status_code == 200

    answer = client.post("/account/sessions/end/")

    assert answer["Location"] == "/login/"
    assert [browser.get("/account/").status_code for browser in (client, elsewhere)] == [302, 302]
    assert details(EventKind.SIGNED_OUT_EVERYWHERE) == [(officer, {})]


def test_signing_out_everywhere_signs_nobody_else_out(client, officer, bali_officer):
    other = type(client)()
    other.force_login(bali_officer)

    client.post("/account/sessions/end/")

    assert other.get("/account/").status_code == 200


def test_a_new_password_ends_all_other_sessions(client, officer):
    elsewhere = type(client)()
    elsewhere.force_login(officer)
    before = client.session.session_key

    answer = change_password(client)

    assert answer["Location"] == "/account/"
    assert client.get("/account/").status_code == 200
    assert client.session.session_key != before
    assert elsewhere.get("/account/").status_code == 302
    assert details(EventKind.PASSWORD_CHANGED) == [(officer, {})]
    assert User.objects.get(pk=officer.pk).check_password(NEW)


def test_a_new_password_closes_a_link_that_would_set_another(client, officer, administrator):
    make_invitation(officer, Acting(administrator, clock.now()))

    change_password(client)

    assert not open_invitations(clock.now()).exists()


@pytest.mark.parametrize(
    ("old", "new", "again", "sentence"),
    [
        ("wrong", NEW, NEW, "Ini bukan kata sandi Anda."),
        (PASSWORD, PASSWORD, PASSWORD, "Kata sandi baru sama dengan kata sandi sekarang."),
        (PASSWORD, "terlalu dek", "terlalu dek", "paling sedikit 12 karakter"),
        (PASSWORD, "Bandung-2026!", "Bandung-2026!", "nama tempat"),
        (PASSWORD, NEW, NEW + "x", "Kedua kata sandi baru tidak sama."),
    ],
)
def test_a_password_that_is_not_taken_changes_nothing(client, officer, old, new, again, sentence):
    answer = change_password(client, old, new, again)

    assert sentence in answer.content.decode()
    assert User.objects.get(pk=officer.pk).check_password(PASSWORD)
    assert not SecurityEvent.objects.filter(kind=EventKind.PASSWORD_CHANGED).exists()


def test_a_long_password_and_any_sign_are_taken(client, officer):
    long = "ꦲꦤ 🦈 " * 60

    assert change_password(client, new=long, again=long)["Location"] == "/account/"
    assert client.post("/logout/")
    assert client.post("/login/", {"username": "prov32", "password": long})["Location"] == "/"


def test_wrong_present_passwords_are_counted_with_those_of_signing_in(client, officer):
    for _ in range(5):
        change_password(client, old="wrong")

    assert "Terlalu banyak percobaan" in change_password(client).content.decode()
    assert User.objects.get(pk=officer.pk).check_password(PASSWORD)


def test_right_present_passwords_are_no_guesses(client, officer):
    for _ in range(6):
        change_password(client, new="pendek", again="pendek")

    assert change_password(client)["Location"] == "/account/"


def test_the_rules_of_passwords_are_listed_and_pasting_is_allowed(client, officer):
    text = client.get("/password_change/").content.decode()

    assert "<li>Kata sandi paling sedikit 12 karakter.</li>" in text
    assert text.count('autocomplete="new-password"') == 2
    assert "maxlength" not in text
    assert "onpaste" not in text


def test_a_password_that_somebody_else_set_is_changed_before_anything_else(client, officer):
    User.objects.update(must_change_password=True)

    assert client.get("/monitoring/upload/")["Location"].startswith("/password_change/")
    assert client.get("/account/")["Location"].startswith("/password_change/")
    assert client.get("/nothing/")["Location"].startswith("/password_change/")
    assert "Tidak ada yang disimpan" in client.post("/monitoring/upload/add/").content.decode()
    text = client.get("/password_change/").content.decode()
    assert "Kata sandi Anda yang sekarang dibuat oleh orang lain." in text
    assert "/monitoring/upload/" not in text

    assert change_password(client)["Location"] == "/"

    assert client.get("/monitoring/upload/").status_code == 200
    assert not User.objects.get(pk=officer.pk).must_change_password


def test_who_must_change_the_password_can_leave_and_choose_the_language(client, officer):
    User.objects.update(must_change_password=True)

    assert client.post("/i18n/setlang/", {"language": "en", "next": "/"}).status_code == 302
    assert client.post("/logout/").status_code in (200, 302)
    assert SESSION_KEY not in client.session


def test_a_phone_that_was_not_proved_in_this_session_ends_it(client, officer):
    set_up_phone(officer)

    answer = client.get("/account/")

    assert answer["Location"] == "/login/?next=%2Faccount%2F"
    assert told(answer) == ["Silakan masuk lagi, dengan kode dari ponsel Anda."]
    assert details(EventKind.SESSION_ENDED) == [(officer, {"why": "second factor"})]


def test_without_the_phone_not_even_the_password_is_changed(client, officer):
    set_up_phone(officer)
    User.objects.update(must_change_password=True)

    change_password(client)

    assert User.objects.get(pk=officer.pk).check_password(PASSWORD)


def test_who_must_have_a_phone_sets_it_up_first(client, central_staff, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    client.force_login(central_staff)

    assert client.get("/")["Location"] == "/account/second-factor/?next=%2F"
    assert client.get("/account/second-factor/").status_code == 200
    assert client.get("/password_change/").status_code == 200


def test_a_province_that_was_taken_away_is_gone_with_the_next_request(client, officer, kab_bandung):
    report = make_report(kab_bandung, printed=73519)
    page = f"/monitoring/districtreport/{report.pk}/change/"
    assert client.get(page).status_code == 200
    assert b"73.519" in client.get("/monitoring/districtreport/").content

    OfficerRegion.objects.filter(user=officer).delete()

    assert client.get(page).status_code == 302
    assert b"73.519" not in client.get("/monitoring/districtreport/").content


def test_a_session_outlives_a_new_secret_key_and_still_ends_with_the_others(client, officer, settings):
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "a new one " * 6
    assert client.get("/account/").status_code == 200

    end_all_sessions(officer)

    assert client.get("/account/").status_code == 302


def test_a_role_that_was_taken_away_is_gone_with_the_next_request(client, officer):
    assert client.get("/monitoring/upload/add/").status_code == 200

    officer.groups.set([])

    assert client.get("/monitoring/upload/add/").status_code == 403


def test_a_role_that_was_given_is_there_with_the_next_request(client, officer):
    assert client.get("/monitoring/securityevent/").status_code == 403

    officer.groups.add(Group.objects.get(name=AUDITOR))

    assert client.get("/monitoring/securityevent/").status_code == 200


def test_a_disabled_account_is_out_with_the_next_request(client, officer):
    User.objects.filter(pk=officer.pk).update(is_active=False)

    answer = client.get("/account/")

    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/login/")


def test_a_session_without_stamps_begins_with_its_first_request(client, jabar_officer):
    client.force_login(jabar_officer)
    assert "signed_in_at" not in client.session

    client.get("/account/")

    assert client.session["signed_in_at"] == client.session["seen_at"]


@pytest.mark.parametrize("stamp", ["signed_in_at", "seen_at"])
def test_a_session_that_lost_a_stamp_goes_on_with_two_new_ones(client, officer, stamp):
    session = client.session
    del session[stamp]
    session.save()

    assert client.get("/account/").status_code == 200
    assert client.session["signed_in_at"] == client.session["seen_at"]


def test_the_gate_asks_for_no_more_than_the_phone(client, officer, django_assert_num_queries):
    with django_assert_num_queries(3):  # the session, the person, whether there is a phone
        client.get("/nothing-here/")


def test_cookies_go_with_the_browser(client, jabar_officer):
    answer = client.post("/login/", {"username": "prov32", "password": PASSWORD})

    cookie = answer.cookies["sessionid"]
    assert (cookie["max-age"], cookie["expires"], cookie["httponly"], cookie["samesite"]) == (
        "",
        "",
        True,
        "Lax",
    )


def test_sessions_are_forgotten_no_earlier_than_they_end(settings):
    assert SESSION_LASTS_FOR.total_seconds() == settings.SESSION_COOKIE_AGE


def test_the_page_of_the_own_account_says_what_is_known(client, officer):
    User.objects.filter(pk=officer.pk).update(first_name="Siti", last_name="Aminah")

    text = client.get("/account/").content.decode()

    assert "Siti Aminah" in text
    assert "Petugas provinsi" in text
    assert "Jawa Barat" in text
    assert "tidak ada: cukup kata sandi" in text


def test_who_sees_everything_is_told_so(client, central_staff):
    client.force_login(central_staff)

    assert "semua wilayah" in client.get("/account/").content.decode()


def test_nobody_has_an_account_page_without_signing_in(client, db):
    for path in ("/account/", "/account/sessions/end/"):
        assert client.get(path)["Location"] == f"/login/?next={path}"
        assert client.post(path)["Location"] == f"/login/?next={path}"


def test_the_token_of_the_page_is_needed(client, officer):
    asking = type(client)(enforce_csrf_checks=True)
    asking.force_login(officer)

    assert asking.post("/account/sessions/end/").status_code == 403
    assert make_user("other").session_round == User.objects.get(pk=officer.pk).session_round == 0
