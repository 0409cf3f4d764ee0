"""Which kinds of rows a person may send. Others are refused, one finding a sheet, never left out silently."""

from collections.abc import Collection, Iterator

from monitoring.imports.findings import Finding
from monitoring.imports.reading import Reading
from monitoring.models import User

NEEDED = {
    "reports": "monitoring.import_districtreport",
    "supplies": "monitoring.import_blanksupply",
    "shipments": "monitoring.import_blankshipment",
    "counts": "monitoring.import_stockcount",
}
"""The permission that each kind of row needs."""


def permitted_kinds(user: User | None) -> frozenset[str]:
    """Return the kinds of rows that `user` may send; all for the command line (None)."""
    return frozenset(kind for kind, needed in NEEDED.items() if user is None or user.has_perm(needed))


def forbidden_sheets(reading: Reading, permitted: Collection[str]) -> Iterator[Finding]:
    """Yield a finding for each sheet and kind of rows that is not among `permitted`."""
    for kind in NEEDED:
        if kind not in permitted:
            for sheet in dict.fromkeys(row.sheet for row in getattr(reading, kind)):
                yield Finding("bad_document", sheet, variant=f"not_permitted_{kind}")
