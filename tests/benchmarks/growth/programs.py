"""Lines: a recurrent program of 10 to 10,000 differentiated by backprop, and written in each format.

Belongs here: long programs. Does not: wide ones (`parameters`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial as bound

from pdtutor.notation.limits import deep_recursion
from pdtutor.requests.backprop import BackpropResult, backprop
from tests.benchmarks.functions import recurrence
from tests.benchmarks.growth.terms import TEXTS, written
from tests.benchmarks.rows import Row, growth
from tests.benchmarks.timing import Effort, once, seconds_of_new

SIZES = (10, 100, 1_000, 10_000)
AT = "x=0.1,w=0.3,b=0.2"


def rows(effort: Effort) -> Iterator[Row]:
    """The work, then the formats."""
    sizes = effort.sizes(*SIZES)
    with deep_recursion():
        yield growth("backprop of a recurrence, lines", {n: once(bound(_differentiated, n)) for n in sizes})
        for format in ("rich", *TEXTS):
            seconds = {n: seconds_of_new(bound(_differentiated, n), bound(written, format=format)) for n in sizes}
            yield growth(f"backprop written, {format}", seconds)


def _differentiated(n: int) -> BackpropResult:
    return backprop(recurrence(n), at=AT)
