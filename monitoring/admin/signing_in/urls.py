"""Addresses of the own account; those of signing in itself are the site's."""

from functools import partial

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from monitoring.admin.signing_in.account import account_view, sessions_view
from monitoring.admin.signing_in.factor_urls import factor_urls


def urls(site: AdminSite) -> list[URLPattern]:
    own = site.admin_view
    return [
        path("account/", own(partial(account_view, site=site)), name="account"),
        path("account/sessions/end/", own(partial(sessions_view, site=site)), name="account_sessions"),
        *factor_urls(site),
    ]
