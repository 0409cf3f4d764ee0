"""The review of an upload: what was read, what it would change or has changed, and what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.admin import ModelAdmin
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from monitoring.admin.upload_doors import may_apply, may_download, may_send, may_undo, sees_whole
from monitoring.admin.upload_findings import by_severity, shown_findings, shown_sheets, told_findings
from monitoring.admin.upload_rows import (
    ShownPaper,
    ShownRow,
    figures_of,
    shown_papers,
    shown_rows,
    titles_of,
)
from monitoring.admin.upload_sending import DayForm
from monitoring.figures.uploaded import written_by, written_keys
from monitoring.imports.findings import Finding, Severity
from monitoring.imports.stored.checking import Check
from monitoring.imports.stored.documents import DocumentPlan
from monitoring.imports.stored.kept_findings import kept_findings
from monitoring.imports.stored.reports import Change
from monitoring.imports.stored.undoing import PAPERS
from monitoring.imports.stored.uploads import OPEN_STATES, is_placed_by, recheck, refresh
from monitoring.models import District, Upload, UploadState, User

AT_ONCE = 100
"""Rows on a page."""

FINDINGS_AT_ONCE = 50

NEEDS_A_DAY = ("missing_day", "bad_day", "future_day")


@dataclass(frozen=True, slots=True)
class Changes:
    """One page of what an upload writes: report rows under `titles`, then papers."""

    page: Page
    titles: list[str] = field(default_factory=list)
    rows: list[ShownRow] = field(default_factory=list)
    papers: list[ShownPaper] = field(default_factory=list)


def review_view(request: HttpRequest, page: ModelAdmin, upload: Upload) -> HttpResponse:
    """Show an upload. One that may still be applied is read anew, so that what is shown is true."""
    check = None
    if may_apply(request.user, upload):
        check = recheck(upload, by=request.user)
        if (check.digest, check.counts) != (upload.digest, upload.counts):
            refresh(upload, check)
    context = page.admin_site.each_context(request) | review_context(request, upload, check)
    context |= {"title": upload.filename, "opts": page.opts, "original": upload}
    return TemplateResponse(request, "admin/monitoring/upload/review.html", context)


def review_context(request: HttpRequest, upload: Upload, check: Check | None) -> dict[str, Any]:
    whole = check is not None or sees_whole(request.user, upload)
    findings = check.findings if check else kept_findings(upload) if whole else []
    told = told_findings(findings)
    told_page = Paginator(told, FINDINGS_AT_ONCE).get_page(request.GET.get("f"))
    districts = District.objects.visible_to(request.user)
    return {
        "upload": upload,
        "check": check,
        "counts": upload.counts if whole else None,
        "taken": upload.counts["read"] - upload.counts["refused"],
        "verdict": verdict(upload, findings) if whole else closed_verdict(upload),
        "errors": sum(finding.severity is Severity.ERROR for finding in told),
        "warnings": sum(finding.severity is not Severity.ERROR for finding in told),
        "near": [f for f in findings if f.code == "ignored_column" and f.variant == "near"],
        "findings_page": told_page,
        "findings": by_severity(shown_findings(told_page.object_list, districts)),
        "sheets": shown_sheets(upload.understood) if whole else [],
        "changes": planned(check, request) if check else written(upload, request),
        "day_form": day_form(upload, request.user) if check else None,
        "asks_for_day": any(finding.code in NEEDS_A_DAY for finding in findings),
        "may_correct": check is not None and any(finding.cell is not None for finding in told),
        "may_undo": may_undo(request.user, upload),
        "may_send": may_send(request.user),
        "may_download": whole and may_download(request.user, upload),
    }


def verdict(upload: Upload, findings: Sequence[Finding]) -> str:
    """Return what a person must know first: the state, or for a check how it stands."""
    if upload.state not in (UploadState.CHECKED, UploadState.REFUSED):
        return upload.state
    counts = upload.counts
    errors = {finding.code for finding in findings if finding.severity is Severity.ERROR}
    if counts["read"] == counts["refused"]:
        return "day" if errors == {"missing_day"} else "nothing"
    if errors:
        return "errors"
    if not counts["new"] + counts["changed"]:
        return "same"
    return "warnings" if told_findings(findings) else "clean"


def closed_verdict(upload: Upload) -> str:
    """Return the verdict for a reader to whom some of the file is closed."""
    return "closed" if upload.state in OPEN_STATES else upload.state


def day_form(upload: Upload, user: User, data: Any = None) -> DayForm:
    form = DayForm(data, user=user, initial={"as_of": upload.as_of, "province": upload.province_id})
    if not is_placed_by(user, upload):
        form.fields.pop("province", None)
    return form


def planned(check: Check, request: HttpRequest) -> Changes:
    """Return what a check would write, changed reports first: those are what may surprise."""
    plan = check.report_plan
    steps = [*plan.changed, *plan.new]
    papers = [
        paper
        for result in check.results.values()
        if isinstance(result.plan, DocumentPlan)
        for paper in result.plan.new
    ]
    page = Paginator([*steps, *papers], AT_ONCE).get_page(request.GET.get("p"))
    here = [each for each in page.object_list if isinstance(each, Change)]
    figures = figures_of(steps)
    return Changes(
        page, titles_of(figures), shown_rows(here, figures), shown_papers(page.object_list[len(here) :])
    )


def written(upload: Upload, request: HttpRequest) -> Changes:
    """Return what an upload wrote when it was applied, of that what the reader may see."""
    keys = written_keys(upload, District.objects.visible_to(request.user))
    papers = papers_of(upload, request.user)
    page = Paginator([*keys, *papers], AT_ONCE).get_page(request.GET.get("p"))
    here = [each for each in page.object_list if isinstance(each, tuple)]
    steps = written_by(upload, here)
    figures = figures_of(steps)
    return Changes(
        page, titles_of(figures), shown_rows(steps, figures), shown_papers(page.object_list[len(here) :])
    )


def papers_of(upload: Upload, user: User) -> list[Any]:
    found: list[QuerySet] = [
        model.objects.visible_to(user).filter(upload=upload).order_by("pk") for model in reversed(PAPERS)
    ]
    return [paper for rows in found for paper in rows]
