"""Work counted in calls of functions: the same on a busy machine as on a quiet one.

Belongs here: the count. Does not: what is held to it (`tests/calculus/test_growth.py`, `tests/render/test_growth.py`).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import CodeType, FrameType

from sympy.core.cache import clear_cache


def calls(work: Callable[[], object], of: CodeType | None = None) -> int:
    """How many functions are called, Python's and C's, or how often one is; SymPy's cache cleared before."""
    found = 0

    def count(frame: FrameType, event: str, _: object) -> None:
        nonlocal found
        found += event in ("call", "c_call") if of is None else event == "call" and frame.f_code is of

    clear_cache()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return found
