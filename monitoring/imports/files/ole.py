"""Finds a stream in an OLE2 container, the file system inside of old Excel files.

Source: Microsoft, [MS-CFB] Compound File Binary File Format.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

SECTOR_NUMBERS_IN_HEADER = 109
NO_MORE = 0xFFFFFFFA
"""Sector numbers from here on mean an end, or nothing."""

ENTRY_BYTES = 128
STREAM, ROOT = 2, 5


class BrokenOle(ValueError):
    """The container is cut or contradicts itself."""


@dataclass(frozen=True, slots=True)
class Entry:
    name: str
    kind: int
    start: int
    size: int


class Ole:
    """The streams of a container by name. Raises BrokenOle."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        try:
            self._open()
        except (struct.error, IndexError) as error:
            raise BrokenOle from error

    def _open(self) -> None:
        header = struct.unpack_from("<HH", self._content, 30)
        if header not in ((9, 6), (12, 6)):
            raise BrokenOle
        self._sector_bytes = 1 << header[0]
        directory, self._mini_limit, mini_table = struct.unpack_from("<I4xII", self._content, 48)
        self._table = self._numbers(self._table_sectors())
        self._mini_table = self._numbers(self._chain(mini_table, self._table))
        entries = list(self._entries(b"".join(map(self._sector, self._chain(directory, self._table)))))
        self.streams = {entry.name: entry for entry in entries if entry.kind == STREAM}
        root = next((entry for entry in entries if entry.kind == ROOT), None)
        self._mini_stream = self._large(root) if root and root.size else b""

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._sector_bytes
        if start >= len(self._content):
            raise BrokenOle
        return self._content[start : start + self._sector_bytes]

    def _table_sectors(self) -> Iterator[int]:
        """Yield the sectors of the allocation table: some are in the header, more in a chain of their own."""
        yield from struct.unpack_from(f"<{SECTOR_NUMBERS_IN_HEADER}I", self._content, 76)
        following = struct.unpack_from("<I", self._content, 68)[0]
        for _ in range(len(self._content) // self._sector_bytes):
            if following >= NO_MORE:
                return
            *numbers, following = struct.unpack(f"<{self._sector_bytes // 4}I", self._sector(following))
            yield from numbers

    def _numbers(self, sectors: Iterator[int]) -> list[int]:
        table = b"".join(self._sector(number) for number in sectors if number < NO_MORE)
        return list(struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4]))

    def _chain(self, start: int, table: list[int]) -> Iterator[int]:
        for _ in range(len(table)):
            if start >= NO_MORE:
                return
            yield start
            start = table[start]
        if start < NO_MORE and table:
            raise BrokenOle

    def _entries(self, directory: bytes) -> Iterator[Entry]:
        for at in range(0, len(directory) - ENTRY_BYTES + 1, ENTRY_BYTES):
            name, length, kind = struct.unpack_from("<64sHB", directory, at)
            start, size = struct.unpack_from("<II", directory, at + 116)
            yield Entry(name[: max(0, length - 2)].decode("utf-16-le", "replace"), kind, start, size)

    def _large(self, entry: Entry) -> bytes:
        found = b"".join(map(self._sector, self._chain(entry.start, self._table)))
        if len(found) < entry.size:
            raise BrokenOle
        return found[: entry.size]

    def read(self, name: str) -> bytes:
        """Return the bytes of a stream. Raises BrokenOle where the file ends before it does."""
        entry = self.streams[name]
        try:
            return self._large(entry) if entry.size >= self._mini_limit else self._small(entry)
        except IndexError as error:
            raise BrokenOle from error

    def _small(self, entry: Entry) -> bytes:
        sectors = self._chain(entry.start, self._mini_table)
        found = b"".join(self._mini_stream[number * 64 : number * 64 + 64] for number in sectors)
        if len(found) < entry.size:
            raise BrokenOle
        return found[: entry.size]
