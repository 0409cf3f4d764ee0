"""/account/: what the portal knows of the person who is signed in, and what they can do about it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from monitoring.accounts.recovery_codes import recovery_codes_left
from monitoring.accounts.second_factor import confirmed_device, must_have_second_factor
from monitoring.accounts.sessions import end_all_sessions
from monitoring.admin.recording import record_from
from monitoring.admin.signing_in.completing import SIGNED_IN_AT
from monitoring.admin.signing_in.previous import previous_sign_in
from monitoring.models import EventKind, User
from monitoring.models.scoping import sees_all
from monitoring.rules import SESSION_IDLE_FOR, SESSION_LASTS_FOR


def account_view(request: HttpRequest, site: AdminSite) -> HttpResponse:
    context = {
        "title": _("My account"),
        "account": request.user,
        "previous": previous_sign_in(request),
        "signed_in_at": datetime.fromtimestamp(request.session[SIGNED_IN_AT], UTC),
        "idle_minutes": SESSION_IDLE_FOR // timedelta(minutes=1),
        "hours": SESSION_LASTS_FOR // timedelta(hours=1),
    }
    whole = site.each_context(request) | context | rights_of(request.user) | factor_of(request.user)
    return TemplateResponse(request, "signing_in/account.html", whole)


def rights_of(user: User) -> dict[str, Any]:
    """Return the roles and regions of `user`, as they are at this moment."""
    return {
        "roles": list(user.groups.order_by("name").values_list("name", flat=True)),
        "regions": list(user.regions.select_related("province", "district")),
        "everything": sees_all(user),
    }


def factor_of(user: User) -> dict[str, Any]:
    device = confirmed_device(user)
    return {
        "device": device,
        "codes_left": recovery_codes_left(user) if device else 0,
        "factor_required": must_have_second_factor(user),
    }


def sessions_view(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Ask once, then sign the person out everywhere, here included."""
    if request.method == "POST":
        return signed_out_everywhere(request)
    context = site.each_context(request) | {"title": _("Sign out everywhere")}
    return TemplateResponse(request, "signing_in/sessions.html", context)


def signed_out_everywhere(request: HttpRequest) -> HttpResponse:
    with transaction.atomic():
        end_all_sessions(request.user)
        record_from(request, EventKind.SIGNED_OUT_EVERYWHERE, about=request.user)
    request.session.flush()
    messages.success(request, _("You are signed out on every device. Sign in again to go on."))
    return HttpResponseRedirect(reverse("admin:login"))
