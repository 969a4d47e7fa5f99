"""Work that may take only so long, in the midst of other work and in whatever thread it is done.

Belongs here: what limits mean: nothing instead of a result, OutOfTime, the end of a process that cannot be interrupted. Does not: how work
is interrupted (`interruption`), a command's budget (`cli.budget`).
"""

from __future__ import annotations

import faulthandler
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TypeVar

from pdtutor.calculus.interruption import interrupted

Result = TypeVar("Result")


class OutOfTime(BaseException):  # like KeyboardInterrupt it is no error, and no `except Exception` may swallow it
    """The time for this piece of work is over."""


def at_most(seconds: float, work: Callable[[], Result]) -> Result:
    """What the work comes to. Raises OutOfTime where it takes longer."""
    return interrupted(monotonic() + seconds, work, OutOfTime)


def within(seconds: float, work: Callable[[], Result]) -> Result | None:
    """What the work comes to; None where it takes longer."""
    try:
        return at_most(seconds, work)
    except OutOfTime:
        return None


@contextmanager
def or_die(seconds: float) -> Iterator[None]:
    """End this process if the body takes longer, whatever it does: one call into C of any length cannot be interrupted."""
    with open(os.devnull, "w") as nowhere:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()
