"""Taking the second factor off an account, when its owner has called."""

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from monitoring.accounts.granting import holding_administrators
from monitoring.accounts.resetting import take_factor_away
from monitoring.accounts.second_factor import confirmed_device, must_have_second_factor
from monitoring.admin.accounts.acting import acting_in
from monitoring.models import User


def reset_factor_view(request: HttpRequest, page: ModelAdmin, account: User) -> HttpResponse:
    """Nobody resets their own: who is signed in has the phone, and removes it by the own page."""
    if account == request.user or not page.has_change_permission(request, account):
        raise PermissionDenied
    if request.method == "POST":
        return taken_away(request, account)
    context = page.admin_site.each_context(request) | {
        "title": _("Reset the second factor of %(name)s") % {"name": account},
        "opts": page.opts,
        "account": account,
        "device": confirmed_device(account),
        "required": must_have_second_factor(account),
    }
    return TemplateResponse(request, "signing_in/reset_factor.html", context)


def taken_away(request: HttpRequest, account: User) -> HttpResponse:
    with holding_administrators(request.user):
        had_one = take_factor_away(account, acting_in(request))
    if had_one:
        told = _("The second factor of %(name)s is removed, and the account is signed out everywhere.")
        messages.success(request, told % {"name": account})
    else:
        messages.warning(request, _("The account %(name)s has no second factor.") % {"name": account})
    return HttpResponseRedirect(reverse("admin:monitoring_user_change", args=[account.pk]))
