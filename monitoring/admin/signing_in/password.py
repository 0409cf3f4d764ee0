"""/password_change/: by wish, or before anything else where somebody else has set the password."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from monitoring import clock
from monitoring.accounts.invitations import close_invitations
from monitoring.admin.recording import record_from
from monitoring.admin.signing_in.locking import prove_own_password
from monitoring.models import EventKind


class ChangePasswordForm(PasswordChangeForm):
    required_css_class = "required"
    field_order = ("old_password", "new_password1", "new_password2")

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request.user, *args, **kwargs)
        self.request = request
        self.fields["old_password"].label = gettext_lazy("Present password")
        self.fields["new_password2"].label = gettext_lazy("New password, once more")
        self.fields["new_password2"].help_text = ""

    def clean_old_password(self) -> str:
        prove_own_password(self.request, self.cleaned_data["old_password"])
        return self.cleaned_data["old_password"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        new = self.cleaned_data.get("new_password1")
        if new and new == self.cleaned_data.get("old_password"):
            self.add_error(
                "new_password1", ValidationError(_("The new password is the present one."), "same")
            )
        return cleaned


@sensitive_post_parameters()
def password_view(request: HttpRequest, site: AdminSite) -> HttpResponse:
    form = ChangePasswordForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        return changed(request, form.cleaned_data["new_password1"])
    context = {"title": _("Change password"), "form": form, "must": request.user.must_change_password}
    if request.user.must_change_password:
        # No other page opens before this is done: no menu leads there.
        context |= {"available_apps": [], "is_nav_sidebar_enabled": False}
    return TemplateResponse(request, "signing_in/password.html", site.each_context(request) | context)


def changed(request: HttpRequest, password: str) -> HttpResponse:
    """Store the new password. All other sessions end by it: each holds a hash of the one it began with."""
    user, was_first = request.user, request.user.must_change_password
    with transaction.atomic():
        user.set_password(password)
        user.must_change_password = False
        user.save(update_fields=["password", "must_change_password"])
        update_session_auth_hash(request, user)
        # A link that still lies on a desk would set another one.
        close_invitations([user], at=clock.now())
        record_from(request, EventKind.PASSWORD_CHANGED, about=user)
    messages.success(request, _("The password is changed. Other devices were signed out."))
    return HttpResponseRedirect(reverse("admin:index" if was_first else "admin:account"))
