"""What a person answers to a review: apply it, confirm a spelling, give the day."""

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from monitoring import clock
from monitoring.admin.recording import record_from
from monitoring.admin.refused import sentence_of
from monitoring.admin.upload_doors import may_apply, may_send
from monitoring.admin.upload_findings import chosen_finding
from monitoring.admin.upload_review import day_form
from monitoring.admin.upload_sending import SEVERAL_REGIONS
from monitoring.imports.stored.confirming import NotConfirmed, confirm_spelling
from monitoring.imports.stored.regions import SeveralRegions
from monitoring.imports.stored.uploads import (
    OPEN_STATES,
    NotApplied,
    apply_upload,
    check_anew,
    recheck,
    refresh,
)
from monitoring.models import DistrictAlias, EventKind, Upload


def back_to(upload: Upload) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("admin:monitoring_upload_change", args=[upload.pk]))


def apply_view(request: HttpRequest, page: ModelAdmin, upload: Upload) -> HttpResponse:
    """Apply what was shown. Whoever comes second is told so; nothing is written twice."""
    if not may_apply(request.user, upload):
        return too_late(request, upload)
    try:
        with transaction.atomic():
            check = apply_upload(
                upload,
                by=request.user,
                at=clock.now(),
                today=clock.latest_today(),
                skip_refused="skip_refused" in request.POST,
                columns_dismissed="columns_dismissed" in request.POST,
                shown=request.POST.get("shown", ""),
            )
            record_from(request, EventKind.APPLIED, about=f"upload {upload.pk}", **check.counts)
    except NotApplied as why:
        not_applied(request, upload, why)
    except IntegrityError as error:
        messages.error(request, sentence_of(error))
    else:
        upload.refresh_from_db()
        applied(request, upload)
    return back_to(upload)


def too_late(request: HttpRequest, upload: Upload) -> HttpResponse:
    """Answer a click on a page that is no longer true, or one by who may not apply anything."""
    if upload.state in OPEN_STATES or not may_send(request.user):
        raise PermissionDenied
    messages.warning(
        request,
        _("Nothing was written by this click: the file is %(state)s already.")
        % {"state": upload.get_state_display()},
    )
    return back_to(upload)


def not_applied(request: HttpRequest, upload: Upload, why: NotApplied) -> None:
    if why.code == "state":
        upload.refresh_from_db()
        too_late(request, upload)
        return
    if why.check is not None and why.code == "stale":
        refresh(upload, why.check)
    told = {
        "stale": _(
            "Something that this check rests on has changed meanwhile, so nothing was written. "
            "The file was checked again: look at what it says now."
        ),
        "errors": _("Nothing was written. Tick that the rows with errors are left out, or correct the file."),
        "columns": _("Nothing was written. Say of each column with a doubtful header that it is not meant."),
        "nothing": _("Nothing was written: no row of this file can be taken."),
    }
    messages.error(request, told[why.code])


def applied(request: HttpRequest, upload: Upload) -> None:
    """Tell what was written; what was left out is said first, and never as a success."""
    counts = upload.counts
    written = _("%(new)s new, %(changed)s changed, %(unchanged)s as they were.") % counts
    if not counts["refused"]:
        messages.success(request, _("Stored: %(written)s") % {"written": written})
        return
    left_out = ngettext(
        "%(refused)s row was left out and is not in the portal.",
        "%(refused)s rows were left out and are not in the portal.",
        counts["refused"],
    ) % {"refused": counts["refused"]}
    messages.warning(
        request,
        _("%(left_out)s The rest is stored: %(written)s") % {"left_out": left_out, "written": written},
    )


def spelling_view(request: HttpRequest, page: ModelAdmin, upload: Upload) -> HttpResponse:
    """Remember the spelling whose suggestion was clicked, and show the file checked anew."""
    if not may_apply(request.user, upload):
        return too_late(request, upload)
    choice = request.POST.get("choice", "")
    finding, code = chosen_finding(recheck(upload, by=request.user).findings, choice)
    if finding is None:
        messages.info(request, _("This name is no longer in doubt."))
        return back_to(upload)
    try:
        alias = confirm_spelling(finding, code, by=request.user, at=clock.now())
    except NotConfirmed as why:
        messages.error(request, not_confirmed(why))
    else:
        remembered(request, upload, alias, choice)
    return back_to(upload)


def remembered(request: HttpRequest, upload: Upload, alias: DistrictAlias, choice: str) -> None:
    """Say what is known from now on, and what to do if this file does not say enough to use it."""
    known = {
        "spelling": alias.text,
        "district": alias.district,
        "province": alias.province or _("everywhere"),
    }
    told = _("“%(spelling)s” is known as %(district)s from now on (%(province)s).")
    messages.success(request, told % known)
    if chosen_finding(recheck(upload, by=request.user).findings, choice)[0] is not None:
        told = _(
            "This file does not say that the row lies in %(province)s. Choose the province and check again."
        )
        messages.warning(request, told % known)


def not_confirmed(why: NotConfirmed) -> str:
    if why.code == "taken" and why.district is None:
        return _("This spelling means another regency or city already. Write the full name in the file.")
    if why.code == "taken":
        return _("This spelling means %(district)s already. Write the full name in the file.") % {
            "district": why.district
        }
    return _("This spelling cannot be remembered. Write the official name in the file.")


def day_view(request: HttpRequest, page: ModelAdmin, upload: Upload) -> HttpResponse:
    """Check the file anew for the day, and the province, that its sender gives."""
    if not may_apply(request.user, upload):
        return too_late(request, upload)
    form = day_form(upload, request.user, request.POST)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, " ".join(map(str, errors)))
        return back_to(upload)
    try:
        check_anew(upload, by=request.user, as_of=form.cleaned_data["as_of"], province=form.chosen_province)
    except SeveralRegions:
        messages.error(request, SEVERAL_REGIONS)
    return back_to(upload)
