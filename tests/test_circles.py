"""No two files of the portal import each other, not even in a wide circle."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in (ROOT / "monitoring").rglob("*.py")
}


def imported_by(path):
    """Return the files that a file imports when it is itself imported (inside functions is later)."""
    found = set()
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.ImportFrom):
            names = {f"{node.module}.{name.name}" for name in node.names} & FILES.keys()
            found |= names or ({node.module} & FILES.keys())
        elif isinstance(node, ast.Import):
            found |= {name.name for name in node.names} & FILES.keys()
    return found


def test_imports_go_in_no_circle():
    graph = {module: imported_by(path) for module, path in FILES.items()}

    order = list(TopologicalSorter(graph).static_order())

    assert set(order) == set(FILES)
