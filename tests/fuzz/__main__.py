"""`python -m tests.fuzz TARGET --count N --seed S [--jobs 2] [--record FILE]`: a run of one target, told and recorded.

Belongs here: the command line of a run. Does not: running (`runs`).
"""

from __future__ import annotations

import argparse
import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.fuzz import runs
from tests.fuzz.target import Target

TARGETS = ("reader", "lessons", "answers", "imports", "commands", "processes")


def main() -> int:
    """0 where every input held what it must, else 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--record", type=Path, help="also write the record to this file")
    parser.add_argument("--number", type=int, help="only show and try the input of this number")
    asked = parser.parse_args()
    target: Target = import_module(f"tests.fuzz.{asked.target}").TARGET
    if asked.number is not None:
        return _one(target, asked.seed, asked.number)
    record = runs.run(target, asked.seed, asked.count, asked.jobs, lambda said: print(said, file=sys.stderr, flush=True))
    text = json.dumps(record, indent=1)
    print(text)
    if asked.record:
        asked.record.write_text(text + "\n", encoding="utf-8")
    _tell_failures(target, asked.seed, record)
    return 1 if record["failed"] else 0


def _one(target: Target, seed: int, number: int) -> int:
    target.prepare()
    made = target.input(seed, number)
    seconds, outcome, why = runs.attempt(target, made)
    print(f"{made!r}"[:4_000].encode("ascii", "backslashreplace").decode())
    print(f"{outcome} in {seconds:.3f} s {why}")
    return 1 if why else 0


def _tell_failures(target: Target, seed: int, record: dict[str, Any]) -> None:
    """Each kind of failure once, with the smallest input and the command that brings it back."""
    for failure in record["failures"]:
        why, number = failure["why"], failure["number"]
        print(f"\n{why}\n  python -m tests.fuzz {target.name} --seed {seed} --number {number}", file=sys.stderr)
        if number >= 0 and not why.startswith(("it does not end", "the process died")):
            print(f"  {runs.shown(runs.shrunk(target, target.input(seed, number), why))}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
