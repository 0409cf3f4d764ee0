"""What a check found, as the plain data that scripts read (DESIGN section 5)."""

from datetime import date
from typing import Any

from monitoring.imports.findings import Finding
from monitoring.imports.messages import sentence
from monitoring.imports.reading import CountRow, ShipmentRow, SupplyRow
from monitoring.imports.stored.checking import Check
from monitoring.models import DistrictPlace, Upload
from monitoring.rules import FIGURES


def answer_of(upload: Upload, check: Check) -> dict[str, Any]:
    """Return the answer of `import_figures --json`; `rows` are those that can be taken."""
    code_on = _codes()
    return {
        "upload": upload.pk,
        "state": upload.state,
        "sheets": [{"name": sheet.name, "table": sheet.table} for sheet in check.reading.sheets],
        "counts": check.counts,
        "rows": [
            *(_report(row, code_on) for row in check.reports),
            *(
                _document(row, code_on)
                for kind in check.results
                if kind != "reports"
                for row in check.results[kind].plan.taken
            ),
        ],
        "findings": [_finding(finding) for finding in check.findings],
    }


def _report(row: Any, code_on: Any) -> dict[str, Any]:
    figures = {name: row.figures[name] for name in FIGURES if name in row.figures}
    return {"district": code_on(row.district, row.as_of), "as_of": row.as_of.isoformat(), **figures}


def _document(row: ShipmentRow | SupplyRow | CountRow, code_on: Any) -> dict[str, Any]:
    if isinstance(row, SupplyRow):
        return {"received_on": _iso(row.received_on), "quantity": row.quantity, "document": row.document}
    if isinstance(row, CountRow):
        store = code_on(row.district, row.counted_on) if row.district else None
        return {"store": store, "counted_on": _iso(row.counted_on), "quantity": row.quantity}
    return {
        "number": row.number,
        "sent_on": _iso(row.sent_on),
        "to_store": code_on(row.to_district, row.sent_on),
        "quantity": row.quantity,
        "received_on": _iso(row.received_on),
        "accepted": row.accepted,
        "rejected": row.rejected,
    }


def _iso(day: date | None) -> str | None:
    return day and day.isoformat()


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "value": finding.value,
        "message": sentence(finding),
        "suggestions": list(finding.suggestions),
    }


def _codes() -> Any:
    """Return a function that gives a district's code on a day: one query."""
    places: dict[int, list[tuple[date, date, str]]] = {}
    found = DistrictPlace.objects.values_list("district", "valid_from", "valid_until", "code")
    for district, valid_from, valid_until, code in found:
        places.setdefault(district, []).append((valid_from or date.min, valid_until or date.max, code))

    def code_on(district: int, day: date) -> str:
        return next(code for begin, end, code in places[district] if begin <= day < end)

    return code_on
