"""Python's garbage collector, kept from looking for garbage where there is none.

Belongs here: when it looks. Does not: when a run begins and ends (`app`). Everything that SymPy's import makes stays, and searching it over
and over, and once more at the end, would cost a fifth of the main job.
"""

from __future__ import annotations

import atexit
import gc

SELDOM = (100_000, 20, 100)  # objects made before the youngest are searched, searches before older ones are: Python's 700 is 180 searches


def pause() -> None:
    """Collect nothing until `resume`, and nothing at the end of the process, which gives all of it back."""
    gc.disable()
    atexit.register(gc.freeze)


def resume() -> None:
    """Collect again, seldom, for SymPy may be loaded yet; leave alone what was made during a pause."""
    if not gc.isenabled():
        gc.freeze()
        gc.set_threshold(*SELDOM)
        gc.enable()
