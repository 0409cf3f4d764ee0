from datetime import date

import pytest

from monitoring.models import District, DistrictPlace
from monitoring.models.in_force import bring_in_step
from tests.makers import TODAY, district_of

pytestmark = pytest.mark.django_db


def test_a_district_bears_the_place_of_the_day():
    merauke = district_of("91.01")

    bring_in_step(date(2022, 7, 25))

    merauke.refresh_from_db()
    assert (merauke.code, merauke.province_id) == ("93.01", "93")


def test_the_day_before_a_change_still_shows_the_old_place():
    merauke = district_of("91.01")

    changed = bring_in_step(date(2022, 7, 24))

    merauke.refresh_from_db()
    assert changed == 3  # the three that got another name in between
    assert merauke.code == "91.01"


def test_going_back_in_time_brings_the_old_layout_back():
    before = list(District.objects.values_list("pk", "code", "name", "province"))

    bring_in_step(date(2026, 1, 1))
    bring_in_step(TODAY)

    assert list(District.objects.values_list("pk", "code", "name", "province")) == before


def test_nothing_to_change_costs_two_queries(django_assert_num_queries):
    with django_assert_num_queries(4):  # two of them begin and end the transaction
        assert bring_in_step(TODAY) == 0


def test_two_districts_may_swap_their_codes():
    first, second = district_of("32.04"), district_of("32.05")
    swap_on = date(2030, 1, 1)
    for district, code in ((first, "32.05"), (second, "32.04")):
        DistrictPlace.objects.filter(district=district).update(valid_until=swap_on)
        DistrictPlace.objects.create(
            district=district, province_id="32", code=code, name=district.name, valid_from=swap_on
        )

    bring_in_step(swap_on)

    assert district_of("32.05") == first
    assert district_of("32.04") == second
