import time
from contextlib import suppress

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from monitoring.models import User

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "password",
    [
        "blangko-demo-2017",
        "Kota.Bandung.2026",
        "KabupatenBandungBarat!",
        "PAPUA PEGUNUNGAN 1",
        "Password-65-43-21",
        "dukcapil dukcapil",
        "1qwerty2345678",
    ],
)
def test_words_of_the_office_and_places_alone_are_no_password(password):
    with pytest.raises(ValidationError) as refused:
        validate_password(password)

    assert [error.code for error in refused.value.error_list] == ["password_of_office_words"]


@pytest.mark.parametrize(
    "password", ["kuda-terbang biru", "blangko seperti awan jingga", "x7$kPq!mZr2@wT9#", "Ünïçødé lautan"]
)
def test_words_of_ones_own_are_a_password(password):
    assert validate_password(password) is None


def test_the_own_name_with_something_behind_it_is_no_password():
    owner = User(username="wirasastra.perdana", first_name="Wirasastra Perdana Nugraha")

    with pytest.raises(ValidationError) as refused:
        validate_password("wirasastra.perdana7", owner)

    assert [error.code for error in refused.value.error_list] == ["password_too_similar"]


def test_digits_alone_are_refused_as_digits():
    with pytest.raises(ValidationError) as refused:
        validate_password("83749283749283")

    assert [error.code for error in refused.value.error_list] == ["password_entirely_numeric"]


@pytest.mark.parametrize(("password", "taken"), [("kuda-biru-1", False), ("kuda-biru-12", True)])
def test_twelve_characters_are_needed(password, taken):
    try:
        validate_password(password)
    except ValidationError as refused:
        codes = [error.code for error in refused.error_list]
    else:
        codes = []

    assert codes == ([] if taken else ["password_too_short"])


def test_a_password_of_two_million_letters_is_judged_at_once(db):
    began = time.process_time()

    with suppress(ValidationError):
        validate_password("k" * 1_900_000)

    assert time.process_time() - began < 2
