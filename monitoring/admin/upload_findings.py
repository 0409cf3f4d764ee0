"""Findings of a review: where, what stands there, what is wrong, and what an unknown name may mean."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from monitoring.exports.headers import label
from monitoring.imports.findings import Finding, Severity, Value
from monitoring.imports.messages import sentence
from monitoring.imports.stored.confirming import NotConfirmed, spelling_of
from monitoring.imports.tables.labels import EXPORT_LABELS
from monitoring.models import DistrictPlace
from monitoring.models.regions import DistrictQuerySet

MOST_WARNINGS = 12
"""So many warnings stand open on the page."""

LONGEST_VALUE = 200
"""Characters of a cell's text that are shown; a cell can hold a book."""

FOLDED = "ignored_column"
"""Told in one line for each sheet, with what was recognised."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A district that may be meant; `choice` says to the server which spelling of which cell it is."""

    code: str
    name: str
    choice: str


@dataclass(frozen=True, slots=True)
class ShownFinding:
    place: str
    value: str
    told: str
    is_error: bool
    suggestions: list[Suggestion] = field(default_factory=list)


def told_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that are told one by one: errors first, else as the file has them."""
    told = [finding for finding in findings if finding.code != FOLDED or finding.variant]
    return sorted(told, key=lambda finding: finding.severity is not Severity.ERROR)


@dataclass(frozen=True, slots=True)
class Severities:
    """Findings of one severity; many warnings are folded, so that what comes below is found."""

    shown: list[ShownFinding]
    folded: bool


def by_severity(shown: Sequence[ShownFinding]) -> list[Severities]:
    errors = [finding for finding in shown if finding.is_error]
    warnings = [finding for finding in shown if not finding.is_error]
    found = [Severities(errors, False), Severities(warnings, len(warnings) > MOST_WARNINGS)]
    return [severity for severity in found if severity.shown]


def shown_findings(findings: Sequence[Finding], districts: DistrictQuerySet) -> list[ShownFinding]:
    """Return findings for a page; suggested are only `districts`, those that the user may see: one query."""
    codes = {code for finding in findings for code in offered(finding)}
    places = DistrictPlace.objects.filter(code__in=codes, district__in=districts) if codes else ()
    names = {place.code: place.name for place in places}
    return [
        ShownFinding(
            place_of(finding),
            # As it stands in the file, never as a number of the reader's language: 702.915 is the point.
            "" if finding.value is None else shortened(str(finding.value)),
            sentence(replace(finding, value=shortened(finding.value))),
            finding.severity is Severity.ERROR,
            [
                Suggestion(code, names[code], f"{finding.sheet or ''}|{finding.cell}|{code}")
                for code in offered(finding)
                if code in names
            ],
        )
        for finding in findings
    ]


def shortened(value: Value) -> Value:
    """Return a cell's value; of a very long text the beginning."""
    if not isinstance(value, str) or len(value) <= LONGEST_VALUE:
        return value
    return f"{value[:LONGEST_VALUE].rstrip()}…"


def offered(finding: Finding) -> tuple[str, ...]:
    """Return the codes that may be confirmed for the spelling in `finding`."""
    if finding.code != "unknown_district":
        return ()
    try:
        spelling_of(finding)
    except NotConfirmed:
        return ()
    return finding.suggestions


def place_of(finding: Finding) -> str:
    if finding.cell is None:
        return finding.sheet or _("the whole file")
    return f"{finding.sheet} · {finding.cell}" if finding.sheet else finding.cell


def chosen_finding(findings: Iterable[Finding], choice: str) -> tuple[Finding | None, str]:
    """Return the finding and code that a clicked suggestion means; None when it is not there any more."""
    sheet, cell, code = [*choice.rsplit("|", 2), "", ""][:3]
    found = (f for f in findings if f.code == "unknown_district" and (f.sheet or "", f.cell) == (sheet, cell))
    return next(found, None), code


@dataclass(frozen=True, slots=True)
class ShownTable:
    kind: str
    header: str
    rows: str
    columns: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ShownSheet:
    """What was recognised of a sheet; `left` are the headers of columns that are not ours."""

    name: str
    tables: list[ShownTable]
    left: str


def shown_sheets(understood: dict[str, Any]) -> list[ShownSheet]:
    return [
        ShownSheet(
            sheet["name"] or _("the whole file"),
            [_shown_table(table) for table in sheet["tables"]],
            ", ".join(dict.fromkeys(text for table in sheet["tables"] for text in table["left"] if text)),
        )
        for sheet in understood.get("sheets", [])
    ]


def _shown_table(table: dict[str, Any]) -> ShownTable:
    kinds = {
        "report": _("position reports"),
        "shipment": _("shipments"),
        "supply": _("supplies"),
        "count": _("stock counts"),
    }
    columns = sorted(table["columns"].items(), key=lambda column: (len(column[1]), column[1]))
    return ShownTable(
        kinds[table["kind"]],
        span(*table["header_rows"]),
        span(table["first_row"], table["last_row"]),
        [(letters, title_of(name)) for name, letters in columns],
    )


def span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def title_of(name: str) -> str:
    return str(label(name)) if name in EXPORT_LABELS else _("regency or city")
