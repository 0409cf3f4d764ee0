"""What is done to accounts beside their form: each a view of its own, which asks for its permission first."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern, path

from monitoring.admin.accounts.bulk import bulk_view, empty_form_view
from monitoring.admin.accounts.hand_over import hand_over_view
from monitoring.admin.accounts.letters import letters_view
from monitoring.admin.accounts.links import link_view
from monitoring.admin.accounts.reset_factor import reset_factor_view
from monitoring.admin.accounts.unlocking import unlock_view
from monitoring.models import User

View = Callable[..., HttpResponse]

STEPS: dict[str, tuple[str, View]] = {
    "link": ("GET POST", link_view),
    "hand-over": ("GET POST", hand_over_view),
    "unlock": ("POST", unlock_view),
    "reset-factor": ("GET POST", reset_factor_view),
}
"""For one account: path, methods, view(request, page, account)."""

PAGES: dict[str, tuple[str, View]] = {
    "bulk": ("GET POST", bulk_view),
    "bulk/form": ("GET", empty_form_view),
    "letters": ("GET POST", letters_view),
}
"""For many: path, methods, view(request, page)."""


class Stepped:
    """The addresses of these steps on the page of accounts."""

    def get_urls(self) -> list[URLPattern]:
        pages = (
            path(f"{name}/", self.page_view(view, methods), name=url_name(name))
            for name, (methods, view) in PAGES.items()
        )
        steps = (
            path(f"<int:key>/{name}/", self.step_view(view, methods), name=url_name(name))
            for name, (methods, view) in STEPS.items()
        )
        return [*pages, *steps, *super().get_urls()]

    def page_view(self, view: View, methods: str) -> View:
        @wraps(view)
        def with_page(request: HttpRequest) -> HttpResponse:
            if not (self.has_add_permission(request) and self.has_change_permission(request)):
                raise PermissionDenied
            if request.method not in methods.split():
                return HttpResponseNotAllowed(methods.split())
            return view(request, self)

        return self.admin_site.admin_view(with_page)

    def step_view(self, view: View, methods: str) -> View:
        @wraps(view)
        def with_account(request: HttpRequest, key: int) -> HttpResponse:
            if not self.has_change_permission(request):
                raise PermissionDenied
            if request.method not in methods.split():
                return HttpResponseNotAllowed(methods.split())
            return view(request, self, self.seen(request, key))

        return self.admin_site.admin_view(with_account)

    def seen(self, request: HttpRequest, key: int) -> User:
        """Return the account; one that is not there and one that nobody here may touch look the same."""
        account = self.get_queryset(request).filter(pk=key).first() if key < 2**63 else None
        if account is None:
            raise Http404
        return account


def url_name(name: str) -> str:
    return f"monitoring_user_{name.replace('-', '_').replace('/', '_')}"
