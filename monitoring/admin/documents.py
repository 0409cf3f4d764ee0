"""Papers on which blanks move: posted to the ledger, withdrawn and never deleted."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring import clock
from monitoring.admin.numbers import day_text
from monitoring.admin.refused import sentence_of
from monitoring.admin.scoped import PortalAdmin
from monitoring.models import Upload
from monitoring.models.posting import post, withdraw

RECORD = ("source", "recorded")


class DocumentForm(ModelForm):
    """A form that knows its day of recording before it is checked, so that no rule waits for the database.

    Neither does a rule of papers that stand: only these have a form, so that none is withdrawn.
    """

    def clean(self) -> dict[str, Any]:
        self.instance.recorded_on = clock.latest_today()
        return super().clean()

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - {"recorded_on", "voided_at"}


class ShowsSource:
    """A page of one row that says where it came from: the file is named to those who may see it."""

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Model | None:
        row = super().get_object(request, object_id, from_field)
        if row is not None and row.upload_id is not None:
            row.seen_upload = Upload.objects.visible_to(request.user).filter(pk=row.upload_id).first()
        return row

    @admin.display(description=gettext_lazy("comes from"))
    def source(self, row: Any) -> str:
        return source_text(row, getattr(row, "seen_upload", None))

    @admin.display(description=gettext_lazy("recorded"))
    def recorded(self, row: Any) -> str:
        return recorded_text(row)


class DocumentAdmin(ShowsSource, PortalAdmin):
    """A list and form of papers. `posted`: they move blanks in the ledger."""

    form = DocumentForm
    posted = True
    readonly_fields = RECORD
    change_form_template = "monitoring/document_form.html"

    def may_write(self, request: HttpRequest, paper: Model) -> bool:
        """Return whether the paper is the user's to write, beyond being seen."""
        return True

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or (obj.voided_at is None and self.may_write(request, obj)))

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    @property
    def withdrawing(self) -> str:
        """The permission to withdraw a paper: that to delete one, which nobody does."""
        return f"{self.opts.app_label}.{get_permission_codename('delete', self.opts)}"

    def has_withdraw_permission(self, request: HttpRequest, paper: Model) -> bool:
        allowed = request.user.has_perm(self.withdrawing)
        return allowed and paper.voided_at is None and self.may_write(request, paper)

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        fields = super().get_fields(request, obj)
        return list(fields) if obj is not None else [name for name in fields if name not in RECORD]

    def get_inlines(self, request: HttpRequest, obj: Model | None) -> Any:
        return super().get_inlines(request, obj) if obj is not None else ()

    def save_model(self, request: HttpRequest, obj: Model, form: ModelForm, change: bool) -> None:
        obj.recorded_on, obj.recorded_at, obj.recorded_by = clock.latest_today(), clock.now(), request.user
        super().save_model(request, obj, form, change)
        if not self.may_write(request, obj):
            raise PermissionDenied
        if self.posted:
            post(obj, by=request.user, at=obj.recorded_at)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.withdraw_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_withdraw"
        return [path("<path:object_id>/withdraw/", view, name=name), *super().get_urls()]

    def withdraw_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask, and on a POST withdraw the paper: its movements are posted back, the paper stays."""
        if not request.user.has_perm(self.withdrawing):
            raise PermissionDenied
        paper = self.get_object(request, unquote(object_id))
        if paper is None or not self.has_view_permission(request, paper):
            raise Http404
        if not self.has_withdraw_permission(request, paper):
            raise PermissionDenied
        if request.method == "POST" and self.withdrawn(request, paper):
            return HttpResponseRedirect(
                reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
            )
        context = self.admin_site.each_context(request) | {
            "title": _("Withdraw %(document)s") % {"document": paper},
            "opts": self.opts,
            "object": paper,
            "posted": self.posted,
        }
        return TemplateResponse(request, "monitoring/withdraw.html", context)

    def withdrawn(self, request: HttpRequest, paper: Model) -> bool:
        try:
            with transaction.atomic():
                self.take_back(request, paper)
        except IntegrityError as error:
            self.message_user(request, sentence_of(error), messages.ERROR)
            paper.refresh_from_db()
            return False
        self.message_user(request, _("%(document)s was withdrawn.") % {"document": paper}, messages.SUCCESS)
        return True

    def take_back(self, request: HttpRequest, paper: Model) -> None:
        at = clock.now()
        if self.posted:
            withdraw(paper, by=request.user, at=at)
        else:
            paper.voided_at, paper.voided_by = at, request.user
            paper.save(update_fields=["voided_at", "voided_by"])
        self.check_own(request, paper)
        self.log_change(request, paper, [{"changed": {"fields": [str(_("withdrawn at"))]}}])

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        *args: Any,
        obj: Model | None = None,
        **kwargs: Any,
    ) -> HttpResponse:
        if obj is not None:
            context["may_withdraw"] = self.has_withdraw_permission(request, obj)
            context["withdrawn_at"] = obj.voided_at
            context["withdrawn_by"] = obj.voided_by
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def document_cell(self, text: str, paper: Model) -> SafeString | str:
        """Return the name of a paper, struck through once it is withdrawn."""
        if paper.voided_at is None:
            return text
        return format_html(
            '<span class="withdrawn">{}</span> <span class="state">{}</span>', text, _("withdrawn")
        )


def source_text(row: Any, upload: Upload | None) -> str:
    """Return the upload, sheet and row that a record came from, or that it was typed in.

    `upload` is None for a reader who may not see it.
    """
    if row.upload_id is None:
        return _("typed in")
    if upload is None:
        return _("a file that another office sent")
    return _("upload %(number)s “%(file)s”, sheet %(sheet)s, row %(row)s") % {
        "number": upload.pk,
        "file": upload.filename,
        "sheet": row.sheet or "–",
        "row": row.row or "–",
    }


def recorded_text(row: Any) -> str:
    if row.recorded_at is None:
        return "–"
    return _("%(day)s by %(user)s") % {"day": day_text(row.recorded_on), "user": row.recorded_by}
