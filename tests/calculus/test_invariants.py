"""The four invariants of a derivation hold at every node, over generated expressions."""

from __future__ import annotations

import pytest
import sympy as sp
from hypothesis import HealthCheck, given, settings

from pdtutor.calculus.derive import derive, names_used
from pdtutor.calculus.partial import partial
from tests.calculus.generated import expressions
from tests.calculus.oracle import assert_invariants

CALM = {"deadline": None, "suppress_health_check": list(HealthCheck)}


def assert_sound(expression: sp.Expr) -> None:
    """Derive by every variable; each node must hold, and the program's own check must agree."""
    for variable in sorted(expression.free_symbols, key=str):
        found = partial(expression, variable)
        assert found.check.is_passed, (expression, variable, found.check)
        assert_invariants(found.roots[0], names_used(expression))


@given(expressions)
@settings(max_examples=150, **CALM)
def test_every_node_of_a_generated_derivation_is_right(expression: sp.Expr) -> None:
    assert_sound(expression)


@pytest.mark.long
@given(expressions)
@settings(max_examples=3000, **CALM)
def test_every_node_of_three_thousand_generated_derivations_is_right(expression: sp.Expr) -> None:
    assert_sound(expression)


@given(expressions)
@settings(max_examples=100, **CALM)
def test_no_result_comes_from_sympys_diff(expression: sp.Expr) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sp.Expr, "diff", _refuse)
        patch.setattr(sp, "diff", _refuse)
        patch.setattr(sp.Derivative, "__new__", _refuse)
        derive(expression, min(expression.free_symbols, key=str))


def _refuse(*_: object, **__: object) -> None:
    raise AssertionError("the engine asked its oracle for the answer")
