"""Take the second factor off an account: for the administrator whom no other administrator can help."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from monitoring import clock
from monitoring.accounts.acting import Acting
from monitoring.accounts.recovery_codes import recovery_codes_left
from monitoring.accounts.resetting import take_factor_away
from monitoring.accounts.second_factor import confirmed_device
from monitoring.models import User


class Command(BaseCommand):
    help = (
        "Says which second factor an account has, and removes it with --apply: phone and recovery codes are "
        "void, the account is signed out everywhere, its password stays."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", metavar="NAME", help="the user name")
        parser.add_argument("--apply", action="store_true", help="do it")

    def handle(self, *args: Any, **options: Any) -> None:
        account = User.objects.filter(username=options["name"]).first()
        if account is None:
            raise CommandError(_("There is no account %(name)s.") % {"name": options["name"]})
        device = confirmed_device(account)
        if device is None:
            raise CommandError(_("The account %(name)s has no second factor.") % {"name": account})
        if not options["apply"]:
            told = _("%(name)s: phone set up on %(day)s, %(left)s recovery codes left. --apply removes them.")
            day = device.created_at.astimezone(clock.JAKARTA).date()
            self.stdout.write(told % {"name": account, "day": day, "left": recovery_codes_left(account)})
            return
        take_factor_away(account, Acting(None, clock.now()))
        told = _("The second factor of %(name)s is removed, and the account is signed out everywhere.")
        self.stdout.write(told % {"name": account})
