"""Values as a file of rows holds them."""

from datetime import date, datetime

from monitoring.clock import JAKARTA
from monitoring.imports.cells.text import FORMULA_BEGINS

Value = str | int | float | date | None


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
    return f"'{text}" if begins_formula(text) else text


def begins_formula(text: str) -> bool:
    return text.lstrip(" ").startswith(FORMULA_BEGINS)
