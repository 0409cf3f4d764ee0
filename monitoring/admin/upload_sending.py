"""Choosing files and sending them: each is checked at once and kept with what was found."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from monitoring import clock
from monitoring.admin.upload_allowance import counted
from monitoring.admin.upload_doors import may_send
from monitoring.admin.upload_handlers import CappedFiles
from monitoring.imports.findings import Finding
from monitoring.imports.limits import MIB, WEB
from monitoring.imports.messages import sentence
from monitoring.imports.stored.regions import SeveralRegions
from monitoring.imports.stored.sending import Sending
from monitoring.imports.stored.uploads import check_upload, safe_name
from monitoring.models import DistributionRound, Province, Upload, User

FILES_AT_ONCE = 10
BAD_REQUEST = 400
TOO_MANY_REQUESTS = 429
SEVERAL_REGIONS = gettext_lazy(
    "The rows of a file lie in several of your regions. Send a file for each of them, or choose the province."
)
ACCEPTED = ".xlsx,.xlsm,.xls,.ods,.csv"


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several; always a list."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        # An empty file is a finding like any other.
        if not files:
            raise forms.ValidationError(_("Choose a file."), code="required")
        return list(files)


class DayForm(forms.Form):
    """The day that the file does not say, and for users of several provinces: which one it is about."""

    as_of = forms.DateField(
        label=gettext_lazy("Day of the figures"),
        required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Only if the file itself does not say it."),
    )
    province = forms.ModelChoiceField(
        Province.objects.none(),
        label=gettext_lazy("Province"),
        required=False,
        empty_label=gettext_lazy("as the file says"),
        help_text=gettext_lazy("Choose it when the file is about one province only."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        provinces = Province.objects.visible_to(user).in_force(clock.today())
        self.fields["province"].queryset = provinces
        if provinces.count() < 2:
            del self.fields["province"]

    def clean_as_of(self) -> date | None:
        day = self.cleaned_data["as_of"]
        if day is None:
            return None
        if day > clock.latest_today():
            raise forms.ValidationError(_("This day is still to come."))
        if DistributionRound.objects.of_day(day) is None:
            raise forms.ValidationError(_("The day lies before the first distribution round."))
        return day

    @property
    def chosen_province(self) -> str | None:
        province = self.cleaned_data.get("province")
        return province.pk if province else None


class SendForm(DayForm):
    files = FilesField(label=gettext_lazy("File"), widget=SeveralFiles(attrs={"accept": ACCEPTED}))
    field_order = ("files", "as_of", "province")


@csrf_exempt
def send_view(request: HttpRequest, page: ModelAdmin) -> HttpResponse:
    """Show the form, or take files. The token is checked inside, after the size of each file is capped."""
    if not may_send(request.user):
        raise PermissionDenied
    capped = CappedFiles(request, WEB.bytes)
    request.upload_handlers = [capped, *request.upload_handlers]
    try:
        request.FILES  # noqa: B018 - reads the body
    except (SuspiciousOperation, MultiPartParserError, UnreadablePostError):
        return refused(request, page)
    return csrf_protect(taken)(request, page, capped)


def taken(request: HttpRequest, page: ModelAdmin, capped: CappedFiles) -> HttpResponse:
    if request.method != "POST":
        return shown(request, page, SendForm(user=request.user, initial=request.GET.dict()))
    form = SendForm(request.POST, request.FILES, user=request.user)
    # Whatever becomes of them: they were sent.
    files = counted(request, capped)
    tell_too_large(form, capped.too_large)
    if not form.is_valid():
        return not_taken(request, page, form)
    if not files.fitting:
        form.add_error("files", files.told)
        return not_taken(request, page, form, status=TOO_MANY_REQUESTS)
    uploads = check_files(files.fitting, form, request.user)
    if not uploads:
        return not_taken(request, page, form)
    for told in filter(None, (*form.errors.get("files", ()), files.told)):
        messages.error(request, told)
    return answered(request, next_page(uploads))


def tell_too_large(form: SendForm, names: Sequence[str]) -> None:
    """Name the files that were dropped on their way; whoever sent only such did choose a file."""
    if names:
        form.errors.pop("files", None)
    for name in names:
        told = sentence(Finding("too_large", variant="bytes", details={"limit": WEB.bytes // MIB}))
        form.add_error("files", f"{safe_name(name)}: {told}")


def check_files(files: Sequence[UploadedFile], form: SendForm, user: User) -> list[Upload]:
    """Check and keep each file; one that is for several regions becomes an error of the form."""
    uploads = []
    for file in files:
        try:
            uploads.append(check_file(file, form, user))
        except SeveralRegions:
            form.add_error("files", f"{safe_name(file.name or '-')}: {SEVERAL_REGIONS}")
    return uploads


def check_file(file: UploadedFile, form: SendForm, user: User) -> Upload:
    sending = Sending(
        content=file.read(),
        filename=file.name or "-",
        by=user,
        at=clock.now(),
        today=clock.latest_today(),
        as_of=form.cleaned_data["as_of"],
        province=form.chosen_province,
    )
    return check_upload(sending)[0]


def next_page(uploads: Sequence[Upload]) -> str:
    if len(uploads) == 1:
        return reverse("admin:monitoring_upload_change", args=[uploads[0].pk])
    keys = "&".join(f"id={upload.pk}" for upload in uploads)
    return f"{reverse('admin:monitoring_upload_sent')}?{keys}"


def answered(request: HttpRequest, url: str) -> HttpResponse:
    return JsonResponse({"next": url}) if wants_json(request) else HttpResponseRedirect(url)


def wants_json(request: HttpRequest) -> bool:
    """Return whether the page's own script asks, which shows the progress of slow lines."""
    return request.headers.get("Accept") == "application/json"


def not_taken(
    request: HttpRequest, page: ModelAdmin, form: SendForm, *, status: int = BAD_REQUEST
) -> HttpResponse:
    if wants_json(request):
        told = [error for errors in form.errors.values() for error in errors]
        return JsonResponse({"errors": told}, status=status)
    return shown(request, page, form)


def refused(request: HttpRequest, page: ModelAdmin) -> HttpResponse:
    """Answer a request that is cut short, or holds too many files."""
    told = _("The files did not arrive whole, or were more than %(most)s. Send them again, fewer at a time.")
    told %= {"most": FILES_AT_ONCE}
    if wants_json(request):
        return JsonResponse({"errors": [told]}, status=400)
    messages.error(request, told)
    return HttpResponseRedirect(request.path)


def shown(request: HttpRequest, page: ModelAdmin, form: SendForm) -> HttpResponse:
    context = page.admin_site.each_context(request) | {
        "title": _("Send a file"),
        "opts": page.opts,
        "form": form,
        "most_files": FILES_AT_ONCE,
        "most_mebibytes": WEB.bytes // MIB,
        "empty_form": DayForm(user=request.user, initial={"as_of": clock.today()}, auto_id="empty_%s"),
    }
    return TemplateResponse(request, "admin/monitoring/upload/send.html", context)


def sent_view(request: HttpRequest, page: ModelAdmin) -> HttpResponse:
    """List the files that were sent together, each with its next step."""
    if not may_send(request.user):
        raise PermissionDenied
    keys = [key for key in request.GET.getlist("id")[:FILES_AT_ONCE] if key.isdecimal() and len(key) < 19]
    context = page.admin_site.each_context(request) | {
        "title": _("Files that were sent"),
        "opts": page.opts,
        "uploads": page.get_queryset(request).filter(pk__in=keys).order_by("pk"),
    }
    return TemplateResponse(request, "admin/monitoring/upload/sent.html", context)
