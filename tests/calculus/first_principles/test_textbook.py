"""The arguments of textbooks: the quotient simplified as on paper, and the names of the lines."""

from __future__ import annotations

import pytest
import sympy as sp
from sympy import Abs, Rational, Symbol, cos, exp, log, sin, sqrt

from pdtutor.calculus.first_principles import first_principles
from pdtutor.errors import DomainError
from pdtutor.notation.functions import cbrt, clip, gelu, hardtanh, huber, norm, relu, sigmoid, softplus
from pdtutor.notation.names import Increment

x, y, w, b = (Symbol(name, real=True) for name in "xywb")
h = Increment("h", real=True)
f, g = sp.Function("f", real=True), sp.Function("g", real=True)
n, i, k = (Symbol(name, integer=True) for name in "nik")
data, target = sp.IndexedBase("x", real=True), sp.IndexedBase("y", real=True)
total = sp.Sum((w * data[i] + b - target[i]) ** 2, (i, 1, n))


def over(numerator: sp.Expr, denominator: sp.Expr) -> sp.Expr:
    """A standard quotient, as it is kept together."""
    return sp.Mul(numerator, sp.Pow(denominator, -1, evaluate=False), evaluate=False)


SIMPLIFIED = [
    (x**2, 2 * x + h, 2 * x),
    (x**3, 3 * x**2 + 3 * x * h + h**2, 3 * x**2),
    (5 * x + 2, sp.Integer(5), sp.Integer(5)),
    (x**2 * y + x, 2 * x * y + h * y + 1, 2 * x * y + 1),
    (1 / x, -1 / (x * (x + h)), -1 / x**2),
    (x / (x + 1), 1 / ((x + 1) * (x + h + 1)), (x + 1) ** -2),
    (sqrt(x), 1 / (sqrt(x + h) + sqrt(x)), 1 / (2 * sqrt(x))),
    (Abs(x), (2 * x + h) / (Abs(x + h) + Abs(x)), sp.sign(x)),
    (sin(x), sp.Mul(sin(x), over(cos(h) - 1, h), evaluate=False) + sp.Mul(cos(x), over(sin(h), h), evaluate=False), cos(x)),
    (exp(x), sp.Mul(exp(x), over(exp(h) - 1, h), evaluate=False), exp(x)),
    (log(x), over(log(1 + h / x), h), 1 / x),
    (y**2, sp.Integer(0), sp.Integer(0)),
]


@pytest.mark.parametrize(("of", "simplified", "limit"), SIMPLIFIED)
def test_the_quotient_is_simplified_as_in_textbooks(of, simplified, limit) -> None:
    found = first_principles(of, x)
    assert (found.step, found.simplified, found.limit) == (h, simplified, limit)


KINDS = [
    (x**2, ["quotient", "expand", "difference", "cancel", "limit"]),
    (1 / x, ["quotient", "common_denominator", "expand", "cancel", "limit"]),
    (sqrt(x), ["quotient", "conjugate", "together", "limit"]),
    (cbrt(x), ["quotient", "conjugate", "together", "limit"]),
    (sin(x), ["quotient", "addition_theorem", "standard_limit", "standard_limit", "together", "limit"]),
    (x * exp(x), ["quotient", "split_product", "addition_theorem", "standard_limit", "together", "together", "limit"]),
    (relu(x), ["quotient", "one_case", "together", "limit"]),
    (sp.sign(x), ["quotient", "one_case", "limit"]),
    (f(x), ["quotient", "by_definition", "limit"]),
    (sp.asin(x), ["quotient", "standard_limit", "limit"]),
    (x, ["quotient", "cancel", "limit"]),
    (sp.gamma(x), ["quotient", "by_rule", "limit"]),
]


@pytest.mark.parametrize(("of", "kinds"), KINDS)
def test_each_line_says_what_is_done(of, kinds) -> None:
    assert [move.kind for move in first_principles(of, x).moves] == kinds


