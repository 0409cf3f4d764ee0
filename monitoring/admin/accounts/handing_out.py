"""Links handed out: made, sent where someone wants them sent, and shown once as letters to print."""

from collections.abc import Collection, Sequence
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.contrib.admin import ModelAdmin
from django.core.mail import EmailMessage, get_connection
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from monitoring.accounts.invitations import make_invitations
from monitoring.admin.accounts.acting import acting_in
from monitoring.exports.letters import LANGUAGE, Letter, email_of, letters_of
from monitoring.models import User


def can_mail() -> bool:
    return settings.EMAIL_CONFIGURED


def handed_out(
    request: HttpRequest, page: ModelAdmin, accounts: Collection[User], *, by_email: bool, **context: Any
) -> HttpResponse:
    """Make a link for each account and show those that were not sent as letters, this once.

    The codes are nowhere but in this answer and in the e-mails.
    """
    acting = acting_in(request)
    codes = make_invitations(accounts, acting)
    address = request.build_absolute_uri(reverse("admin:invitation"))
    letters = letters_of(codes, address=address, at=acting.at)
    sent = sent_letters(letters) if by_email and can_mail() else []
    unsent = [letter for letter in letters if letter not in sent]
    context |= page.admin_site.each_context(request) | {
        "title": _("One-time links"),
        "opts": page.opts,
        "letters": unsent,
        "sent": sent,
        "not_sent": [letter for letter in unsent if by_email and letter.account.email],
        "letter_language": LANGUAGE,
    }
    return TemplateResponse(request, "admin/monitoring/user/letters_shown.html", context)


def sent_letters(letters: Sequence[Letter]) -> list[Letter]:
    """Send the letters of accounts with an address, and return those that were taken by the server."""
    addressed = [letter for letter in letters if letter.account.email]
    connection = get_connection(fail_silently=False)
    sent = []
    try:
        connection.open()
        for letter in addressed:
            if _sent(letter, connection):
                sent.append(letter)
        connection.close()
    except (SMTPException, OSError):
        # The server is not there, or went away: what is left is printed.
        return sent
    return sent


def _sent(letter: Letter, connection: Any) -> bool:
    subject, text = email_of(letter)
    mail = EmailMessage(subject, text, to=[letter.account.email], connection=connection)
    try:
        return mail.send() == 1
    except (SMTPException, UnicodeError):
        # UnicodeError: an address that is in order by its looks, and that no server can be asked for.
        return False
