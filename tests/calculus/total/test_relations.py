"""Relations: the derivative of the unknown is what the curve itself shows."""

from __future__ import annotations

import mpmath
import pytest
import sympy as sp
from hypothesis import assume, given, settings
from sympy import Abs, Derivative, Eq, Expr, Function, Integer, Max, Rational, Symbol, exp, sin, sqrt

from pdtutor.calculus.total import agreement
from pdtutor.calculus.total.dependencies import Dependencies
from pdtutor.calculus.total.implicit import quotient, relation, relations
from pdtutor.errors import DomainError, UsageError
from pdtutor.notation.functions import cbrt
from tests.calculus.total.generated import T, X, Y, Z, functions_of

y, z, x = (Function(name, real=True) for name in "yzx")
OF_X = Dependencies({}, {Y: (X,)})


def equal(left: Expr, right: Expr | int) -> Eq:
    return Eq(left, right, evaluate=False)


FOLIUM = equal(X**3 + Y**3, 3 * X * Y)


def test_the_folium() -> None:
    found = relation(FOLIUM, X, OF_X)
    assert found.derivative == (y(X) - X**2) / (y(X) ** 2 - X)
    assert (found.of, found.target) == (X**3 + Y**3 - 3 * X * Y, Y)
    assert (found.rest, found.by_target) == (3 * X**2 - 3 * y(X), 3 * y(X) ** 2 - 3 * X)
    assert (found.total, found.substituted, found.partial) == (None, None, None)
    assert [term.path for term in found.terms] == [(X,), (Y, X)]
    assert (found.check.symbolic, found.check.points) == (True, 5)


@pytest.mark.parametrize(
    ("equation", "dependencies", "expected"),
    [
        (equal(X**2 + Y**2, 25), OF_X, -X / y(X)),
        (equal(25, X**2 + Y**2), OF_X, -X / y(X)),
        (equal(X * Y, 1), OF_X, -y(X) / X),
        (equal(X**2 / 4 + Y**2 / 9, 1), OF_X, -9 * X / (4 * y(X))),
        (equal(sqrt(X) + sqrt(Y), 1), OF_X, -sqrt(y(X)) / sqrt(X)),
        (equal(exp(X * Y), X + Y), OF_X, (1 - y(X) * exp(X * y(X))) / (X * exp(X * y(X)) - 1)),
        (equal(Y, X**2), OF_X, 2 * X),
        (equal((X + 1) * (X + Y), (X + 1)), OF_X, (1 - 2 * X - y(X) - 1) / (X + 1)),
        (equal((Y - X) ** 3, 0), OF_X, Integer(1)),
        (equal(X * Y * Z + Z**3, 1), Dependencies({}, {Z: (X, Y)}), -Y * z(X, Y) / (X * Y + 3 * z(X, Y) ** 2)),
        (equal(X**2 + Y**2 + T, 25), Dependencies({T: X * Y}, {Y: (X,)}), -(2 * X + y(X)) / (X + 2 * y(X))),
        (equal(X**2 + Y**2, 25), Dependencies({}, {Y: (X,), X: (T,)}), -x(T) * Derivative(x(T), T) / y(x(T))),
        (equal(Z**2 + Y, 1), Dependencies({}, {Z: (Y,), Y: (X,)}), -Derivative(y(X), X) / (2 * z(y(X)))),
    ],
)
def test_the_derivative_of_the_unknown(equation: Eq, dependencies: Dependencies, expected: Expr) -> None:
    wrt = T if T in dependencies.unknown.get(X, ()) else X
    found = relation(equation, wrt, dependencies)
    assert sp.simplify(found.derivative - expected) == 0
    assert sp.count_ops(found.derivative) <= sp.count_ops(expected)
    assert found.check.is_passed


def slope_of_the_curve(of: Expr, x0: float) -> tuple[mpmath.mpf, mpmath.mpf] | None:
    """A point's y, and dy/dx by solving for y a little to both sides; None where the root is lost."""
    height = sp.lambdify((X, Y), of, "mpmath")
    step = mpmath.mpf(10) ** -20

    def solved(at: mpmath.mpf, start: mpmath.mpf) -> mpmath.mpf:
        return mpmath.findroot(lambda number: height(at, number), start, maxsteps=60)

    try:
        here = solved(mpmath.mpf(x0), mpmath.mpf("0.3"))
        above, below = solved(x0 + step, here), solved(x0 - step, here)
    except (ValueError, ZeroDivisionError, TypeError):
        return None
    return (here, (above - below) / (2 * step)) if abs(above - below) < 1e-12 else None


@settings(max_examples=40, deadline=None)
@given(functions_of(X, Y), functions_of(X))
def test_the_derivative_is_the_slope_of_the_curve(inner: Expr, shift: Expr) -> None:
    of = inner + 2 * Y + shift
    assume(sp.diff(of, Y) != 0)
    found = relation(equal(inner + 2 * Y, -shift), X, OF_X)
    assert found.check.is_passed
    with mpmath.workdps(60):
        measured = slope_of_the_curve(of, 0.7)
        if measured is None or abs(sp.N(sp.diff(of, Y).subs({X: Rational(7, 10), Y: measured[0]}), 50)) < 0.01:
            return
        plain = found.derivative.replace(y, lambda _: Y)
        claimed = sp.N(plain.subs({X: sp.Float(0.7, 60), Y: sp.Float(measured[0], 60)}), 50)
        assert abs(claimed - measured[1]) <= 1e-12 * max(1, abs(claimed))


