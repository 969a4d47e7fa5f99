"""What Ctrl-C does: while the program loads, while a command is at work, and once it is done.

Belongs here: the handler of the signal in each of the three. Does not: what a command makes of an interruption. Loads next to nothing,
for it comes before all the rest.
"""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType
from typing import Any

INTERRUPTED = 130  # as in `exit_codes`, which is not loaded yet
SOON = 0.01  # seconds


def end_at_once() -> None:
    """While the program loads there is nothing to lose: end without a word. Where interruptions are ignored, they stay so."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _leave)


def break_off() -> None:
    """While a command is at work: raise KeyboardInterrupt in it, again where it was raised in code that can only report it."""
    if signal.getsignal(signal.SIGINT) is _leave:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        sys.unraisablehook = _again


def let_finish() -> None:
    """Once all is said, the interpreter is about to end by itself."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _leave(_number: int, _frame: FrameType | None) -> None:
    os._exit(INTERRUPTED)


def _again(unraisable: Any) -> None:
    """A finalizer passes no exception on, so an interruption that came while one ran comes once more a little later."""
    if not issubclass(unraisable.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(unraisable)
        return
    import threading

    timer = threading.Timer(SOON, _interrupt_main)
    timer.daemon = True
    timer.start()


def _interrupt_main() -> None:
    """Interrupt the main thread, also where it waits for something."""
    import _thread
    import threading

    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
    else:
        _thread.interrupt_main()
