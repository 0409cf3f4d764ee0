"""Has a workbook opened by a process that may die of it, and takes what it says."""

import importlib.util
import marshal
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from functools import cache, lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from monitoring.imports.cells.cells import Cell, Merge, Sheet
from monitoring.imports.files.extent import bounded
from monitoring.imports.files.marks import Marks, marked
from monitoring.imports.findings import FileRefused
from monitoring.imports.limits import Limits

PROGRAM = Path(__file__).with_name("sheet_child.py")
# Nothing else of the environment is handed down: it holds the database's password.
ENVIRONMENT = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
OUT_OF_MEMORY = {-signal.SIGABRT, -signal.SIGKILL, 3}


class SheetProcess:
    """A process that opens one workbook. It starts at once, so that what is checked meanwhile costs no time.

    Use as a context manager: the process is gone when it is left.
    """

    def __init__(self, content: bytes, limits: Limits) -> None:
        self.limits = limits
        self.late = False
        with tempfile.TemporaryFile() as file:
            file.write(content)
            file.seek(0)
            self.process = subprocess.Popen(
                _command(limits),
                stdin=file,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={name: os.environ[name] for name in ENVIRONMENT if name in os.environ},
            )
        self.timer = threading.Timer(limits.seconds, self._stop_late)
        self.timer.daemon = True
        self.timer.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.timer.cancel()
        self.process.kill()
        assert self.process.stdout is not None
        self.process.stdout.close()
        self.process.wait()

    def _stop_late(self) -> None:
        self.late = True
        self.process.kill()

    def messages(self) -> Iterator[tuple[Any, ...]]:
        """Yield what the process says, up to ("end",). Raises FileRefused when it falls silent before."""
        assert self.process.stdout is not None
        while len(head := self.process.stdout.read(4)) == 4:
            payload = self.process.stdout.read(int.from_bytes(head, "big"))
            if len(payload) < int.from_bytes(head, "big"):
                break
            # Our own program wrote this: marshal is safe here, and twice as fast as JSON.
            message = marshal.loads(payload)
            if message == ("end",):
                return
            yield message
        raise self._why_it_fell_silent()

    def _why_it_fell_silent(self) -> FileRefused:
        code = self.process.wait()
        if self.late or code == -signal.SIGXCPU:
            return FileRefused("too_large", "time")
        return FileRefused("too_large", "cells") if code in OUT_OF_MEMORY else FileRefused("unreadable")


def _command(limits: Limits) -> list[str]:
    # Without the site module (-S) it starts faster and sees one package only.
    return [sys.executable, "-I", "-S", str(PROGRAM), _packages(), str(limits.memory), str(limits.seconds)]


@cache
def _packages() -> str:
    """Return the folder that python_calamine is installed in."""
    spec = importlib.util.find_spec("python_calamine")
    if spec is None or spec.origin is None:
        raise ImportError("python-calamine is not installed")
    return str(Path(spec.origin).parent.parent)


def sheets_of(process: SheetProcess, marks: Mapping[str, Marks]) -> tuple[Sheet, ...]:
    """Return every sheet that the process reads, with the marks of its cells. Raises FileRefused."""
    messages = process.messages()
    sheets: list[Sheet] = []
    for kind, *about in messages:
        match kind:
            case "encrypted":
                raise FileRefused("unreadable", "encrypted")
            case "again":
                sheets.clear()
            case _:
                name, merges = about
                rows = bounded(marked(_rows(messages), marks.get(name, ())), process.limits)
                sheets.append(Sheet(name, rows, _merges_within(merges, len(rows))))
    return tuple(sheets)


def _rows(messages: Iterator[tuple[Any, ...]]) -> Iterator[list[Cell]]:
    """Yield the rows of one sheet without empty cells at their ends; a batch without columns ends it."""
    for _, columns, days in messages:
        if not columns:
            return
        for at, rows in days.items():
            for row in rows:
                columns[at][row] = _day(columns[at][row])
        for cells in map(list, zip(*columns, strict=True)):
            while cells and cells[-1] is None:
                cells.pop()
            yield cells


@lru_cache(maxsize=4096)
def _day(text: str) -> date:
    """Return a date from ISO text, a datetime where it has a time."""
    moment = datetime.fromisoformat(text)
    return moment if moment.time() != time.min else moment.date()


def _merges_within(merges: list[tuple[tuple[int, int], tuple[int, int]]], height: int) -> tuple[Merge, ...]:
    """Return the merges that begin in a row with data, cut at the last one: painted rows do not count."""
    return tuple(
        Merge(top, left, min(bottom, height - 1), right)
        for (top, left), (bottom, right) in sorted(merges)
        if top < height
    )
