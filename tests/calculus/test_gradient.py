"""Gradients: one reverse sweep agrees with the rules, with SymPy, and is checked by differences it did not make."""

from __future__ import annotations

import random

import mpmath
import pytest
import sympy as sp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sympy import Abs, Add, Expr, Integer, Max, Min, Piecewise, Rational, Symbol, symbols, tanh

from pdtutor.calculus import graph
from pdtutor.calculus.derive import derive
from pdtutor.calculus.gradient import gradient
from pdtutor.calculus.graph import reverse_sweep
from pdtutor.calculus.numeric import evaluate
from pdtutor.errors import DomainError
from pdtutor.notation.functions import bce, huber, logsumexp, norm, relu, sigmoid
from tests.calculus.generated import X, Y, expressions

y, b, c = symbols("y b c", real=True)
xs, ws = symbols("x1:21", real=True), symbols("w1:21", real=True)
products = [w * x for w, x in zip(ws, xs, strict=True)]
LINEAR = (y - (Add(*products) + b)) ** 2


def spelled_out(entries: tuple[Expr, ...], shared: dict[Expr, Expr]) -> list[Expr]:
    """The entries with every shared name replaced."""
    full: dict[Expr, Expr] = {}
    for name, expression in shared.items():
        full[name] = expression.xreplace(full)
    return [entry.xreplace(full) for entry in entries]


def assert_same(one: Expr, other: Expr, of: Expr = sp.S.Zero) -> None:
    """The two have the same value at three points, those apart at which a part of the function has none."""
    generator = random.Random(1)
    for _ in range(3):
        symbols = one.free_symbols | other.free_symbols | of.free_symbols
        point = {symbol: Rational(2 * generator.randint(-30, 30) + 1, 17) for symbol in sorted(symbols, key=str)}
        a, b = evaluate(one, point), evaluate(other, point)
        assert not has_value(of, point) or (a != a and b != b) or abs(a - b) <= 1e-30 * max(1, abs(a)), (one, other, point)


def has_value(of: Expr, point: dict[Expr, Expr]) -> bool:
    return all(mpmath.isfinite(evaluate(part, point)) for part in sp.preorder_traversal(of) if isinstance(part, Expr))


LARGE = {
    "linear regression": LINEAR,
    "hidden layer": (c - Add(*(w * tanh(x + b) for w, x in zip(ws, xs, strict=True)))) ** 2,
    "cross-entropy": bce(sigmoid(Add(*products)), y),
    "logsumexp": logsumexp(*xs),
    "norm": norm(*xs) ** 2 * sp.sin(norm(*xs)),
    "hinge": Add(*(Max(0, 1 - y * product) for product in products)),
    "extremes": Add(*(Min(product, b) * Max(product, c) for product in products)),
    "maximum of many": Max(*xs, evaluate=False) ** 2,
    "absolute values": Add(*(Abs(product - y) for product in products)),
    "cases": Add(*(Piecewise((w * x, w > 0), (x**2 * w**2, True)) for w, x in zip(ws, xs, strict=True))),
    "huber": Add(*(huber(product - y, Integer(1)) for product in products)),
    "two relu layers": relu(c + Add(*(w * relu(x + b) for w, x in zip(ws, xs, strict=True)))) ** 2,
    "roots": Add(*(sp.sqrt(x**2 + 1) / (w**2 + 3) for w, x in zip(ws, xs, strict=True))),
    "powers": Add(*((x**2 + 1) ** w for w, x in zip(ws, xs, strict=True))),
}


@pytest.mark.parametrize("name", LARGE)
def test_a_sweep_agrees_with_the_rules(name: str) -> None:
    loss = LARGE[name]
    variables = sorted(loss.free_symbols, key=str)
    found = gradient(loss, variables)
    assert found.check.is_passed
    assert found.check.points == 5
    for variable, entry in list(zip(variables, spelled_out(found.entries, dict(found.shared)), strict=True))[::7]:
        assert_same(entry, derive(loss, variable).gives)


@given(expressions)
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_reverse_mode_agrees_with_the_rules_on_generated_expressions(expression: Expr) -> None:
    variables = sorted(expression.free_symbols, key=str)
    try:
        expected = [derive(expression, variable).gives for variable in variables]
    except DomainError:
        return
    sweep = reverse_sweep(expression, variables)
    for entry, other in zip(spelled_out(sweep.entries, dict(sweep.shared)), expected, strict=True):
        assert_same(entry, other, expression)


def test_shared_parts_of_a_linear_regression_have_one_name() -> None:
    found = gradient(LINEAR, [*ws, b])
    (r,) = found.shared
    assert str(r) == "r"
    assert found.shared[r] == y - (Add(*products) + b)
    assert found.entries == (*(-2 * x * r for x in xs), -2 * r)


def test_a_name_of_the_users_is_not_given_to_a_shared_part() -> None:
    r = Symbol("r", real=True)
    found = gradient((r - Add(*products)) ** 2, ws)
    assert r not in found.shared


def test_up_to_twelve_variables_are_derived_one_by_one() -> None:
    found = gradient(Add(*xs[:12]) ** 2, xs[:12])
    assert len(found.partials) == 12
    assert not found.shared


def test_more_are_derived_where_that_is_asked_for() -> None:
    assert len(gradient(LINEAR, ws, derivations=True).partials) == len(ws)


def test_conditions_are_told_in_the_users_variables() -> None:
    found = gradient(sp.sqrt(xs[0] * xs[1]) + 1 / (xs[2] - 1) + Add(*xs[3:]), xs)
    assert set(map(str, found.conditions)) == {"x1*x2 > 0", "Ne(x3 - 1, 0)"}


def test_a_broken_sweep_fails_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    right = graph._ReverseSweep._of_product
    monkeypatch.setattr(graph._ReverseSweep, "_of_product", lambda self, part: ((f, 2 * d) for f, d in right(self, part)))
    assert not gradient(LINEAR, [*ws, b]).check.is_passed


POINT = {symbol: Rational(1, 2) for symbol in LINEAR.free_symbols} | {y: Integer(7)}


def test_value_norm_and_direction_are_exact() -> None:
    found = gradient(LINEAR, [*ws, b], POINT)
    r = 7 - (Rational(20, 4) + Rational(1, 2))
    assert found.value is not None
    assert [value.exact for value in found.value] == [-r] * 20 + [-2 * r]
    assert found.norm is not None
    assert found.norm.exact == r * sp.sqrt(24)
    assert found.steepest_ascent is not None
    assert sum(part.exact**2 for part in found.steepest_ascent) == 1


def test_a_flat_point_has_no_direction() -> None:
    found = gradient(X**2 + Y**2, [X, Y], {X: Integer(0), Y: Integer(0)})
    assert found.norm is not None
    assert found.norm.exact == 0
    assert found.steepest_ascent is None


def test_at_a_kink_there_is_no_norm() -> None:
    found = gradient(Abs(X) + Y, [X, Y], {X: Integer(0), Y: Integer(0)})
    assert found.value is not None
    assert found.value[0].decimal is None
    assert found.norm is None


@given(st.integers(13, 40))
@settings(max_examples=8, deadline=None)
def test_the_sweep_of_a_sum_of_squares_is_exact(n: int) -> None:
    variables = symbols(f"v1:{n + 1}", real=True)
    found = gradient(Add(*(v**2 for v in variables)), variables)
    assert found.entries == tuple(2 * v for v in variables)
