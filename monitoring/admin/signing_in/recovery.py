"""/account/recovery-codes/: new recovery codes, shown once."""

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from monitoring import clock
from monitoring.accounts.recovery_codes import make_recovery_codes, recovery_codes_left
from monitoring.accounts.second_factor import has_second_factor
from monitoring.admin.recording import record_from
from monitoring.admin.signing_in.proving import PasswordForm
from monitoring.models import EventKind


@sensitive_post_parameters("password")
def recovery_codes_view(request: HttpRequest, site: AdminSite) -> HttpResponse:
    if not has_second_factor(request.user):
        messages.info(request, _("Recovery codes stand in for a phone. Set up the phone first."))
        return HttpResponseRedirect(reverse("admin:second_factor"))
    form = PasswordForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        return made(request, site)
    context = {
        "title": _("Recovery codes"),
        "form": form,
        "left": recovery_codes_left(request.user),
    }
    return TemplateResponse(request, "signing_in/recovery.html", site.each_context(request) | context)


def made(request: HttpRequest, site: AdminSite) -> HttpResponse:
    with transaction.atomic():
        codes = make_recovery_codes(request.user)
        record_from(request, EventKind.RECOVERY_CODES_MADE, about=request.user, number=len(codes))
    return codes_page(request, site, codes, reverse("admin:index"))


def codes_page(request: HttpRequest, site: AdminSite, codes: Sequence[str], next_url: str) -> HttpResponse:
    """Show the codes in the answer itself: nothing keeps them, not even the session."""
    context = {
        "title": _("Recovery codes"),
        "codes": codes,
        "made_at": clock.now(),
        "next_url": next_url,
    }
    return TemplateResponse(request, "signing_in/codes.html", site.each_context(request) | context)
