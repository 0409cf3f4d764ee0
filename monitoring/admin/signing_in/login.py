"""/login/: name and password; then in, or on to the code of the phone."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from monitoring.accounts.guessing import take_back
from monitoring.accounts.second_factor import has_second_factor
from monitoring.admin.signing_in.completing import complete_sign_in
from monitoring.admin.signing_in.form import SignInForm
from monitoring.admin.signing_in.halfway import begin_halfway
from monitoring.admin.signing_in.locking import address_of
from monitoring.models import User


class SignInView(LoginView):
    """`next` is followed only to an address of the portal itself: Django's own view sees to that."""

    authentication_form = SignInForm
    template_name = "admin/login.html"
    site: AdminSite | None = None

    def form_valid(self, form: SignInForm) -> HttpResponse:
        user, next_url = form.get_user(), self.get_redirect_url()
        if has_second_factor(user):
            return self.half_signed_in(user, next_url)
        complete_sign_in(self.request, user)
        return HttpResponseRedirect(next_url or reverse("admin:index"))

    def half_signed_in(self, user: User, next_url: str) -> HttpResponse:
        # The password was no guess; wrong codes go on counting.
        take_back(user.get_username(), address_of(self.request))
        begin_halfway(self.request, user, next_url)
        return HttpResponseRedirect(reverse("admin:login_code"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs) | self.site.each_context(self.request)
        return context | {
            "title": self.site.site_header,
            "subtitle": None,
            "app_path": self.request.get_full_path(),
            "username": self.request.user.get_username(),
        }


def login_view(request: HttpRequest, site: AdminSite) -> HttpResponse:
    if request.method == "GET" and site.has_permission(request):
        return HttpResponseRedirect(reverse("admin:index"))
    return SignInView.as_view(site=site)(request)
