"""Accounts from a spreadsheet: sent, shown, and exactly what was shown is made."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from monitoring import clock
from monitoring.accounts.account_sheets import read_accounts
from monitoring.accounts.making import Outdated, Plan, make_accounts
from monitoring.accounts.pending import Gone, Pending, shown_by
from monitoring.accounts.regions import region_book
from monitoring.admin.accounts.acting import acting_in
from monitoring.admin.accounts.letters import JUST_MADE
from monitoring.admin.upload_allowance import counted
from monitoring.admin.upload_handlers import CappedFiles
from monitoring.exports.account_form import account_form
from monitoring.exports.formats import Workbook
from monitoring.imports.limits import MIB, WEB
from monitoring.imports.stored.uploads import safe_name
from monitoring.rules import ACCOUNTS_AT_ONCE

ACCEPTED = ".xlsx,.xlsm,.xls,.ods,.csv"


class SheetForm(forms.Form):
    files = forms.FileField(
        label=gettext_lazy("File"), allow_empty_file=True, widget=forms.FileInput(attrs={"accept": ACCEPTED})
    )


@csrf_exempt
def bulk_view(request: HttpRequest, page: ModelAdmin) -> HttpResponse:
    """Take a file, or its confirmation. The token is checked inside, after the size of the file is capped."""
    capped = CappedFiles(request, WEB.bytes)
    request.upload_handlers = [capped, *request.upload_handlers]
    try:
        request.FILES  # noqa: B018 - reads the body
    except (SuspiciousOperation, MultiPartParserError, UnreadablePostError):
        messages.error(request, _("The file did not arrive whole. Send it again."))
        return HttpResponseRedirect(request.path)
    return csrf_protect(answered)(request, page, capped)


def answered(request: HttpRequest, page: ModelAdmin, capped: CappedFiles) -> HttpResponse:
    if "pending" in request.POST:
        return confirmed(request, page)
    if request.method == "POST":
        form = SheetForm(request.POST, request.FILES)
        if tell_not_taken(request, form, capped) and form.is_valid():
            return reviewed(request, page, read(form.cleaned_data["files"]))
    else:
        form = SheetForm()
    context = {"title": _("Accounts from a spreadsheet"), "form": form, "most": ACCOUNTS_AT_ONCE}
    return shown(request, page, "bulk.html", context)


def tell_not_taken(request: HttpRequest, form: SheetForm, capped: CappedFiles) -> bool:
    """Return whether the file may be read: not too large, and not too many within the hour."""
    late = counted(request, capped).told
    if capped.too_large:
        form.errors.pop("files", None)
        form.add_error("files", _("The file is larger than %(limit)s MiB.") % {"limit": WEB.bytes // MIB})
    elif late:
        form.add_error("files", late)
    return not (capped.too_large or late)


def read(file: UploadedFile) -> Pending:
    reading = read_accounts(file.read(), book=region_book(clock.today()), limits=WEB)
    return Pending(safe_name(file.name or "-"), reading.rows, reading.told, reading.read)


def reviewed(request: HttpRequest, page: ModelAdmin, pending: Pending) -> HttpResponse:
    """Show what would be made. Nothing is stored: what was shown comes back signed."""
    plan = pending.plan()
    told = [*pending.told, *plan.told]
    context = {
        "title": pending.filename,
        "plan": plan,
        "told": told,
        "read": pending.read,
        "refused": pending.read - len(plan.new) - len(plan.unchanged),
        "has_errors": any(each.is_error for each in told),
        "pending": pending.signed(request.user, plan),
    }
    return shown(request, page, "bulk_review.html", context)


def confirmed(request: HttpRequest, page: ModelAdmin) -> HttpResponse:
    """Make the accounts that were shown; if something changed meanwhile, show it anew."""
    try:
        pending = Pending.sent_back(request.POST["pending"], request.user)
    except Gone:
        messages.error(request, _("What was shown is no longer valid. Send the file again."))
        return HttpResponseRedirect(request.path)
    plan = pending.plan()
    if shown_by(plan) != list(pending.shown) or not made(request, plan):
        messages.warning(request, _("Accounts changed since this was shown. Look again, then confirm."))
        return reviewed(request, page, pending)
    return HttpResponseRedirect(reverse("admin:monitoring_user_letters"))


def made(request: HttpRequest, plan: Plan) -> bool:
    """Return whether the accounts were made; False if someone else was there first."""
    try:
        accounts = make_accounts(plan.new, acting_in(request))
    except (Outdated, IntegrityError):
        return False
    request.session[JUST_MADE] = [account.pk for account in accounts]
    messages.success(request, _("Accounts made: %(number)s.") % {"number": len(accounts)})
    return True


def empty_form_view(request: HttpRequest, page: ModelAdmin) -> HttpResponse:
    answer = HttpResponse(account_form(clock.today()), content_type=Workbook().get_content_type())
    answer["Content-Disposition"] = f'attachment; filename="{pgettext("file name", "accounts")}.xlsx"'
    return answer


def shown(request: HttpRequest, page: ModelAdmin, template: str, context: dict[str, Any]) -> HttpResponse:
    whole = page.admin_site.each_context(request) | {"opts": page.opts} | context
    return TemplateResponse(request, f"admin/monitoring/user/{template}", whole)
