"""Addresses of the second factor."""

from collections.abc import Callable
from functools import partial

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from monitoring.admin.signing_in.code import code_view
from monitoring.admin.signing_in.factor import second_factor_view
from monitoring.admin.signing_in.recovery import recovery_codes_view

View = Callable[[HttpRequest, AdminSite], HttpResponse]


def factor_urls(site: AdminSite) -> list[URLPattern]:
    def own(view: View) -> Callable[..., HttpResponse]:
        """Ask for the person who is signed in first; the answer is kept by no browser and no proxy."""
        return site.admin_view(partial(view, site=site))

    return [
        path("login/code/", partial(code_view, site=site), name="login_code"),
        path("account/second-factor/", own(second_factor_view), name="second_factor"),
        path("account/recovery-codes/", own(recovery_codes_view), name="recovery_codes"),
    ]
