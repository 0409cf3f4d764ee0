"""Percentages with two decimals, half a hundredth rounded up: exact, since cards are whole numbers."""

from decimal import ROUND_HALF_UP, Decimal

from django.db.models import BigIntegerField, Case, DecimalField, F, FloatField, Q, When
from django.db.models.functions import Cast

HUNDREDTH = Decimal("0.01")


def percent(part: int | None, whole: int | None) -> Decimal | None:
    """Return `part` in `whole`; None where one is not known or the whole is nothing."""
    if part is None or not whole:
        return None
    return (Decimal(100 * part) / whole).quantize(HUNDREDTH, ROUND_HALF_UP)


def percent_of(part: str, whole: str) -> Case:
    """Return `percent` in SQL, over two figures that are zero or more.

    In whole hundredths, rounded by a division of integers: both databases give the same.
    """
    twice = Cast(F(part), BigIntegerField()) * 20_000 + F(whole)
    hundredths = twice / (Cast(F(whole), BigIntegerField()) * 2)
    two_decimals = DecimalField(max_digits=20, decimal_places=2, null=True)
    # Through a float, since SQLite divides its decimals as integers; two decimals survive that exactly.
    as_percent = Cast(Cast(hundredths, FloatField()) / 100.0, two_decimals)
    known = Q(**{f"{part}__isnull": False, f"{whole}__gt": 0})
    return Case(When(known, then=as_percent), output_field=two_decimals)
