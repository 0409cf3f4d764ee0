"""Links for many accounts at once: those just made from a sheet, or all that have none."""

from django.contrib.admin import ModelAdmin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from monitoring.accounts.standing import Standing
from monitoring.admin.accounts.handing_out import can_mail, handed_out
from monitoring.models import User
from monitoring.rules import ACCOUNTS_AT_ONCE, INVITATION_DAYS

JUST_MADE = "accounts_just_made"
"""Where a session keeps the keys of accounts that were made from a sheet."""


def letters_view(request: HttpRequest, page: ModelAdmin) -> HttpResponse:
    """Say for whom links would be made, then make them."""
    which = "made" if request.session.get(JUST_MADE) and request.GET.get("all") is None else "unlinked"
    if request.method == "POST":
        chosen = chosen_accounts(request, page, request.POST.get("which", ""))
        return handed_out(request, page, list(chosen), by_email="email" in request.POST)
    accounts = list(chosen_accounts(request, page, which))
    context = page.admin_site.each_context(request) | {
        "title": _("Letters with one-time links"),
        "opts": page.opts,
        "accounts": accounts,
        "addressed": sum(bool(account.email) for account in accounts),
        "replaced": sum(account.link_until is not None for account in accounts),
        "which": which,
        "can_mail": can_mail(),
        "days": INVITATION_DAYS,
    }
    return TemplateResponse(request, "admin/monitoring/user/letters.html", context)


def chosen_accounts(request: HttpRequest, page: ModelAdmin, which: str) -> QuerySet[User]:
    """Return the accounts without a password that get a link: `made` just now, or `unlinked`."""
    rows = page.get_queryset(request)
    if which == "made":
        made = request.session.get(JUST_MADE, [])
        rows = rows.filter(pk__in=made, standing__in=(Standing.UNLINKED, Standing.WAITING))
    else:
        rows = rows.filter(standing=Standing.UNLINKED)
    return rows.order_by("username")[:ACCOUNTS_AT_ONCE]
