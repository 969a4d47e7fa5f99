"""Two-dimensional text, and None where it does not fit."""

import pytest
from hypothesis import given, settings
from sympy import Abs, Add, Expr, Float, Max, Mul, Piecewise, Rational, Sum, Symbol, exp, log, pi, sin, sqrt

from pdtutor.notation import functions as named
from pdtutor.notation.writers import pretty
from tests.notation.writers.samples import W, X, expressions, f, g, i, n, x, y, z

DRAWINGS = [
    (x / (x**2 + 1), "  x\n──────\n 2\nx  + 1"),
    (-x * (x + 1) / y, "  x·(x + 1)\n- ─────────\n      y"),
    (Mul(2, x + 1, evaluate=False), "2·(x + 1)"),
    (Mul(-1, x + 1, evaluate=False), "-(x + 1)"),
    (Mul(2, Mul(3, x, evaluate=False), evaluate=False), "2·(3·x)"),
    (Add(x, Mul(-1, y + z, evaluate=False), evaluate=False), "x - (y + z)"),
    (exp(-z) + 1, "     -z\n1 + e"),
    (pi * log(x), "π·ln(x)"),
    (sqrt(x), "√x"),
    (x ** Rational(1, 3), " 1/3\nx"),
    (x ** Rational(-2, 3), " 1\n────\n 2/3\nx"),
    (named.cbrt(x), "3 ___\n╲╱ x"),
    (named.cbrt(x) ** 2, "       2\n⎛3 ___⎞\n⎝╲╱ x ⎠"),
    (named.sigmoid(z) ** 2, "    2\nσ(z)"),
    (sin(x) ** 2, "   2\nsin (x)"),
    (Max(x, 0), "max(0, x)"),
    (Abs(x), "│x│"),
    (f(z).diff(z) ** 2, "     2\nf′(z)"),
    (g(x, x * y).diff(x), "y·g₂(x, x·y) + g₁(x, x·y)"),
    (X[2] * X[10], "x[2]·x[10]"),
    (Symbol("theta") * Symbol("w1") * Symbol("yhat"), "θ·w_1·ŷ"),
    (Float(0.5) * x, "0.5·x"),
    (Piecewise((x, x > 0), (0, True)), "⎧x  for x > 0\n⎨\n⎩0  otherwise"),
    (Rational(1, 2) + x / y, "x   1\n─ + ─\ny   2"),
]


@pytest.mark.parametrize(("expression", "text"), DRAWINGS)
def test_cases_fractions_and_powers_are_drawn_in_two_dimensions(expression: Expr, text: str) -> None:
    assert pretty(expression, {"w1": "w_1"}, 40) == text.split("\n")


def test_a_sum_is_drawn_with_its_bounds() -> None:
    lines = pretty(Sum(W[i] * X[i], (i, 1, n)), {}, 40) or []
    assert (lines[0].strip(), lines[-1].strip()) == ("n", "i = 1")


def test_there_is_no_drawing_where_it_does_not_fit() -> None:
    wide = x / (x**2 + 1)
    assert pretty(wide, {}, 6) is not None
    assert pretty(wide, {}, 5) is None


def test_hopelessly_long_sums_are_not_drawn() -> None:
    assert pretty(Add(*(Symbol(f"x{place}") for place in range(5_000))), {}, 80) is None


@settings(deadline=None, max_examples=60)
@given(expressions)
def test_no_line_is_wider_than_allowed(expression: Expr) -> None:
    for width in (20, 60):
        lines = pretty(expression, {}, width)
        assert lines is None or max(map(len, lines)) <= width