def test_h_divides_nothing_but_the_standard_quotient() -> None:
    """(e^(h(2x + h)) - 1)/(h(2x + h)) is not cancelled against the 2x + h before it."""
    (found,) = [move for move in first_principles(exp(x**2), x).moves if move.kind == "standard_limit"]
    assert found.left == over(exp(h * (2 * x + h)) - 1, h * (2 * x + h))
    assert found.left in first_principles(exp(x**2), x).simplified.args


@pytest.mark.parametrize(("of", "letter"), [(x**2, "h"), (Symbol("h", real=True) * x, "k"), (sp.Function("h")(x) + k * x, "t")])
def test_the_step_is_a_letter_the_user_has_not(of, letter) -> None:
    assert first_principles(of, x).step.name == letter


LIMITS = [
    (total, w, 2 * sp.Sum(data[i] * (w * data[i] + b - target[i]), (i, 1, n))),
    (sp.Sum(data[i] * target[i], (i, 1, n)), data[k], target[k]),
    (data[1] * target[1] + data[2] ** 2, data[1], target[1]),
    (sigmoid(w * x + b), w, x * sigmoid(w * x + b) * (1 - sigmoid(w * x + b))),
    (softplus(w * x), w, x * sigmoid(w * x)),
    (norm(x, y), x, x / sqrt(x**2 + y**2)),
    ((w * x + b - y) ** 2, w, 2 * x * (w * x + b - y)),
    (x**y, y, x**y * log(x)),
    (x**x, x, x**x * (log(x) + 1)),
    (sp.Max(x, x**2, evaluate=False), x, sp.Piecewise((1, x > x**2), (2 * x, True))),
    (clip(x, sp.Integer(0), sp.Integer(1)), x, sp.Piecewise((0, x < 0), (1, x < 1), (0, True))),
    (huber(x, sp.Integer(1)), x, sp.Piecewise((x, Abs(x) <= 1), (sp.sign(x), True))),
    (sp.Piecewise((x, sp.Ne(x, 0)), (0, True)), x, sp.Integer(1)),
    (sp.Piecewise((x, hardtanh(x) > 1), (x**2, True)), x, 2 * x),  # a case that never holds
]


@pytest.mark.parametrize(("of", "wrt", "limit"), LIMITS)
def test_the_limit_is_composed_from_the_limits_of_the_parts(of, wrt, limit) -> None:
    found = first_principles(of, wrt)
    assert found.limit == limit
    assert found.check.is_passed


PLAIN = [x**2 * y, sin(x * y), exp(-(x**2)), 1 / (1 + x**2), sp.tan(x), sqrt(1 + x**2), x**y, gelu(x), sp.atan(x * y), log(1 + exp(x))]


@pytest.mark.parametrize("of", PLAIN)
def test_the_limit_is_sympys_derivative(of) -> None:
    expected = of.replace(gelu, lambda u: u * (1 + sp.erf(u / sqrt(2))) / 2).diff(x)
    difference = (first_principles(of, x).limit - expected).subs({x: Rational(7, 5), y: Rational(2, 3)})
    assert abs(difference.evalf(30)) < 1e-25


def test_long_powers_are_not_written_out() -> None:
    assert len(first_principles(x**200, x).moves) == 3
    assert len(first_principles((x + 1) ** 11, x).moves) < 10


@pytest.mark.parametrize("of", [sp.Sum(data[i], (i, 1, n)), data[n]])
def test_there_is_no_derivative_by_whole_numbers(of) -> None:
    with pytest.raises(DomainError, match="whole numbers"):
        first_principles(of, n)


def test_no_limit_comes_from_the_rules_of_differentiation(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the rules' results only the conditions are used."""
    from dataclasses import replace

    from pdtutor.calculus.first_principles import argument

    monkeypatch.setattr(argument, "derive", lambda of, wrt: replace(argument.Step("", of, wrt, sp.nan), conditions=()))
    assert first_principles(sin(x**2) * exp(x) / x, x).check.is_passed
