"""The letter, or e-mail, that hands a one-time link to the owner of an account."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from monitoring.accounts.invitations import grouped
from monitoring.exports.qr import Drawing, draw
from monitoring.models import User
from monitoring.rules import INVITATION_DAYS

LANGUAGE = settings.LANGUAGE_CODE
"""Letters speak the language of the offices, whatever language who prints them has chosen."""


@dataclass(frozen=True, slots=True)
class Letter:
    """`address` is where the code is typed, `link` the same with the code in it."""

    account: User
    roles: str
    regions: str
    code: str
    address: str
    link: str
    made_at: datetime
    expires_at: datetime
    qr: Drawing = field(repr=False)


def letters_of(codes: Mapping[int, str], *, address: str, at: datetime) -> list[Letter]:
    """Return a letter for each account in `codes`, by user name: three queries. Codes were made `at`."""
    accounts = User.objects.filter(pk__in=codes).prefetch_related(
        "groups", "regions__province", "regions__district"
    )
    return [_letter(account, codes[account.pk], address, at) for account in accounts.order_by("username")]


def _letter(account: User, code: str, address: str, at: datetime) -> Letter:
    link = f"{address}{grouped(code)}/"
    return Letter(
        account=account,
        roles=", ".join(group.name for group in account.groups.all()),
        regions=", ".join(str(region) for region in account.regions.all()),
        code=grouped(code),
        address=address,
        link=link,
        made_at=at,
        expires_at=at + timedelta(days=INVITATION_DAYS),
        qr=draw(link),
    )


def email_of(letter: Letter) -> tuple[str, str]:
    """Return the subject and the plain text of the letter as an e-mail."""
    with override(LANGUAGE):
        subject = _("Your account of the KTP-el blanks portal")
        return subject, render_to_string("monitoring/invitation_email.txt", {"letter": letter})
