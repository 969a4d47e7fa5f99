"""Wrong ways as formulas: the same as the numbers that answers are compared with, and derivations with one mistake in them."""

from __future__ import annotations

import math

import pytest
from sympy import Expr, Symbol, diff, exp, nan

from pdtutor.calculus.derive import derive
from pdtutor.calculus.numeric import evaluate
from pdtutor.explain.mistakes.catalogue import CATALOGUE
from pdtutor.grading.mistakes.formulas import Formula, FormulaScope
from pdtutor.grading.mistakes.scope import Scope
from pdtutor.grading.mistakes.trial import Trial
from pdtutor.grading.mistakes.whole import Question
from pdtutor.grading.mistakes.wrong_lines import Line, with_mistake
from pdtutor.notation.functions import sigmoid
from pdtutor.notation.reader import read

POINTS = ({"x": 0.7, "y": 1.3, "w": 0.4, "b": -0.2, "z": 0.9}, {"x": 1.9, "y": 0.6, "w": -1.1, "b": 0.8, "z": 0.3})

FUNCTIONS = [
    ("x^2 y + sin(x y)", "x"),
    ("3x^2 - 4x y + 7", "x"),
    ("x^2 exp(3x) ln(y)", "x"),
    ("x^2/(x + y)", "x"),
    ("1/(x^2 + y)^3", "x"),
    ("(w x + b - y)^2", "w"),
    ("σ(w x + b)", "w"),
    ("bce(σ(w x + b), z)", "w"),
    ("1/(1 + exp(-w x))", "w"),
    ("exp(x)/(exp(x) + exp(y))", "x"),
    ("x^y", "x"),
    ("x^y", "y"),
    ("2^(x y)", "x"),
    ("tanh(x y) + tan(x)", "x"),
    ("ln(x + y) - cos(3x)", "x"),
    ("sqrt(x^2 + y^2)", "x"),
    ("ln(cos(exp(x y)) + 2)", "x"),
    ("(x + y)^2/3 + pi^2 x", "x"),
]


def both(function: str, wrt: str) -> tuple[Trial, Trial, list[dict[Expr, float]]]:
    """The wrong ways of one derivative, in numbers and in formulas, and the points of the numbers."""
    of, variable = read(function).expression, Symbol(wrt, real=True)
    root = derive(of, variable)
    points = [{symbol: point[str(symbol)] for symbol in of.free_symbols} for point in POINTS]
    question = Question(of, (variable,), root.gives)
    return Trial(question, [root], None, Scope(points)), Trial(question, [root], None, FormulaScope(())), points


@pytest.mark.parametrize(("function", "wrt"), FUNCTIONS)
def test_each_wrong_way_is_the_same_in_formulas_as_in_numbers(function: str, wrt: str) -> None:
    in_numbers, in_formulas, points = both(function, wrt)
    pairs = list(zip(in_numbers.ways(), in_formulas.ways(), strict=True))
    assert len(pairs) > 3
    for number, formula in pairs:
        assert number.slip.ids == formula.slip.ids
        assert isinstance(formula.value, Formula)
        for value, point in zip(number.value, points, strict=True):
            if math.isfinite(value):
                there = float(evaluate(formula.value.expression, point))
                assert there == pytest.approx(value, rel=1e-6, abs=1e-9), (number.slip.ids, formula.value.expression)


LINES = [
    ("x^2 y + sin(x y)", "x", "chain.inner_missing", 5),
    ("x^2/(x + y)", "x", "quotient.plus", 3),
    ("(w x + b - y)^2", "w", "ml.mse_input_missing", 4),
    ("(3x^2 + 1)^4", "x", "chain.keep_exponent", 1),
    ("x exp(2x)", "x", "product.as_product", 4),
    ("ln(sin(x^2))", "x", "chain.one_level_short", 4),
    ("ln(x y + 1)", "x", "table.wrong_entry", 1),
    ("x^3 + 5x", "x", "power.coeff_lost", 1),
    ("cos(x y) + x^2", "x", "trig.cos_sign", 2),
    ("x^2 y + y^3", "x", "partial.other_kept_as_constant_term", 3),
    ("-ln(exp(x)/(exp(x) + exp(y)))", "x", "quotient.plus", 4),
    ("tanh(3x)", "x", "ml.tanh", 1),
    ("exp(x + y - 1)", "x", "power.on_exponential", 1),
    ("exp(x^2)", "x", "exp.exponent_in_front", 1),
    ("σ(w x + b)", "w", "table.wrong_entry", 1),
]


@pytest.mark.parametrize(("function", "wrt", "mistake", "number"), LINES)
def test_exactly_the_line_with_the_mistake_is_wrong(function: str, wrt: str, mistake: str, number: int) -> None:
    lines = with_mistake(derive(read(function).expression, Symbol(wrt, real=True)), mistake)
    assert [place for place, line in enumerate(lines, 1) if line.is_wrong] == [number]
    for line in lines:
        assert _is_right(line) != (line.is_wrong or line.follows)
        assert line.inner is None or line.gives.free_symbols <= line.of.free_symbols


def _is_right(line: Line) -> bool:
    """By SymPy's own derivative at two points."""
    of, gives = (each.replace(sigmoid, lambda z: 1 / (1 + exp(-z))) for each in (line.of.doit(), line.gives))
    difference = diff(of, line.wrt) - gives
    free = sorted(difference.free_symbols, key=str)
    values = [abs(complex(difference.subs({each: 0.37 + 0.21 * k + shift for k, each in enumerate(free)}).evalf())) for shift in (0.1, 0.5)]
    return max(values) < 1e-9


@pytest.mark.parametrize(("function", "wrt", "mistake"), [line[:3] for line in LINES])
def test_the_last_line_is_what_the_mistake_makes_of_the_whole(function: str, wrt: str, mistake: str) -> None:
    _, in_formulas, points = both(function, wrt)
    last = with_mistake(derive(read(function).expression, Symbol(wrt, real=True)), mistake)[-1].gives
    value = float(evaluate(last, points[0]))
    known = [way.value.expression for way in in_formulas.ways() if mistake in way.slip.ids and isinstance(way.value, Formula)]
    assert any(float(evaluate(each, points[0])) == pytest.approx(value) for each in known)


WITHOUT_FORMULA = [
    ("max(3x^2, x y)", "power.coeff_lost"),
    ("exp(max(3x^2, y))", "chain.inner_missing"),
    ("min(sin(2x), y)", "chain.const_factor"),
    ("where(x > 0, x^3, x)", "power.coeff_lost"),
]


@pytest.mark.parametrize(("function", "mistake"), WITHOUT_FORMULA)
def test_of_what_follows_one_of_several_there_are_right_lines_or_none(function: str, mistake: str) -> None:
    lines = with_mistake(derive(read(function).expression, Symbol("x", real=True)), mistake)
    assert not any(line.gives.has(nan) for line in lines)
    assert [line.is_wrong for line in lines].count(True) == (1 if lines else 0)


def test_a_mistake_that_cannot_be_made_gives_no_lines() -> None:
    root = derive(read("x^2 + y").expression, Symbol("x", real=True))
    assert {id for id in CATALOGUE if with_mistake(root, id)} >= {"power.coeff_lost"}
    assert with_mistake(root, "chain.inner_missing") == ()
