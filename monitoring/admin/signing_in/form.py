"""Name and password. Whatever is wrong looks the same, and takes the same time."""

from typing import Any

from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from monitoring import clock
from monitoring.accounts.guessing import account_named, begin_try
from monitoring.admin.recording import record_from
from monitoring.admin.signing_in.locking import address_of, locked_sentence
from monitoring.models import EventKind


class SignInForm(AdminAuthenticationForm):
    error_messages = {
        # Of an account that is disabled too: who may not sign in learns nothing of accounts here.
        "invalid_login": _(
            "The user name or the password is wrong. Capital and small letters count. After five wrong tries "
            "sign-in is locked for 15 minutes."
        )
    }
    error_messages["inactive"] = error_messages["invalid_login"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")

    def clean(self) -> dict[str, Any]:
        """Count the try, then look. The lock is that of the name as typed: its speed tells nothing."""
        name = self.cleaned_data.get("username")
        if not name or not self.cleaned_data.get("password"):
            return self.cleaned_data
        until = begin_try(name, address_of(self.request), at=clock.now())
        if until is not None:
            raise ValidationError(locked_sentence(until), code="locked")
        try:
            return super().clean()
        except ValidationError:
            record_from(self.request, EventKind.SIGN_IN_FAILED, by=account_named(name))
            raise
