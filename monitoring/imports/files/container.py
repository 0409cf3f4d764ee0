"""Looks into a zipped workbook before its figures are believed: what it is, and what calamine won't tell."""

import io
import zipfile
import zlib
from typing import NamedTuple
from xml.parsers import expat

from monitoring.imports.files import ods_marks, xlsx_marks
from monitoring.imports.files.marks import Marks
from monitoring.imports.files.unpacking import Unpacking, check_directory, plain_name
from monitoring.imports.files.xlsx_sheets import RELATIONS, WORKBOOK, sheet_names
from monitoring.imports.findings import FileRefused
from monitoring.imports.limits import Limits

Parts = dict[str, zipfile.ZipInfo]
"""The parts of a zip by their plain names."""


class Inside(NamedTuple):
    """What calamine won't tell: cells to mark by sheet name, and whether an identity number stands in it."""

    marks: dict[str, Marks]
    names_persons: bool


# All that zipfile and expat raise on bytes that are no sound zip.
BROKEN = (
    zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, OSError, ValueError, NotImplementedError,
    RuntimeError, IndexError, KeyError, OverflowError,
)  # fmt: skip
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
ODS_TYPES = (ODS, ODS + b"-template")


def look_inside(content: bytes, limits: Limits) -> Inside:
    """Return what is inside a zipped workbook; a sheet without marked cells may be missing.

    Raises FileRefused for what is no workbook, broken or encrypted, unpacks to too much or declares entities.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            check_directory(archive.infolist(), limits)
            parts = {plain_name(part): part for part in archive.infolist()}
            if WORKBOOK in parts:
                return _look_into_xlsx(archive, parts, limits)
            if _is_ods(archive, parts):
                return _look_into_ods(archive, parts, limits)
    except FileRefused:  # a ValueError too
        raise
    except BROKEN as error:
        raise FileRefused("unreadable") from error
    raise FileRefused("wrong_format")


def _is_ods(archive: zipfile.ZipFile, parts: Parts) -> bool:
    if "mimetype" not in parts:
        return False
    with archive.open(parts["mimetype"]) as file:
        return file.read(200).strip() in ODS_TYPES


def _look_into_ods(archive: zipfile.ZipFile, parts: Parts, limits: Limits) -> Inside:
    manifest = parts.get("meta-inf/manifest.xml")
    if manifest and any(b"encryption-data" in piece for piece in Unpacking(archive, limits).pieces(manifest)):
        raise FileRefused("unreadable", "encrypted")
    unpacking = Unpacking(archive, limits)
    suspicion = ods_marks.Suspicion(limits)
    for name, part in parts.items():
        for piece in unpacking.checked_pieces(part):
            if name == "content.xml":
                suspicion.feed(piece)
    if not suspicion.found:
        return Inside({}, unpacking.names_persons)
    pieces = Unpacking(archive, limits).pieces(parts["content.xml"])
    return Inside(ods_marks.walk(pieces, most_rows=limits.rows + 1), unpacking.names_persons)


def _look_into_xlsx(archive: zipfile.ZipFile, parts: Parts, limits: Limits) -> Inside:
    unpacking = Unpacking(archive, limits)
    found = {name: _marks_of(archive, part, unpacking, limits) for name, part in parts.items()}
    found = {name: marks for name, marks in found.items() if marks}
    if not found:
        return Inside({}, unpacking.names_persons)
    again = Unpacking(archive, limits)
    names = sheet_names(again.pieces(parts[WORKBOOK]), again.pieces(parts[RELATIONS]))
    marks = {names[part]: marks for part, marks in found.items() if part in names}
    return Inside(marks, unpacking.names_persons)


def _marks_of(archive: zipfile.ZipFile, part: zipfile.ZipInfo, unpacking: Unpacking, limits: Limits) -> Marks:
    """Return the marks of a part, be it a sheet or not; every part is read to its end, and so checked."""
    scan = xlsx_marks.PartScan()
    for piece in unpacking.checked_pieces(part):
        scan.feed(piece)
    if scan.places_unknown:
        return xlsx_marks.walk(Unpacking(archive, limits).pieces(part))
    return scan.marks
