"""Two that bring the same code at the same moment."""

import pytest
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from monitoring.accounts import second_factor
from monitoring.accounts.recovery_codes import (
    make_recovery_codes,
    recovery_codes_left,
    use_recovery_code,
)
from tests.accounts.phones import code_of, set_up_phone
from tests.at_once import at_once
from tests.makers import make_user


@pytest.mark.django_db(transaction=True)
def test_of_four_that_type_the_same_recovery_code_at_once_one_gets_in():
    user = make_user("prov32")
    set_up_phone(user)
    code = make_recovery_codes(user)[0]

    results = at_once(*[lambda: second_factor.verify_code(user, code)] * 4)

    assert [result is not None for result in sorted(results, key=bool)] == [False, False, False, True]
    assert recovery_codes_left(user) == 9


@pytest.mark.django_db(transaction=True)
def test_even_without_the_lock_on_the_phone_a_recovery_code_is_used_once():
    user = make_user("prov32")
    code = make_recovery_codes(user)[0]

    results = at_once(*[lambda: use_recovery_code(user, code)] * 4)

    assert sum(result is not None for result in results) == 1


@pytest.mark.django_db(transaction=True)
def test_of_four_that_type_the_same_code_of_a_phone_at_once_one_gets_in():
    user = make_user("prov32")
    code = code_of(set_up_phone(user))

    results = at_once(*[lambda: second_factor.verify_code(user, code)] * 4)

    assert sum(result is not None for result in results) == 1


@pytest.mark.django_db(transaction=True)
def test_two_pages_that_make_recovery_codes_at_once_leave_ten():
    user = make_user("prov32")
    set_up_phone(user)

    first, second = at_once(*[lambda: make_recovery_codes(user)] * 2)

    assert (StaticDevice.objects.count(), recovery_codes_left(user)) == (1, 10)
    assert [second_factor.verify_code(user, codes[0]) is None for codes in (first, second)].count(True) == 1


@pytest.mark.django_db(transaction=True)
def test_two_that_confirm_the_same_phone_at_once_leave_one_device():
    user = make_user("prov32")
    begun = second_factor.begin_set_up(user)
    code = code_of(begun)

    results = at_once(*[lambda: second_factor.confirm_set_up(user, begun.pk, code)] * 2)

    assert sum(result is not None for result in results) == 1
    assert TOTPDevice.objects.get().confirmed
