"""E-mails of many letters: one that cannot be sent takes none of the others with it."""

from django.core import mail

from monitoring.models.roles import ADMINISTRATOR, CENTRE
from tests.makers import make_user


def test_an_address_that_no_server_can_have_becomes_a_letter(db, signed_in, settings):
    settings.EMAIL_CONFIGURED = True
    for name, email in (("ani", f"ani@{'é' * 60}.id"), ("siti", "siti@example.go.id")):
        account = make_user(name, CENTRE, email=email)
        account.set_unusable_password()
        account.save()

    response = signed_in(make_user("admin", ADMINISTRATOR)).post(
        "/monitoring/user/letters/", {"which": "unlinked", "email": "1"}
    )

    assert [letter.account.username for letter in response.context["letters"]] == ["ani"]
    assert [sent.to for sent in mail.outbox] == [["siti@example.go.id"]]
