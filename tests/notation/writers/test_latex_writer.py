"""LaTeX as a textbook sets it."""

import pytest
from sympy import (
    Abs,
    Add,
    And,
    Derivative,
    Expr,
    IndexedBase,
    Integral,
    KroneckerDelta,
    Max,
    Mul,
    Ne,
    Piecewise,
    Rational,
    Sum,
    Symbol,
    asin,
    atan2,
    cos,
    exp,
    gamma,
    log,
    oo,
    sin,
    sqrt,
)

from pdtutor.notation import functions as named
from pdtutor.notation.reader import read
from pdtutor.notation.writers import LatexWriter
from tests.notation.writers.samples import W, X, b, f, g, i, k, n, theta, w1, x, y, z

TEXTS = [
    (x**2 * y + sin(x * y), r"x^{2} y + \sin{\left(x y \right)}"),
    (x / (x**2 + 1) ** 2, r"\frac{x}{\left(x^{2} + 1\right)^{2}}"),
    (-x * (x + 1) / y, r"- \frac{x \left(x + 1\right)}{y}"),
    ((x + 1) / 2, r"\frac{x}{2} + \frac{1}{2}"),
    (3 - 4 * x, "3 - 4 x"),
    (x**-2, r"\frac{1}{x^{2}}"),
    (1 / sqrt(x), r"\frac{1}{\sqrt{x}}"),
    (Rational(-1, 2), r"- \frac{1}{2}"),
    (Mul(2, x + 1, evaluate=False), r"2 \left(x + 1\right)"),
    (Mul(-1, x + 1, evaluate=False), r"- \left(x + 1\right)"),
    (Add(y, Mul(-1, b + x, evaluate=False), evaluate=False), r"y - \left(b + x\right)"),
    (Add(x, Mul(-1, Mul(-1, y, evaluate=False), evaluate=False), evaluate=False), r"x - \left(- y\right)"),
    (Add(x, Add(y, z, evaluate=False), evaluate=False), r"x + \left(y + z\right)"),
    (Mul(x, 2, evaluate=False), r"x \cdot 2"),
    (Mul(2, 3, evaluate=False), r"2 \cdot 3"),
    (2 * 3**x, r"2 \cdot 3^{x}"),
    (exp(-x), "e^{- x}"),
    (log(x) ** 2, r"\ln{\left(x \right)}^{2}"),
    (asin(x), r"\arcsin{\left(x \right)}"),
    (named.sigmoid(z) * (1 - named.sigmoid(z)), r"\sigma\left(z\right) \left(1 - \sigma\left(z\right)\right)"),
    (named.sigmoid(z) ** 2, r"\sigma\left(z\right)^{2}"),
    (named.leaky_relu(x, 0), r"\operatorname{leaky\_relu}\left(x, 0\right)"),
    (named.relu6(x), r"\operatorname{relu6}\left(x\right)"),
    (named.cbrt(x), r"\sqrt[3]{x}"),
    (named.cbrt(x) ** 2, r"\left(\sqrt[3]{x}\right)^{2}"),
    (atan2(y, x), r"\operatorname{atan2}\left(y, x\right)"),
    (Max(x, 0) ** 2, r"\max\left(0, x\right)^{2}"),
    (Abs(x), r"\left|{x}\right|"),
    (Piecewise((x, x > 0), (0, True)), r"\begin{cases} x & \text{for}\: x > 0 \\0 & \text{otherwise} \end{cases}"),
    (f(z).diff(z), r"f'\left(z\right)"),
    (f(x * y).diff(x), r"y f'\left(x y\right)"),
    (g(x, x * y).diff(x), r"y g_{2}\left(x, x y\right) + g_{1}\left(x, x y\right)"),
    (g(x, y).diff(x, y), r"g_{12}\left(x, y\right)"),
    (Derivative(sin(x), x), r"\frac{d}{d x} \sin{\left(x \right)}"),
    (Sum(W[i] * X[i], (i, 1, n)), r"\sum_{i=1}^{n} w_{i} x_{i}"),
    (y * Sum(W[i], (i, 1, n)), r"y \sum_{i=1}^{n} w_{i}"),
    (IndexedBase("w1")[i], r"{w_{1}}_{i}"),
    (KroneckerDelta(i, k), r"\delta_{i k}"),
    (And(x > 0, x <= 1), r"x > 0 \wedge x \leq 1"),
    (Ne(x, 0), r"x \neq 0"),
    ([x, y], r"\left[ x, \  y\right]"),
    (oo, r"\infty"),
    (gamma(x), r"\Gamma\left(x\right)"),
    (Integral(cos(x), x), r"\int \cos{\left(x \right)}\, dx"),
    (7, "7"),
]


@pytest.mark.parametrize(("thing", "text"), TEXTS)
def test_an_expression_is_written_in_latex_as(thing: object, text: str) -> None:
    assert LatexWriter()(thing) == text


NAMES = [
    ("theta", r"\theta"),
    ("w1", "w_{1}"),
    ("w12", "w_{12}"),
    ("theta1", r"\theta_{1}"),
    ("yhat", r"\hat{y}"),
    ("yhat2", r"\hat{y}_{2}"),
    ("thetabar", r"\bar{\theta}"),
    ("x_train", r"x_{\text{train}}"),
    ("x_i", "x_{i}"),
    ("w_1_2", "w_{1,2}"),
    ("sigma_max", r"\sigma_{\text{max}}"),
    ("x_theta", r"x_{\theta}"),
    ("loss", r"\mathrm{loss}"),
    ("loss_total", r"\mathrm{loss}_{\text{total}}"),
    ("lambda", r"\lambda"),
    ("omicron", "o"),
    ("Delta", r"\Delta"),
    ("θ", r"\theta"),
]


@pytest.mark.parametrize(("name", "text"), NAMES)
def test_a_name_is_written_in_latex_as(name: str, text: str) -> None:
    assert LatexWriter({name: name})(Symbol(name)) == text


def test_brackets_and_braces_are_balanced() -> None:
    everything: Expr = Add(*(thing for thing, _ in TEXTS if isinstance(thing, Expr) and thing is not oo), theta * w1)
    text = LatexWriter()(everything)
    assert text.count("{") == text.count("}")
    assert text.count(r"\left") == text.count(r"\right")


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (sqrt(x), r"\sqrt{x}"),
        (1 / sqrt(x), r"\frac{1}{\sqrt{x}}"),
        (x ** Rational(1, 3), "x^{1/3}"),
        (x ** Rational(-2, 3), r"\frac{1}{x^{2/3}}"),
        (sin(x) ** Rational(1, 3), r"\sin^{1/3}{\left(x \right)}"),
        (named.cbrt(x), r"\sqrt[3]{x}"),
        (named.cbrt(x) ** Rational(1, 5), r"\left(\sqrt[3]{x}\right)^{1/5}"),
    ],
)
def test_a_root_sign_with_a_degree_is_the_real_cube_root_alone(expression: Expr, text: str) -> None:
    assert LatexWriter()(expression) == text
    assert read(text).expression == expression
