"""How much of a file is read. Whoever calls the reader hands one of these down."""

from dataclasses import dataclass

from django.conf import settings

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """`bytes`, `unpacked` and `memory` count bytes, `seconds` are of the clock on the wall.

    `rows` counts rows of data (headers and titles aside), `columns` reaches from column A to the last
    one with data, `parts` counts the files inside of a zipped one, `memory` is the address space of the
    process that opens a workbook.
    """

    bytes: int = 10 * MIB
    unpacked: int = 100 * MIB
    rows: int = 20_000
    columns: int = 200
    seconds: int = 30
    memory: int = 400 * MIB
    parts: int = 10_000


WEB = Limits(**settings.UPLOAD_LIMITS)
# 200,000 rows of nine columns weigh 12 MB as xlsx and 15 MB as csv, and unpack to 75 MB.
COMMAND_LINE = Limits(bytes=50 * MIB, unpacked=400 * MIB, rows=250_000, memory=512 * MIB)
