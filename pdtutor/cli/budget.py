"""The wall-clock limit of a command.

Belongs here: raising BudgetError in the main thread when the time is up. Does not: deciding what is kept (`output`).
"""

from __future__ import annotations

import _thread
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from pdtutor.errors import BudgetError

AGAIN = 0.2  # seconds after which to interrupt again, should somebody's `except Exception` have swallowed the first


@contextmanager
def limited(seconds: float, started: float) -> Iterator[None]:
    """Let the body run until `seconds` after `started` (by time.monotonic), then raise BudgetError inside it."""
    left = seconds - (time.monotonic() - started)
    if left <= 0:
        raise _spent(seconds)
    with _alarm(left, seconds) if _has_alarm() else _interruption(left, seconds):
        yield


def _spent(seconds: float) -> BudgetError:
    return BudgetError(
        f"The budget of {seconds:g} s ran out.", hint="Allow more with --budget SECONDS, or ask for fewer variables with --wrt."
    )


def _has_alarm() -> bool:
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


@contextmanager
def _alarm(left: float, seconds: float) -> Iterator[None]:
    def ring(_number: int, _frame: FrameType | None) -> None:
        raise _spent(seconds)

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, left, AGAIN)
    try:
        yield
    finally:
        try:
            signal.setitimer(signal.ITIMER_REAL, 0)
        finally:  # the alarm may ring once more while the one above is being stopped
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)


@contextmanager
def _interruption(left: float, seconds: float) -> Iterator[None]:
    """Where there is no alarm signal: a thread interrupts the main one."""
    rung = threading.Event()
    timer = threading.Timer(left, _interrupt, (rung,))
    timer.daemon = True
    timer.start()
    try:
        yield
    except KeyboardInterrupt:
        if rung.is_set():
            raise _spent(seconds) from None
        raise
    finally:
        timer.cancel()


def _interrupt(rung: threading.Event) -> None:
    rung.set()
    _thread.interrupt_main()
