"""Answers: a class of 100 to 100,000 graded, by one process and by two, and one judge's answers in a row.

Belongs here: throughput. Does not: what a single verdict costs beside its peers (`judging`).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import partial as bound
from pathlib import Path

from pdtutor.grading.judge import Judge
from pdtutor.requests.check import judge
from tests.benchmarks.grading import EXERCISES, command, write_class
from tests.benchmarks.rows import Row, growth
from tests.benchmarks.timing import Effort, once

UNLIKE = (100, 1_000, 10_000)
ALL = (100, 1_000, 10_000, 100_000)
COMMON = 10  # answers to an exercise that a large class gives: students make the same mistakes
JUDGED = (10, 100, 1_000)


def rows(effort: Effort) -> Iterator[Row]:
    """Whole processes, then a judge in this one."""
    for workers in (1, 2):
        seconds = {n: _graded(n, n, workers) for n in effort.sizes(*UNLIKE)}
        yield from _series("no two alike", seconds, workers)
    yield from _series(f"{COMMON} ways to each exercise", {n: _graded(n, COMMON, 2) for n in effort.sizes(*ALL)}, 2)
    judged = judge("x^2 exp(x y) sin(y)", kind="derivative", wrt="x")
    yield growth("one judge, wrong answers in a row", {n: once(bound(_judge, judged, n)) for n in effort.sizes(*JUDGED)})


def _graded(answers: int, unlike: int, workers: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        write_class(Path(folder), answers // len(EXERCISES), unlike)
        return command(Path(folder), workers).seconds()


def _series(which: str, seconds: dict[int, float], workers: int) -> Iterator[Row]:
    by = f"{workers} process{'es' if workers > 1 else ''}"
    yield growth(f"grade, {which}, {by}", seconds)
    most = max(seconds)
    yield Row(f"the same, {most:,} answers", f"{most / seconds[most]:,.0f} answers a second")


def _judge(ready: Judge, n: int) -> None:
    for k in range(1, n + 1):
        ready(f"(2x + x^2 y) exp(x y) sin(y) + {k}")
