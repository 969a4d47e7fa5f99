"""Lessons: listing them, checking one of them and all of them, whole processes. `python -m tests.benchmarks.lessons` prints it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from time import perf_counter

from tests.benchmarks.timing import process_ratio, python

LIST = python("-m", "pdtutor", "lesson", "list")
CHECK = python("-m", "pdtutor", "lesson", "check")


def main() -> None:
    for what, figure, limit in rows():
        print(f"{what:<72} {figure:>22}   at most {limit}", flush=True)


def rows() -> Iterator[tuple[str, str, str]]:
    """What, the figure, the bound aimed at."""
    mine, theirs, ratio = process_ratio(LIST, python("-m", "pdtutor", "--help"))
    yield "pdtutor lesson list / --help", f"{mine:.3f}/{theirs:.3f} s {ratio:.2f} x", "2 x"
    yield "pdtutor lesson check, one lesson of twelve exercises", f"{_seconds([*CHECK, 'chain-rule']):.1f} s", "4 s"
    yield "pdtutor lesson check, all eighteen", f"{_seconds(CHECK):.1f} s", "60 s"


def _seconds(command: list[str]) -> float:
    started = perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return perf_counter() - started


if __name__ == "__main__":
    main()
