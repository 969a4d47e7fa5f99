"""Total derivatives of expressions: one term a path, and the sum is the derivative after substitution."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
import sympy as sp
from hypothesis import HealthCheck, Phase, given, settings
from sympy import Abs, Basic, Derivative, Expr, Function, Integer, Max, Ne, Rational, Subs, Symbol
from sympy.core.function import AppliedUndef

from pdtutor.calculus.numeric import evaluate
from pdtutor.calculus.results import Check
from pdtutor.calculus.total import agreement, chains
from pdtutor.calculus.total.chains import total, totals
from pdtutor.calculus.total.dependencies import Dependencies
from pdtutor.errors import DomainError, UsageError
from pdtutor.notation.functions import elu, relu
from tests.calculus import generated as with_corners
from tests.calculus.oracle import assert_slope
from tests.calculus.total.generated import T, X, Y, Z, functions_of

SMALL = settings(max_examples=40, deadline=None)
y, z = Function("y", real=True), Function("z", real=True)


def assert_same(one: Expr, other: Expr) -> None:
    """The two have the same value at three points, to many digits."""
    generator = random.Random(4)
    for _ in range(3):
        point = {symbol: Rational(generator.randint(-25, 25), 16) for symbol in one.free_symbols | other.free_symbols}
        a, b = (sp.N(side.subs(point), 40) for side in (one, other))
        assert abs(a - b) <= 1e-30 * max(1, abs(a)), (one, other, point)


def test_each_path_is_one_term_and_their_sum_is_the_total() -> None:
    found = total(X**2 + Y**2, X, Dependencies({}, {Y: (X,)}))
    assert [(term.path, term.factors) for term in found.terms] == [((X,), (2 * X,)), ((Y, X), (2 * y(X), Derivative(y(X), X)))]
    assert found.total == 2 * X + 2 * y(X) * Derivative(y(X), X)
    assert found.partial.derivative == 2 * X
    assert found.substituted is None


def test_with_a_formula_the_total_is_also_there_in_the_base_variable_alone() -> None:
    found = total(X**2 + Y**2, X, Dependencies({Y: X**2}, {}))
    assert [(term.path, term.factors, term.product) for term in found.terms] == [
        ((X,), (2 * X,), 2 * X),
        ((Y, X), (2 * Y, 2 * X), 4 * X * Y),
    ]
    assert (found.total, found.substituted) == (2 * X + 4 * X * Y, 2 * X + 4 * X**3)


def test_a_chain_has_a_path_for_every_way_down() -> None:
    found = total(Z, T, Dependencies({}, {Z: (X, Y), Y: (X,), X: (T,)}))
    assert [term.path for term in found.terms] == [(Z, X, T), (Z, Y, X, T)]
    assert found.calls[Z] == z(Function("x", real=True)(T), y(Function("x", real=True)(T)))


def test_the_arrows_carry_their_derivations() -> None:
    found = total(X * Y, T, Dependencies({Y: X**2}, {X: (T,)}))
    assert [(edge.of, edge.by, edge.partial is None) for edge in found.edges] == [
        (None, X, False),
        (None, Y, False),
        (Y, X, False),
        (X, T, True),
    ]
    assert all(edge.partial.roots for edge in found.edges if edge.partial)


@SMALL
@given(functions_of(X, Y, Z), functions_of(X, Z), functions_of(X))
def test_the_total_is_the_derivative_after_substitution(of: Expr, first: Expr, second: Expr) -> None:
    found = total(of, X, Dependencies({Y: first, Z: second}, {}))
    whole = of.subs(Y, first).subs(Z, second)
    assert_same(found.total.subs(Y, first).subs(Z, second), sp.diff(whole, X))
    assert found.check.is_passed
    if found.substituted is not None:
        assert_same(found.substituted, sp.diff(whole, X))


@SMALL
@given(functions_of(X, Y, Z), functions_of(X, Z), functions_of(T), functions_of(X, T))
def test_unknown_functions_stand_for_any(of: Expr, first: Expr, second: Expr, third: Expr) -> None:
    """The total with unknown dependents, and these replaced by known ones, is the derivative of what these make."""
    found = total(of, T, Dependencies({}, {Y: (X, Z), X: (T,), Z: (X, T)}))
    x = Function("x", real=True)
    known = found.total
    for head, arguments, body in ((y, (X, Z), first), (z, (X, T), third), (x, (T,), second)):
        known = known.replace(head, sp.Lambda(arguments, body))
    whole = of.subs(Y, first).subs(Z, third).subs(X, second)
    assert_same(known.doit(), sp.diff(whole, T))


known_functions = with_corners.expressions.filter(lambda expression: not expression.has(AppliedUndef))


def is_tie(condition: Basic) -> bool:
    """Is it g ≠ h where g = h on a whole stretch?"""
    places = [{with_corners.X: Rational(2 * k + 1, 7), with_corners.Y: Rational(k, 3)} for k in range(-8, 9)]
    return isinstance(condition, Ne) and any(evaluate(condition.lhs - condition.rhs, place) == 0 for place in places)


QUICK = (Phase.explicit, Phase.reuse, Phase.generate)  # shrinking these takes minutes


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), phases=QUICK)
@given(known_functions, known_functions)
def test_any_function_with_a_rule_may_stand_anywhere(of: Expr, formula: Expr) -> None:
    """Functions with corners, roots and logarithms, against central differences in many digits.

    Where two arguments of a maximum are equal on a whole stretch, the paths say nothing there.
    """
    x, w, v = with_corners.X, with_corners.W, with_corners.Y
    inner = formula.xreplace({w: x, v: x + 1})
    if inner.has(*with_corners.BAD) or not inner.free_symbols:
        return
    found = total(of, x, Dependencies({w: inner}, {}))
    whole = of.xreplace({w: inner})
    assert found.check.is_passed
    if not whole.has(*with_corners.BAD) and not any(is_tie(condition.xreplace({w: inner})) for condition in found.conditions):
        assert_slope(whole, x, found.total.xreplace({w: inner}))


def test_without_dependents_the_total_is_the_partial_derivative_and_says_so() -> None:
    found = total(X**2 * Y, X, Dependencies({}, {}))
    assert found.is_partial
    assert found.total == found.partial.derivative == 2 * X * Y
    assert not total(X**2 * Y, X, Dependencies({}, {Y: (X,)})).is_partial
    assert total(X**2 * Y, X, Dependencies({}, {Y: (T,)})).is_partial


def test_a_dependent_that_moves_alone_may_be_differentiated_by() -> None:
    found = total(Y**2 + X, X, Dependencies({}, {Y: (X,), X: (T,)}))
    assert found.total == 1 + 2 * y(X) * Derivative(y(X), X)


def test_a_dependent_that_does_not_move_alone_is_refused() -> None:
    with pytest.raises(UsageError, match="y does not move alone"):
        total(X * Y, Y, Dependencies({Y: X**2}, {}))


def test_formulas_may_use_unknown_functions() -> None:
    found = total(Z * X, T, Dependencies({Z: X * Y}, {Y: (X,), X: (T,)}))
    x = Function("x", real=True)(T)
    slope = Subs(Derivative(y(Symbol("xi_1", real=True)), Symbol("xi_1", real=True)), Symbol("xi_1", real=True), x)
    assert sp.expand(found.total - (Z + x * y(x) + x**2 * slope) * Derivative(x, T)) == 0
    assert found.check.points == 5
    assert found.check.is_passed


@pytest.mark.parametrize(
    ("of", "formula", "substituted"),
    [
        (Max(X, Y), X, 1),
        (Max(X, Y) + X, elu(X, Integer(2)), None),
        (relu(X - Y), X, 0),
    ],
)
def test_where_the_conditions_fail_on_a_stretch_it_is_said(of: Expr, formula: Expr, substituted: int | None) -> None:
    found = total(of, X, Dependencies({Y: formula}, {}), {X: Integer(1)})
    assert found.check.is_passed
    assert found.conditions
    if substituted is None:
        assert found.has_gaps
        assert_slope(of.xreplace({Y: formula}), X, found.substituted)
        assert found.value.exact == 2
    else:
        assert found.substituted == found.value.exact == substituted


# at a point


@pytest.mark.parametrize(
    ("of", "formula", "at", "exact", "why"),
    [
        (X**2 + Y**2, X**2, 2, 36, None),
        (Abs(Y), X**2, 0, 0, "limit"),
        (Abs(X) + Y, -Abs(X), 0, 0, "limit"),
        (Abs(X) + Y, X, 0, None, "kink"),
        (sp.sqrt(Y), X**2, 0, None, "kink"),
        (sp.exp(Y), sp.log(X), 3, 1, None),
    ],
)
def test_the_value_is_that_of_the_function_that_the_formulas_make(of: Expr, formula: Expr, at: int, exact: int | None, why: str) -> None:
    value = total(of, X, Dependencies({Y: formula}, {}), {X: Integer(at)}).value
    assert (value.exact, value.why) == (exact, why)


def test_the_point_is_completed_and_an_unknown_slope_stays() -> None:
    found = total(X**2 + Y * Z, X, Dependencies({Z: X + 1}, {Y: (X,)}), {X: Integer(2), Y: Integer(5)})
    assert found.point == {X: 2, Y: 5, Z: 3}
    xi = Symbol("xi_1", real=True)
    assert found.value.exact == 9 + 3 * Subs(Derivative(y(xi), xi), xi, 2)
    assert found.value.decimal is None


def test_a_value_given_without_what_it_depends_on_is_put_in_as_it_is() -> None:
    assert total(X**2 + Y**2, X, Dependencies({Y: X**2}, {}), {Y: Integer(4)}).value.exact == 18 * X


@pytest.mark.parametrize(
    ("formula", "point", "message"),
    [
        (X**2, {X: 2, Y: 3}, "y = 3 contradicts y = x\\*\\*2, which is 4 at x = 2"),
        (sp.log(X), {X: -1}, "no value at x = -1"),
        (X - 5, {X: 1}, "not defined"),
    ],
)
def test_a_point_that_cannot_be_is_refused(formula: Expr, point: dict[Symbol, int], message: str) -> None:
    with pytest.raises(DomainError, match=message):
        total(sp.log(Y), X, Dependencies({Y: formula}, {}), {name: Integer(value) for name, value in point.items()})


def test_a_rounded_value_is_no_contradiction() -> None:
    found = total(Y, X, Dependencies({Y: sp.sqrt(X)}, {}), {X: Integer(2), Y: Rational("1.41421356")})
    assert found.value.exact == sp.sqrt(2) / 4


# large ones


def doubling(length: int) -> tuple[list[Symbol], dict[Symbol, Expr]]:
    """Formulas each twice as large as the one before, once written out."""
    names = [X, *(Symbol(f"u{count}", real=True) for count in range(1, length))]
    return names, {name: sp.sin(before) + before**2 / 9 for before, name in pairwise(names)}


def test_what_is_too_large_to_write_out_is_checked_by_numbers_all_the_same() -> None:
    names, formulas = doubling(31)
    found = total(names[-1], X, Dependencies(formulas, {}), {X: Rational(1, 3)})
    assert found.substituted is None
    assert (found.check.symbolic, found.check.points) == (None, 2)
    assert found.check.is_passed
    value, slope = sp.Float(1, 50) / 3, sp.Float(1, 50)
    for _ in names[1:]:
        value, slope = sp.sin(value) + value**2 / 9, (sp.cos(value) + 2 * value / 9) * slope
    assert found.value.decimal == pytest.approx(float(slope), rel=1e-9)


def layers(count: int) -> dict[Symbol, Expr]:
    """Two dependents a layer, each of both below it: 2^count paths."""
    one, other = X, X
    formulas: dict[Symbol, Expr] = {}
    for level in range(count):
        a, b = Symbol(f"a{level}", real=True), Symbol(f"b{level}", real=True)
        formulas |= {a: one + other, b: one - other}
        one, other = a, b
    return formulas


def test_too_many_paths_are_counted_and_refused() -> None:
    formulas = layers(60)
    with pytest.raises(DomainError, match="paths") as caught:
        total(list(formulas)[-1] + list(formulas)[-2], X, Dependencies(formulas, {}))
    assert caught.value.code == "too_large"


def test_a_path_may_not_be_endless() -> None:
    names = [Symbol(f"u{count}", real=True) for count in range(300)]
    formulas = {name: before + 1 for before, name in pairwise(names)}
    with pytest.raises(DomainError, match="200 arrows"):
        total(names[-1], names[0], Dependencies(formulas, {}))


def test_unknown_functions_nested_beyond_writing_are_refused() -> None:
    names = [Symbol(f"u{count}", real=True) for count in range(40)]
    unknown = {names[k]: (names[k - 1], names[k - 2]) for k in range(2, 40)}
    with pytest.raises(DomainError, match="nested too deeply"):
        total(names[-1], names[0], Dependencies({}, unknown))


def test_the_work_can_be_cut_short_after_every_arrow() -> None:
    growing = list(totals(X**2 + Y**2, X, Dependencies({Y: X**2}, {})))
    assert [len(found.edges) for found in growing] == [0, 0, 1, 2, 3, 3]
    assert [found.is_complete for found in growing] == [False] * 5 + [True]


# the check


@pytest.mark.parametrize("dependencies", [Dependencies({Y: X**2}, {}), Dependencies({}, {Y: (X,)})])
def test_a_wrong_total_does_not_pass(dependencies: Dependencies) -> None:
    right = chains.total(X * Y, X, dependencies)
    wrong = agreement.check_total(X * Y, X, Y, dependencies)
    assert right.check.is_passed
    assert not wrong.is_passed


def test_a_wrong_total_with_conditions_does_not_pass() -> None:
    dependencies = Dependencies({Y: X**2}, {})
    right = total(Abs(Y - X), X, dependencies)
    assert right.conditions
    assert agreement.check_where(Abs(Y - X), X, right.total, dependencies, right.conditions).is_passed
    assert not agreement.check_where(Abs(Y - X), X, right.total + 1, dependencies, right.conditions).is_passed


def test_a_wrong_total_does_not_pass_where_it_is_too_large_to_write_out() -> None:
    names, formulas = doubling(31)
    checked: Check = agreement.check_total(names[-1], X, Integer(2), Dependencies(formulas, {}))
    assert checked.points == 2
    assert not checked.is_passed
