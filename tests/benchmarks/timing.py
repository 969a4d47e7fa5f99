"""Timing: whole processes in turn, and calls in process with SymPy's cache cleared."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from statistics import median

from sympy.core.cache import clear_cache

WITH_BYTECODE = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}  # as when installed


def process_ratio(command: Sequence[str], peer: Sequence[str], runs: int = 15) -> tuple[float, float, float]:
    """(seconds, the peer's seconds, ratio): medians over runs taken in turn, after one that is not counted."""
    pairs = [(_process_seconds(command), _process_seconds(peer)) for _ in range(runs + 1)][1:]
    return median(a for a, _ in pairs), median(b for _, b in pairs), median(a / b for a, b in pairs)


def _process_seconds(command: Sequence[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=WITH_BYTECODE)
    return time.perf_counter() - start


def call_seconds(call: Callable[[], object], runs: int = 5) -> float:
    """The median time of a call, SymPy's cache cleared before each."""
    return median(_call_once(call) for _ in range(runs))


def _call_once(call: Callable[[], object]) -> float:
    clear_cache()
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def python(*words: str) -> list[str]:
    """A command line of this interpreter."""
    return [sys.executable, *words]
