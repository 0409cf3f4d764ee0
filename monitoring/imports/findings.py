"""What was found in a file, told at its cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


ROW_ERRORS = frozenset(
    "unknown_district ambiguous_district code_name_conflict district_out_of_scope duplicate_row not_a_count "
    "fraction negative ambiguous_number no_formula_value cell_error bad_day future_day missing_day "
    "day_outside_round shifted_row decreasing more_than_eligible bad_document".split()
)
"""The row is not taken."""

FILE_ERRORS = frozenset(
    "unreadable wrong_format too_large no_table missing_column ambiguous_column stale".split()
)
"""Nothing of the sheet, or of the file, is taken."""

WARNINGS = frozenset(
    "total_mismatch ignored_column ignored_sheet personal_data more_used_than_received outlier "
    "identical_to_previous bare_name_taken_as_regency copied_row".split()
)
"""The row is taken when a person confirms."""

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found at one place.

    `cell` is a name like "C6", None for a sheet or file. `value` is what stands there: text as it is,
    numbers as numbers, days as ISO text, None for empty. `suggestions` are district codes, best first
    (for `ignored_column`: the label that was probably meant). `variant` picks a more exact sentence than
    the code alone (see messages.py), `details` are the words that the sentence needs.
    """

    code: str
    sheet: str | None = None
    cell: str | None = None
    value: Value = None
    suggestions: tuple[str, ...] = ()
    variant: str = ""
    details: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        return Severity.WARNING if self.code in WARNINGS else Severity.ERROR


class CellRefused(ValueError):
    """A cell that does not say what it must say. `code` is a finding's code."""

    def __init__(self, code: str, variant: str = "", **details: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.variant = variant
        self.details = details


class FileRefused(ValueError):
    """A file of which nothing can be read; carries the one finding that says why."""

    def __init__(self, code: str, variant: str = "", **details: str | int) -> None:
        super().__init__(code)
        self.finding = Finding(code, variant=variant, details=details)


def plain_value(value: object) -> Value:
    """Return a cell as a finding shows it: days as ISO text, whole floats as integers."""
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value if isinstance(value, str | int | float) or value is None else str(value)
