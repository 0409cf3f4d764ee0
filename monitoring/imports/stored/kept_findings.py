"""Findings as an Upload keeps them."""

from collections.abc import Sequence
from typing import Any

from monitoring.imports.cells.identity import COVER, covered_text, is_identity_number
from monitoring.imports.findings import Finding, Value
from monitoring.models import Upload


def as_json(finding: Finding) -> dict[str, Any]:
    """Return a finding as an Upload keeps it, without identity numbers of persons.

    Its sentence is made when shown, in the reader's language.
    """
    return {
        "code": finding.code,
        "variant": finding.variant,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "value": _covered(finding.value),
        "suggestions": list(finding.suggestions),
        "details": {
            key: value if isinstance(value, int) else covered_text(str(value))
            for key, value in finding.details.items()
        },
    }


def _covered(value: Value) -> Value:
    if is_identity_number(value):
        return COVER
    return covered_text(value) if isinstance(value, str) else value


def from_json(kept: dict[str, Any]) -> Finding:
    return Finding(**{**kept, "suggestions": tuple(kept["suggestions"])})


def kept_findings(upload: Upload) -> Sequence[Finding]:
    return [from_json(kept) for kept in upload.findings]
