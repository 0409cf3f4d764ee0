"""django-import-export's view of a file: a format that reads it, and the dataset that comes of it."""

from collections.abc import Sequence
from typing import Any

import tablib
from import_export.formats.base_formats import Format

from monitoring.imports.reading import Reading, read_file


class SheetDataset(tablib.Dataset):
    """Rows of one kind that were read and may be taken, in the place of cells that still must be cleaned."""

    def __init__(self, rows: Sequence[Any], fields: Sequence[str]) -> None:
        super().__init__(headers=list(fields))
        self.rows = rows

    def __len__(self) -> int:
        return len(self.rows)


class SpreadsheetFormat(Format):
    """Any spreadsheet that the portal reads. What it needs to know of the portal is given to `read_file`."""

    def __init__(self, **known: Any) -> None:
        self.known = known

    def read(self, content: bytes) -> Reading:
        """Return what stands in `content`. Never raises for what a file holds: that is a finding."""
        return read_file(content, **self.known)

    def can_import(self) -> bool:
        return True
