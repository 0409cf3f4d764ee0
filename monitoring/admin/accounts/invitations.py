"""The pages of a one-time link: for people who cannot sign in yet. Whatever is wrong looks the same."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from monitoring import clock
from monitoring.accounts.guessing import begin_try, forgive
from monitoring.accounts.invitations import NotOpen, invited, kept_digest, read_code, use_invitation

KEPT = "invitation"
"""Where a session keeps the digest of the code with which someone came."""


@never_cache
def invitation_link_view(request: HttpRequest, site: AdminSite, code: str) -> HttpResponse:
    """Take the code out of the address, where history and referrer would keep it. Uses nothing up."""
    # Pictures on another site could else fill the count of a whole office's address, and lock it out.
    if request.headers.get("Sec-Fetch-Dest", "document") == "document":
        come_with(request, code)
    return HttpResponseRedirect(reverse("admin:invitation"))


@sensitive_post_parameters("new_password1", "new_password2", "code")
@never_cache
def invitation_view(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Ask for the code, then for the password."""
    if request.method == "POST" and "code" in request.POST:
        come_with(request, request.POST["code"])
        return HttpResponseRedirect(request.path)
    try:
        account = invited(request.session.get(KEPT, ""), at=clock.now())
    except NotOpen:
        if request.session.pop(KEPT, None):
            tell_not_open(request)
        return shown(request, site, "invitation_code.html", title=_("One-time link"))
    form = SetPasswordForm(account, request.POST or None)
    if request.method == "POST" and form.is_valid():
        return used(request, form.cleaned_data["new_password1"])
    return shown(request, site, "invitation.html", title=_("Choose a password"), form=form, account=account)


def come_with(request: HttpRequest, typed: str) -> None:
    """Keep the digest of a code that opens an account; tell of any other. Wrong codes are counted."""
    request.session.pop(KEPT, None)
    digest, address, now = kept_digest(read_code(typed)), request.META.get("REMOTE_ADDR", ""), clock.now()
    # Each code counts as a name of its own, so that what fills up is the count of the address.
    counted_as = f"{KEPT} {digest}"
    locked = begin_try(counted_as, address, at=now)
    if locked:
        told = _("Too many wrong tries. Try again after %(time)s.")
        messages.error(request, told % {"time": date_format(localtime(locked), "H:i")})
        return
    try:
        invited(digest, at=now)
    except NotOpen:
        tell_not_open(request)
    else:
        forgive(counted_as, address)
        request.session[KEPT] = digest


def used(request: HttpRequest, password: str) -> HttpResponse:
    """Set the password. Nobody is signed in by it: the second factor and the lock stand at the sign-in."""
    digest = request.session.get(KEPT, "")
    # Whoever was signed in here hands the browser over; nothing of theirs goes on.
    request.session.flush()
    try:
        account = use_invitation(
            digest, password, at=clock.now(), address=request.META.get("REMOTE_ADDR", "")
        )
    except NotOpen:
        tell_not_open(request)
        return HttpResponseRedirect(request.path)
    told = _("The password is set. Sign in as %(name)s with it.")
    messages.success(request, told % {"name": account.username})
    return HttpResponseRedirect(reverse("admin:login"))


def tell_not_open(request: HttpRequest) -> None:
    messages.error(
        request,
        _(
            "This code opens nothing: it is mistyped, used, replaced by a newer one, or too old. Compare it "
            "with the letter; if it is the same, ask your administrator for a new link."
        ),
    )


def shown(request: HttpRequest, site: AdminSite, template: str, **context: Any) -> HttpResponse:
    whole = site.each_context(request) | context
    # The menu of whoever is signed in has no place beside someone else's link.
    return TemplateResponse(request, f"monitoring/{template}", whole | {"has_permission": False})
