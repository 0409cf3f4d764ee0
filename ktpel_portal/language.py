"""Indonesian unless the reader chose English; what the browser prefers is not asked.

Offices in Indonesia often run an English browser, and pages in two languages side by side confuse them.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers


class ChosenLanguageMiddleware:
    """Show the language that the cookie names, as LocaleMiddleware would, but never the browser's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = chosen_language(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME))
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        patch_vary_headers(response, ("Cookie",))
        response.headers.setdefault("Content-Language", language)
        return response


def chosen_language(choice: str | None) -> str:
    """Return `choice` where the portal has that language, else Indonesian."""
    return choice if choice in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
