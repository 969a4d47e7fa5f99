"""The one clock of the program: it interrupts work whose time is over, in any thread, and knows of limits inside limits.

Belongs here: which limit of a thread is due, and raising in its work: by the alarm signal in the main thread; where none rings, in other
threads and on Windows, by a thread that watches. Does not: what limits mean (`deadline`), what becomes of work that took too long.

The limits of a thread lie one inside the other. Whichever is due interrupts the work with an Interruption; the calls that hold limits let
it pass to the outermost one that has rung, and there it becomes that limit's exception. Should it be swallowed on its way, it rings again.
"""

from __future__ import annotations

import ctypes
import gc
import signal
import sys
import threading
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import takewhile
from math import inf
from time import monotonic
from types import FrameType
from typing import TypeVar

AGAIN = 0.2  # seconds after which to interrupt again, should a bare `except` or a destructor have swallowed the first
SOON = 1e-3  # seconds after which a limit rings that ran out meanwhile
LOOKS = 100  # of Python for exceptions from other threads, one of which is enough
FINISHING = 0.5  # seconds for which what should not be left by half is waited for
IMPORTS = "<frozen importlib._bootstrap>"
WEAK = (weakref.WeakSet.__init__.__code__.co_filename, weakref.WeakValueDictionary.__init__.__code__.co_filename)

Result = TypeVar("Result")


class Interruption(BaseException):
    """Raised inside the work; no Exception, so that nobody's `except Exception` swallows it."""


class Limit:
    """When the work of one call must be over.

    rings  when it interrupts the work next
    frame  the call's own
    outer  the limit around it
    """

    def __init__(self, until: float, frame: FrameType, outer: Limit | None) -> None:
        self.until = self.rings = until
        self.frame = frame
        self.outer = outer
        self.has_rung = False

    def __iter__(self) -> Iterator[Limit]:
        """This limit and those around it, from within."""
        limit: Limit | None = self
        while limit is not None:
            yield limit
            limit = limit.outer


def interrupted(until: float, work: Callable[[], Result], over: Callable[[], BaseException]) -> Result:
    """What the work gives; where it is not done at that time (of time.monotonic), it is interrupted, and what `over` makes is raised."""
    limits = _limits()
    limit = Limit(until, sys._getframe(), limits.innermost)
    try:
        try:
            limits.enter(limit)
            return work()
        finally:
            limit.until = inf  # from here on it does not ring again, but what was raised just before may still arrive
            limits.leave(limit)
    except Interruption:
        limit.until = inf
        try:
            limits.leave(limit)
        except Interruption:  # the one that was on its way
            limits.leave(limit)
        if any(outer.has_rung for outer in limit.outer or ()):
            raise
        raise over() from None


def has_alarm() -> bool:
    """Whether an alarm signal can ring in this thread."""
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


_HERE = threading.local()
_LOOKING = threading.Lock()


def _limits() -> _Limits:
    limits: _Limits | None = getattr(_HERE, "limits", None)
    if limits is None or limits.innermost is None:
        limits = _HERE.limits = _Alarmed() if has_alarm() else _Watched()
    return limits


class _Limits:
    """The limits of one thread."""

    innermost: Limit | None = None

    def enter(self, limit: Limit) -> None:
        """From here on the limit holds."""
        self.innermost = limit

    def leave(self, limit: Limit) -> None:
        """The limit holds no longer, nor any inside it: what rings late must not hit whatever is done next."""
        self.innermost = limit.outer

    def wait(self) -> float | None:
        """Seconds until a limit is to ring."""
        return None if self.innermost is None else max(SOON, min(limit.rings for limit in self.innermost) - monotonic())

    def ring(self, running: Sequence[FrameType]) -> bool:
        """Whether to interrupt the thread whose frames these are, from within; the limits whose time is over have rung then."""
        now = monotonic()
        while self.innermost is not None and self.innermost.frame not in running:  # its leaving was itself interrupted
            self.innermost = self.innermost.outer
        over = [limit for limit in self.innermost or () if limit.until <= now]
        is_put_off = bool(over) and now < over[-1].until + FINISHING and _is_to_finish(running, over[-1].frame)
        for limit in over:
            limit.rings = now + (SOON if is_put_off else AGAIN)
            limit.has_rung = limit.has_rung or not is_put_off
        return bool(over) and not is_put_off


