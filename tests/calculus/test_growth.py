"""Work in proportion to the size of the function: calls are counted, not milliseconds. All formats are in `tests/render/test_growth.py`.

Belongs here: the sweep and the conditions, in seconds. Does not: what whole commands take (`tests/benchmarks`).
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sympy import Basic, Symbol

from pdtutor.calculus.conditions import conditions_of
from pdtutor.calculus.derive import derive
from pdtutor.calculus.graph import reverse_sweep
from pdtutor.calculus.relations import essential
from pdtutor.notation.names import in_natural_order, variables_of
from pdtutor.notation.reader import read
from tests.calls import calls

FAMILIES: dict[str, Callable[[int], str]] = {
    "a sum, each term with a large adjoint of its own": lambda n: " + ".join(f"c{k}cos({1 + k % 9}x+{k})" for k in range(n)),
    "a square of a sum": lambda n: "(" + " + ".join(f"w{k} x{k}" for k in range(n)) + ")^2",
    "chains": lambda n: "+".join(f"tanh(w{k} x + b{k})^2" for k in range(n)),
    "a kink in each term": lambda n: " + ".join(f"relu(x - {1000 + k})" for k in range(n)),
    "a condition for each term": lambda n: " + ".join(f"log(x{k}) + |y{k} x|" for k in range(n)),
}
SMALL, TIMES = 60, 4
LOOKUP = Basic.__hash__.__code__  # every lookup asks an expression for its hash
x = Symbol("x", real=True)


@pytest.mark.parametrize("family", FAMILIES)
def test_four_times_the_terms_take_a_sweep_four_times_the_lookups(family: str) -> None:
    def lookups(n: int) -> int:
        of = read(FAMILIES[family](n)).expression
        variables = in_natural_order(variables_of(of))
        return calls(lambda: reverse_sweep(of, variables), LOOKUP)

    assert lookups(SMALL * TIMES) < 1.1 * TIMES * lookups(SMALL)


@pytest.mark.parametrize("family", FAMILIES)
def test_four_times_the_terms_take_their_conditions_four_times_the_calls(family: str) -> None:
    def work(n: int) -> int:
        root = derive(read(FAMILIES[family](n)).expression, x)
        return calls(lambda: conditions_of(root))

    assert work(SMALL * TIMES) < 1.1 * TIMES * work(SMALL)


def test_four_times_the_conditions_take_four_times_the_calls_to_find_those_that_follow() -> None:
    def work(n: int) -> int:
        of = read(FAMILIES["a condition for each term"](n)).expression
        conditions = reverse_sweep(of, in_natural_order(variables_of(of))).conditions
        return calls(lambda: essential(conditions))

    assert work(SMALL * TIMES) < 1.1 * TIMES * work(SMALL)
