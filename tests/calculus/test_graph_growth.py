"""The work of a reverse sweep is in proportion to the size of the function: lookups are counted, not milliseconds."""

from __future__ import annotations

import sys
from types import FrameType

import pytest
from sympy import Basic
from sympy.core.cache import clear_cache

from pdtutor.calculus.graph import reverse_sweep
from pdtutor.notation.names import in_natural_order, variables_of
from pdtutor.notation.reader import read

FAMILIES = {
    "a sum, each term with a large adjoint of its own": lambda n: " + ".join(f"c{k}cos({1 + k % 9}x+{k})" for k in range(n)),
    "a square of a sum": lambda n: "(" + " + ".join(f"w{k} x{k}" for k in range(n)) + ")^2",
    "a chain": lambda n: "+".join(f"tanh(w{k} x + b{k})^2" for k in range(n)),
}
TIMES = 4  # the larger one of each family


def lookups(text: str) -> int:
    """How often the sweep looks anything up: every lookup asks an expression for its hash."""
    expression = read(text).expression
    variables = in_natural_order(variables_of(expression))
    asked = 0

    def count(frame: FrameType, event: str, _: object) -> None:
        nonlocal asked
        asked += event == "call" and frame.f_code is Basic.__hash__.__code__

    clear_cache()
    sys.setprofile(count)
    try:
        reverse_sweep(expression, variables)
    finally:
        sys.setprofile(None)
    return asked


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)
def test_four_times_the_terms_take_four_times_the_lookups(family) -> None:
    assert lookups(family(60 * TIMES)) < 1.1 * TIMES * lookups(family(60))
