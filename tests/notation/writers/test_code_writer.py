"""Python code computes the value of what was written, with the math module alone."""

import math
from typing import Any

import pytest
from hypothesis import given, settings
from sympy import (
    Abs,
    Derivative,
    E,
    Eq,
    Expr,
    KroneckerDelta,
    Max,
    Ne,
    Or,
    Piecewise,
    Rational,
    Sum,
    Symbol,
    acot,
    cos,
    exp,
    log,
    pi,
    sec,
    sin,
    sqrt,
)

from pdtutor.notation import functions as named
from pdtutor.notation.writers import CodeWriter
from tests.notation.writers.samples import (
    ELEMENTARY,
    NAMED_OF_ONE,
    NAMED_OF_TWO,
    OF_TWO,
    POINTS,
    W,
    X,
    b,
    expressions,
    f,
    g,
    i,
    k,
    n,
    value,
    x,
    y,
    z,
)

KNOWN_FUNCTIONS: dict[str, Any] = {
    "f": lambda t: math.sin(t) + t**2,
    "df": lambda t: math.cos(t) + 2 * t,
    "ddf": lambda t: -math.sin(t) + 2,
    "g": lambda t, s: math.cos(t + 2 * s) + t * s**2,
    "dg_2": lambda t, s: -2 * math.sin(t + 2 * s) + 2 * t * s,
}


def computed(expression: Expr, point: dict[str, Any]) -> float:
    """What Python makes of the code; the helpers stand above it."""
    writer = CodeWriter()
    code = writer(expression)
    space: dict[str, Any] = {"math": math, **KNOWN_FUNCTIONS}
    exec("\n".join(writer.helpers), space)
    result: float = eval(code, {**space, **point})
    return result


TEXTS = [
    (2 * x * y + y * cos(x * y), "2*x*y + y*math.cos(x*y)"),
    (sqrt(x) + exp(-x) + log(x), "math.sqrt(x) + math.log(x) + exp(-x)"),
    (E * pi * x, "math.e*math.pi*x"),
    (x ** Rational(1, 3), "x**(1/3)"),
    (x**-2, "1/x**2"),
    (-(x**y), "-x**y"),
    ((-x) ** y, "(-x)**y"),
    (Abs(x) + Max(x, 0), "abs(x) + max(0, x)"),
    (sec(x) ** 2, "(1/math.cos(x))**2"),
    (acot(x + 1), "math.atan(1/(x + 1))"),
    (named.cbrt(x), "math.cbrt(x)"),
    (named.norm(x, y), "math.hypot(x, y)"),
    (named.sigmoid(x), "sigmoid(x)"),
    (Symbol("lambda") * Symbol("theta"), "lambda_*theta"),
    (Symbol("range") * Symbol("math"), "math_*range_"),
    (Piecewise((x, x > 0), (y, Ne(x, -1)), (0, True)), "(x if x > 0 else y if x != -1 else 0)"),
    (Piecewise((x, Or(x > 0, Eq(y, 1)))), "(x if y == 1 or x > 0 else math.nan)"),
    (Sum(W[i] * X[i], (i, 1, n)), "sum(w[i]*x[i] for i in range(1, n + 1))"),
    (Sum(W[i] * X[k], (i, 1, k), (k, 1, 3)), "sum(w[i]*x[k] for k in range(1, 4) for i in range(1, k + 1))"),
    (f(x) + f(x).diff(x) + f(x).diff(x, 2), "f(x) + df(x) + ddf(x)"),
    (g(x, y).diff(y), "dg_2(x, y)"),
    (Derivative(sin(x), x), "Derivative(math.sin(x), x)"),
]


@pytest.mark.parametrize(("expression", "text"), TEXTS)
def test_an_expression_is_written_in_python_as(expression: Expr, text: str) -> None:
    assert CodeWriter()(expression) == text


@pytest.mark.parametrize("at", [-1.7, -0.6, 0.3, 0.9, 2.4])
@pytest.mark.parametrize("function", [*ELEMENTARY, *NAMED_OF_ONE])
def test_every_function_of_one_argument_computes_its_value(function: Any, at: float) -> None:
    expected = value(function(x), {x: at})
    if abs(expected.imag) < 1e-12:
        assert computed(function(x), {"x": at}) == pytest.approx(expected.real)


@pytest.mark.parametrize("point", [(-0.4, 0.3), (0.7, 0.6), (0.2, 1), (0.9, 0)])
@pytest.mark.parametrize("function", OF_TWO)
def test_every_function_of_two_arguments_computes_its_value(function: Any, point: tuple[float, float]) -> None:
    expected = value(function(x, y), dict(zip((x, y), point, strict=True)))
    if abs(expected.imag) < 1e-12:
        assert computed(function(x, y), {"x": point[0], "y": point[1]}) == pytest.approx(expected.real)


def test_there_is_a_helper_or_a_name_for_every_named_function() -> None:
    assert {*NAMED_OF_ONE, *NAMED_OF_TWO, named.clip} == set(named.NamedFunction.__subclasses__())


@settings(deadline=None, max_examples=100)
@given(expressions)
def test_generated_expressions_compute_their_value(expression: Expr) -> None:
    for point in POINTS:
        try:
            expected = value(expression, point)
            got = computed(expression, {symbol.name: number for symbol, number in point.items()})
        except (TypeError, ValueError, ArithmeticError):  # not a real number there
            continue
        if not isinstance(got, complex) and abs(expected.imag) < 1e-12:
            assert got == pytest.approx(expected.real, rel=1e-9, abs=1e-9) or got != got


@pytest.mark.parametrize("function", [named.sigmoid, named.softplus, named.silu, named.logsumexp])
@pytest.mark.parametrize("at", [-1000.0, 1000.0])
def test_helpers_are_stable_far_out(function: Any, at: float) -> None:
    assert math.isfinite(computed(function(x), {"x": at}))


def test_cross_entropy_is_zero_where_the_prediction_is_certain_and_right() -> None:
    assert computed(named.bce(x, y), {"x": 1.0, "y": 1}) == computed(named.bce(x, y), {"x": 0.0, "y": 0}) == 0


def test_helpers_and_callables_are_listed_once_in_the_order_needed() -> None:
    writer = CodeWriter()
    writer(named.silu(x) + named.sigmoid(y) + f(x) + f(z).diff(z) + f(b))
    assert [line.split("(")[0] for line in writer.helpers] == ["def sigmoid", "def silu"]
    assert writer.callables == ["f", "df"]


def test_entries_are_numbered_as_written() -> None:
    entries = {"w": {1: 2.0, 2: 3.0}, "x": {1: 5.0, 2: 7.0}, "n": 2}
    assert computed(Sum(W[i] * X[i], (i, 1, n)), entries) == 31
    assert computed(KroneckerDelta(i, k) + W[2], {**entries, "i": 1, "k": 1}) == 4
