"""Columns of figures for lists of districts and provinces."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from monitoring.admin.numbers import count_cell, count_text, day_text, percent_text
from monitoring.figures.flags import explain
from monitoring.figures.ordering import KnownFirst
from monitoring.models import District

Column = Callable[[Any, Any], Any]


def figure_column(name: str, title: str | Promise) -> Column:
    """Return a column that shows the annotated figure `name` and sorts by it."""

    @admin.display(description=title, ordering=KnownFirst(name))
    def figure(self: Any, row: Any) -> SafeString | str:
        return count_cell(getattr(row, name))

    figure.__name__, figure.kind = name, "number"
    return figure


def percent_column(name: str, title: str | Promise) -> Column:
    @admin.display(description=title, ordering=KnownFirst(name))
    def share(self: Any, row: Any) -> str:
        return percent_text(getattr(row, name))

    share.__name__, share.kind = name, "number"
    return share


def day_column(name: str, title: str | Promise) -> Column:
    @admin.display(description=title, ordering=KnownFirst(name))
    def day(self: Any, row: Any) -> str:
        return day_text(getattr(row, name))

    day.__name__, day.kind = name, "day"
    return day


def flag_cell(district: District) -> SafeString | str:
    """Return the flag of a district: its reason, what is the matter, and who must do what."""
    explanation = explain(district.reason)
    if explanation is None:
        return ""
    return format_html(
        '<span class="flag flag-{}">{}</span><span class="flag-why">{} {}</span>',
        explanation.reason, explanation.label, matter(district), explanation.task,
    )  # fmt: skip


def matter(district: District) -> str:
    """Return what is the matter with a flagged district, with its own number of printed cards."""
    said = str(explain(district.reason).matter)
    if district.printed is None:
        return said
    return _("Printed %(printed)s.") % {"printed": count_text(district.printed)} + " " + said
