"""Unlocking an account that wrong passwords or codes have locked."""

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from monitoring.accounts.guessing import unlock
from monitoring.admin.accounts.acting import acting_in
from monitoring.models import EventKind, User


@transaction.atomic
def unlock_view(request: HttpRequest, page: ModelAdmin, account: User) -> HttpResponse:
    """Forget the wrong tries at an account; those of an address stay counted."""
    if unlock(account):
        acting_in(request).record(EventKind.UNLOCKED, account)
        told = _("The account %(name)s is unlocked. Its owner can try to sign in again.")
        messages.success(request, told % {"name": account})
    else:
        messages.warning(request, _("The account %(name)s is not locked.") % {"name": account})
    return HttpResponseRedirect(reverse("admin:monitoring_user_change", args=[account.pk]))
