"""Values as a file of rows holds them."""

from datetime import date, datetime

from monitoring.clock import JAKARTA

Value = str | int | float | date | None

FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection), full-width forms too."""


def safe_value(value: object) -> Value:
    """Return `value` for a cell: numbers and days as they are, texts that would be formulas made harmless."""
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, datetime):
        return value.astimezone(JAKARTA).replace(tzinfo=None, microsecond=0)
    if isinstance(value, date):
        return value
    return safe_text(str(value))


def safe_text(text: str) -> str:
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_BEGINS) else text
