"""Files that go out: what was sent, the same with its bad cells marked, and the form to fill in."""

import re
from datetime import date
from pathlib import PurePosixPath

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from monitoring import clock
from monitoring.admin.recording import record_from
from monitoring.admin.upload_doors import may_apply, may_download, may_send
from monitoring.admin.upload_sending import DayForm
from monitoring.exports.corrected import corrected_workbook
from monitoring.exports.template import template_workbook
from monitoring.imports.findings import FileRefused
from monitoring.imports.limits import WEB
from monitoring.imports.stored.uploads import recheck
from monitoring.models import District, EventKind, Upload

SPREADSHEETS = {".xlsx", ".xlsm", ".xls", ".ods", ".csv"}
BYTES = "application/octet-stream"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download_name(filename: str) -> str:
    """Return a name that no system takes for anything but a spreadsheet, or for bytes."""
    path = PurePosixPath(filename)
    suffix = path.suffix.lower() if path.suffix.lower() in SPREADSHEETS else ".bin"
    return f"{plain_stem(filename)}{suffix}"


def plain_stem(filename: str) -> str:
    stem = re.sub(r"[^\w ()+-]+", "_", PurePosixPath(filename).stem).strip(" _")
    return stem[:120] or "berkas"


def attachment(content: bytes, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(content, content_type=kind, headers=headers)


def downloaded(request: HttpRequest, about: str, what: str) -> None:
    """Record what goes out. Whoever asks for the headers alone gets nothing of it."""
    if request.method == "GET":
        record_from(request, EventKind.DOWNLOADED, about=about, what=what)


def file_view(request: HttpRequest, page: ModelAdmin, upload: Upload) -> HttpResponse:
    """Give out the file as it was sent: as bytes, never shown by a browser."""
    if not may_download(request.user, upload):
        raise Http404
    file = upload.file.open("rb")
    downloaded(request, f"upload {upload.pk}", "sent")
    return FileResponse(
        file,
        as_attachment=True,
        filename=download_name(upload.filename),
        content_type=BYTES,
    )


def corrected_view(request: HttpRequest, page: ModelAdmin, upload: Upload) -> HttpResponse:
    """Give the file back with its findings marked, as the check stands now."""
    if not may_apply(request.user, upload):
        raise Http404
    check = recheck(upload, by=request.user)
    with upload.file.open("rb") as file:
        content = file.read()
    try:
        marked = corrected_workbook(content, check, WEB)
    except FileRefused as refused:
        raise Http404 from refused
    downloaded(request, f"upload {upload.pk}", "corrected")
    return attachment(marked, f"{plain_stem(upload.filename)}-koreksi.xlsx", XLSX)


def template_view(request: HttpRequest, page: ModelAdmin) -> HttpResponse:
    """Give out the form to fill in: the user's districts, or those of one of their provinces."""
    if not may_send(request.user):
        raise PermissionDenied
    form = DayForm(request.GET, user=request.user)
    if not form.is_valid():
        raise Http404
    as_of: date = form.cleaned_data["as_of"] or clock.today()
    districts = District.objects.visible_to(request.user)
    province = form.chosen_province
    if province is not None:
        districts = districts.in_province(province, as_of)
    name = "-".join(filter(None, ("formulir-laporan", province, as_of.isoformat())))
    content = template_workbook(districts, as_of=as_of)
    downloaded(request, "upload", "form")
    return attachment(content, f"{name}.xlsx", XLSX)
