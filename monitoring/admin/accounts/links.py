"""A one-time link for one account: as a letter, or by e-mail."""

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from monitoring.admin.accounts.handing_out import can_mail, handed_out
from monitoring.models import User
from monitoring.rules import INVITATION_DAYS


def link_view(request: HttpRequest, page: ModelAdmin, account: User) -> HttpResponse:
    """Say what a link does, then make one. The own account and a disabled one get none."""
    why_not = obstacle(request, account)
    if why_not:
        messages.error(request, why_not)
        return HttpResponseRedirect(reverse("admin:monitoring_user_change", args=[account.pk]))
    if request.method == "POST":
        return handed_out(request, page, [account], by_email="email" in request.POST, account=account)
    context = page.admin_site.each_context(request) | {
        "title": _("One-time link"),
        "opts": page.opts,
        "account": account,
        "can_mail": can_mail() and bool(account.email),
        "days": INVITATION_DAYS,
    }
    return TemplateResponse(request, "admin/monitoring/user/link.html", context)


def obstacle(request: HttpRequest, account: User) -> str:
    if account == request.user:
        # Who sits down at an unlocked screen would set a password without knowing the old one.
        return _("For the own account there is no link: change the password on your own page.")
    return "" if account.is_active else _("The account is disabled. Enable it first.")
