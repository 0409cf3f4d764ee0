"""Opens a workbook in a process of its own, which may die of it: `python -I -S sheet_child.py`.

Arguments: the folder that holds python_calamine, the address space in bytes, the processor seconds.
The workbook comes on stdin. Messages leave on stdout, each marshalled behind its length in four bytes:
("sheet", name, merges), ("cells", columns, days), ("again",), ("encrypted",), ("end",).
Cells come in batches, column by column; no column at all ends a sheet. `days` says for each column with days
which of its cells hold the ISO text of one. "again" takes back all that came before.
"""

import io
import marshal
import resource
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

BATCH_CELLS = 10_000
OPEN_FILES = 16
SIXTEEN_DIGITS = 10**16
OUT_OF_MEMORY = 3
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


def send(*message: Any) -> None:
    payload = marshal.dumps(message)
    sys.stdout.buffer.write(len(payload).to_bytes(4, "big") + payload)


def number(value: float) -> int | float | str:
    """Return a whole number as int, up to the sixteen digits of an identity number."""
    if -SIXTEEN_DIGITS < value < SIXTEEN_DIGITS:
        return int(value) if value == int(value) else value
    return value if value - value == 0 else str(value)


def text(value: str) -> str | None:
    """Return the text as it stands, but for NUL, which no database keeps.

    Raises ValueError for one that no spreadsheet program can have written (32,767 letters are its most).
    """
    if len(value) > LONGEST_TEXT:
        raise ValueError(len(value))
    return value.replace("\0", "\ufffd") if "\0" in value else value or None


PLAIN: dict[type, Callable[[Any], object]] = {
    float: number,
    str: text,
    int: lambda value: value if -SIXTEEN_DIGITS < value < SIXTEEN_DIGITS else str(value),
    bool: bool,
    date: date.isoformat,
    datetime: datetime.isoformat,
    time: time.isoformat,
    timedelta: str,
}
DAYS = {date, datetime}


def plain(column: tuple[Any, ...]) -> Sequence[object]:
    """Return the cells of a column as they can be sent."""
    if set(map(type, column)) == {float}:
        whole = whole_numbers(column)
        if whole is not None:
            return whole
    return [PLAIN[type(cell)](cell) for cell in column]


def whole_numbers(column: tuple[float, ...]) -> Sequence[int] | None:
    """Return a column of whole numbers, by far the commonest, in a third of the time; None if it is none."""
    try:
        whole = list(map(int, column))
    except (ValueError, OverflowError):  # not a number, or infinite
        return None
    small = max(whole) < SIXTEEN_DIGITS and min(whole) > -SIXTEEN_DIGITS
    return whole if small and whole == list(column) else None


def days_in(column: tuple[Any, ...]) -> list[int]:
    """Return which cells of the column are days."""
    if DAYS.isdisjoint(map(type, column)):
        return []
    return [at for at, cell in enumerate(column) if type(cell) in DAYS]


def send_cells(sheet: Any) -> None:
    rows: Iterator[list[Any]] = sheet.iter_rows()  # from row 1 on, but from the first column with data
    left = sheet.start[1] if sheet.start else 0
    while batch := list(islice(rows, max(1, BATCH_CELLS // max(1, sheet.total_width)))):
        columns = list(zip(*batch, strict=True))
        days = {left + at: days for at, column in enumerate(columns) if (days := days_in(column))}
        send("cells", [[None] * len(batch)] * left + list(map(plain, columns)), days)
    send("cells", [], {})


def send_sheets(calamine: Any, content: bytes) -> None:
    workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    for number_of_sheet, sheet in enumerate(workbook.sheets_metadata):
        if sheet.typ == calamine.SheetTypeEnum.WorkSheet:
            opened = workbook.get_sheet_by_index(number_of_sheet)
            send("sheet", sheet.name, opened.merged_cell_ranges or [])
            send_cells(opened)
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
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)


if __name__ == "__main__":
    main(*sys.argv[1:])
