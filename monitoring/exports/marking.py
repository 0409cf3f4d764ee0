"""Has an officer's own xlsx marked by a process that may die of it."""

import importlib.util
import io
import marshal
import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from monitoring.imports.findings import Value
from monitoring.imports.tables.labels import FINDINGS_TITLES

PROGRAM = Path(__file__).with_name("marking_child.py")
ENVIRONMENT = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR")
AUTHOR = "Portal KTP-el"
WIDTHS = (18, 8, 26, 90, 12)
LINK_COLUMN = 2
SECONDS = 10
MEMORY = 1024 * 1024 * 1024
LARGEST_SHEETS = 40 * 1024 * 1024
"""Bytes of XML; a larger workbook is not opened for marking, which takes seconds and memory without end."""


@dataclass(slots=True)
class Marks:
    """What is marked on a sheet: bad cells with their sentences, rows that are fine, cells that are emptied.

    `odd` are those of the bad cells that are only worth a second look.
    `slipped` are cells of a csv's rows whose cells have slipped, and which must not pass for counts.
    """

    bad: dict[str, str] = field(default_factory=dict)
    odd: set[str] = field(default_factory=set)
    fine: list[int] = field(default_factory=list)
    blank: set[str] = field(default_factory=set)
    slipped: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class FindingsSheet:
    """The sheet that lists what was found. `links` are the cells that its rows are about, "" for none."""

    name: str
    head: list[list[str]]
    rows: list[list[Value]]
    links: list[str]


def marked(content: bytes, marks: Mapping[str | None, Marks], listed: FindingsSheet) -> bytes | None:
    """Return the workbook with its marks; None for what is no xlsx, or cannot be opened for marking."""
    if not _is_markable(content):
        return None
    order = {
        "content": content,
        "author": AUTHOR,
        "sheets": {
            name or "": {
                "bad": each.bad,
                "odd": sorted(each.odd),
                "fine": each.fine,
                "blank": sorted(each.blank),
            }
            for name, each in marks.items()
        },
        "findings": _listed(listed),
    }
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-S", str(PROGRAM), _packages(), str(MEMORY), str(SECONDS)],
            input=marshal.dumps(order),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in ENVIRONMENT if name in os.environ},
            timeout=SECONDS,
            check=True,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return None
    return done.stdout


def _is_markable(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            size = sum(part.file_size for part in archive.infolist())
    except zipfile.BadZipFile:
        return False
    return "xl/workbook.xml" in names and size <= LARGEST_SHEETS


def _listed(listed: FindingsSheet) -> dict[str, Any]:
    return {
        "titles": list(FINDINGS_TITLES),
        "name": listed.name,
        "head": listed.head,
        "rows": listed.rows,
        "links": listed.links,
        "link_column": LINK_COLUMN,
        "widths": list(WIDTHS),
    }


@cache
def _packages() -> str:
    """Return the folder that openpyxl is installed in."""
    spec = importlib.util.find_spec("openpyxl")
    if spec is None or spec.origin is None:
        raise ImportError("openpyxl is not installed")
    return str(Path(spec.origin).parent.parent)
