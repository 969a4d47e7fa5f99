"""Python's garbage collector, kept from looking for garbage while the program loads.

Belongs here: the pause and its end. Everything that SymPy's import makes stays, and searching it costs a tenth of the start-up.
"""

from __future__ import annotations

import gc


def pause() -> None:
    """Collect nothing until `resume`."""
    gc.disable()


def resume() -> None:
    """Collect again, but leave alone what was made during a pause."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
