"""Words that files hold in either language, because the reader of uploads knows both."""

from django.utils.translation import get_language


def in_language(words: tuple[str, str]) -> str:
    """Return the Indonesian or the English one, by the language in force."""
    indonesian, english = words
    return english if (get_language() or "").startswith("en") else indonesian
