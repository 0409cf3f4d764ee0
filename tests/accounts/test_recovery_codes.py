"""Recovery codes: how they are made, kept and typed, and that each is used once."""

import re

import pytest
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from monitoring.accounts import second_factor
from monitoring.accounts.recovery_codes import (
    make_recovery_codes,
    recovery_codes_left,
)
from monitoring.rules import RECOVERY_ALPHABET
from tests.accounts.phones import code_of, set_up_phone

CODE = re.compile(rf"([{RECOVERY_ALPHABET}]{{4}})-([{RECOVERY_ALPHABET}]{{4}})-([{RECOVERY_ALPHABET}]{{4}})")


def test_ten_codes_of_fifty_five_bits_are_made(jabar_officer):
    codes = make_recovery_codes(jabar_officer)

    assert len(set(codes)) == 10
    assert all(CODE.fullmatch(code) for code in codes)
    assert len(RECOVERY_ALPHABET) ** 12 > 2**55
    assert set(RECOVERY_ALPHABET).isdisjoint("01OIL2Z5S8BU")


def test_only_digests_are_kept(jabar_officer):
    codes = make_recovery_codes(jabar_officer)

    kept = set(StaticToken.objects.values_list("token", flat=True))

    assert {len(token) for token in kept} == {16}
    assert kept.isdisjoint(set(codes) | {code.replace("-", "") for code in codes})


@pytest.mark.parametrize("written", ["{}-{}-{}", "{}{}{}", "{} {} {}", " {} – {} – {}\t", "{}_{}.{}"])
@pytest.mark.parametrize("case", [str.lower, str.upper])
def test_a_recovery_code_may_be_typed_as_one_likes(jabar_officer, written, case):
    set_up_phone(jabar_officer)
    code = make_recovery_codes(jabar_officer)[3]

    used = second_factor.verify_code(jabar_officer, case(written.format(*code.split("-"))))

    assert used == StaticDevice.objects.get(user=jabar_officer)
    assert recovery_codes_left(jabar_officer) == 9


def test_a_recovery_code_is_taken_once(jabar_officer):
    set_up_phone(jabar_officer)
    codes = make_recovery_codes(jabar_officer)
    second_factor.verify_code(jabar_officer, codes[0])

    assert second_factor.verify_code(jabar_officer, codes[0]) is None
    assert second_factor.verify_code(jabar_officer, codes[1]) is not None
    assert recovery_codes_left(jabar_officer) == 8


def test_new_recovery_codes_make_the_old_ones_void_and_keep_the_session(jabar_officer):
    set_up_phone(jabar_officer)
    old = make_recovery_codes(jabar_officer)
    device = second_factor.verify_code(jabar_officer, old[0])

    new = make_recovery_codes(jabar_officer)

    assert StaticDevice.objects.get(user=jabar_officer).persistent_id == device.persistent_id
    assert second_factor.verify_code(jabar_officer, old[1]) is None
    assert second_factor.verify_code(jabar_officer, new[1]) is not None


def test_a_recovery_code_is_for_one_person(jabar_officer, bali_officer):
    set_up_phone(jabar_officer)
    set_up_phone(bali_officer)
    codes = make_recovery_codes(jabar_officer)
    make_recovery_codes(bali_officer)

    assert second_factor.verify_code(bali_officer, codes[0]) is None
    assert recovery_codes_left(jabar_officer) == 10


def test_a_digest_moved_to_another_person_fits_nothing(jabar_officer, bali_officer):
    set_up_phone(bali_officer)
    codes = make_recovery_codes(jabar_officer)

    StaticDevice.objects.filter(user=jabar_officer).update(user=bali_officer)

    assert second_factor.verify_code(bali_officer, codes[0]) is None


def test_recovery_codes_outlive_a_change_of_the_secret_key(jabar_officer, settings):
    set_up_phone(jabar_officer)
    codes = make_recovery_codes(jabar_officer)

    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another one, long and random 0123456789 abcdefghij"
    assert second_factor.verify_code(jabar_officer, codes[0]) is not None

    settings.SECRET_KEY_FALLBACKS = []
    assert second_factor.verify_code(jabar_officer, codes[1]) is None


def test_recovery_codes_alone_are_no_second_factor(jabar_officer):
    codes = make_recovery_codes(jabar_officer)

    assert not second_factor.has_second_factor(jabar_officer)
    assert second_factor.verify_code(jabar_officer, codes[0]) is None


def test_a_reset_leaves_nothing(jabar_officer, bali_officer):
    device, codes = set_up_phone(jabar_officer), make_recovery_codes(jabar_officer)
    other = set_up_phone(bali_officer)

    assert second_factor.reset_second_factor(jabar_officer) is True

    assert second_factor.verify_code(jabar_officer, code_of(device)) is None
    assert second_factor.verify_code(jabar_officer, codes[0]) is None
    assert list(TOTPDevice.objects.all()) == [other]
    assert second_factor.reset_second_factor(jabar_officer) is False
