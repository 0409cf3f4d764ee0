"""Imports run down only: rules, clock, models, figures, imports, exports, then what is seen and called."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ("rules", "clock", "models", "figures", "imports", "accounts", "exports", "top")
TOP = ("admin", "sites", "management", "apps", "checks", "templatetags", "migrations")
FILES = sorted((ROOT / "monitoring").rglob("*.py"))
FRAME_FILES = sorted((ROOT / "ktpel_portal").rglob("*.py"))


def floor_of(module):
    """Return how high the room of a module of `monitoring` lies; None for one outside it."""
    room = [*module.split("."), ""][1]
    if not module.startswith("monitoring.") or room in ("", "__init__"):
        return None
    return FLOORS.index("top" if room in TOP else room)


def module_of(path):
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def imported_by(path):
    """Yield the modules that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write the whole name of a module"
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names if node.module == "monitoring")


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_no_file_imports_from_a_floor_above_its_own(path):
    own = floor_of(module_of(path))

    above = [name for name in imported_by(path) if own is not None and (floor_of(name) or 0) > own]

    assert above == []


@pytest.mark.parametrize("path", FRAME_FILES, ids=module_of)
def test_what_runs_the_portal_knows_only_its_front_door(path):
    known = {name for name in imported_by(path) if name.split(".")[0] == "monitoring"}

    assert known <= {"monitoring.sites"}


def test_the_rules_know_neither_database_nor_page():
    assert [name for name in imported_by(ROOT / "monitoring" / "rules.py") if name.startswith("django")] == []
