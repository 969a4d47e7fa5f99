"""Directional derivatives: the limit along a line, whether or not the gradient tells it."""

from __future__ import annotations

import mpmath
import pytest
import sympy as sp
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sympy import Abs, Expr, Integer, Max, Ne, Or, Piecewise, Rational, exp, sin, sqrt, symbols
from sympy.core.function import AppliedUndef

from pdtutor.calculus.directional import directional, unit
from pdtutor.calculus.gradient import gradient
from pdtutor.errors import DomainError, UsageError
from pdtutor.notation.functions import norm
from tests.calculus.generated import VARIABLES, expressions
from tests.calculus.oracle import DIGITS, numbers_of

x, y = symbols("x y", real=True)
ZERO = Integer(0)
ORIGIN = {x: ZERO, y: ZERO}
APART = Or(Ne(x, 0), Ne(y, 0))


def along(of: Expr, direction: tuple[int, ...], point: dict[Expr, Expr]):
    return directional(gradient(of, (x, y), point), [Integer(part) for part in direction], point)


@given(expressions, st.tuples(*[st.integers(-3, 3)] * 3), st.tuples(*[st.integers(-9, 9)] * 3))
@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
def test_it_is_the_limit_of_the_quotient_along_the_line(of: Expr, direction: tuple[int, ...], numerators: tuple[int, ...]) -> None:
    assume(any(direction) and not of.has(AppliedUndef))
    point = {variable: Rational(2 * number + 1, 7) for variable, number in zip(VARIABLES, numerators, strict=True)}
    try:
        found = directional(gradient(of, VARIABLES, point), [Integer(part) for part in direction], point)
    except DomainError:
        return
    function = numbers_of(of, list(VARIABLES))
    with mpmath.workdps(DIGITS):
        start = [mpmath.mpf(point[variable].p) / point[variable].q for variable in VARIABLES]
        length = mpmath.norm(direction)
        step = mpmath.mpf(10) ** -20
        ahead, behind = (function(*(a + side * step * part / length for a, part in zip(start, direction, strict=True))) for side in (1, -1))
        if ahead is None or behind is None or found.value is None or found.value.decimal is None:
            return
        quotient = (ahead - behind) / (2 * step)
        assert abs(quotient - found.value.decimal) <= 1e-9 * max(1, abs(quotient))


def test_the_direction_is_brought_to_length_one() -> None:
    found = along(x**2 * y, (3, 4), {x: Integer(1), y: Integer(2)})
    assert found.along == (Rational(3, 5), Rational(4, 5))
    assert found.value is not None
    assert (found.value.exact, found.is_formula) == (Rational(16, 5), True)


def test_its_length_does_not_matter() -> None:
    point = {x: Integer(1), y: Integer(2)}
    assert along(x**2 * y, (3, 4), point).value == along(x**2 * y, (30, 40), point).value


def test_no_direction_is_steeper_than_the_gradient() -> None:
    point = {x: Rational(1, 3), y: Integer(2)}
    for direction in [(1, 0), (0, 1), (1, 1), (-3, 2), (5, -7)]:
        found = along(exp(x) * sin(x * y), direction, point)
        assert found.value is not None
        assert found.gradient.norm is not None
        assert abs(found.value.decimal) <= found.gradient.norm.decimal


LIMITS = [
    pytest.param(Piecewise((x**2 * y / (x**2 + y**2), APART), (0, True)), (1, 1), sqrt(2) / 4, id="partials 0, not differentiable"),
    pytest.param(Piecewise((x**3 / (x**2 + y**2), APART), (0, True)), (3, 4), Rational(27, 125), id="homogeneous of degree one"),
    pytest.param(Abs(x) + y, (0, 2), Integer(1), id="along a kink"),
    pytest.param(Max(x, -x) * y, (1, 1), ZERO, id="a kink that is flattened"),
    pytest.param(sp.cbrt(1) * Piecewise((x * y / sqrt(x**2 + y**2), APART), (0, True)), (1, 0), ZERO, id="along an axis"),
]


@pytest.mark.parametrize(("of", "direction", "expected"), LIMITS)
def test_where_the_gradient_does_not_apply_the_limit_is_taken(of: Expr, direction: tuple[int, ...], expected: Expr) -> None:
    found = along(of, direction, ORIGIN)
    assert found.value is not None
    assert found.value.exact == expected


def test_the_formula_is_seen_to_fail() -> None:
    found = along(Piecewise((x**2 * y / (x**2 + y**2), APART), (0, True)), (1, 1), ORIGIN)
    assert found.from_formula is not None
    assert (found.from_formula.exact, found.is_formula) == (0, False)


def test_at_a_kink_the_two_rates_are_told() -> None:
    found = along(norm(x, y), (3, 4), ORIGIN)
    assert found.value is not None
    assert (found.value.decimal, found.value.why, found.value.sides) == (None, "kink", (-1.0, 1.0))
    assert found.one_sided is not None
    assert [side.exact for side in found.one_sided] == [-1, 1]


def test_a_jump_and_a_vertical_are_told_apart() -> None:
    jump = along(Piecewise((0, x < 0), (1, True)) + y, (1, 1), ORIGIN)
    steep = along(sqrt(Abs(x)) + y, (1, 1), ORIGIN)
    assert jump.value is not None
    assert steep.value is not None
    assert (jump.value.why, steep.value.why) == ("discontinuous", "vertical")


def test_other_variables_may_stay_open() -> None:
    found = along(x**2 * y, (1, 0), {x: Integer(3)})
    assert found.value is not None
    assert found.value.exact == 6 * y


def test_a_direction_of_length_zero_is_refused() -> None:
    with pytest.raises(DomainError):
        unit((ZERO, ZERO))


def test_a_direction_of_another_size_is_refused() -> None:
    with pytest.raises(UsageError, match="3 parts"):
        along(x * y, (1, 2, 3), ORIGIN)
