"""Values at a point: exact where that is possible, never invented."""

from __future__ import annotations

import pytest
import sympy as sp
from sympy import Abs, Integer, Max, Rational, Symbol, cos, exp, sin, sqrt

from pdtutor.calculus.partial import mixed_partial, partial
from pdtutor.errors import DomainError
from pdtutor.notation.functions import cbrt, elu, gelu, hardswish, huber, norm, relu, sigmoid

x, y = Symbol("x", real=True), Symbol("y", real=True)
n = Symbol("n", integer=True)
f = sp.Function("f", real=True)
HALF = Rational(1, 2)

EXACT = [
    (x**2 * y + sin(x * y), x, {x: Integer(1), y: sp.pi}, sp.pi),
    (sp.atan(x), x, {x: sqrt(2)}, Rational(1, 3)),
    (sigmoid(x), x, {x: Integer(0)}, Rational(1, 4)),
    (Max(0, x) ** 2, x, {x: Integer(3)}, Integer(6)),
    (cbrt(x), x, {x: Integer(-8)}, Rational(1, 12)),
    (huber(x, Integer(1)), x, {x: Integer(1)}, Integer(1)),
    (elu(x, Integer(1)), x, {x: Integer(0)}, Integer(1)),
    (x**n, x, {x: Integer(2), n: Integer(3)}, Integer(12)),
    (exp(x**9), x, {x: Integer(10)}, 900000000 * exp(1000000000)),
]


@pytest.mark.parametrize(("of", "wrt", "point", "exact"), EXACT)
def test_value_is_exact(of, wrt, point, exact) -> None:
    value = partial(of, wrt, point).value
    assert value is not None
    assert value.exact == exact


def test_variables_not_named_stay_symbols() -> None:
    value = partial(3 * x * y + y**2, y, {x: Integer(2)}).value
    assert value is not None
    assert (value.exact, value.decimal) == (6 + 2 * y, None)


def test_a_kink_is_seen_with_other_variables_left_free() -> None:
    value = partial(Abs(x) + 3 * x * y, x, {x: Integer(0)}).value
    assert value is not None
    assert (value.exact, value.why) == (None, "kink")


def test_an_unknown_function_has_no_decimal_value() -> None:
    value = partial(f(x * y), x, {x: Integer(1), y: Integer(2)}).value
    assert value is not None
    assert value.decimal is None
    assert value.exact is not None
    assert value.exact.has(sp.Derivative)


TOO_LARGE = [
    (x**y, x, {x: Integer(2), y: Integer(10) ** 9}),
    (2 ** (10**9 * x), x, {x: Integer(1)}),
    (exp(exp(exp(x))), x, {x: Integer(10)}),
    (exp(x ** (x**x)), x, {x: Integer(30)}),
]


@pytest.mark.parametrize(("of", "wrt", "point"), TOO_LARGE)
def test_a_number_without_end_is_not_written_out(of, wrt, point) -> None:
    value = partial(of, wrt, point).value
    assert value is not None
    assert (value.exact, value.decimal) == (None, float("inf"))


def test_a_giant_exact_coefficient_is_refused() -> None:
    with pytest.raises(DomainError) as caught:
        partial((x + 1) ** (10**8) * y, x, {x: Integer(1)})
    assert caught.value.code == "too_large"


OUTSIDE = [
    (sp.log(x), {x: Integer(-1)}),
    (sp.log(x), {x: Integer(0)}),
    (1 / (x - y), {x: Integer(1), y: Integer(1)}),
    (sp.tan(x), {x: sp.pi / 2}),
    (x ** Rational(1, 3), {x: Integer(-8)}),
    (sp.asin(x), {x: Integer(2)}),
]


@pytest.mark.parametrize(("of", "point"), OUTSIDE)
def test_a_point_outside_the_domain_is_refused(of, point) -> None:
    with pytest.raises(DomainError):
        partial(of, x, point)


SIDES = [
    (x**2 + y**2 + Max(x, y), {x: Integer(0), y: Integer(0)}, (0.0, 1.0)),
    (hardswish(x), {x: Integer(3)}, (1.5, 1.0)),
    (norm(x, y), {x: Integer(0), y: Integer(0)}, (-1.0, 1.0)),
    (relu(x), {x: Integer(0)}, (0.0, 1.0)),
]


@pytest.mark.parametrize(("of", "point", "sides"), SIDES)
def test_one_sided_slopes_are_told_where_they_differ(of, point, sides) -> None:
    value = partial(of, x, point).value
    assert value is not None
    assert (value.decimal, value.sides) == (None, sides)


@pytest.mark.parametrize("of", [sin(x * y) * exp(x), gelu(x) * y, cos(x) ** 3 / (1 + y**2)])
@pytest.mark.parametrize("order", [(x, x), (x, y), (y, x), (x, x, y)])
def test_mixed_values_agree_with_sympy(of, order) -> None:
    point = {x: HALF, y: Rational(3, 4)}
    value = mixed_partial(of, order, point).value
    expected = sp.diff(of.replace(gelu, lambda u: u * (1 + sp.erf(u / sqrt(2))) / 2), *order).subs(point).evalf()
    assert value is not None
    assert value.decimal == pytest.approx(float(expected), rel=1e-12)
