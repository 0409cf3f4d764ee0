"""From what was read to what it would change: judged against what is stored, planned, counted."""

import hashlib
import marshal
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from import_export.results import Result, RowResult

from monitoring.imports.findings import Finding, Severity
from monitoring.imports.judging.judge import judge
from monitoring.imports.reading import Reading, ReportRow
from monitoring.imports.stored.documents import DocumentPlan, Paper
from monitoring.imports.stored.formats import SheetDataset
from monitoring.imports.stored.known import history_of
from monitoring.imports.stored.permitting import forbidden_sheets
from monitoring.imports.stored.planning import ReportPlan
from monitoring.imports.stored.reports import Author, lock_districts
from monitoring.imports.stored.resources import (
    CountResource,
    PlannedResource,
    ReportResource,
    ShipmentResource,
    SupplyResource,
)
from monitoring.rules import FIGURES

RESOURCES: dict[str, type[PlannedResource]] = {
    "reports": ReportResource,
    "supplies": SupplyResource,
    "shipments": ShipmentResource,
    "counts": CountResource,
}
"""By the kind of row that a reading has, in the order in which they are stored."""


@dataclass(frozen=True, slots=True)
class Check:
    """What a file would do. `results` is by kind; `reports` are the report rows that can be taken."""

    reading: Reading
    reports: list[ReportRow]
    findings: list[Finding]
    results: dict[str, Result] = field(default_factory=dict)

    @property
    def has_errors(self) -> bool:
        return any(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def has_near_miss(self) -> bool:
        """Return whether a header is so near to one of ours that someone must say what is meant."""
        return any(
            finding.code == "ignored_column" and finding.variant == "near" for finding in self.findings
        )

    @property
    def report_plan(self) -> ReportPlan:
        result = self.results.get("reports")
        return result.plan if result else ReportPlan()

    @property
    def papers(self) -> list[Paper]:
        plans = [result.plan for result in self.results.values()]
        return [paper for plan in plans if isinstance(plan, DocumentPlan) for paper in plan.new]

    @property
    def counts(self) -> dict[str, int]:
        """Return rows read, new, changed, unchanged and refused."""
        totals = [result.totals for result in self.results.values()]
        new, changed, unchanged = (
            sum(total[kind] for total in totals)
            for kind in (RowResult.IMPORT_TYPE_NEW, RowResult.IMPORT_TYPE_UPDATE, RowResult.IMPORT_TYPE_SKIP)
        )
        refused = self.reading.read - new - changed - unchanged
        return {
            "read": self.reading.read,
            "new": new,
            "changed": changed,
            "unchanged": unchanged,
            "refused": refused,
        }

    @property
    def takes_something(self) -> bool:
        counts = self.counts
        return counts["read"] > counts["refused"]

    @property
    def digest(self) -> str:
        """Return a digest of all that was shown: what would change, from what to what, and every finding."""
        shown = hashlib.sha256()
        for part in self._shown():
            # Version 2 knows no references, so that equal values give equal bytes.
            shown.update(marshal.dumps(part, 2))
        return shown.hexdigest()

    def _shown(self) -> Iterator[Any]:
        yield [(f.code, f.variant, f.sheet, f.cell, str(f.value)) for f in self.findings]
        for change in self.report_plan.changes:
            yield change.district, change.as_of.toordinal(), change.before, change.after
        for kind, result in self.results.items():
            if isinstance(result.plan, DocumentPlan):
                yield kind, [_words(paper) for paper in result.plan.new]


def _words(paper: Any) -> tuple[str, ...]:
    fields = [name for name in vars(paper) if not name.startswith("_") and not name.startswith("recorded")]
    return tuple(f"{name}={getattr(paper, name)}" for name in sorted(fields))


def check_reading(reading: Reading, permitted: Collection[str] = frozenset(RESOURCES)) -> Check:
    """Judge and plan what was read, but for rows of a kind that is not `permitted`.

    In a transaction, what it rests on is held until its end.
    """
    reports = reading.reports if "reports" in permitted else []
    lock_districts(row.district for row in reports)
    judged = judge(reports, history_of(reports))
    rows = {
        "reports": judged.rows,
        **{kind: getattr(reading, kind) for kind in RESOURCES if kind != "reports"},
    }
    results = {
        kind: RESOURCES[kind]().import_data(dataset_of(kind, taken), dry_run=True, raise_errors=True)
        for kind, taken in rows.items()
        if taken and kind in permitted
    }
    planned = [
        f
        for result in results.values()
        if isinstance(result.plan, DocumentPlan)
        for f in result.plan.findings
    ]
    forbidden = forbidden_sheets(reading, permitted)
    remarks = _on_changes(judged.findings, results["reports"].plan if "reports" in results else ReportPlan())
    return Check(reading, judged.rows, [*reading.findings, *remarks, *planned, *forbidden], results)


def _on_changes(findings: list[Finding], plan: ReportPlan) -> list[Finding]:
    """Leave out warnings of rows that say what is stored already: someone has confirmed them."""
    if not plan.unchanged:
        return findings
    changed = {(change.sheet, change.row) for change in plan.changes}
    return [
        finding
        for finding in findings
        if finding.severity is Severity.ERROR or (finding.sheet or "", _row_of(finding)) in changed
    ]


def _row_of(finding: Finding) -> int:
    """Return the row of a finding that judging made: each has a cell."""
    cell = finding.cell or "0"
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def dataset_of(kind: str, rows: list[Any]) -> SheetDataset:
    return SheetDataset(rows, ("district", "as_of", *FIGURES) if kind == "reports" else (kind,))


def carry_out(check: Check, author: Author) -> None:
    """Store what `check` planned, in the transaction in which it was checked."""
    for kind, result in check.results.items():
        RESOURCES[kind]().carry_out(result.plan, author)
