"""/login/code/: after the password, the code of the phone or a recovery code."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice

from monitoring import clock
from monitoring.accounts.guessing import begin_try
from monitoring.accounts.recovery_codes import recovery_codes_left
from monitoring.accounts.second_factor import verify_code
from monitoring.admin.recording import record_from
from monitoring.admin.signing_in.completing import complete_sign_in
from monitoring.admin.signing_in.halfway import KEY, Halfway, end_halfway, halfway
from monitoring.admin.signing_in.locking import address_of, locked_sentence
from monitoring.models import EventKind

MOST_CHARACTERS = 40


class CodeInput(forms.TextInput):
    """A field that never writes back what was typed."""

    def get_context(self, name: str, value: object, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, None, attrs)


def code_field(label: Promise, **attrs: str | bool) -> forms.CharField:
    widget = CodeInput(attrs={"autocapitalize": "characters", "spellcheck": "false"} | attrs)
    return forms.CharField(label=label, max_length=MOST_CHARACTERS, widget=widget)


class CodeForm(forms.Form):
    """Takes either code, and is made for the six digits."""

    refusal = gettext_lazy("This code is wrong, too old, or was used already. Wait for the next one.")
    code = code_field(gettext_lazy("Code"), inputmode="numeric", autocomplete="one-time-code", autofocus=True)


class RecoveryForm(forms.Form):
    """The same, made for a recovery code: the keys that phones show for numbers have no letters."""

    refusal = gettext_lazy(
        "This recovery code is wrong or was used already. Compare it with your sheet, or take another."
    )
    code = code_field(gettext_lazy("Recovery code"), autocomplete="off")


class QuietCodeForm(CodeForm):
    """Does not ask for the cursor: the page is to open at its beginning, or at another field."""

    code = code_field(gettext_lazy("Code"), inputmode="numeric", autocomplete="one-time-code")


LOST = "lost"
"""Stands in what the form for recovery codes sends."""


@sensitive_post_parameters("code")
@never_cache
@csrf_protect
def code_view(request: HttpRequest, site: AdminSite) -> HttpResponse:
    half = halfway(request)
    if half is None:
        return begin_again(request)
    form = form_of(request)
    if request.method == "POST" and form.is_valid():
        return tried(request, site, half, form)
    return shown(request, site, half, form)


def form_of(request: HttpRequest) -> CodeForm | RecoveryForm:
    if LOST in request.POST:
        return RecoveryForm(request.POST, auto_id="id_recovery_%s")
    return CodeForm(request.POST or None)


def begin_again(request: HttpRequest) -> HttpResponseRedirect:
    """Send who is halfway in no more back to the first page; who never was is told nothing."""
    if KEY in request.session:
        end_halfway(request)
        messages.warning(request, _("The code did not come in time. Sign in again."))
    return HttpResponseRedirect(reverse("admin:login"))


def tried(
    request: HttpRequest, site: AdminSite, half: Halfway, form: CodeForm | RecoveryForm
) -> HttpResponse:
    """Count the try before the code is looked at, then look."""
    locked_until = begin_try(half.user.get_username(), address_of(request), at=clock.now())
    if locked_until is not None:
        return locked(request, locked_until)
    device = verify_code(half.user, form.cleaned_data["code"])
    if device is not None:
        return signed_in(request, half, device)
    record_from(request, EventKind.CODE_FAILED, by=half.user)
    form.add_error("code", form.refusal)
    return shown(request, site, half, form)


def locked(request: HttpRequest, until: datetime) -> HttpResponseRedirect:
    end_halfway(request)
    messages.error(request, locked_sentence(until))
    return HttpResponseRedirect(reverse("admin:login"))


def signed_in(request: HttpRequest, half: Halfway, device: Device) -> HttpResponse:
    end_halfway(request)
    complete_sign_in(request, half.user, device)
    if isinstance(device, StaticDevice):
        return after_recovery(request, half)
    return HttpResponseRedirect(safe_next(request, half.next_url))


def after_recovery(request: HttpRequest, half: Halfway) -> HttpResponseRedirect:
    """Say how many recovery codes are left, where a new phone can be set up."""
    left = recovery_codes_left(half.user)
    record_from(request, EventKind.RECOVERY_CODE_USED, by=half.user, left=left)
    told = ngettext(
        "You signed in with a recovery code; %(left)s is left. Is the phone lost? Set up a new one here.",
        "You signed in with a recovery code; %(left)s are left. Is the phone lost? Set up a new one here.",
        left,
    )
    messages.warning(request, told % {"left": left})
    following = urlencode({REDIRECT_FIELD_NAME: safe_next(request, half.next_url)})
    return HttpResponseRedirect(f"{reverse('admin:second_factor')}?{following}")


def safe_next(request: HttpRequest, url: str) -> str:
    """Return `url` if it leads to a page of the portal, else the first page."""
    ours = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
    return url if ours else reverse("admin:index")


def shown(
    request: HttpRequest, site: AdminSite, half: Halfway, form: CodeForm | RecoveryForm
) -> HttpResponse:
    lost = isinstance(form, RecoveryForm)
    context = site.each_context(request) | {
        "title": _("Second factor"),
        "lost": lost,
        "form": QuietCodeForm() if lost else form,
        "recovery_form": form if lost else RecoveryForm(auto_id="id_recovery_%s"),
        "account": half.user.get_username(),
    }
    return TemplateResponse(request, "signing_in/code.html", context)
