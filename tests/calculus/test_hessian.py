"""Hessians: the Jacobian of the gradient, the order of differentiation, and what the matrix says of a stationary point."""

from __future__ import annotations

import pytest
import sympy as sp
from hypothesis import HealthCheck, given, settings
from sympy import Abs, Expr, Integer, Ne, Or, Piecewise, Rational, Symbol, cos, exp, sin, symbols

from pdtutor.calculus.hessian import hessian
from pdtutor.calculus.jacobian import jacobian
from pdtutor.errors import DomainError
from pdtutor.notation.functions import silu
from tests.calculus.generated import VARIABLES, expressions
from tests.calculus.oracle import assert_slope

x, y, z = symbols("x y z", real=True)
ZERO, ONE = Integer(0), Integer(1)
ORIGIN = {x: ZERO, y: ZERO}
SADDLE = Piecewise((x * y * (x**2 - y**2) / (x**2 + y**2), Or(Ne(x, 0), Ne(y, 0))), (0, True))


@given(expressions)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_it_is_the_jacobian_of_the_gradient(expression: Expr) -> None:
    try:
        found = hessian(expression, VARIABLES)
        of_gradient = jacobian(found.gradient.entries, VARIABLES)
    except DomainError:
        return
    for first, row, rows in zip(found.gradient.entries, found.entries, of_gradient.entries, strict=True):
        for variable, entry, other in zip(VARIABLES, row, rows, strict=True):
            assert_slope(first, variable, entry)
            assert_slope(first, variable, other)


@pytest.mark.parametrize("of", [x**2 * y + sin(x * y), exp(x * y**2), x**3 - 3 * x * y**2, sp.log(1 + x**2 + y**2), x / (1 + y**2)])
def test_it_agrees_with_sympy(of: Expr) -> None:
    found = hessian(of, (x, y))
    assert sp.simplify(sp.Matrix(found.entries) - sp.hessian(of, (x, y))) == sp.zeros(2, 2)
    assert found.check.is_passed


def test_each_entry_is_differentiated_by_its_row_first() -> None:
    found = hessian(x**2 * y**3, (x, y))
    assert [[partial.order for partial in row] for row in found.partials] == [[(x, x), (x, y)], [(y, x), (y, y)]]


KINDS = [
    pytest.param(x**2 + y**2, ORIGIN, "positive definite", "minimum", id="bowl"),
    pytest.param(-(x**2) - 2 * y**2, ORIGIN, "negative definite", "maximum", id="hill"),
    pytest.param(x**2 - y**2, ORIGIN, "indefinite", "saddle", id="saddle"),
    pytest.param(x**4 + y**2, ORIGIN, "semidefinite", "undecided", id="flat valley"),
    pytest.param(x**3 + y**2, ORIGIN, "semidefinite", "undecided", id="flat inflection"),
    pytest.param(x**2 * y**2 * 0 + x**4 + y**4, ORIGIN, "semidefinite", "undecided", id="no curvature at all"),
    pytest.param((x + y) ** 2, ORIGIN, "semidefinite", "undecided", id="trough"),
    pytest.param(x**2 + y**2, {x: ONE, y: ZERO}, "positive definite", None, id="not stationary"),
    pytest.param(x**3 - 3 * x + y**2, {x: ONE, y: ZERO}, "positive definite", "minimum", id="cubic at 1"),
    pytest.param(x**3 - 3 * x + y**2, {x: -ONE, y: ZERO}, "indefinite", "saddle", id="cubic at -1"),
    pytest.param(cos(x) + cos(y), ORIGIN, "negative definite", "maximum", id="cosines"),
    pytest.param((sp.pi * x - sp.E * y) ** 2, ORIGIN, "semidefinite", "undecided", id="transcendental zero eigenvalue"),
    pytest.param(-silu(x - 3 * y), {x: ONE, y: ZERO}, "semidefinite", None, id="zero eigenvalue of a named function"),
    pytest.param(x**3 / 3 - x * (3 + 2 * sp.sqrt(2)) + y**2, {x: 1 + sp.sqrt(2), y: ZERO}, "positive definite", "minimum", id="at 1 + √2"),
    pytest.param(x**2 + y**2 - sp.sqrt(2) * sp.sqrt(2) * x * y, ORIGIN, "semidefinite", "undecided", id="irrational zero eigenvalue"),
]


@pytest.mark.parametrize(("of", "point", "definiteness", "kind"), KINDS)
def test_eigenvalues_decide(of: Expr, point: dict[Expr, Expr], definiteness: str, kind: str | None) -> None:
    found = hessian(of, (x, y), point)
    assert (found.definiteness, found.classification) == (definiteness, kind)
    assert found.stationary == (kind is not None)


def test_eigenvalues_of_two_variables_are_exact_and_ascending() -> None:
    found = hessian(x**2 + 3 * x * y - y**2 + exp(x * y), (x, y), ORIGIN)
    assert found.eigenvalues is not None
    assert [value.exact for value in found.eigenvalues] == [-2 * sp.sqrt(5), 2 * sp.sqrt(5)]


def test_eigenvalues_of_three_variables_agree_with_sympy() -> None:
    of = x**2 + y**2 / 2 + 3 * z**2 + x * y - y * z + x**2 * z
    found = hessian(of, (x, y, z), {x: ONE, y: Rational(1, 2), z: ZERO})
    assert found.eigenvalues is not None
    matrix = sp.hessian(of, (x, y, z)).subs({x: 1, y: Rational(1, 2), z: 0})
    expected = sorted(float(value) for value in map(sp.re, matrix.evalf(30).eigenvals(multiple=True)))
    assert [value.decimal for value in found.eigenvalues] == pytest.approx(expected, abs=1e-12)


