"""Passwords that anyone who knows the office would try first are refused."""

import re

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from monitoring.models import DistrictPlace, Province, User

OFFICE_WORDS = (
    "admin administrator akun bismillah blangko capil demo dinas disdukcapil ditjen dukcapil ektp garuda "
    "indonesia kabupaten kartu katasandi kemendagri kota ktp ktpel masuk merdeka operator pancasila password "
    "petugas portal provinsi pusat rahasia sandi selamat sekali"
).split()
"""Words of this office and of Indonesian password lists; names of provinces and districts are added."""

JUDGED = 200
"""So many letters are looked at: more than any person types, and each is compared with a thousand words."""

OWN_CHARACTERS = 6
"""So many letters must be left when such words, and everything that is no letter, are taken away."""


class OfficeWordValidator:
    """Refuses what is made of the office's own words, of place names and of common passwords alone.

    Case, digits and signs do not count, so that neither Bandung-2026! nor Password123456 passes. Reads the
    names of places: two queries.
    """

    def validate(self, password: str, user: User | None = None) -> None:
        letters = only_letters(password)[:JUDGED]
        # What holds hardly a letter is for the validators of numbers and of length to judge.
        if not letters:
            return
        common = letters in CommonPasswordValidator().passwords
        if common or len(without_words(letters, office_words())) < OWN_CHARACTERS:
            raise ValidationError(self.get_help_text(), code="password_of_office_words")

    def get_help_text(self) -> str:
        return _(
            "Your password can’t be made of place names, words of this office or a common password alone, "
            "with or without digits and signs."
        )


def only_letters(text: str) -> str:
    return re.sub(r"[\W\d_]+", "", text.casefold())


def office_words() -> list[str]:
    """Return the words, longest first, so that no short one leaves the rest of a long one behind."""
    names = [*DistrictPlace.objects.values_list("name", flat=True)]
    names += Province.objects.values_list("name", flat=True)
    parts = {only_letters(part) for name in names for part in (*name.split(), name)}
    return sorted({*OFFICE_WORDS, *(part for part in parts if len(part) > 2)}, key=len, reverse=True)


def without_words(letters: str, words: list[str]) -> str:
    return re.sub("|".join(map(re.escape, words)), "", letters)
