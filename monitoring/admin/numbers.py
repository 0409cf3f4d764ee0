"""Numbers as a reader of the language in force writes them: 1.616.917 in Indonesian, 1,616,917 in English."""

from datetime import date, datetime
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from monitoring.clock import JAKARTA

UNKNOWN = "–"


def count_text(value: int | None) -> str:
    """Return a count of cards or residents; a dash where it was not reported, which is never 0."""
    return UNKNOWN if value is None else number_format(value, force_grouping=True)


def percent_text(value: float | Decimal | None) -> str:
    """Return a percentage (27.02 is 27.02 %) with two decimals."""
    if value is None:
        return UNKNOWN
    return _("%(number)s%%") % {"number": number_format(round(value, 2), decimal_pos=2, force_grouping=True)}


def count_cell(value: int | None) -> SafeString | str:
    """Return a count for a table: where nothing is known, the dash says so to those who hover or listen."""
    if value is not None:
        return count_text(value)
    return format_html('<span class="unknown" title="{}">{}</span>', _("not reported"), UNKNOWN)


def day_text(day: date | None) -> str:
    """Return a day with the month as a word, since 06/07 is two days."""
    return UNKNOWN if day is None else date_format(day, "j M Y")


def moment_text(at: datetime) -> str:
    """Return a moment to the second, by the clock of Jakarta and with its zone."""
    local = at.astimezone(JAKARTA)
    day, time = date_format(local, "j M Y"), date_format(local, "H:i:s")
    return _("%(day)s, %(time)s WIB") % {"day": day, "time": time}
