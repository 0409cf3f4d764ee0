"""Opens a workbook in a process of its own, which may die of it: `python -I -S sheet_child.py`.

Arguments: the folder that holds python_calamine, the address space in bytes, the processor seconds.
The workbook comes on stdin. Messages leave on stdout, each marshalled behind its length in four bytes:
("sheet", name, merges), ("rows", rows, days), ("again",), ("encrypted",), ("end",).
Rows come without empty cells at their ends; an empty batch ends a sheet; `days` says which cells of the batch
hold the ISO text of a day; "again" takes back all that came before.
"""

import io
import marshal
import resource
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

BATCH_ROWS = 1000
OPEN_FILES = 16
UNKNOWN_ERROR = "Unsupported cell error value"
LONGEST_TEXT = 131_072


def confine(memory: int, seconds: int) -> None:
    """Take from this process what an unlucky file could use to harm the machine."""
    for limit, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
    ):
        try:
            resource.setrlimit(limit, (most, most))
        except (ValueError, OSError):  # not every system knows every limit
            continue


def send(*message: object) -> None:
    payload = marshal.dumps(message)
    sys.stdout.buffer.write(len(payload).to_bytes(4, "big") + payload)


def number(value: float) -> int | float | str:
    """Return a whole number as int, up to the sixteen digits of an identity number."""
    if -1e16 < value < 1e16:
        return int(value) if value.is_integer() else value
    return value if value - value == 0 else str(value)


def text(value: str) -> str | None:
    """Return the text as it stands, but for NUL, which no database keeps.

    Raises ValueError for one that no spreadsheet program can have written (32,767 letters are its most).
    """
    if len(value) > LONGEST_TEXT:
        raise ValueError(len(value))
    return value.replace("\0", "\ufffd") if "\0" in value else value or None


def whole(value: int) -> int | str:
    return value if -(10**16) < value < 10**16 else str(value)


PLAIN: dict[type, Callable[[Any], object]] = {
    float: number,
    str: text,
    int: whole,
    bool: bool,
    date: date.isoformat,
    datetime: datetime.isoformat,
    time: time.isoformat,
    timedelta: str,
}
DAYS = {date, datetime}


def send_rows(rows: Iterator[list[Any]]) -> None:
    batch: list[list[object]] = []
    days: list[tuple[int, int]] = []
    for row in rows:
        kinds = list(map(type, row))
        if not DAYS.isdisjoint(kinds):
            days += [(len(batch), column) for column, kind in enumerate(kinds) if kind in DAYS]
        cells = [PLAIN[kind](cell) for kind, cell in zip(kinds, row, strict=True)]
        while cells and cells[-1] is None:
            cells.pop()
        batch.append(cells)
        if len(batch) == BATCH_ROWS:
            send("rows", batch, days)
            batch, days = [], []
    if batch:
        send("rows", batch, days)
    send("rows", [], [])


def send_sheets(calamine: Any, content: bytes) -> None:
    workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    for number_of_sheet, sheet in enumerate(workbook.sheets_metadata):
        if sheet.typ == calamine.SheetTypeEnum.WorkSheet:
            opened = workbook.get_sheet_by_index(number_of_sheet)
            send("sheet", sheet.name, opened.merged_cell_ranges or [])
            send_rows(opened.iter_rows())
    send("end")


def with_known_errors(content: bytes) -> bytes:
    """Return the xlsx with one error in place of all: calamine gives up at those that it does not know.

    Google writes #ERROR!, for one. What the cells showed is found by the process that started this one.
    """
    import re
    import zipfile

    tag, other, value = (
        rb"<(?:\w+:)?c\b[^<>]*?\st=[\"']e[\"'][^<>]*>",
        rb"(?!</?(?:\w+:)?[cv]\b).",
        rb"<(?:\w+:)?v>",
    )
    error_cell = re.compile(rb"(%b(?:%b)*+%b)[^<]*+" % (tag, other, value), re.DOTALL)
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(changed, "w") as new:
        for part in old.namelist():
            new.writestr(part, error_cell.sub(rb"\g<1>#N/A", old.read(part)))
    return changed.getvalue()


def main(packages: str, memory: str, seconds: str) -> None:
    sys.path.append(packages)
    import python_calamine as calamine

    confine(int(memory), int(seconds))
    content = sys.stdin.buffer.read()
    try:
        send_sheets(calamine, content)
    except calamine.PasswordError:
        send("encrypted")
    except calamine.CalamineError as error:
        if UNKNOWN_ERROR not in str(error):
            raise
        send("again")
        send_sheets(calamine, with_known_errors(content))


if __name__ == "__main__":
    main(*sys.argv[1:])
