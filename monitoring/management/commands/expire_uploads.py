"""Forget checks that were never applied, and what else is over; to be run once a day."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from monitoring import clock
from monitoring.accounts.guessing import forget_old_guesses
from monitoring.imports.stored.expiring import expire_uploads
from monitoring.rules import CHECK_EXPIRES_AFTER


class Command(BaseCommand):
    help = (
        "Lets checks that were never applied expire, file and all, after seven days, forgets ended sessions "
        "and old tries to sign in. Run it once a day."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        expired = expire_uploads(at=clock.now())
        told = _("%(expired)d checks older than %(days)d days expired.")
        self.stdout.write(told % {"expired": expired, "days": CHECK_EXPIRES_AFTER.days})
        forget_old_guesses(at=clock.now())
        call_command("clearsessions")
