"""The portal's own admin site, at the root.

The class stands here and not in monitoring/admin/: a site that Django finds inside the package whose modules
register pages is built a second time, and every page registered on the first is lost without a word.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, reverse
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from monitoring import clock

SECTIONS: tuple[tuple[str, Promise, tuple[str, ...]], ...] = (
    ("regions", _("Regions"), ("District", "Province", "DistrictAlias")),
    ("reports", _("Reports"), ("DistrictReport", "Upload", "FormerReport")),
    ("blanks", _("Blanks"), ("BlankShipment", "BlankReceipt", "BlankSupply", "StockCount", "BlankMovement")),
    ("plans", _("Rounds and targets"), ("DistributionRound", "EnrolmentTarget")),
    ("accounts", _("Accounts"), ("User", "Group")),
    ("security", _("Security"), ("SecurityEvent",)),
)
"""The menu: key, title, models in their order. What is not named here stands under "Others"."""

OTHERS = ("others", _("Others"))


class PortalSite(AdminSite):
    """The admin, with a menu by subject, the national figures on its first page, and both languages."""

    site_header = _("KTP-el blanks portal")
    site_title = _("KTP-el blanks portal")
    index_title = _("State of the blanks")
    site_url = None
    empty_value_display = "–"

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        return super().each_context(request) | {
            "demo": settings.DEMO,
            "portal_today": clock.today(),
            "portal_day_is_set": settings.PORTAL_TODAY is not None,
        }

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        apps = super().get_app_list(request, app_label)
        if app_label is not None:
            return apps
        models = {model["object_name"]: model for app in apps for model in app["models"]}
        return list(sections_of(models, self.extra_pages(request)))

    def get_urls(self) -> list[URLPattern]:
        # Only now: these pages import the site.
        from monitoring.admin.accounts.urls import urls as account_urls
        from monitoring.admin.signing_in.urls import urls as signing_in_urls

        return [*account_urls(self), *signing_in_urls(self), *super().get_urls()]

    def extra_pages(self, request: HttpRequest) -> dict[str, list[dict[str, Any]]]:
        """Return pages that stand in the menu beside the lists, by section."""
        if not request.user.has_perm("monitoring.change_districtreport"):
            return {}
        grid = page(_("daily entry"), "Grid", reverse(f"{self.name}:monitoring_districtreport_grid"))
        return {"reports": [grid]}

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        from monitoring.admin.front import front_context
        from monitoring.admin.signing_in.previous import previous_sign_in

        context = front_context(request) | {"previous": previous_sign_in(request)}
        return super().index(request, context | (extra_context or {}))

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        from monitoring.admin.signing_in.login import login_view

        return login_view(request, self)

    @method_decorator(never_cache)
    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        from monitoring.admin.recording import recorded_as_left

        with recorded_as_left(request):
            return super().logout(request, extra_context)

    @method_decorator(never_cache)
    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        from monitoring.admin.signing_in.password import password_view

        return password_view(request, self)


def page(name: Promise, object_name: str, url: str) -> dict[str, Any]:
    return {"name": name, "object_name": object_name, "admin_url": url, "add_url": None, "view_only": True}


def sections_of(
    models: dict[str, dict[str, Any]], extra: dict[str, list[dict[str, Any]]]
) -> Iterable[dict[str, Any]]:
    """Return the menu in the shape of Django's list of apps, empty sections left out."""
    named = {name for _key, _title, names in SECTIONS for name in names}
    rest = tuple(name for name in models if name not in named)
    for key, title, names in (*SECTIONS, (*OTHERS, rest)):
        shown = [models[name] for name in names if name in models] + extra.get(key, [])
        if shown:
            yield {"name": title, "app_label": key, "app_url": "#", "has_module_perms": True, "models": shown}


portal = PortalSite(name="admin")
