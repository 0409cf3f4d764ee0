from itertools import product

import pytest
from django.db.models import IntegerField, Value

from monitoring.figures.verdicts import is_low_case, reason_case
from monitoring.models import District
from monitoring.rules import LOW_PRINT_REASONS, flag_reason, is_low_print

THRESHOLD = 15


def both_sides_of_every_limit():
    """Return every combination of unknown, at and above each limit; printed also around the threshold."""
    values = {"printed": {None, THRESHOLD - 1, THRESHOLD, THRESHOLD + 1}}
    for _reason, limits in LOW_PRINT_REASONS:
        for limit in limits:
            values.setdefault(limit.figure, {None}).update({limit.limit - 1, limit.limit, limit.limit + 1})
    return [dict(zip(values, each, strict=True)) for each in product(*values.values())]


def in_sql(figures):
    constants = {name: Value(value, output_field=IntegerField()) for name, value in figures.items()}
    row = District.objects.filter(code="32.04").annotate(**constants)
    return row.values_list(is_low_case(THRESHOLD), reason_case(THRESHOLD)).get()


@pytest.mark.django_db
def test_the_database_and_the_rules_give_the_same_verdict():
    for figures in both_sides_of_every_limit():
        expected = (
            is_low_print(figures["printed"], threshold=THRESHOLD),
            flag_reason(figures, threshold=THRESHOLD),
        )

        assert in_sql(figures) == expected, figures
