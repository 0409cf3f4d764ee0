"""/account/second-factor/: setting up a phone, putting a new one in its place, doing without."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME, update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django_otp import login as remember_device
from django_otp.plugins.otp_totp.models import TOTPDevice

from monitoring import clock
from monitoring.accounts.recovery_codes import make_recovery_codes, recovery_codes_left
from monitoring.accounts.second_factor import (
    begin_set_up,
    begun_device,
    confirm_set_up,
    confirmed_device,
    has_second_factor,
    must_have_second_factor,
    reset_second_factor,
    typed_secret,
)
from monitoring.accounts.sessions import end_all_sessions
from monitoring.admin.recording import record_from
from monitoring.admin.signing_in.code import QuietCodeForm, safe_next
from monitoring.admin.signing_in.proving import PasswordForm
from monitoring.admin.signing_in.recovery import codes_page
from monitoring.exports.qr import draw
from monitoring.models import EventKind
from monitoring.rules import SET_UP_FOR

BEGUN = "second_factor_begun"


@sensitive_post_parameters("code", "password")
def second_factor_view(request: HttpRequest, site: AdminSite) -> HttpResponse:
    if request.method == "POST":
        return STEPS.get(request.POST.get("step", ""), given_up)(request, site)
    device = begun(request)
    return overview(request, site) if device is None else set_up_page(request, site, device, QuietCodeForm())


def begun(request: HttpRequest) -> TOTPDevice | None:
    """Return the device that is being set up in this session; None when none is, or for too long."""
    kept = request.session.get(BEGUN)
    if kept is None or clock.now().timestamp() - kept["at"] > SET_UP_FOR.total_seconds():
        return None
    return begun_device(request.user, kept["device"])


def begin(request: HttpRequest, site: AdminSite) -> HttpResponse:
    form = PasswordForm(request.POST, request=request)
    if not form.is_valid():
        return overview(request, site, form)
    device = begin_set_up(request.user)
    request.session[BEGUN] = {"device": device.pk, "at": clock.now().timestamp()}
    return back(request)


def confirm(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Take the first code of the new phone. It is no guess, the page shows the secret: no try is counted."""
    device, form = begun(request), QuietCodeForm(request.POST)
    if device is None:
        messages.warning(request, _("The code did not come in time. Begin again."))
        return given_up(request, site)
    if form.is_valid():
        codes = set_up(request, device, form.cleaned_data["code"])
        if codes is not None:
            messages.success(request, _("The phone is set up. Other devices were signed out."))
            return codes_page(request, site, codes, safe_next(request, next_of(request)))
        form.add_error(
            "code", _("This code is wrong. Does the phone set its clock by itself? Type the next code.")
        )
    return set_up_page(request, site, device, form)


def set_up(request: HttpRequest, device: TOTPDevice, code: str) -> list[str] | None:
    """Put the phone in force with new recovery codes; all other sessions end. None if the code is wrong."""
    with transaction.atomic():
        replaced = has_second_factor(request.user)
        confirmed = confirm_set_up(request.user, device.pk, code)
        if confirmed is None:
            return None
        codes = make_recovery_codes(request.user)
        end_all_sessions(request.user)
        record_from(request, EventKind.FACTOR_SET_UP, about=request.user, replaced=replaced)
        record_from(request, EventKind.RECOVERY_CODES_MADE, about=request.user, number=len(codes))
    request.session.pop(BEGUN, None)
    keep_signed_in(request)
    remember_device(request, confirmed)
    return codes


def remove(request: HttpRequest, site: AdminSite) -> HttpResponse:
    if must_have_second_factor(request.user):
        messages.error(request, _("Your role must have a second factor. Set up a new phone instead."))
        return back(request)
    form = PasswordForm(request.POST, request=request)
    if not form.is_valid():
        return overview(request, site, form)
    with transaction.atomic():
        if reset_second_factor(request.user):
            end_all_sessions(request.user)
            record_from(request, EventKind.FACTOR_REMOVED, about=request.user)
    keep_signed_in(request)
    messages.success(request, _("The second factor is removed. From now on the password is enough."))
    return given_up(request, site)


def keep_signed_in(request: HttpRequest) -> None:
    """Let this session outlive the end of all, under another key."""
    update_session_auth_hash(request, request.user)


def given_up(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Forget the set-up that was begun; what was in force stays."""
    request.session.pop(BEGUN, None)
    return back(request)


STEPS = {"begin": begin, "confirm": confirm, "remove": remove}
"""What a button of the pages asks for. Whatever else comes is taken for "leave it"."""


def next_of(request: HttpRequest) -> str:
    return request.GET.get(REDIRECT_FIELD_NAME, "")


def back(request: HttpRequest) -> HttpResponseRedirect:
    query = request.GET.urlencode()
    return HttpResponseRedirect(reverse("admin:second_factor") + (f"?{query}" if query else ""))


def overview(request: HttpRequest, site: AdminSite, form: PasswordForm | None = None) -> HttpResponse:
    device = confirmed_device(request.user)
    context = {
        "device": device,
        "form": form or PasswordForm(request=request),
        "left": recovery_codes_left(request.user) if device else 0,
        "required": must_have_second_factor(request.user),
    }
    return page(request, site, "signing_in/factor.html", context)


def set_up_page(
    request: HttpRequest, site: AdminSite, device: TOTPDevice, form: QuietCodeForm
) -> HttpResponse:
    context = {
        "form": form,
        "secret": typed_secret(device),
        "uri": device.config_url,
        "qr": draw(device.config_url),
        "replaces": has_second_factor(request.user),
    }
    return page(request, site, "signing_in/set_up.html", context)


def page(request: HttpRequest, site: AdminSite, template: str, context: dict[str, Any]) -> HttpResponse:
    shared = {"title": _("Second factor"), "next_url": safe_next(request, next_of(request))}
    if must_have_second_factor(request.user) and not has_second_factor(request.user):
        # No other page opens before this is done: no menu leads there.
        shared |= {"must": True, "available_apps": [], "is_nav_sidebar_enabled": False}
    return TemplateResponse(request, template, site.each_context(request) | shared | context)