# at a point


@pytest.mark.parametrize(
    ("equation", "at", "exact", "why"),
    [
        (FOLIUM, (Rational(3, 2), Rational(3, 2)), -1, None),
        (FOLIUM, (0, 0), None, "singular"),
        (equal(X**2 + Y**2, 1), (1, 0), None, "vertical"),
        (equal(X**2 + Y**2, 1), (Rational(3, 5), Rational(4, 5)), Rational(-3, 4), None),
        (equal(X**2 + Y**2, 1), (Rational(1, 2), sqrt(3) / 2), -sqrt(3) / 3, None),
        (equal(Abs(X) + Abs(Y), 1), (0, 1), None, "no partials"),
        (equal(Abs(X) + Abs(Y), 1), (1, 0), None, "no partials"),
        (equal(cbrt(Y), X), (0, 0), None, "no partials"),
        (equal(cbrt(X) + cbrt(Y), 0), (0, 0), None, "no partials"),
        (equal(Abs(X) + Abs(Y), 1), (Rational(1, 4), Rational(-3, 4)), 1, None),
    ],
)
def test_the_value_at_a_point_of_the_curve(equation: Eq, at: tuple[Expr, Expr], exact: Expr | None, why: str | None) -> None:
    value = relation(equation, X, OF_X, {X: sp.sympify(at[0]), Y: sp.sympify(at[1])}).value
    assert (value.exact, value.why) == (exact, why)
    assert (value.decimal is None) == (exact is None)


def test_a_rounded_point_is_taken_for_one_of_the_curve() -> None:
    value = relation(equal(X**2 + Y**2, 1), X, OF_X, {X: Rational("0.5"), Y: Rational("0.8660254")}).value
    assert value.decimal == pytest.approx(-0.57735, abs=1e-5)


def test_a_point_off_the_curve_is_refused_with_its_residual() -> None:
    with pytest.raises(DomainError, match=r"x = 1, y = 1 is not on the curve: .* -1 there"):
        relation(FOLIUM, X, OF_X, {X: Integer(1), Y: Integer(1)})


def test_without_a_value_for_the_unknown_it_stays() -> None:
    assert relation(equal(X**2 + Y**2, 1), X, OF_X, {X: Rational(1, 2)}).value.exact == -1 / (2 * y(Rational(1, 2)))


def test_a_constant_without_a_value_does_not_matter_where_it_drops_out() -> None:
    radius = Symbol("r", real=True)
    found = relation(equal(X**2 + Y**2, radius**2), X, OF_X, {X: Integer(3), Y: Integer(4)})
    assert found.value.exact == Rational(-3, 4)


# what cannot be settled


@pytest.mark.parametrize(
    ("dependencies", "wrt", "message"),
    [
        (Dependencies({}, {X: (T,), Y: (T,)}), T, "x and y are left open"),
        (Dependencies({Y: X**2}, {}), X, "there is none"),
        (Dependencies({}, {Y: (T,)}), X, "y does not depend on x"),
        (Dependencies({}, {Z: (X,)}), X, "says nothing of z"),
    ],
)
def test_what_a_relation_cannot_settle_is_said(dependencies: Dependencies, wrt: Symbol, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        relation(equal(X**2 + Y**2, 1), wrt, dependencies)


# the parts


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        (-3 * X**2 + 3 * Y, 3 * Y**2 - 3 * X, "(-x**2 + y)/(-x + y**2)"),
        (-2 * X, 2 * Y, "-x/y"),
        (2 * X, -2 * Y, "-x/y"),
        (-2 * X - Y, X + 2 * Y, "-(2*x + y)/(x + 2*y)"),
        (X * (X + Y), X * (X - Y), "(x + y)/(x - y)"),
        (X**2 - Y**2, X + Y, "x - y"),
        (Integer(0), Y, "0"),
        (sin(X) * Y, sin(X), "y"),
    ],
)
def test_quotients_lose_their_common_factors_and_carry_their_sign_above(above: Expr, below: Expr, expected: str) -> None:
    assert str(quotient(above, below)) == expected


def test_a_wrong_derivative_does_not_pass() -> None:
    of, by_target = X**2 + Y**2 - 1, 2 * Y
    for wrong in (X / Y, -Y / X, -X / Y + Rational(1, 10**4)):
        checked = agreement.check_relation(of, X, Y, wrong, by_target, Dependencies({}, {}))
        assert checked.points > 0
        assert not checked.is_passed


def test_points_at_which_the_conditions_fail_say_nothing() -> None:
    found = relation(equal(Max(X, Y) + Y, 2 * X), X, OF_X)
    assert (found.check.points, found.check.is_passed) == (0, True)
    assert found.conditions


def test_the_work_can_be_cut_short_after_every_arrow() -> None:
    growing = list(relations(FOLIUM, X, OF_X))
    assert [len(found.edges) for found in growing] == [0, 1, 2, 3, 3]
    assert [found.derivative is None for found in growing] == [True] * 4 + [False]
