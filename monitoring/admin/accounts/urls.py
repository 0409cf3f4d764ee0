"""Pages of accounts that stand outside the list of users: those for who cannot sign in yet."""

from collections.abc import Callable
from functools import partial

from django.contrib.admin import AdminSite
from django.http import HttpResponse
from django.urls import URLPattern, path

from monitoring.admin.accounts.invitations import invitation_link_view, invitation_view


def urls(site: AdminSite) -> list[URLPattern]:
    def of(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        return partial(view, site=site)

    return [
        path("invitation/", of(invitation_view), name="invitation"),
        # Typed without the slash it must not end up behind the sign-in, with the code in its address.
        path("invitation/<str:code>", of(invitation_link_view), name="invitation_link"),
        path("invitation/<str:code>/", of(invitation_link_view), name="invitation_link"),
    ]
