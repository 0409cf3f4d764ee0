"""Security events as a sheet: what an auditor needs to read them, and to recalculate their digests."""

import json

from django.utils.translation import gettext_lazy as _

from monitoring.clock import JAKARTA
from monitoring.exports.sheets import SheetResource, column
from monitoring.models import SecurityEvent


class EventSheet(SheetResource):
    """Moments are texts with their offset: a cell of a workbook knows no zone."""

    model = SecurityEvent
    related = ("account",)

    number = column("number", _("Number"))
    at = column("at", _("At"))
    kind = column("kind", _("Event"))
    meaning = column("get_kind_display", _("Meaning"))
    account = column("account__username", _("Account"))
    account_number = column("account_id", _("Number of the account"))
    address = column("address", _("From address"))
    about = column("about", _("About"))
    details = column("details", _("Details"))
    previous = column("previous", _("Digest of the event before"))
    digest = column("digest", _("Digest"))

    def dehydrate_at(self, event: SecurityEvent) -> str:
        return event.at.astimezone(JAKARTA).isoformat()

    def dehydrate_details(self, event: SecurityEvent) -> str:
        return json.dumps(event.details, ensure_ascii=False, sort_keys=True) if event.details else ""
