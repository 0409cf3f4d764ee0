"""Taking an upload back: first the three lists, then a click."""

import hashlib
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from monitoring import clock
from monitoring.admin.grid_table import TITLES
from monitoring.admin.recording import record_from
from monitoring.admin.refused import sentence_of
from monitoring.admin.upload_applying import back_to
from monitoring.admin.upload_doors import may_undo
from monitoring.admin.upload_review import AT_ONCE
from monitoring.admin.upload_rows import figures_of, shown_papers, shown_rows, titles_of
from monitoring.exports.places import PlaceBook
from monitoring.imports.stored.own_rows import hold_own
from monitoring.imports.stored.undoing import Kept, NotUndone, Undone, undo_upload
from monitoring.models import District, EventKind, Upload, UploadState


def undo_view(request: HttpRequest, page: ModelAdmin, upload: Upload) -> HttpResponse:
    if upload.state != UploadState.APPLIED:
        return not_undone(request, upload)
    if not may_undo(request.user, upload):
        raise PermissionDenied
    try:
        with transaction.atomic():
            return taken_back(request, page, upload)
    except NotUndone:
        upload.refresh_from_db()
        return not_undone(request, upload)
    except IntegrityError as error:
        messages.error(request, sentence_of(error))
        return back_to(upload)


def not_undone(request: HttpRequest, upload: Upload) -> HttpResponseRedirect:
    told = _("Only what was applied can be taken back; this file is %(state)s.")
    messages.warning(request, told % {"state": upload.get_state_display()})
    return back_to(upload)


def taken_back(request: HttpRequest, page: ModelAdmin, upload: Upload) -> HttpResponse:
    """Show what would go, or do it if that is what was shown. What it rests on is held meanwhile."""
    undone = _undo(request, upload, apply=False)
    if request.method != "POST":
        return lists(request, page, upload, undone)
    if request.POST.get("shown") != digest(undone):
        messages.error(request, _("Something was changed meanwhile, so nothing was taken back. Look again."))
        return lists(request, page, upload, undone)
    told = _("Taken back: %(restored)s restored, %(kept)s kept because changed since, %(deleted)s deleted.")
    done = _undo(request, upload, apply=True)
    hold_own((change.district for change in (*done.restored, *done.deleted)), done.withdrawn, by=request.user)
    record_from(request, EventKind.UNDONE, about=f"upload {upload.pk}", **done.counts)
    messages.success(request, told % done.counts)
    return back_to(upload)


def _undo(request: HttpRequest, upload: Upload, *, apply: bool) -> Undone:
    return undo_upload(upload, by=request.user, at=clock.now(), today=clock.latest_today(), apply=apply)


def digest(undone: Undone) -> str:
    """Return a digest of the three lists, so that what is done is what was shown."""
    papers = [(type(p).__name__, p.pk) for p in (*undone.withdrawn, *undone.papers_kept)]
    changes = sorted((c.district, c.as_of, c.before, c.after) for c in undone.restored)
    deleted = sorted((c.district, c.as_of, c.before) for c in undone.deleted)
    kept = sorted((k.district, k.as_of, k.figure) for k in undone.kept)
    return hashlib.sha256(repr((papers, changes, deleted, kept)).encode()).hexdigest()


def lists(request: HttpRequest, page: ModelAdmin, upload: Upload, undone: Undone) -> HttpResponse:
    steps = [*undone.restored, *undone.deleted]
    figures = figures_of(steps)
    context = page.admin_site.each_context(request) | {
        "title": _("Take back %(file)s") % {"file": upload.filename},
        "opts": page.opts,
        "upload": upload,
        "counts": undone.counts,
        "most": AT_ONCE,
        "titles": titles_of(figures),
        "restored": shown_rows(undone.restored[:AT_ONCE], figures),
        "deleted": shown_rows(undone.deleted[:AT_ONCE], figures),
        "withdrawn": shown_papers(undone.withdrawn[:AT_ONCE]),
        "kept": shown_kept(undone.kept[:AT_ONCE]),
        "papers_kept": shown_papers(undone.papers_kept[:AT_ONCE]),
        "nothing": not any(undone.counts.values()),
        "digest": digest(undone),
    }
    return TemplateResponse(request, "admin/monitoring/upload/undo.html", context).render()


def shown_kept(kept: list[Kept]) -> list[dict[str, Any]]:
    places, districts = PlaceBook(), District.objects.in_bulk([each.district for each in kept])
    return [
        {
            "place": places.place_on(districts[each.district], each.as_of),
            "as_of": each.as_of,
            "figure": capfirst(str(TITLES[each.figure])),
        }
        for each in kept
    ]
