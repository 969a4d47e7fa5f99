"""The algebra is real: every line of an argument is an identity or a limit, over generated expressions and in many digits."""

from __future__ import annotations

import random

import mpmath
import pytest
import sympy as sp
from hypothesis import HealthCheck, given, settings

from pdtutor.calculus.arithmetic import Digits
from pdtutor.calculus.first_principles import FirstPrinciples, first_principles
from pdtutor.calculus.first_principles.results import LIMITS
from pdtutor.calculus.numeric import Compiled
from pdtutor.calculus.slopes import UNARY
from pdtutor.errors import DomainError
from pdtutor.notation.functions import relu, sigmoid, softplus
from tests.calculus.generated import X, Y, expressions
from tests.calculus.oracle import RANGES, assert_slope

CALM = {"deadline": None, "suppress_health_check": list(HealthCheck)}
DIGITS = 90
SHORT, SHORTEST = mpmath.mpf(10) ** -12, mpmath.mpf(10) ** -24
POINTS = 3


def values(one: sp.Expr, other: sp.Expr, found: FirstPrinciples, step: mpmath.mpf) -> list[tuple[mpmath.mpf, mpmath.mpf]]:
    """Both expressions, with a step of either sign, at a few points where both are numbers."""
    both, generator, pairs = Compiled((one, other), Digits()), random.Random(11), []
    variables = sorted(found.of.free_symbols | {found.wrt}, key=str)
    for low, high in RANGES * 3:
        point = {variable: mpmath.mpf(generator.uniform(low, high)) for variable in variables}
        a, b = both(point | {found.step: step * generator.choice((-1, 1))})
        if a - a == 0 and b - b == 0:
            pairs.append((a, b))
    return pairs[:POINTS]


def assert_same(one: sp.Expr, other: sp.Expr, found: FirstPrinciples) -> int:
    with mpmath.workdps(DIGITS):
        pairs = values(one, other, found, SHORT)
        for a, b in pairs:
            assert abs(a - b) <= mpmath.mpf(10) ** -30 * max(1, abs(a)), (found.of, found.wrt, one, other, a, b)
    return len(pairs)


def assert_limit(one: sp.Expr, limit: sp.Expr, found: FirstPrinciples) -> None:
    """At a shorter step the distance is shorter, in proportion, or nothing."""
    with mpmath.workdps(DIGITS):
        for (a, b), (c, d) in zip(values(one, limit, found, SHORT), values(one, limit, found, SHORTEST), strict=False):
            assert abs(c - d) <= mpmath.mpf(10) ** -8 * max(abs(a - b), mpmath.mpf(10) ** -10 * max(1, abs(b))), (found.of, one, limit)


def argued(expression: sp.Expr, variable: sp.Symbol) -> FirstPrinciples | None:
    try:
        return first_principles(expression, variable)
    except DomainError:  # (-2)ˣ and the like: nowhere a real function of x
        return None


def assert_sound(expression: sp.Expr) -> int:
    variable = min(expression.free_symbols, key=str)
    found = argued(expression, variable)
    if found is None:
        return 0
    assert found.check.is_passed, (expression, found.limit, found.check)
    assert_slope(expression, variable, found.limit)
    assert "by_rule" not in {move.kind for move in found.moves}
    return assert_same(found.quotient, found.simplified, found)


@given(expressions)
@settings(max_examples=100, **CALM)
def test_simplified_is_the_quotient_and_tends_to_the_derivative(expression: sp.Expr) -> None:
    assert_sound(expression)


CALLS = [head(inner) for head in UNARY for inner in (X * Y, relu(X), X**3 / 2)]


@pytest.mark.parametrize("expression", CALLS, ids=str)
def test_every_function_of_one_argument_is_sound(expression: sp.Expr) -> None:
    assert assert_sound(expression)


RESTING = [sp.exp, sp.sin, sp.cosh, sp.tanh, sp.atan, sp.Abs, sigmoid, softplus, sp.asinh, sp.Function("f", real=True), lambda u: 2**u]


@pytest.mark.parametrize("head", RESTING)
def test_nothing_is_divided_by_the_change_of_what_stands_still(head) -> None:
    """For x < 0 relu(x) stays 0, and so does its change k: the quotient of F(relu(x)) is 0 there, not 0/0."""
    found = first_principles(head(relu(X)), X)
    assert Compiled((found.simplified,))({X: -1.0, found.step: 0.001}) == (0,)


@given(expressions)
@settings(max_examples=60, **CALM)
def test_every_line_is_an_identity_or_a_limit(expression: sp.Expr) -> None:
    found = argued(expression, min(expression.free_symbols, key=str))
    for move in found.moves[1:] if found else ():
        (assert_limit if move.kind in LIMITS else assert_same)(move.left, move.right, found)


@pytest.mark.long
@given(expressions)
@settings(max_examples=3000, **CALM)
def test_three_thousand_arguments_are_sound(expression: sp.Expr) -> None:
    assert_sound(expression)
