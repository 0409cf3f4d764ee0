"""How fast a file comes in: import-export as it comes, this portal, and the floor that nobody can beat."""

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

WAYS = ("parse", "check", "floor", "apply", "floor-change", "change", "stock")


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
    """Print a line for each number of rows and kind of file."""
    print(f"{'rows':>8} {'file':>5}" + "".join(f"{way:>14}" for way in WAYS) + f"{'apply MB':>10}")
    with tempfile.TemporaryDirectory() as folder:
        for count in COUNTS:
            for kind in KINDS:
                _line(Path(folder), count, kind)


def _line(folder: Path, count: int, kind: str) -> None:
    new, changed = folder / f"new_{count}.{kind}", folder / f"changed_{count}.{kind}"
    write(new, count)
    write(changed, count, more=1)
    cells, megabytes = [], 0
    for way in WAYS:
        if way == "stock" and count > STOCK_MOST:
            seconds = (
                count / STOCK_MOST * measured(way, write(folder / f"new_{STOCK_MOST}.{kind}", STOCK_MOST))[0]
            )
            cells.append(f"{seconds:.1f} scaled")
            continue
        seconds, most = measured(way, changed if way.endswith("change") else new)
        megabytes = most if way == "apply" else megabytes
        cells.append(f"{seconds:.3f}" if seconds < 1 else f"{seconds:.2f}")
    print(f"{count:>8} {kind:>5}" + "".join(f"{cell:>14}" for cell in cells) + f"{megabytes:>10}", flush=True)
