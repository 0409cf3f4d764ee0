"""What the database refuses, said as a sentence in the form that asked for it."""

from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from monitoring.models.refusals import broken_rule


def sentence_of(error: IntegrityError) -> str:
    """Return what a person is told of the rule that was broken. Raises `error` anew if it is none."""
    refusal = broken_rule(error)
    if refusal is not None:
        return str(refusal.sentence)
    for model in apps.get_app_config("monitoring").get_models():
        for constraint in model._meta.constraints:
            if constraint.name in str(error):
                return str(constraint.get_violation_error_message())
    if "unique" in str(error).lower():
        return _("Someone else recorded the same meanwhile. Open the page again.")
    raise error


class Refusing:
    """A page whose form is shown again, with the sentence, when the database refused what it held."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError as error:
            # The transaction was taken back; the form is read again and told why.
            request.refused = sentence_of(error)
        return super().changeform_view(request, *args, **kwargs)

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> type[ModelForm]:
        form = super().get_form(request, *args, **kwargs)
        sentence = getattr(request, "refused", None)
        return told(form, sentence) if sentence else form


def told(form: type[ModelForm], sentence: str) -> type[ModelForm]:
    class Told(form):
        def clean(self) -> dict[str, Any] | None:
            cleaned = super().clean()
            self.add_error(None, ValidationError(sentence))
            return cleaned

    return Told