def _frames(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back


def _is_to_finish(running: Iterable[FrameType], call: FrameType) -> bool:
    """Whether the call is in an import, for a module that is there by half cannot be relied on, or in a destructor or whatever else the
    garbage collector calls: these let nothing through that is raised in them, and complain of it.
    """
    collecting = {getattr(callback, "__code__", None) for callback in gc.callbacks}
    codes = (frame.f_code for frame in takewhile(lambda frame: frame is not call, running))
    return any(code.co_filename in (IMPORTS, *WEAK) or code.co_name == "__del__" or code in collecting for code in codes)


class _Alarmed(_Limits):
    """The limits of the main thread, where the alarm signal rings. An alarm that somebody else has set goes on meanwhile."""

    def __init__(self) -> None:
        left, self._again = signal.getitimer(signal.ITIMER_REAL)
        self._before = signal.signal(signal.SIGALRM, self._hear) or signal.SIG_DFL
        self._theirs = monotonic() + left if left else inf
        self._is_ours = True

    def enter(self, limit: Limit) -> None:
        super().enter(limit)
        self._set()

    def leave(self, limit: Limit) -> None:
        super().leave(limit)
        self._set()
        if self.innermost is None and self._is_ours:
            signal.signal(signal.SIGALRM, self._before)
            self._is_ours = False

    def _set(self) -> None:
        ours, theirs = self.wait(), max(SOON, self._theirs - monotonic())
        if ours is not None:
            signal.setitimer(signal.ITIMER_REAL, min(ours, theirs), AGAIN)
        elif self._is_ours:
            signal.setitimer(signal.ITIMER_REAL, *((theirs, self._again) if theirs < inf else (0,)))

    def _hear(self, number: int, frame: FrameType | None) -> None:
        is_theirs, is_over = self._theirs <= monotonic(), self.ring(list(_frames(frame)))
        if is_theirs:
            self._theirs = monotonic() + self._again if self._again else inf
        self._set()
        if is_theirs and callable(self._before):
            self._before(number, frame)
        if is_over:
            raise Interruption


def _running(thread: int) -> list[FrameType]:
    """The frames of a thread, from within. Nothing is collected while Python looks: it holds a lock then, and what it looks at has to stay.
    A callback of the collector that let other threads go on would be the end of all of them (CPython's issue 106883).
    """
    with _LOOKING:
        is_collecting = gc.isenabled()
        gc.disable()
        try:
            return list(_frames(sys._current_frames().get(thread)))
        finally:
            if is_collecting:
                gc.enable()


class _Watched(_Limits):
    """The limits of a thread in which no alarm rings: another thread watches, and raises in this one."""

    def __init__(self) -> None:
        self._thread = threading.get_ident()
        self._lock = threading.Lock()  # held while limits change: nothing is raised in between
        self._changed = threading.Event()
        self._is_watched = False
        self._has_raised = False

    def enter(self, limit: Limit) -> None:
        with self._lock:
            self._let_arrive()
            super().enter(limit)
            self._changed.set()
            if not self._is_watched:
                threading.Thread(target=self._watch, daemon=True).start()
                self._is_watched = True

    def leave(self, limit: Limit) -> None:
        with self._lock:
            self._let_arrive()
            super().leave(limit)
            self._changed.set()

    def _let_arrive(self) -> None:
        """What was raised and has not arrived yet arrives here. To call it off would leave Python for ever looking out for it."""
        try:
            for _ in range(LOOKS if self._has_raised else 0):
                pass  # where a loop begins anew, Python looks
        except Interruption:
            pass
        self._has_raised = False

    def _watch(self) -> None:
        while True:
            with self._lock:
                wait = self.wait()
                self._is_watched = wait is not None
            if wait is None:
                return
            self._changed.wait(wait)
            self._changed.clear()
            with self._lock:
                if self.ring(_running(self._thread)):
                    self._has_raised = True
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._thread), ctypes.py_object(Interruption))
