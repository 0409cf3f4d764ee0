"""What is worth a second look in the rows of one district, and refuses none of them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from monitoring.imports.falling import Entry
from monitoring.imports.findings import Finding
from monitoring.imports.history import Figures, History


def remarks(
    district: int, entries: Sequence[Entry], stored: Mapping[date, Figures], history: History
) -> Iterator[Finding]:
    """Yield the warnings about a district's rows, which come by day."""
    yield from ()
