"""Relations with the same sides throughout a region: the same function, its derivative in all of it, and where that exists."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from sympy import Expr, Piecewise, Rational

from pdtutor.calculus.numeric import evaluate
from pdtutor.calculus.partial import partial
from pdtutor.calculus.unfolding import unfolded
from pdtutor.notation.names import in_natural_order, variables_of
from pdtutor.notation.reader import read
from pdtutor.notation.writers import PlainWriter

SAME_IN_A_REGION = [
    "where(|x| == x, x^2, 3)",
    "where(|x| != x, x^2, 3)",
    "where(relu(x) == 0, x, x^2)",
    "where(max(x, 0) == x, x^2, 3)",
    "where(x >= relu(x), x^2, 3)",
    "where(clip(x, -2, 3) > x, 5, sin(x))",
    "where(sign(x) == 1, x^2, 5)",
    "where(hardtanh(x) != x, 1, x^2)",
    "where(|x - y| == x - y, x^2, y)",
    "where(max(x, y, 0) == x, x^2, y)",
    "where(|x| + |y| == x + y, x, 2 y)",
    "where(min(x, 2) == 2 and x < 5, x, 2)",
]
AS_TYPED = ["where(|x| < 1, x, 2)", "where(max(x, y) > 1, x, y)", "where(x == y, x, 2)", "where(x > 0, x, 2)"]
DERIVATIVES = [
    ("where(|x| == x, x^2, 3)", "where(x >= 0, 2*x, 0)", ["x != 0"]),
    ("where(x >= relu(x), x^2, 3)", "where(x >= 0, 2*x, 0)", ["x != 0"]),
    ("where(clip(x, -2, 3) > x, 5, x^2)", "where(x < -2, 0, 2*x)", ["x != -2"]),
    ("where(hardtanh(x) > 1, x, x^2)", "2*x", []),  # never
    ("where(hardtanh(x) <= 1, x, x^2)", "1", []),  # always
    ("where(relu(x) < 0, x, x > 2, 3 x, x^2)", "where(x > 2, 3, 2*x)", ["x != 2"]),
    ("sqrt(relu(x))", "where(x > 0, 1/(2*sqrt(relu(x))), 0)", ["x != 0"]),
    ("acos(max(1, x))", "where(x > 1, -1/sqrt(1 - max(1, x)^2), 0)", ["x <= 1", "x != 1"]),
    ("asin(clip(x, -1, 1))", "where(x > -1 and x < 1, 1/sqrt(1 - clip(x, -1, 1)^2), 0)", ["x != -1", "x != 1"]),
    ("ln(relu(x))", "where(x > 0, 1/relu(x), 0)", ["relu(x) > 0", "x != 0"]),
    ("where(x > -1, 1/x, x^2)", "where(x > -1, -1/x^2, 2*x)", ["x != -1", "x != 0"]),
]

CONDITIONS = [
    ("|relu(x)|", ["x != 0"]),
    ("max(0, relu(x))", ["x != 0"]),
    ("max(x, relu(x))", ["x != 0"]),
    ("relu(x)^(3/2)", []),
    ("relu(-relu(x))", []),
    ("|x - |x||", ["x != 0"]),
    ("relu6(relu(x))", ["relu(x) != 6", "x != 0"]),
    ("y |relu(x)|", ["x != 0"]),
    ("1/relu(x)", ["relu(x) != 0", "x != 0"]),
    ("relu(x)/relu(x)", ["relu(x) != 0"]),
    ("|x^2 - 4|", ["x^2 - 4 != 0"]),
    ("max(x, y)", ["x != y"]),
]


def places(expression: Expr) -> list[dict[Expr, Expr]]:
    """Whole and half numbers of both signs, so that sides meet, for every variable."""
    generator, variables = Random(5), in_natural_order(variables_of(expression))
    numbers = [Fraction(k, 2) for k in range(-8, 9)]
    return [{variable: Rational(generator.choice(numbers)) for variable in variables} for _ in range(60)]


@pytest.mark.parametrize("text", SAME_IN_A_REGION)
def test_a_relation_taken_apart_leaves_the_function_the_same(text: str) -> None:
    expression = read(text).expression
    plain = unfolded(expression)
    assert plain != expression
    assert [float(evaluate(plain, place)) for place in places(expression)] == [
        float(evaluate(expression, place)) for place in places(expression)
    ]


@pytest.mark.parametrize("text", AS_TYPED)
def test_a_relation_that_is_an_equality_on_a_border_alone_stays_as_typed(text: str) -> None:
    expression = read(text).expression
    assert isinstance(expression, Piecewise)
    assert unfolded(expression) == expression


@pytest.mark.parametrize(("text", "conditions"), CONDITIONS, ids=[text for text, _ in CONDITIONS])
def test_a_tie_that_lasts_throughout_a_region_excludes_its_border_alone(text: str, conditions: list[str]) -> None:
    reading, write = read(text), PlainWriter()
    found = partial(reading.expression, next(each for each in reading.variables if each.name == "x"))
    assert [write(condition) for condition in (*reading.needed, *found.conditions)] == conditions


@pytest.mark.parametrize(("text", "derivative", "conditions"), DERIVATIVES, ids=[row[0] for row in DERIVATIVES])
def test_a_derivative_by_cases_says_all_regions_and_excludes_none(text: str, derivative: str, conditions: list[str]) -> None:
    expression, write = read(text).expression, PlainWriter()
    (variable,) = variables_of(expression)
    found = partial(expression, variable)
    assert write(found.derivative) == derivative
    assert [write(condition) for condition in found.conditions] == conditions
