"""Looks into a zipped workbook before its figures are believed."""

import io
import zipfile
import zlib
from collections.abc import Iterator

from monitoring.imports.findings import FileRefused
from monitoring.imports.limits import MIB, Limits

CHUNK = 256 * 1024
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    KeyError,
)


def check_zip(content: bytes, limits: Limits) -> None:
    """Raises FileRefused for a zip that is no workbook, is broken, or unpacks to too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in archive.infolist():
                pass
    except BROKEN as error:
        raise FileRefused("unreadable") from error
