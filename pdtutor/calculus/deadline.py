"""Work that may take only so long, in the midst of other work.

Belongs here: the interruption, which leaves a limit set around it as it was. Does not: the limit of a whole command (`cli.budget`).
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")
SOON = 1e-3  # seconds after which a limit rings that ran out meanwhile


class TimeIsUp(BaseException):
    """Raised inside the work; no Exception, so that nobody's `except Exception` swallows it."""


def within(seconds: float, work: Callable[[], Result]) -> Result | None:
    """What the work gives; None where it takes longer, and where nothing can interrupt it: outside the main thread, without alarms."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return None
    begun, (left, again) = time.monotonic(), signal.getitimer(signal.ITIMER_REAL)
    before = signal.signal(signal.SIGALRM, _ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, min(seconds, left) if left else seconds)
        return work()
    except TimeIsUp:
        return None
    finally:
        _restore(before, left - (time.monotonic() - begun) if left else 0, again)


def _ring(*_: object) -> None:
    raise TimeIsUp


def _restore(handler: object, left: float, again: float) -> None:
    try:
        signal.setitimer(signal.ITIMER_REAL, 0)
    except TimeIsUp:  # it rang just before it was stopped
        signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, handler)  # type: ignore[arg-type]
    if left:
        signal.setitimer(signal.ITIMER_REAL, max(left, SOON), again)
