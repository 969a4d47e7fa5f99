"""A target's inputs by the thousand, in processes that are watched and renewed, and the record of it.

Belongs here: processes, the watchdog, counting. Does not: what an input is (`target`), the command line (`__main__`).

Each input is made from the seed and its number alone, so that any can be made again. Processes are forks of this one, which has loaded all
that is loaded but once. A process that stays with one input, or dies on it, is noticed here; the next one goes on behind that input.
"""

from __future__ import annotations

import multiprocessing
import platform
import re
import resource
import signal
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any

import pdtutor
from tests.fuzz.clock import undisturbed
from tests.fuzz.facts import LateError
from tests.fuzz.shrinking import smallest
from tests.fuzz.target import Target

MOST_MEMORY = 1024  # MiB
FUSE = 4 << 30  # bytes of address space, so that an input cannot take the machine along
MOST_KEPT = 20  # failures
AGAIN = 2  # times that an input which took too long is tried once more: the machine may have been at something else
TELLING = 5.0  # seconds between two tallies of a process
LONGEST_SHOWN = 500  # characters of an input in a record


@dataclass
class Tally:
    """What came of some inputs."""

    counts: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, int] = (0.0, 0)
    memory: float = 0.0
    failures: list[tuple[int, str]] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Put another tally to this one."""
        self.counts += other.counts
        self.slowest = max(self.slowest, other.slowest)
        self.memory = max(self.memory, other.memory)
        self.failures += other.failures


def run(target: Target, seed: int, count: int, jobs: int = 1, told: Callable[[str], object] = print) -> dict[str, Any]:
    """Try so many inputs; the record of it, as JSON has it."""
    target.prepare()
    started, total, done = time.monotonic(), Tally(), 0
    for tally in _in_processes(target, seed, count, jobs):
        total.add(tally)
        done += sum(tally.counts.values())
        told(f"{target.name}: {done:,} of {count:,}, {len(total.failures)} failures, {time.monotonic() - started:.0f} s")
        for number, why in tally.failures:
            told(f"  --number {number}: {why}")
    seconds = time.monotonic() - started
    return _record(target, seed, total, seconds)


def _record(target: Target, seed: int, total: Tally, seconds: float) -> dict[str, Any]:
    if total.memory > MOST_MEMORY:
        total.failures.append((-1, f"a process took {total.memory:.0f} MiB"))
    return {
        "fuzz": target.name,
        "version": pdtutor.__version__,
        "python": platform.python_version(),
        "seed": seed,
        "count": sum(total.counts.values()),
        "outcomes": dict(total.counts.most_common()),
        "slowest": {
            "seconds": round(total.slowest[0], 3),
            "number": total.slowest[1],
            "input": shown(target.input(seed, total.slowest[1])),
        },
        "allowed_seconds": {"": target.seconds, **target.longer},
        "most_memory_mib": round(total.memory),
        "seconds": round(seconds, 1),
        "failures": [{"number": number, "why": why} for why, number in _kinds(total.failures)],
        "failed": len(total.failures),
    }


def _kinds(failures: Sequence[tuple[int, str]]) -> list[tuple[str, int]]:
    """Each kind of failure with the first input that shows it."""
    kinds: dict[str, tuple[str, int]] = {}
    for number, why in failures:
        kinds.setdefault(re.sub(r"\d+|'[^']*'", "", why), (why, number))
    return list(kinds.values())[:MOST_KEPT]


def shown(made: object) -> str:
    """An input, as short as a record may have it."""
    text = repr(made).encode("ascii", "backslashreplace").decode()
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}… ({len(text):,} characters)"


# --- processes ------------------------------------------------------------------------------------------------------------------------


class _Worker:
    """One process at work on the inputs from one number up to another; `next` is the first of those that it has not told of."""

    def __init__(self, target: Target, seed: int, start: int, stop: int) -> None:
        context = multiprocessing.get_context("fork")
        self.target, self.next, self.stop, self.is_over = target, start, stop, False
        self.at = context.Array("d", [float(start), time.monotonic()], lock=False)  # the number of the input at work, and since when
        self.reading, writing = context.Pipe(duplex=False)
        self.process = context.Process(target=_work, args=(target, seed, start, stop, self.at, writing))
        self.process.start()
        writing.close()

    def told(self) -> Iterator[Tally]:
        """What it has told since it was last asked."""
        try:
            while not self.is_over and self.reading.poll():
                tally: Tally = self.reading.recv()
                self.next += tally.counts.total()
                yield tally
        except EOFError:
            self.is_over = True

    def lost(self) -> Tally | None:
        """What there is to say of the input that it cannot get over, or has died of; None where there is none."""
        if self.is_over and self.next < self.stop:
            self.process.join()
            return self._at_fault("dead", f"the process died with code {self.process.exitcode}")
        if time.monotonic() - self.at[1] > self.target.patience:
            return self._at_fault("stuck", "it does not end")
        return None

    def _at_fault(self, kind: str, why: str) -> Tally:
        return Tally(counts=Counter({kind: 1}), failures=[(int(self.at[0]), why)])

    def rest(self) -> list[tuple[int, int]]:
        """What is still to be done without the input that it was lost to: what was done but not told of, and what stands behind it."""
        number = int(self.at[0])
        return [span for span in ((number + 1, self.stop), (self.next, number)) if span[0] < span[1]]

    def end(self) -> None:
        """Kill it if it lives."""
        if self.process.is_alive():
            self.process.kill()
        self.process.join()
        self.reading.close()


def _work(target: Target, seed: int, start: int, stop: int, at: Any, writing: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (FUSE, FUSE))
    tally, told = Tally(), time.monotonic()
    for number in range(start, stop):
        at[:] = [float(number), time.monotonic()]
        seconds, outcome, why = attempt(target, target.input(seed, number))
        tally.counts[outcome] += 1
        tally.slowest = max(tally.slowest, (seconds, number))
        if why:
            tally.failures.append((number, why))
        if number == stop - 1 or time.monotonic() - told > TELLING:
            tally.memory = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
            writing.send(tally)
            tally, told = Tally(), time.monotonic()


def attempt(target: Target, made: Any) -> tuple[float, str, str]:
    """How long an input took, what came of it, and what is wrong with that, or nothing."""
    seconds, late = 0.0, ""
    for _ in range(1 + AGAIN):
        before = undisturbed()
        try:
            outcome = target.tried(made)
        except LateError as error:
            seconds, late = undisturbed() - before, _told(error)
            continue
        except BaseException as error:
            return undisturbed() - before, "broken", _told(error)
        seconds = undisturbed() - before
        allowed = target.longer.get(outcome, target.seconds)
        if seconds <= allowed:
            return seconds, outcome, ""
        late = f"it took {seconds:.2f} s of {allowed:g} ({outcome})"
    return seconds, "late", late


def _told(error: BaseException) -> str:
    where = "; ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)[-3:])
    return f"{type(error).__name__}: {error!s:.400} ({where})".encode("ascii", "backslashreplace").decode()


def _in_processes(target: Target, seed: int, count: int, jobs: int) -> Iterator[Tally]:
    spans = [(start, min(count, start + target.renewed)) for start in range(0, count, target.renewed)][::-1]
    workers: list[_Worker] = []
    try:
        while spans or workers:
            while spans and len(workers) < jobs:
                workers.append(_Worker(target, seed, *spans.pop()))
            wait([worker.reading for worker in workers], timeout=1.0)
            for worker in workers[:]:
                yield from worker.told()
                lost = worker.lost()
                if lost:
                    spans += worker.rest()
                    yield lost
                if lost or worker.next == worker.stop:
                    worker.end()
                    workers.remove(worker)
    finally:
        for worker in workers:
            worker.end()


# --- what fails -----------------------------------------------------------------------------------------------------------------------


def shrunk(target: Target, failing: Any, why: str) -> Any:
    """The smallest input that fails in the same way; found in a process of its own."""
    kind = re.split(r"[:\d]", why)[0]
    context = multiprocessing.get_context("fork")
    reading, writing = context.Pipe(duplex=False)

    def search() -> None:
        signal.alarm(300)
        writing.send(smallest(failing, target.smaller, lambda made: attempt(target, made)[2].startswith(kind)))

    process = context.Process(target=search)
    process.start()
    writing.close()
    with suppress(EOFError):
        failing = reading.recv()
    process.join()
    return failing
