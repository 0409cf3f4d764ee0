"""The portal's days and moments. `PORTAL_TODAY` sets days only; moments are the real clock's."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

JAKARTA = ZoneInfo("Asia/Jakarta")
EASTERNMOST = ZoneInfo("Asia/Jayapura")


def now() -> datetime:
    return timezone.now()


def today() -> date:
    """Return the portal's day: the one in Jakarta."""
    return settings.PORTAL_TODAY or now().astimezone(JAKARTA).date()


def latest_today() -> date:
    """Return the latest day of the three zones: a report from Papua may be a day ahead of Jakarta."""
    return settings.PORTAL_TODAY or now().astimezone(EASTERNMOST).date()
