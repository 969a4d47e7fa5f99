"""How long one piece of work may take, in whatever thread it is done.

Belongs here: interrupting work from inside the process, and ending a process that cannot be interrupted. Does not: what becomes of work
that took too long (`soundness`, `classroom.marking`), a command's budget (`cli`).
"""

from __future__ import annotations

import ctypes
import faulthandler
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

AGAIN = 0.2  # seconds after which to interrupt again, should somebody's bare `except` have swallowed the first

Result = TypeVar("Result")


class OutOfTime(BaseException):  # like KeyboardInterrupt it is no error, and no `except Exception` may swallow it
    """The time for this piece of work is over."""


def at_most(seconds: float, work: Callable[[], Result]) -> Result:
    """What the work comes to; after so many seconds OutOfTime is raised inside it."""
    is_main = threading.current_thread() is threading.main_thread()
    return _with_alarm(seconds, work) if is_main and hasattr(signal, "setitimer") else _watched(seconds, work)


class _Guarded:
    """A call that may be interrupted while it lasts: an interruption that comes late must not hit whatever is done next."""

    def __init__(self, frame: FrameType) -> None:
        self.frame: FrameType | None = frame

    def is_running(self, frame: FrameType | None) -> bool:
        """Whether the thread whose innermost frame this is has not left the call."""
        while frame is not None and frame is not self.frame:
            frame = frame.f_back
        return frame is not None

    def end(self) -> None:
        """The call is over."""
        self.frame = None


def _with_alarm(seconds: float, work: Callable[[], Result]) -> Result:
    guarded = _Guarded(sys._getframe())

    def ring(_number: int, frame: FrameType | None) -> None:
        if guarded.is_running(frame):
            raise OutOfTime
        signal.setitimer(signal.ITIMER_REAL, 0)

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        return work()
    finally:
        guarded.end()
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _watched(seconds: float, work: Callable[[], Result]) -> Result:
    """Where no alarm rings, as in the threads of a cluster's workers: another thread raises the exception in this one."""
    guarded, lock, is_over = _Guarded(sys._getframe()), threading.Lock(), threading.Event()
    here = threading.get_ident()

    def watch() -> None:
        wait, is_running = seconds, True
        while is_running and not is_over.wait(wait):
            with lock:
                is_running = guarded.is_running(sys._current_frames().get(here))
                if is_running:
                    _raise_in(here, OutOfTime)
            wait = AGAIN

    threading.Thread(target=watch, daemon=True).start()
    try:
        return work()
    finally:
        with lock:
            guarded.end()
            _raise_in(here, None)  # what was raised before and has not arrived yet is called off
        is_over.set()


def _raise_in(thread: int, exception: type[BaseException] | None) -> None:
    raised = None if exception is None else ctypes.py_object(exception)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), raised)


@contextmanager
def or_die(seconds: float) -> Iterator[None]:
    """End this process if the body takes longer, whatever it does: one call into C of any length cannot be interrupted."""
    with open(os.devnull, "w") as nowhere:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()
