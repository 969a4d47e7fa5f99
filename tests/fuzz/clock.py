"""A clock that stands still while other processes have the processor.

Belongs here: the time that a process has worked or waited by itself. Does not: how long anything may take (`target`).
"""

from __future__ import annotations

import time
from pathlib import Path

WAITED = Path("/proc/thread-self/schedstat")  # of Linux: nanoseconds at work, nanoseconds ready to work without a processor, turns


def undisturbed() -> float:
    """Seconds from some moment on, without those in which this thread was ready to work and had no processor."""
    try:
        return time.monotonic() - int(WAITED.read_text().split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return time.monotonic()
