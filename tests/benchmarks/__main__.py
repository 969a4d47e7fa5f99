"""Run the measurements and print one table, row by row.

Belongs here: the command line. Does not: any measurement.

    python -m tests.benchmarks                       all of them, about twenty-five minutes
    python -m tests.benchmarks growth start-up       the subjects whose names contain one of the words
    python -m tests.benchmarks --quick               few runs and small sizes, to see that it works
    python -m tests.benchmarks --json record.json    the table as data, too
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.machine import load, machine
from tests.benchmarks.registry import SUBJECTS, chosen
from tests.benchmarks.rows import Aim, Row
from tests.benchmarks.timing import Effort

QUICK = Effort(runs=3, largest=1_000)
LONGEST_ERROR = 160  # characters, from its end


def main() -> None:
    """Measure what the command line names."""
    options = _options()
    subjects = chosen(options.names)
    if not subjects:
        raise SystemExit(f"No subject is named so; there are {', '.join(SUBJECTS)}.")
    described = machine()
    for name, what in described.items():
        print(f"{name:<8} {what}")
    begun = time.perf_counter()
    record = [row for subject in subjects for row in _measured(subject, QUICK if options.quick else Effort())]
    print(f"\n{len(record)} rows in {time.perf_counter() - begun:.0f} s; {_summary(record)}. Load at the end {load()}.")
    if options.json:
        options.json.write_text(json.dumps({"machine": described, "rows": record}, indent=1, ensure_ascii=False), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Ratios to named peers, and growth with size.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"subjects: {', '.join(SUBJECTS)}")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write a record")
    parser.add_argument("--quick", action="store_true", help="few runs, small sizes")
    return parser.parse_args()


def _measured(subject: str, effort: Effort) -> list[dict[str, Any]]:
    """Print the rows of a subject as they come, and return them as data."""
    begun, record = time.perf_counter(), []
    print(f"\n{subject}", flush=True)
    for row in _without_failing(SUBJECTS[subject](effort)):
        print(f"  {row.line()}", flush=True)
        record.append({"subject": subject, **row.record()})
    print(f"  ({time.perf_counter() - begun:.0f} s)", flush=True)
    return record


def _without_failing(rows: Iterator[Row]) -> Iterator[Row]:
    """The rows up to one that cannot be measured, which says why: the other subjects are worth their minutes all the same."""
    try:
        yield from rows
    except Exception as error:
        said = " ".join(str(error).split())[-LONGEST_ERROR:]
        yield Row("COULD NOT BE MEASURED", "", 1, "", f"{type(error).__name__}: {said}", Aim(0, ""))


def _summary(record: list[dict[str, Any]]) -> str:
    missed = sum(row["met"] is False for row in record)
    met = sum(row["met"] is True for row in record)
    return f"{met} aims met, {missed} not"


if __name__ == "__main__":
    main()
