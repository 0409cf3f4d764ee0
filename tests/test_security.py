"""SECURITY.md speaks of tests that are there."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", TEXT)))
ASKED = (
    *("1.2.10", "2.3.1", "2.3.2", "2.3.3", "2.3.4", "2.3.5", "5.2.1", "5.2.2", "5.2.3", "5.2.4", "5.4.2"),
    *(
        "6.2.1",
        "6.2.5–6.2.8",
        "6.3.1",
        "6.3.8",
        "7.3.1",
        "7.3.2",
        "7.4.1",
        "7.4.2",
        "7.4.3",
        "7.4.4",
        "7.4.5",
    ),
    *("8.2.1", "8.2.2", "8.2.3", "8.3.1", "8.3.2", "8.4.1", "16.2.1", "16.2.5", "16.3.1", "16.3.2", "16.4.2"),
    *("16.4.1", "16.5.1", "16.5.3"),
)


def names_in(path):
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_test_that_is_named_is_there():
    gone = [f"{path}::{name}" for path, name in NAMED if name not in names_in(path)]

    assert len(NAMED) > 50
    assert gone == []


def test_every_item_has_its_line_with_a_test():
    lines = [line for line in TEXT.splitlines() if re.match(r"\| \d+\.\d", line)]

    bare = [line for line in lines if "::test_" not in line]
    missing = [item for item in ASKED if not any(re.search(rf"[ ,]{item}[ ,]", line) for line in lines)]

    assert bare == []
    assert missing == []
