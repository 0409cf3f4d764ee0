"""Findings as an Upload keeps them."""

from collections.abc import Sequence
from typing import Any

from monitoring.imports.findings import Finding
from monitoring.models import Upload


def as_json(finding: Finding) -> dict[str, Any]:
    """Return a finding as an Upload keeps it. Its sentence is made when shown, in the reader's language."""
    return {
        "code": finding.code,
        "variant": finding.variant,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "value": finding.value,
        "suggestions": list(finding.suggestions),
        "details": {
            key: value if isinstance(value, int) else str(value) for key, value in finding.details.items()
        },
    }


def from_json(kept: dict[str, Any]) -> Finding:
    return Finding(**{**kept, "suggestions": tuple(kept["suggestions"])})


def kept_findings(upload: Upload) -> Sequence[Finding]:
    return [from_json(kept) for kept in upload.findings]
