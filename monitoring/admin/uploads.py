"""Files that were sent: the history, and the way of each from its check to what it changed, and back."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.gzip import gzip_page

from monitoring.admin.filters import choice_filter, day_range, province_filter
from monitoring.admin.ledger import ReadOnly
from monitoring.admin.numbers import count_text
from monitoring.admin.refusing_access import not_seen
from monitoring.admin.scoped import PortalAdmin
from monitoring.admin.upload_applying import apply_view, day_view, spelling_view
from monitoring.admin.upload_doors import may_send
from monitoring.admin.upload_files import corrected_view, file_view, template_view
from monitoring.admin.upload_review import review_view
from monitoring.admin.upload_sending import send_view, sent_view
from monitoring.admin.upload_undoing import undo_view
from monitoring.exports.lists import UploadSheet
from monitoring.models import Upload, UploadState
from monitoring.sites import portal

View = Callable[..., HttpResponse]

READING = ("GET", "HEAD")


@admin.register(Upload, site=portal)
class UploadAdmin(ReadOnly, PortalAdmin):
    """The history of files; each step of one is a view of its own, which asks for its permission first."""

    resource_classes = (UploadSheet,)
    list_display = (
        "filename",
        "received_at",
        "received_by",
        "region",
        "as_of",
        "badge",
        "rows_written",
        "number",
    )
    list_display_links = ("filename",)
    list_select_related = ("received_by", "province", "district")
    list_filter = (
        choice_filter(gettext_lazy("state"), "state", UploadState.choices),
        province_filter("province", "district__province"),
        day_range("received_on", gettext_lazy("received")),
    )
    search_fields = ("filename", "sha256", "received_by__username")
    search_help_text = gettext_lazy("file name, SHA-256 or sender")
    number_columns = ("number",)
    wide_columns = ("rows_written",)

    @admin.display(description=gettext_lazy("sent for"))
    def region(self, upload: Upload) -> str:
        return str(upload.district or upload.province or _("the centre"))

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def badge(self, upload: Upload) -> SafeString:
        return format_html('<span class="state state-{}">{}</span>', upload.state, upload.get_state_display())

    @admin.display(description=gettext_lazy("number"), ordering="pk")
    def number(self, upload: Upload) -> int:
        return upload.pk

    @admin.display(description=gettext_lazy("rows"))
    def rows_written(self, upload: Upload) -> str:
        counts = {name: count_text(number) for name, number in upload.counts.items()}
        return _("%(new)s new, %(changed)s changed, %(refused)s refused") % counts if counts else ""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may_send(request.user)

    def list_tools(self, request: HttpRequest) -> list[dict[str, Any]]:
        if not may_send(request.user):
            return []
        return [{"url": reverse("admin:monitoring_upload_template"), "label": _("Empty form")}]

    # For slow lines. What must stay secret on the page is masked anew each time, so that no length tells it.
    @method_decorator(gzip_page)
    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in READING:
            return HttpResponseNotAllowed(READING)
        return self.answer(review_view, request, object_id)

    def get_urls(self) -> list[URLPattern]:
        steps = {
            "apply": (("POST",), apply_view),
            "spelling": (("POST",), spelling_view),
            "day": (("POST",), day_view),
            "undo": ((*READING, "POST"), undo_view),
            "file": (READING, file_view),
            "corrected": (READING, corrected_view),
        }
        return [
            path("add/", self.page_view(send_view), name="monitoring_upload_add"),
            path("sent/", self.page_view(sent_view), name="monitoring_upload_sent"),
            path("template/", self.page_view(template_view), name="monitoring_upload_template"),
            *(
                path(
                    f"<path:object_id>/{step}/",
                    self.step_view(view, methods),
                    name=f"monitoring_upload_{step}",
                )
                for step, (methods, view) in steps.items()
            ),
            *super().get_urls(),
        ]

    def page_view(self, view: View) -> View:
        @wraps(view)
        def with_page(request: HttpRequest) -> HttpResponse:
            return view(request, self)

        return self.admin_site.admin_view(with_page)

    def step_view(self, view: View, methods: Sequence[str]) -> View:
        @wraps(view)
        def with_upload(request: HttpRequest, object_id: str) -> HttpResponse:
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            # Before the file is looked for: who takes no step is not told which files there are.
            if "POST" in methods and not may_send(request.user):
                raise PermissionDenied
            return self.answer(view, request, object_id)

        return self.admin_site.admin_view(with_upload)

    def answer(self, view: View, request: HttpRequest, object_id: str) -> HttpResponse:
        """Return what `view` answers. A file that expired since its row was read is not found."""
        try:
            return view(request, self, self.seen(request, object_id))
        except FileNotFoundError as gone:
            raise Http404 from gone

    def seen(self, request: HttpRequest, object_id: str) -> Upload:
        """Return the upload if the user may see it; another's and one that is not there look the same."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            upload = self.get_queryset(request).filter(pk=unquote(object_id)).first()
        except (ValueError, ValidationError, OverflowError):
            upload = None
        if upload is None or not self.has_view_permission(request, upload):
            not_seen(request, self.model, unquote(object_id))
            raise Http404
        return upload
