"""Codes of a phone and recovery codes: what fits, once, and for whom."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django_otp.plugins.otp_totp.models import TOTPDevice

from monitoring.accounts import second_factor
from monitoring.accounts.recovery_codes import (
    make_recovery_codes,
)
from monitoring.models.roles import ADMINISTRATOR, AUDITOR, CENTRE, DISTRICT_OFFICER, PROVINCE_OFFICER
from tests.accounts.phones import code_of, set_up_phone
from tests.makers import make_user


def begun_and_confirmed(user):
    device = second_factor.begin_set_up(user)
    return second_factor.confirm_set_up(user, device.pk, code_of(device))


def test_a_phone_counts_only_when_its_code_was_typed(jabar_officer):
    begun = second_factor.begin_set_up(jabar_officer)
    assert not second_factor.has_second_factor(jabar_officer)
    assert second_factor.verify_code(jabar_officer, code_of(begun)) is None

    confirmed = second_factor.confirm_set_up(jabar_officer, begun.pk, code_of(begun))

    assert second_factor.confirmed_device(jabar_officer) == confirmed == begun


def test_a_wrong_code_confirms_nothing(jabar_officer):
    begun = second_factor.begin_set_up(jabar_officer)

    assert second_factor.confirm_set_up(jabar_officer, begun.pk, code_of(begun, steps=7)) is None
    assert not second_factor.has_second_factor(jabar_officer)


def test_the_old_phone_serves_until_the_new_one_is_confirmed(jabar_officer):
    old = set_up_phone(jabar_officer)
    new = second_factor.begin_set_up(jabar_officer)
    assert second_factor.confirmed_device(jabar_officer) == old

    second_factor.confirm_set_up(jabar_officer, new.pk, code_of(new))

    assert list(TOTPDevice.objects.all()) == [new]
    assert second_factor.verify_code(jabar_officer, code_of(old)) is None


def test_another_set_up_forgets_the_one_begun_before(jabar_officer):
    first = second_factor.begin_set_up(jabar_officer)
    second = second_factor.begin_set_up(jabar_officer)

    assert second_factor.confirm_set_up(jabar_officer, first.pk, code_of(first)) is None
    assert list(TOTPDevice.objects.all()) == [second]
    assert first.key != second.key


def test_nobody_confirms_the_phone_of_another(jabar_officer, bali_officer):
    begun = second_factor.begin_set_up(jabar_officer)

    assert second_factor.confirm_set_up(bali_officer, begun.pk, code_of(begun)) is None
    assert not TOTPDevice.objects.filter(confirmed=True).exists()


def test_the_code_that_confirmed_signs_nobody_in(jabar_officer):
    device = begun_and_confirmed(jabar_officer)

    assert second_factor.verify_code(jabar_officer, code_of(device)) is None


def test_a_code_is_taken_once_and_none_before_it_afterwards(jabar_officer):
    device = set_up_phone(jabar_officer)

    assert second_factor.verify_code(jabar_officer, code_of(device)) == device
    assert second_factor.verify_code(jabar_officer, code_of(device)) is None
    assert second_factor.verify_code(jabar_officer, code_of(device, steps=-1)) is None


@pytest.mark.parametrize(("steps", "fits"), [(-3, False), (-1, True), (0, True), (1, True), (3, False)])
def test_a_phone_may_be_one_step_off(jabar_officer, steps, fits):
    device = set_up_phone(jabar_officer)

    assert (second_factor.verify_code(jabar_officer, code_of(device, steps=steps)) == device) is fits


def test_a_phone_that_is_off_does_not_move_what_fits(jabar_officer):
    device = set_up_phone(jabar_officer)
    second_factor.verify_code(jabar_officer, code_of(device, steps=1))

    device.refresh_from_db()

    assert device.drift == 0
    assert second_factor.verify_code(jabar_officer, code_of(device, steps=3)) is None


def test_a_code_may_be_typed_as_the_app_shows_it(jabar_officer):
    device = set_up_phone(jabar_officer)
    code = code_of(device)

    assert second_factor.verify_code(jabar_officer, f" {code[:3]} {code[3:]} ") == device


@pytest.mark.parametrize("typed", ["", " ", "{}0", "+{}", "0{}", "-{}", "{}.0", "1_{}"])
def test_what_only_resembles_a_code_is_none(jabar_officer, typed):
    device = set_up_phone(jabar_officer)

    assert second_factor.verify_code(jabar_officer, typed.format(code_of(device))) is None


def test_digits_of_other_scripts_are_no_code(jabar_officer):
    device = set_up_phone(jabar_officer)
    arabic = code_of(device).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))

    assert second_factor.verify_code(jabar_officer, arabic) is None


def test_the_code_of_another_is_none(jabar_officer, bali_officer):
    set_up_phone(jabar_officer)
    other = set_up_phone(bali_officer)

    assert second_factor.verify_code(jabar_officer, code_of(other)) is None
    assert second_factor.verify_code(bali_officer, code_of(other)) == other


def test_wrong_codes_leave_no_brake_beside_the_lock(jabar_officer):
    device = set_up_phone(jabar_officer)
    codes = make_recovery_codes(jabar_officer)
    for _try in range(20):
        second_factor.verify_code(jabar_officer, "AAAA-AAAA-AAAA")
        second_factor.verify_code(jabar_officer, code_of(device, steps=9))

    assert second_factor.verify_code(jabar_officer, codes[0]) is not None
    assert second_factor.verify_code(jabar_officer, code_of(device)) is not None


def test_the_app_is_told_who_where_and_how(jabar_officer):
    device = second_factor.begin_set_up(jabar_officer)

    uri = urlsplit(device.config_url)

    assert (uri.scheme, uri.netloc, unquote(uri.path)) == ("otpauth", "totp", "/Portal Blangko KTP-el:prov32")
    assert parse_qs(uri.query) == {
        "secret": [second_factor.typed_secret(device).replace(" ", "")],
        "algorithm": ["SHA1"],
        "digits": ["6"],
        "period": ["30"],
        "issuer": ["Portal Blangko KTP-el"],
    }
    assert re.fullmatch("([A-Z2-7]{4} ){7}[A-Z2-7]{4}", second_factor.typed_secret(device))


# Who must have one


@pytest.mark.parametrize(
    ("role", "must"),
    [
        (CENTRE, True),
        (ADMINISTRATOR, True),
        (AUDITOR, False),
        (PROVINCE_OFFICER, False),
        (DISTRICT_OFFICER, False),
        (None, False),
    ],
)
def test_the_centre_and_administrators_must_have_one(db, settings, role, must):
    user = make_user("someone", role)

    settings.SECOND_FACTOR_REQUIRED = True
    assert second_factor.must_have_second_factor(user) is must

    settings.SECOND_FACTOR_REQUIRED = False
    assert second_factor.must_have_second_factor(user) is False


def test_a_superuser_must_have_one(db, settings):
    settings.SECOND_FACTOR_REQUIRED = True

    assert second_factor.must_have_second_factor(make_user("root", is_superuser=True)) is True
