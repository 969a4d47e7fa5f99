"""Derivative formulas that existing systems get wrong, by their rows in the list of hard expressions."""

from __future__ import annotations

import pytest
import sympy as sp
from sympy import Abs, IndexedBase, Integer, KroneckerDelta, Ne, Or, Piecewise, Sum, Symbol, cos, exp, log, sin

from pdtutor.calculus.partial import mixed_partial, partial
from pdtutor.notation.functions import bce, cbrt, relu, sigmoid
from tests.calculus.oracle import assert_slope, distinct

x, y, z, w, b, u = (Symbol(name, real=True) for name in "xyzwbu")
i, j, k, n = (Symbol(name, integer=True) for name in "ijkn")
X, Y, Z = (IndexedBase(name, real=True) for name in "xyz")
f = sp.Function("f", real=True)
xi1, xi2 = Symbol("xi_1", real=True), Symbol("xi_2", real=True)
ZERO = Integer(0)
SADDLE = Piecewise((x * y * (x**2 - y**2) / (x**2 + y**2), Or(Ne(x, 0), Ne(y, 0))), (0, True))
RIDGE = Piecewise((x * y / (x**2 + y**2), Or(Ne(x, 0), Ne(y, 0))), (0, True))
SINC = Piecewise((sin(x) / x, Ne(x, 0)), (1, True))
SOFTMAX = exp(Z[i]) / Sum(exp(Z[j]), (j, 1, n))

FORMULAS = [
    pytest.param(x * Abs(x), x, 2 * Abs(x), id="12"),
    pytest.param(Abs(x) ** 3, x, 3 * x * Abs(x), id="13"),
    pytest.param(Piecewise((x, Ne(x, 0)), (0, True)), x, Integer(1), id="16"),
    pytest.param(x**x, x, x**x * (log(x) + 1), id="22"),
    pytest.param(x**y, x, y * x ** (y - 1), id="23 by x"),
    pytest.param(x**y, y, x**y * log(x), id="23 by y"),
    pytest.param(x ** (x**x), x, x ** (x**x) * x**x * ((log(x) + 1) * log(x) + 1 / x), id="24"),
    pytest.param(cbrt(x), x, 1 / (3 * cbrt(x) ** 2), id="25"),
    pytest.param(sp.atan2(y, x), y, x / (x**2 + y**2), id="26 by y"),
    pytest.param(sp.atan2(y, x), x, -y / (x**2 + y**2), id="26 by x"),
    pytest.param(log(x) / log(y), y, -log(x) / (y * log(y) ** 2), id="27"),
    pytest.param(log(1 + exp(-(w * x + b))), w, -x / (1 + exp(w * x + b)), id="28"),
    pytest.param(bce(sigmoid(z), y), z, sigmoid(z) - y, id="29"),
    pytest.param(Sum((w * X[i] + b - Y[i]) ** 2, (i, 1, n)), w, 2 * Sum(X[i] * (w * X[i] + b - Y[i]), (i, 1, n)), id="31"),
    pytest.param(u**2 * sin(u * x), x, u**3 * cos(u * x), id="33"),
]


@pytest.mark.parametrize(("expression", "wrt", "formula"), FORMULAS)
def test_formula_comes_out_right(expression: sp.Expr, wrt: Symbol, formula: sp.Expr) -> None:
    found = partial(expression, wrt)
    assert found.check.is_passed
    assert found.check.points == 5
    assert sp.simplify(found.derivative - formula) == 0 or assert_slope(expression, wrt, formula)
    assert not any(step.rule == "table" for step in found.roots[0].walk())


def test_cubed_absolute_value_gives_one_term() -> None:
    assert partial(Abs(x) ** 3, x).derivative == 3 * x * Abs(x)


def test_row_30_softmax_collapses_its_deltas() -> None:
    found = partial(SOFTMAX, Z[k])
    total = Sum(exp(Z[j]), (j, 1, n))
    s_i, s_k = exp(Z[i]) / total, exp(Z[k]) / total
    assert sp.simplify(found.derivative - s_i * (KroneckerDelta(i, k) - s_k)) == 0
    assert not any(part.has(KroneckerDelta) for part in found.derivative.atoms(Sum))
    assert found.check.is_passed
    assert found.check.points == 5


def test_row_32_every_argument_of_an_unknown_function_counts() -> None:
    found = partial(f(x, x * y), x).derivative
    first = sp.Subs(sp.Derivative(f(xi1, x * y), xi1), xi1, x)
    second = sp.Subs(sp.Derivative(f(x, xi2), xi2), xi2, x * y)
    assert found == first + y * second


def test_row_33_no_inner_name_is_the_users() -> None:
    names = {name for step in distinct(partial(u**2 * sin(u * x), x).roots[0]) for name in step.names}
    assert names
    assert u not in names


VALUES = [
    pytest.param(relu(x) - relu(-x), [x], {x: ZERO}, 1, None, id="3"),
    pytest.param(sp.Max(x, exp(x) - 1, ((x + 1) ** 2 - 1) / 2), [x], {x: ZERO}, 1, "limit", id="5"),
    pytest.param(x * Abs(x), [x], {x: ZERO}, 0, None, id="12"),
    pytest.param(Piecewise((x, Ne(x, 0)), (0, True)), [x], {x: ZERO}, 1, None, id="16"),
    pytest.param(SINC, [x, x], {x: ZERO}, sp.Rational(-1, 3), None, id="18"),
    pytest.param(Piecewise((x**2 * sin(1 / x), Ne(x, 0)), (0, True)), [x], {x: ZERO}, 0, None, id="19"),
    pytest.param(SADDLE, [x, y], {x: ZERO, y: ZERO}, -1, None, id="20 x then y"),
    pytest.param(SADDLE, [y, x], {x: ZERO, y: ZERO}, 1, None, id="20 y then x"),
    pytest.param(RIDGE, [x], {x: ZERO, y: ZERO}, 0, None, id="21 by x"),
    pytest.param(RIDGE, [y], {x: ZERO, y: ZERO}, 0, None, id="21 by y"),
    pytest.param(x**y, [y], {x: ZERO, y: Integer(2)}, 0, "limit", id="23"),
]


@pytest.mark.parametrize(("expression", "order", "point", "exact", "why"), VALUES)
def test_value_where_the_formula_alone_does_not_say(expression, order, point, exact, why) -> None:
    value = mixed_partial(expression, order, point).value
    assert value is not None
    assert (value.exact, value.decimal, value.why) == (exact, float(exact), why)


NO_VALUE = [
    pytest.param(Abs(x), "kink", (-1, 1), id="1"),
    pytest.param(sp.Max(0, x), "kink", (0, 1), id="2"),
    pytest.param(sp.sqrt(Abs(x)), "vertical", (-sp.oo, sp.oo), id="14"),
    pytest.param(Piecewise((0, x < 0), (1, True)), "discontinuous", (sp.oo, 0), id="17"),
    pytest.param(cbrt(x), "vertical", (sp.oo, sp.oo), id="25"),
]


@pytest.mark.parametrize(("expression", "why", "sides"), NO_VALUE)
def test_no_value_is_claimed_where_there_is_none(expression, why, sides) -> None:
    value = partial(expression, x, {x: ZERO}).value
    assert value is not None
    assert (value.exact, value.decimal, value.why) == (None, None, why)
    assert value.sides == tuple(map(float, sides))
