"""A derivative is left as a textbook prints it: a fraction multiplied out above its bar where that cancels, and the same function."""

from __future__ import annotations

import pytest
from sympy import diff

from pdtutor.calculus.numeric import evaluate
from pdtutor.calculus.partial import partial
from pdtutor.notation.reader import read
from pdtutor.notation.writers import PlainWriter
from tests.calculus.test_unfolding import places

AS_PRINTED = [
    ("(x^2 + 5)/(x - 2)", "(x^2 - 4*x - 5)/(x - 2)^2"),
    ("(a x + b)/(c x + d)", "(a*d - b*c)/(c*x + d)^2"),
    ("(x^2 + 3x + 1)/(x^2 - x + 2)", "(-4*x^2 + 2*x + 7)/(x^2 - x + 2)^2"),
    ("ln|x|", "1/x"),
    ("3 ln|x^2 - 1|", "6*x/(x^2 - 1)"),
    ("|x|^3", "3*x*|x|"),
    ("atan(y/x)", "-y/(x^2 + y^2)"),
    ("1/(1 + 1/x)", "1/(x + 1)^2"),
    ("ln(1 + 1/x)", "-1/(x*(x + 1))"),
    ("x/sqrt(1 + x^2)", "1/(x^2 + 1)^(3/2)"),
    ("sqrt(x)/(x + 1)", "(1 - x)/(2*sqrt(x)*(x + 1)^2)"),
    ("sin(x)/(1 + cos(x))", "1/(cos(x) + 1)"),
    ("x ln(x)/(x + 1)", "(x + ln(x) + 1)/(x + 1)^2"),
    ("(x + 1)^5/(x - 1)^3", "2*(x - 4)*(x + 1)^4/(x - 1)^4"),
    ("x/(x + 1)^2", "(1 - x)/(x + 1)^3"),
    ("tanh(x)/x", "(x*(1 - tanh(x)^2) - tanh(x))/x^2"),
    ("1/(1 + e^(-x))", "e^(-x)/(1 + e^(-x))^2"),
    ("ln(x)/x", "(1 - ln(x))/x^2"),
]


@pytest.mark.parametrize(("text", "printed"), AS_PRINTED, ids=[text for text, _ in AS_PRINTED])
def test_a_fraction_is_printed_as_in_a_textbook_and_is_the_derivative(text: str, printed: str) -> None:
    expression = read(text).expression
    variable = next(each for each in expression.free_symbols if each.name == "x")
    derivative = partial(expression, variable).derivative
    assert PlainWriter()(derivative) == printed
    by_sympy = diff(expression, variable)
    pairs = [(float(evaluate(derivative, place)), float(evaluate(by_sympy, place))) for place in places(expression)]
    inside = [pair for pair in pairs if all(number == number for number in pair)]
    assert len(inside) > len(pairs) / 4
    assert all(ours == pytest.approx(theirs, rel=1e-9) for ours, theirs in inside)