def test_a_constant_hessian_is_judged_without_a_point() -> None:
    found = hessian(x**2 + x * y + y**2, (x, y))
    assert (found.definiteness, found.classification, found.value) == ("positive definite", None, None)


def test_the_order_does_not_matter_where_second_partials_are_continuous() -> None:
    (pair,) = hessian(x**2 * y + sin(x * y), (x, y), {x: ONE, y: ONE}).mixed
    assert (pair.symbolic, pair.is_equal, pair.is_equal_there) == (True, True, True)


def test_row_20_the_order_matters_at_the_origin() -> None:
    found = hessian(SADDLE, (x, y), ORIGIN)
    assert found.value is not None
    assert [[entry.exact for entry in row] for row in found.value] == [[0, -1], [1, 0]]
    (pair,) = found.mixed
    assert pair.is_equal
    assert pair.is_equal_there is False
    assert (found.is_symmetric, found.eigenvalues, found.definiteness) == (False, None, None)


def test_away_from_the_origin_it_does_not() -> None:
    found = hessian(SADDLE, (x, y), {x: ONE, y: Integer(2)})
    assert found.is_symmetric
    assert found.definiteness == "indefinite"


def test_at_a_kink_nothing_is_claimed() -> None:
    found = hessian(Abs(x) + y**2, (x, y), ORIGIN)
    assert found.value is not None
    assert found.value[0][0].decimal is None
    assert (found.eigenvalues, found.definiteness, found.classification) == (None, None, None)


def test_many_variables_are_swept() -> None:
    xs = symbols("x1:9", real=True)
    found = hessian(sum(v**2 for v in xs) + xs[0] * xs[1], xs, dict.fromkeys(xs, ONE))
    assert found.partials == ()
    assert found.definiteness == "positive definite"
    assert found.entries[0][1] == found.entries[1][0] == 1


def test_a_wrong_entry_fails_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    from pdtutor.calculus import slopes

    wrong = {**slopes.UNARY, sp.sin: ("trigonometric", lambda u: cos(u) + Rational(1, 100), lambda _: ())}
    monkeypatch.setattr(slopes, "UNARY", wrong)
    monkeypatch.setattr("pdtutor.calculus.rules.calls.UNARY", wrong)
    assert not hessian(sin(x) * y, (x, y)).check.is_passed


def test_one_variable_is_a_matrix_of_one_entry() -> None:
    found = hessian(x**4, (x,), {x: Integer(2)})
    assert found.value is not None
    assert found.value[0][0].exact == 48
    assert found.mixed == ()


def test_by_a_symbol_that_does_not_occur_everything_is_zero() -> None:
    w = Symbol("w", real=True)
    assert hessian(x**2, (x, w)).entries == ((2, 0), (0, 0))


BESIDE_KINKS = [
    pytest.param(Abs(x * y), ORIGIN, [[0, None], [None, 0]], id="a first partial of |xy| that is missing beside the point"),
    pytest.param(x**2 * Abs(y), ORIGIN, [[0, 0], [None, 0]], id="missing along one variable only"),
    pytest.param(x * Abs(y), {x: Rational(3, 2), y: ZERO}, [[0, None], [None, None]], id="no first partial on a whole line"),
    pytest.param(Piecewise((x * y, x >= 0), (0, True)), ORIGIN, [[0, None], [None, 0]], id="a branch is no derivative at its edge"),
    pytest.param(Piecewise((x**2 * sp.sin(y / x), Ne(x, 0)), (0, True)), ORIGIN, [[0, 0], [1, 0]], id="first partials that are limits"),
    pytest.param(Piecewise((x**2 * y**2, Ne(x * y, 0)), (0, True)), ORIGIN, [[0, 0], [0, 0]], id="a hole that is filled"),
]


@pytest.mark.parametrize(("of", "point", "expected"), BESIDE_KINKS)
def test_a_second_partial_is_there_where_the_first_one_is_beside_the_point(of: Expr, point: dict[Expr, Expr], expected: object) -> None:
    value = hessian(of, (x, y), point).value
    assert value is not None
    assert [[entry.exact for entry in row] for row in value] == expected


FLAT = (x - y) ** 2 + 2 * (y - z) ** 2
SMALL_CURVATURE = [
    pytest.param(x**2 + y**2 + z**2 / Integer(10) ** 17, "positive definite", "minimum", id="a small one upwards"),
    pytest.param(x**2 + y**2 - z**2 / Integer(10) ** 25, "indefinite", "saddle", id="a small one downwards"),
    pytest.param(FLAT - x**2 / Integer(10) ** 25, "indefinite", "saddle", id="a small one in a slanted direction"),
    pytest.param(FLAT, "semidefinite", "undecided", id="none at all in a slanted direction"),
    pytest.param(
        sp.sqrt(2) * x**2 + sp.sqrt(8) * x * y + sp.sqrt(2) * y**2 + z**2, "semidefinite", "undecided", id="none, in irrational numbers"
    ),
]


@pytest.mark.parametrize(("of", "definiteness", "kind"), SMALL_CURVATURE)
def test_a_small_curvature_is_told_from_none(of: Expr, definiteness: str, kind: str) -> None:
    found = hessian(of, (x, y, z), dict.fromkeys((x, y, z), ZERO))
    assert (found.definiteness, found.classification) == (definiteness, kind)
