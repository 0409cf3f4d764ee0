"""Reads the parts of a zip, in pieces, and never more than the limits allow."""

import re
import zipfile
from collections.abc import Iterator
from time import monotonic

from monitoring.imports.cells.identity import IDENTITY_DIGITS, bytes_name_persons
from monitoring.imports.findings import FileRefused
from monitoring.imports.limits import MIB, Limits

PIECE = 256 * 1024
ENCRYPTED_PART = 0x1
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
LONGEST_CUT = max(*map(len, DECLARATIONS), IDENTITY_DIGITS + 1)
# XML in UTF-16 or UTF-32: allowed, but written by nobody, and calamine takes it for an empty sheet.
WIDE_XML = re.compile(rb"(?:\xff\xfe(?:\0\0)?|(?:\0\0)?\xfe\xff)?(?:\0{1,3}<|<\0)")


def plain_name(part: zipfile.ZipInfo) -> str:
    """Return the name of a part as the formats mean it: some programs write backslashes or other cases."""
    return part.filename.replace("\\", "/").lstrip("/").lower()


def check_directory(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Raises FileRefused for what the list of parts already shows: too many, too large, encrypted."""
    if len(parts) > limits.parts:
        raise FileRefused("too_large", "parts", limit=limits.parts)
    if sum(part.file_size for part in parts) > limits.unpacked:
        raise _too_large(limits)
    if any(part.flag_bits & ENCRYPTED_PART for part in parts):
        raise FileRefused("unreadable", "encrypted")
    if any(part.compress_type not in METHODS for part in parts):
        raise FileRefused("unreadable")


def _too_large(limits: Limits) -> FileRefused:
    return FileRefused("too_large", "unpacked", limit=limits.unpacked // MIB)


class Unpacking:
    """Counts what it reads, over all parts: what the directory declares may be a lie.

    Whoever reads its pieces may be slow over them: the seconds of the limits hold for that too.
    """

    def __init__(self, archive: zipfile.ZipFile, limits: Limits) -> None:
        self._archive, self._limits = archive, limits
        self._unpacked = 0
        self.names_persons = False
        self._deadline = monotonic() + limits.seconds

    def pieces(self, part: zipfile.ZipInfo) -> Iterator[bytes]:
        """Yield the bytes of a part. Raises FileRefused when the parts together are too large."""
        with self._archive.open(part) as file:
            while piece := file.read(PIECE):
                self._unpacked += len(piece)
                if self._unpacked > self._limits.unpacked:
                    raise _too_large(self._limits)
                if monotonic() > self._deadline:
                    raise FileRefused("too_large", "time")
                yield piece

    def checked_pieces(self, part: zipfile.ZipInfo) -> Iterator[bytes]:
        """Yield the bytes of a part. Raises FileRefused for XML that declares entities, or is wide.

        What names a person is noted on the way: comments, properties and headers are no cells.
        """
        is_xml, rest = None, b""
        for piece in self.pieces(part):
            if is_xml is None:
                is_xml = piece.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<"
                if WIDE_XML.match(piece):
                    raise FileRefused("unreadable")
            if (
                is_xml and (b"!" in piece or b"!" in rest) and _declares(rest + piece)
            ):  # a rare byte, found fast
                raise FileRefused("unreadable")
            self.names_persons = self.names_persons or bytes_name_persons(rest + piece)
            rest = piece[-LONGEST_CUT:]
            yield piece


def _declares(text: bytes) -> bool:
    return any(declaration in text for declaration in DECLARATIONS)
