"""Asking for the password once more, before what a stranger at an open screen must not do."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring import clock
from monitoring.accounts.guessing import begin_try, forgive
from monitoring.admin.recording import record_from
from monitoring.models import EventKind


class PasswordForm(forms.Form):
    """The own password. Wrong ones are counted with those of the sign-in page."""

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        name, address = self.request.user.get_username(), self.request.META.get("REMOTE_ADDR", "")
        until = begin_try(name, address, at=clock.now())
        if until is not None:
            raise forms.ValidationError(locked_sentence(until), code="locked")
        if not self.request.user.check_password(password):
            record_from(self.request, EventKind.SIGN_IN_FAILED, about=self.request.user, asked_again=True)
            raise forms.ValidationError(_("This is not your password."), code="wrong")
        forgive(name, address)
        return password


def locked_sentence(until: datetime) -> str:
    told = _("Too many wrong tries. Try again after %(time)s.")
    return told % {"time": date_format(timezone.localtime(until), "H:i")}
