from decimal import Decimal

import pytest
from django.db.models import IntegerField, Value

from monitoring.figures.percents import percent, percent_of
from monitoring.models import District

CASES = [
    (1_616_917, 5_985_000, "27.02"),
    (233_549_828, 240_549_828, "97.09"),
    (1, 8, "12.50"),
    (1, 3, "33.33"),
    (2, 3, "66.67"),
    (1, 20_000, "0.01"),  # half a hundredth goes up
    (1, 20_001, "0.00"),
    (0, 5, "0.00"),
    (7, 5, "140.00"),
    (2_000_000_000, 2_147_483_647, "93.13"),
    (None, 5, None),
    (5, 0, None),
    (5, None, None),
]


@pytest.mark.parametrize(("part", "whole", "expected"), CASES)
def test_percentages_have_two_decimals_and_round_half_up(part, whole, expected):
    assert percent(part, whole) == (expected and Decimal(expected))


@pytest.mark.django_db
@pytest.mark.parametrize(("part", "whole", "expected"), CASES)
def test_the_database_gives_the_same_percentage(part, whole, expected):
    constants = {
        "part": Value(part, output_field=IntegerField()),
        "whole": Value(whole, output_field=IntegerField()),
    }
    row = District.objects.filter(code="32.04").annotate(**constants)

    [found] = row.values_list(percent_of("part", "whole"), flat=True)

    assert found == (expected and Decimal(expected))
