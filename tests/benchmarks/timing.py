"""Timing: whole processes and calls in pairs, A B A B, and how a time grows with size.

Belongs here: the clock. Does not: what is timed (the subjects), or which figure is good (`rows`).

A ratio is the median of the ratios of neighbours, each pair in the other order than the one before, so that what else the machine does
falls on both. The first pair is not counted. Processes are timed by the clock on the wall, calls by the processor's, which other programs
do not hurry.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from math import log
from statistics import median
from typing import NamedTuple, TypeVar

from sympy.core.cache import clear_cache

WITH_BYTECODE = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}  # as when installed
LONG_ENOUGH = 0.5  # seconds in all, after which a call is not repeated
RUNS = 5
FITTED = 3  # sizes, the largest ones: below them is what every call costs


Given = TypeVar("Given")


class Effort(NamedTuple):
    """How much is measured.

    runs     pairs of whole processes
    largest  sizes beyond it are left out
    """

    runs: int = 9
    largest: int = 100_000

    def sizes(self, *wanted: int) -> tuple[int, ...]:
        """Those that are measured."""
        return tuple(size for size in wanted if size <= self.largest)


class Pair(NamedTuple):
    """Seconds of the one and the other, medians, and the median of their ratios."""

    mine: float
    peers: float
    ratio: float


@dataclass(frozen=True)
class Program:
    """A command line with what it reads and the variables it runs with."""

    words: Sequence[str]
    typed: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)
    codes: tuple[int, ...] = (0,)  # exit codes that are expected

    def seconds(self) -> float:
        """The time of the whole process."""
        start = time.perf_counter()
        done = subprocess.run(
            self.words, input=self.typed.encode(), capture_output=True, env={**WITH_BYTECODE, **self.variables}, check=False
        )
        seconds = time.perf_counter() - start
        if done.returncode not in self.codes:
            raise RuntimeError(f"{' '.join(self.words)} left with {done.returncode}: {done.stderr.decode()[-400:]}")
        return seconds

    def seconds_until(self, text: str) -> float:
        """The time until a text is there, in a terminal; the process is then ended."""
        screen, terminal = os.openpty()
        start, seen = time.perf_counter(), b""
        variables = {**WITH_BYTECODE, "TERM": "xterm", **self.variables}
        with subprocess.Popen(self.words, stdin=terminal, stdout=terminal, stderr=terminal, env=variables) as process:
            os.close(terminal)
            while text.encode() not in seen:
                seen += os.read(screen, 65_536)  # an error where the process ends before
            seconds = time.perf_counter() - start
            process.kill()
        os.close(screen)
        return seconds


def python(*words: str) -> list[str]:
    """A command line of this interpreter."""
    return [sys.executable, *words]


def pdtutor(*words: str, typed: str = "", variables: Mapping[str, str] | None = None, codes: tuple[int, ...] = (0,)) -> Program:
    """A run of the program."""
    return Program(python("-m", "pdtutor", *words), typed, variables or {}, codes)


def in_turn(mine: Callable[[], float], peer: Callable[[], float], runs: int) -> Pair:
    """Two measurements in pairs, after one pair that is not counted."""
    pairs = [_both(mine, peer, number % 2 == 0) for number in range(runs + 1)][1:]
    return Pair(median(a for a, _ in pairs), median(b for _, b in pairs), median(a / b for a, b in pairs))


def _both(mine: Callable[[], float], peer: Callable[[], float], is_first: bool) -> tuple[float, float]:
    if is_first:
        a = mine()
        return a, peer()
    b = peer()
    return mine(), b


def processes(mine: Program, peer: Program, runs: int) -> Pair:
    """Two whole processes in turn."""
    return in_turn(mine.seconds, peer.seconds, runs)


def calls(mine: Callable[[], object], peer: Callable[[], object], runs: int = RUNS) -> Pair:
    """Two calls in turn, SymPy's cache cleared before each."""
    return in_turn(lambda: once(mine), lambda: once(peer), runs)


def once(call: Callable[[], object]) -> float:
    """The processor's time for one call, SymPy's cache cleared before, and garbage collected that is not its own."""
    clear_cache()
    gc.collect()
    start = time.process_time()
    call()
    return time.process_time() - start


def seconds_of(call: Callable[[], object]) -> float:
    """The median time of a call that is repeated while it is short."""
    taken: list[float] = []
    while len(taken) < RUNS and sum(taken) < LONG_ENOUGH:
        taken.append(once(call))
    return median(taken)


def seconds_of_new(make: Callable[[], Given], call: Callable[[Given], object]) -> float:
    """The same for a call that is given something newly made each time: expressions remember what they were once asked."""
    taken: list[float] = []
    while len(taken) < RUNS and sum(taken) < LONG_ENOUGH:
        taken.append(once(partial(call, make())))
    return median(taken)


def exponent(seconds: Mapping[int, float]) -> float:
    """The slope of log(seconds) over log(size), by least squares over the largest sizes."""
    points = [(log(size), log(seconds[size])) for size in sorted(seconds)[-FITTED:]]
    x, y = (sum(each) / len(points) for each in zip(*points, strict=True))
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)
