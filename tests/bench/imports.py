"""How fast a file comes in: import-export as it comes, this portal, and bare ways that check nothing.

parse      the cells, and nothing else
check      this portal, nothing stored
insert     parse, and insert the rows as if all were new
floor      parse, and upsert the rows
apply      this portal, check and store
..-change  the same over reports stored before, which the portal keeps as former ones
stock      import-export as its documentation shows it
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.files import write

COUNTS = (514, 20_000, 200_000)
KINDS = ("xlsx", "csv")
STOCK_MOST = 20_000
"""Row by row 200,000 take many minutes: they are measured on this many, and scaled."""

WAYS = ("parse", "check", "insert", "floor", "apply", "floor-change", "change", "stock")
STORING = ("apply", "change")


def measured(way: str, path: Path) -> tuple[float, int]:
    """Return the seconds and megabytes of one way, in a process of its own: the best of up to three."""
    runs = 3 if "_200000" not in path.stem and way != "stock" else 1
    told = [_run(way, path) for _ in range(runs)]
    return min(seconds for seconds, _ in told), max(megabytes for _, megabytes in told)


def _run(way: str, path: Path) -> tuple[float, int]:
    command = [sys.executable, "-m", "tests.bench.importing", way, str(path)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    told = json.loads(answer.stdout.splitlines()[-1])
    return told["seconds"], told["megabytes"]


def table() -> None:
    """Print a line for each number of rows and kind of file: seconds, and megabytes where rows are stored."""
    print(f"{'rows':>8} {'file':>5}" + "".join(f"{way:>14}" for way in WAYS) + "".join(map(_headed, STORING)))
    with tempfile.TemporaryDirectory() as folder:
        for count in COUNTS:
            for kind in KINDS:
                _line(Path(folder), count, kind)


def _headed(way: str) -> str:
    return f"{way + ' MB':>11}"


def _line(folder: Path, count: int, kind: str) -> None:
    new, changed = folder / f"new_{count}.{kind}", folder / f"changed_{count}.{kind}"
    write(new, count)
    write(changed, count, more=1)
    told = {way: measured(way, changed if way.endswith("change") else new) for way in WAYS if way != "stock"}
    seconds = [f"{told[way][0]:.3f}" if told[way][0] < 1 else f"{told[way][0]:.2f}" for way in told]
    cells = [*seconds, _of_stock(folder, count, kind)]
    print(f"{count:>8} {kind:>5}" + "".join(f"{cell:>14}" for cell in cells), end="")
    print("".join(f"{told[way][1]:>11}" for way in STORING), flush=True)


def _of_stock(folder: Path, count: int, kind: str) -> str:
    few = min(count, STOCK_MOST)
    seconds, _ = measured("stock", write(folder / f"new_{few}.{kind}", few))
    return f"{seconds:.2f}" if few == count else f"{seconds * count / few:.1f} scaled"
