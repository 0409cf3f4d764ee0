"""Make the first administrator of an empty portal, or let in one who is shut out. Prints a one-time link."""

from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from monitoring import clock
from monitoring.accounts.account_cells import AccountRow, Unread
from monitoring.accounts.account_rows import read_username
from monitoring.accounts.acting import Acting
from monitoring.accounts.granting import is_administrator
from monitoring.accounts.invitations import grouped, make_invitation
from monitoring.accounts.making import make_accounts
from monitoring.models import User
from monitoring.models.roles import ADMINISTRATOR
from monitoring.rules import INVITATION_DAYS


class Command(BaseCommand):
    help = (
        "Makes an administrator and prints a one-time link that sets the password; for an administrator who "
        "is there already, a new link. Shows first what it would do; --apply does it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the user name")
        parser.add_argument("--email", default="", help="an address for the account")
        parser.add_argument("--apply", action="store_true", help="do it")

    def handle(self, *args: Any, **options: Any) -> None:
        if not Group.objects.filter(name=ADMINISTRATOR).exists():
            raise CommandError(_("There are no roles yet: run load_reference first."))
        row = wanted(options["name"], options["email"])
        account = User.objects.filter(username=row.username).first()
        if account is not None and not (account.is_active and is_administrator(account)):
            raise CommandError(
                _("There is an account %(name)s already, and it is no active administrator.")
                % {"name": account}
            )
        if not options["apply"]:
            told = (
                _("Would make a link for %(name)s.")
                if account
                else _("Would make the administrator %(name)s.")
            )
            self.stdout.write(told % {"name": row.username})
            return
        self._show(let_in(row, account))

    def _show(self, code: str) -> None:
        path = reverse("admin:invitation_link", args=[grouped(code)])
        told = _(
            "Open %(path)s on the portal within %(days)s days and choose a password. The link works once."
        )
        self.stdout.write(told % {"path": path, "days": INVITATION_DAYS})


def wanted(name: str, email: str) -> AccountRow:
    try:
        if email:
            validate_email(email)
        return AccountRow(None, "", read_username(name), "", email, (ADMINISTRATOR,), (), (), ())
    except ValidationError:
        raise CommandError(_("%(email)s is no e-mail address.") % {"email": email}) from None
    except Unread as why:
        raise CommandError(str(why)) from None


@transaction.atomic
def let_in(row: AccountRow, account: User | None) -> str:
    """Return the code of a new link for the administrator, made here if there is none."""
    acting = Acting(None, clock.now())
    return make_invitation(account or make_accounts([row], acting)[0], acting)
