"""The end of a process that cannot be interrupted: a single call into C, such as a power of huge numbers, lets no line of Python run.

Belongs here: another process that waits, says that the budget ran out and ends this one with the exit code for it; this file is its program
too. Does not: the budget (`budget`), what is usually done when it runs out (`output`).

It is started only where a command has worked for a while, which most never do. Signal 3 does the rest: it calls C's own `_exit`, which
takes the number of the signal for the exit code.
"""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from pdtutor.cli.budget import Budget
    from pdtutor.errors import BudgetError

BUSY = 0.5  # seconds of work after which it is started
SIGNAL = 3  # SIGQUIT, and the exit code of a budget that ran out
MESSAGE = "A single step of this could not be interrupted, and what was finished before it is lost."

Said = Callable[["BudgetError"], tuple[TextIO, str]]


@contextmanager
def after(budget: Budget, said: Said) -> Iterator[None]:
    """While the body lasts, see to it that the process ends soon after its budget, saying so; where the system has no means, do nothing."""
    if not hasattr(os, "posix_spawn") or not hasattr(signal, "setitimer"):
        yield
        return
    guards: list[_Guard] = []

    def begin(*_: object) -> None:
        with suppress(Exception):  # a system that grants no further process, streams that are no files: the work goes on unguarded
            guards.append(_Guard(budget, said))

    before = signal.signal(signal.SIGVTALRM, begin)
    signal.setitimer(signal.ITIMER_VIRTUAL, BUSY)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
        for guard in guards:
            guard.end()


class _Guard:
    """The process that waits. It ends by itself when this one does: they hold the two ends of a pipe."""

    def __init__(self, budget: Budget, said: Said) -> None:
        error = budget.spent()
        error.message = f"{error.message} {MESSAGE}"
        stream, text = said(error)
        arguments = (str(os.getpid()), str(budget.until_stuck()), text)
        reading, self._writing = os.pipe()
        _quit_by_itself()
        actions = [(os.POSIX_SPAWN_DUP2, reading, 0), (os.POSIX_SPAWN_DUP2, stream.fileno(), 1)]
        command = [sys.executable, "-I", "-S", __file__, *arguments]
        self._process = os.posix_spawn(
            sys.executable, command, os.environ, file_actions=actions, setsigmask=[signal.SIGINT, signal.SIGQUIT]
        )
        os.close(reading)

    def end(self) -> None:
        """The process is no longer needed."""
        with suppress(OSError):
            os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
        os.close(self._writing)


def _quit_by_itself() -> None:
    """Have signal 3 end this process at once, whatever it does."""
    import ctypes

    system = ctypes.pythonapi
    system.signal(SIGNAL, ctypes.cast(system._exit, ctypes.c_void_p))


def _wait(process: int, seconds: float, text: str) -> None:
    has_ended, _, _ = select.select([0], [], [], max(0.0, seconds))
    if not has_ended:
        os.write(1, f"{text}\n".encode())
        os.kill(process, SIGNAL)


if __name__ == "__main__":
    _wait(int(sys.argv[1]), float(sys.argv[2]), sys.argv[3])
