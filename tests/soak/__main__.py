"""Reads thousands of spoilt files: `python -m tests.soak [--files 5000] [--seed 1]`.

Prints what became of them, the longest time and the highest memory. Ends with 1, and leaves the file
behind, where something but FileRefused escapes, or a file takes more than 5 seconds or 500 MB.
"""

import argparse
import random
import resource
import sys
import traceback
from collections import Counter
from datetime import date
from pathlib import Path
from time import perf_counter

import django

from monitoring.imports.files.grid import read_workbook
from monitoring.imports.findings import FileRefused
from monitoring.imports.judging.judge import History, judge
from monitoring.imports.limits import WEB
from monitoring.imports.messages import sentence
from monitoring.imports.reading import RoundSpan, Scope, read_tables
from tests.imports.reference import index
from tests.soak.mutations import fingerprint, mutated

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
MOST_SECONDS, MOST_MEGABYTES = 5, 500
ROUND = RoundSpan(1, date(2017, 4, 1))
SCOPE = Scope(None, None, date(2017, 6, 6))


def main():
    django.setup()  # the sentences are translated
    arguments = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    arguments.add_argument("--files", type=int, default=5000)
    arguments.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    asked = arguments.parse_args()
    originals = [
        path for path in sorted(SAMPLES.iterdir()) if path.suffix in (".xlsx", ".xls", ".ods", ".csv")
    ]
    dice = random.Random(asked.seed)
    outcomes, times, failures = Counter(), [], 0
    for _ in range(asked.files):
        original = dice.choice(originals)
        content = mutated(original.read_bytes(), dice)
        begun = perf_counter()
        try:
            outcomes[outcome_of(content)] += 1
        except Exception:  # noqa: BLE001 - whatever it is, it must be told
            failures += keep(content, original, traceback.format_exc())
        times.append(perf_counter() - begun)
        if times[-1] > MOST_SECONDS:
            failures += keep(content, original, f"{times[-1]:.1f} s")
    return report(asked, outcomes, times, failures)


def outcome_of(content):
    """Read the file as an upload is read, and say every sentence."""
    try:
        workbook = read_workbook(content, WEB)
    except FileRefused as refused:
        finding = refused.finding
        sentence(finding)
        return f"{finding.code} {finding.variant}".strip()
    reading = read_tables(workbook, index=index(), rounds=[ROUND], today=date(2017, 7, 16), scope=SCOPE)
    judged = judge(reading.reports, History(rounds=[ROUND]))
    for finding in [*reading.findings, *judged.findings]:
        sentence(finding)
    return "read"


def keep(content, original, why):
    path = Path(f"soak-{fingerprint(content)}{original.suffix}")
    path.write_bytes(content)
    print(f"{path} (from {original.name}): {why}", file=sys.stderr)
    return 1


def report(asked, outcomes, times, failures):
    own, children = (
        resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(f"{asked.files} files, seed {asked.seed}, {sum(times):.0f} s")
    for outcome, count in outcomes.most_common():
        print(f"{count:7} {outcome}")
    times.sort()
    print(f"time: median {times[len(times) // 2] * 1000:.0f} ms, longest {times[-1] * 1000:.0f} ms")
    print(f"memory: {own} MB here, {children} MB in the process that opens workbooks, at most")
    print(f"{failures} failures")
    return int(failures > 0 or own + children > MOST_MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())
