"""Figures typed in, by form or grid: the same checks as an upload, and the one room that writes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from monitoring import clock
from monitoring.imports.cells.counts import read_count
from monitoring.imports.findings import CellRefused, Finding, Severity
from monitoring.imports.judging.judge import judge
from monitoring.imports.messages import sentence
from monitoring.imports.stored.known import history_of
from monitoring.imports.stored.own_rows import hold_own
from monitoring.imports.stored.reports import Author, Change, Figures, lock_districts, store
from monitoring.imports.tables.rows import Layout, ReportRow
from monitoring.models import DistrictReport, User
from monitoring.rules import FIGURES


class Outdated(Exception):
    """What was shown no longer rests on what is stored."""


class CountInput(forms.TextInput):
    """An input that takes dots, with the keys for numbers on a phone."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        ours = {"inputmode": "numeric", "autocomplete": "off", "class": "vIntegerField"}
        super().__init__(ours | (attrs or {}))


class CountField(forms.CharField):
    """A count as people write it: 1.234 is more than a thousand, empty is not reported."""

    widget = CountInput

    def __init__(self, *, required: bool = False, **kwargs: Any) -> None:
        # A count is never below zero, which is all that a model field could ask for here.
        kwargs.pop("min_value", None)
        super().__init__(required=required, **kwargs)

    def to_python(self, value: Any) -> int | None:
        text = super().to_python(value)
        try:
            return read_count(text or None)
        except CellRefused as refused:
            raise ValidationError(refusal_text(refused, text)) from refused


def refusal_text(refused: CellRefused, text: str) -> str:
    return sentence(Finding(refused.code, value=text, variant=refused.variant, details=refused.details))


@dataclass(frozen=True, slots=True)
class Entry:
    """What someone typed for a district and day, all seven figures, and the report that it would change."""

    district: int
    as_of: date
    figures: Figures
    key: int | None = None
    before: Figures | None = None

    @property
    def is_change(self) -> bool:
        return self.figures != (self.before or (None,) * len(FIGURES))

    @property
    def erased(self) -> list[str]:
        """Return the figures that stood there and would not any more."""
        pairs = zip(FIGURES, self.before or (), self.figures, strict=False)
        return [name for name, old, new in pairs if old is not None and new is None]

    @property
    def change(self) -> Change:
        return Change(self.district, self.as_of, self.key, self.before, self.figures)


@dataclass(frozen=True, slots=True)
class Told:
    """A finding at a figure of a district (field None: at the district)."""

    district: int
    field: str | None
    text: str
    is_error: bool


def with_stored(typed: Mapping[int, Figures], as_of: date) -> list[Entry]:
    """Return an entry for each district, with what is stored for the day: one query."""
    found = DistrictReport.objects.filter(district__in=list(typed), as_of=as_of)
    stored = {row[0]: (row[1], tuple(row[2:])) for row in found.values_list("district_id", "pk", *FIGURES)}
    return [
        Entry(district, as_of, figures, *stored.get(district, (None, None)))
        for district, figures in typed.items()
    ]


COLUMNS = {"district": 0} | {name: at for at, name in enumerate(FIGURES, start=1)}
"""Typed rows as the rules see them: a sheet with the district in column A and the figures behind it."""


def judged(entries: Sequence[Entry], names: Mapping[int, str]) -> list[Told]:
    """Return what the rules of uploads find in the entries that change something; `names` by district."""
    changed = [entry for entry in entries if entry.is_change]
    sheet = [(names[entry.district], *entry.figures) for entry in changed]
    layout = Layout(None, COLUMNS, sheet)
    rows = [
        ReportRow(entry.district, entry.as_of, entry.figures, None, at, layout)
        for at, entry in enumerate(changed, start=1)
    ]
    return [_told(finding, rows) for finding in judge(rows, history_of(rows)).findings]


def _told(finding: Finding, rows: Sequence[ReportRow]) -> Told:
    letter, number = finding.cell[:1], int(finding.cell[1:])
    field = next(name for name, at in COLUMNS.items() if at == ord(letter) - ord("A"))
    return Told(
        district=rows[number - 1].district,
        field=None if field == "district" else field,
        text=sentence(finding),
        is_error=finding.severity is Severity.ERROR,
    )


@transaction.atomic
def write(entries: Sequence[Entry], *, by: User, through: str, reason: str = "") -> int:
    """Write the entries that change something, and return how many. Raises Outdated.

    What each entry saw must still be what is stored; the districts are held until the transaction ends.
    Raises PermissionDenied if one is not the writer's.
    """
    changed = [entry for entry in entries if entry.is_change]
    lock_districts(entry.district for entry in changed)
    for day in {entry.as_of for entry in changed}:
        seen = [entry for entry in changed if entry.as_of == day]
        if with_stored({entry.district: entry.figures for entry in seen}, day) != seen:
            raise Outdated
    store([entry.change for entry in changed], author(by=by, through=through, reason=reason))
    hold_own((entry.district for entry in changed), by=by)
    return len(changed)


def author(*, by: User, through: str, reason: str = "") -> Author:
    return Author(by=by, at=clock.now(), recorded_on=clock.latest_today(), through=through, reason=reason)
