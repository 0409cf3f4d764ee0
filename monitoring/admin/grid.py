"""Daily entry: one page a province and day. Nothing is written before it was shown."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from monitoring import clock
from monitoring.admin.entry import Entry, Outdated, judged, with_stored, write
from monitoring.admin.grid_table import (
    TITLES,
    GridRow,
    digest,
    fill,
    read,
    refuse_empty,
    rows_for,
    steps,
    take,
)
from monitoring.models import DistributionRound, Province, Through
from monitoring.rules import FIGURES

NOTHING = (None,) * len(FIGURES)


class ChoiceForm(forms.Form):
    """Which province and which day."""

    province = forms.ModelChoiceField(
        Province.objects.none(), label=gettext_lazy("province"), empty_label=None
    )
    as_of = forms.DateField(
        label=gettext_lazy("as of"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["province"].queryset = Province.objects.visible_to(user).in_force(clock.today())

    def clean_as_of(self) -> date:
        day = self.cleaned_data["as_of"]
        if day > clock.latest_today():
            raise forms.ValidationError(_("A report cannot be for a day that is still to come."))
        if DistributionRound.objects.of_day(day) is None:
            raise forms.ValidationError(_("The day lies before the first distribution round."))
        return day


def grid_view(request: HttpRequest, page: ModelAdmin) -> HttpResponse:
    if not (page.has_change_permission(request) and page.has_add_permission(request)):
        raise PermissionDenied
    initial = {"as_of": clock.today()}
    choice = ChoiceForm(request.GET or None, user=request.user, initial=initial)
    if not choice.is_valid():
        return shown(request, page, choice, [])
    as_of = choice.cleaned_data["as_of"]
    rows = rows_for(request.user, choice.cleaned_data["province"], as_of)
    if request.method == "POST":
        return posted(request, page, choice, rows)
    fill(rows, with_stored({row.district: NOTHING for row in rows}, as_of))
    return shown(request, page, choice, rows)


def posted(request: HttpRequest, page: ModelAdmin, choice: ChoiceForm, rows: list[GridRow]) -> HttpResponse:
    """Show what was typed with what is wrong in it, or what it would change; write what was confirmed."""
    entries = with_stored(read(rows, request.POST), choice.cleaned_data["as_of"])
    check(rows, entries)
    if "edit" in request.POST or any(row.is_wrong for row in rows):
        return shown(request, page, choice, rows)
    if not any(entry.is_change for entry in entries):
        messages.info(request, _("Nothing differs from what is stored."))
        return shown(request, page, choice, rows)
    if "confirm" in request.POST and is_confirmed(request, entries):
        return written(request, page, choice, rows, entries)
    return preview(request, page, choice, rows, entries)


def check(rows: Sequence[GridRow], entries: Sequence[Entry]) -> None:
    refuse_empty(rows, entries)
    if not any(row.is_wrong for row in rows):
        take(rows, judged(entries, {row.district: row.name for row in rows}))


def is_confirmed(request: HttpRequest, entries: Sequence[Entry]) -> bool:
    """Return whether what would be written is what was shown, and every erased figure has a reason."""
    if request.POST.get("shown") != digest(entries):
        messages.error(request, _("Something was changed meanwhile. Look at the changes again."))
        return False
    if any(entry.erased for entry in entries) and not request.POST.get("reason", "").strip():
        messages.error(request, _("A figure is erased: say why."))
        return False
    return True


def written(
    request: HttpRequest, page: ModelAdmin, choice: ChoiceForm, rows: list[GridRow], entries: list[Entry]
) -> HttpResponse:
    try:
        number = write(
            entries, by=request.user, through=Through.GRID, reason=request.POST.get("reason", "")[:400]
        )
    except Outdated:
        messages.error(request, _("Something was changed meanwhile. Look at the changes again."))
        return preview(request, page, choice, rows, entries)
    told = ngettext("%(number)s report was saved.", "%(number)s reports were saved.", number)
    messages.success(request, told % {"number": number})
    return HttpResponseRedirect(request.get_full_path())


def preview(
    request: HttpRequest, page: ModelAdmin, choice: ChoiceForm, rows: list[GridRow], entries: list[Entry]
) -> HttpResponse:
    context = {
        "steps": steps(rows, entries),
        "digest": digest(entries),
        "needs_reason": any(entry.erased for entry in entries),
        "reason": request.POST.get("reason", ""),
        "doubted": [row for row in rows if row.told],
        "hidden": [cell for row in rows for cell in row.cells if cell.text],
    }
    return shown(request, page, choice, rows, "monitoring/grid_preview.html", context)


def shown(
    request: HttpRequest,
    page: ModelAdmin,
    choice: ChoiceForm,
    rows: list[GridRow],
    template: str = "monitoring/grid.html",
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    context = page.admin_site.each_context(request) | {
        "title": _("Daily entry"),
        "opts": page.opts,
        "choice": choice,
        "rows": rows,
        "titles": TITLES,
        "day": choice.cleaned_data.get("as_of") if choice.is_valid() else None,
        "province": choice.cleaned_data.get("province") if choice.is_valid() else None,
    }
    return TemplateResponse(request, template, context | (more or {}))
