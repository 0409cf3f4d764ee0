"""Many guesses at the same moment: never more than the limit is checked."""

from datetime import UTC, datetime

import pytest

from monitoring.accounts.guessing import begin_try, forgive
from monitoring.models import GuessCount
from tests.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)

AT = datetime(2017, 7, 16, 3, 0, tzinfo=UTC)


def a_try(name="prov32", address="203.0.113.7"):
    return lambda: begin_try(name, address, at=AT)


def test_of_twenty_guesses_at_once_five_are_checked():
    results = at_once(*[a_try()] * 20)

    assert results.count(None) == 5
    assert not any(isinstance(result, Exception) for result in results)
    assert sorted(GuessCount.objects.values_list("tries", flat=True)) == [5, 5, 5]


def test_guesses_at_one_account_from_many_addresses_never_wait_for_each_other():
    results = at_once(*[a_try(address=f"192.0.2.{number % 4}") for number in range(24)])

    assert results.count(None) == 20
    assert not any(isinstance(result, Exception) for result in results)


def test_guesses_at_many_accounts_from_one_address_never_wait_for_each_other():
    results = at_once(*[a_try(name=f"prov{number % 4}") for number in range(24)])

    assert results.count(None) == 20
    assert not any(isinstance(result, Exception) for result in results)


def test_a_sign_in_meanwhile_frees_no_more_than_its_own():
    tries = [a_try()] * 10

    results = at_once(*tries, lambda: forgive("prov32", "203.0.113.7"))

    assert not any(isinstance(result, Exception) for result in results)
    assert results[:10].count(None) in range(5, 11)
    assert GuessCount.objects.get(scope="account").tries in (
        results[:10].count(None) - 1,
        results[:10].count(None),
    )
