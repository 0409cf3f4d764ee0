"""What kind of file some bytes are. The content decides, the name never."""

import re
from enum import Enum

from monitoring.imports.findings import FileRefused


class Kind(Enum):
    ZIP = "zip"
    OLE = "ole"
    TEXT = "text"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
UTF16 = (b"\xff\xfe", b"\xfe\xff")
UTF8_BOM = b"\xef\xbb\xbf"
PICTURES = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00", b"8BPS",
)  # fmt: skip
OTHERS = (
    b"{\\rtf",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"BZh",
    b"\xfd7zXZ",
    b"SQLite format 3",
    b"PAR1",
    b"MZ",
    b"\x7fELF",
)
OTHER_TEXTS = re.compile(
    rb"(?:ID;P[^\r\n]*\r?\n(?:P|B|F|C|O|E);"  # SYLK; a csv may begin with ID;PROVINSI
    rb"|TABLE\r?\n0,1\r?\n"  # DIF
    rb"|[{\[]\s*[\"{\[])"  # JSON
)
# Blanks of a text: what may stand before the first mark of a web page.
BLANKS = b" \t\r\n\x0b\x0c\x00\x1a"
MARKUP = re.compile(rb"<[a-zA-Z!?]")
WEB_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|style|div|tr)\b", re.IGNORECASE)
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
HEAD = 64 * 1024


def kind_of(content: bytes) -> Kind:
    """Return what the bytes are. Raises FileRefused for what is no spreadsheet, and for an empty file."""
    head = content[:HEAD]
    if not content.strip(BLANKS) or content.strip(BLANKS) in (UTF8_BOM, *UTF16):
        raise FileRefused("unreadable", "empty")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return Kind.ZIP
    if head.startswith(OLE):
        return Kind.OLE
    _refuse_pictures(head)
    _refuse_others(head)
    return Kind.TEXT


def _refuse_pictures(head: bytes) -> None:
    riff = head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    bitmap = head[:2] == b"BM" and head[6:10] == b"\0\0\0\0"
    heif = head[4:8] == b"ftyp"
    if head.startswith(PICTURES) or riff or bitmap or heif:
        raise FileRefused("wrong_format", "picture")


def _refuse_others(head: bytes) -> None:
    if head.lstrip(BLANKS).startswith(b"%PDF"):
        raise FileRefused("wrong_format", "pdf")
    if head.startswith(OTHERS):
        raise FileRefused("wrong_format")
    text = plain_head(head)
    if text.startswith(b"MIME-Version:") and WEB_PAGE.search(text):
        raise FileRefused("wrong_format", "html")
    if MARKUP.match(text):
        raise FileRefused("wrong_format", "html" if WEB_PAGE.search(text) else "")
    if OTHER_TEXTS.match(text) or is_binary(head):
        raise FileRefused("wrong_format")


def plain_head(head: bytes) -> bytes:
    """Return the first bytes of a text as ASCII marks can be sought in them, UTF-16 too."""
    if head.startswith(UTF16):
        return head[2:].replace(b"\0", b"").lstrip(BLANKS)
    return head.removeprefix(UTF8_BOM).lstrip(BLANKS)


def is_binary(head: bytes) -> bool:
    """Whether more than one byte in a hundred is a control character, which no text has."""
    if head.startswith(UTF16):
        return False
    return len(CONTROL.findall(head)) * 100 > max(len(head), 400)
