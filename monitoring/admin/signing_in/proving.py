"""Asking for the password once more, before what a stranger at an open screen must not do."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from monitoring.admin.signing_in.locking import prove_own_password


class PasswordForm(forms.Form):
    """The own password. Wrong ones are counted with those of the sign-in page."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self) -> str:
        prove_own_password(self.request, self.cleaned_data["password"])
        return self.cleaned_data["password"]
