"""The tables that the diagnosis is tested by are true: wrong answers are wrong, right ones right, found without any of the engine.

Belongs here: SymPy's derivative and a strict evaluation in real numbers, as the oracle of the tables. Does not: tests of the judge.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import mpmath
import pytest
import sympy as sp
from mpmath import mpf
from sympy import Expr

from pdtutor.notation import reader
from pdtutor.notation.functions import with_definitions
from pdtutor.notation.names import in_natural_order, variables_of
from pdtutor.notation.reading import Vocabulary
from pdtutor.notation.vocabulary import SPELLINGS
from tests.grading.mistake_examples import EXAMPLES, OTHER_QUESTIONS, TWO_MISTAKES, AnotherQuestion, Example, TwoMistakes
from tests.grading.right_answers import RIGHT_ANSWERS, RightAnswer

Row = Example | TwoMistakes | AnotherQuestion | RightAnswer
Point = Mapping[Expr, mpf]
DIGITS, TOLERANCE = 40, mpf(10) ** -20
RANGES = ((0.3, 1.8), (-2, 2), (0.05, 0.95), (1.1, 3), (-0.9, 0.9), (-3, -0.2), (3.1, 5))
ENOUGH, ATTEMPTS = 12, 90

ANSWERS = {
    "chain": 11, "product": 6, "quotient": 6, "power": 9, "exp": 4, "log": 3, "const": 2, "linear": 2, "trig": 3, "partial": 12,
    "total": 3, "implicit": 1, "integrated": 1, "sign": 1, "ml": 18,
}  # fmt: skip


# strict real arithmetic: what is undefined in any part is undefined


class UndefinedError(ArithmeticError):
    """A part of an expression has no real value."""


NAMES_AS_IN_MPMATH = "exp log sin cos tan sec csc cot asin acos atan atan2 sinh cosh tanh sech csch coth asinh acosh atanh erf"
FUNCTIONS: dict[str, Callable[..., mpf]] = {
    "Abs": mpmath.fabs,
    "sign": mpmath.sign,
    "Max": max,
    "Min": min,
    "Heaviside": lambda x, *_: mpf(x > 0),
    "DiracDelta": lambda *_: mpf(0),
} | {name: getattr(mpmath, name) for name in NAMES_AS_IN_MPMATH.split()}


def value(expression: Expr, point: Point) -> mpf:
    """The expression's value at the point; raises UndefinedError where any part of it is not a finite real number."""
    if expression in point:
        return point[expression]
    if expression.is_number and expression.is_Atom:
        return mpmath.mpmathify(sp.N(expression, DIGITS + 5))
    if isinstance(expression, sp.Piecewise):
        return value(next(branch for branch, condition in expression.args if holds(condition, point)), point)
    return real(operation(expression), [value(part, point) for part in expression.args])


def operation(expression: Expr) -> Callable[..., mpf]:
    if expression.is_Add:
        return lambda *terms: mpmath.fsum(terms)
    if expression.is_Mul:
        return lambda *factors: mpmath.fprod(factors)
    return power if expression.is_Pow else FUNCTIONS[expression.func.__name__]


def power(base: mpf, exponent: mpf) -> mpf:
    return mpmath.exp(exponent * mpmath.log(base)) if base > 0 and not mpmath.isint(exponent) else base**exponent


def real(function: Callable[..., mpf], numbers: list[mpf]) -> mpf:
    try:
        result = function(*numbers)
    except (ValueError, ZeroDivisionError, OverflowError) as error:
        raise UndefinedError from error
    if not isinstance(result, mpf) or not mpmath.isfinite(result):
        raise UndefinedError
    return result


def holds(condition: sp.Basic, point: Point) -> bool:
    if isinstance(condition, sp.And | sp.Or):
        return (all if isinstance(condition, sp.And) else any)(holds(part, point) for part in condition.args)
    return bool(condition) if not condition.args else bool(condition.func(*(value(side, point) for side in condition.args)))


# questions and answers as mathematics


@dataclass(frozen=True)
class Asked:
    """A question and the answer given to it, both in independent variables alone."""

    function: Expr
    by: tuple[Expr, ...]
    right: Expr
    answer: Expr | None


@cache
def asked(row: Row) -> Asked:
    order, given = getattr(row, "order", None), getattr(row, "given", None)
    by = reader.read_variables(order or row.wrt or "")
    formulas = reader.read_formulas(given) if given else ()
    vocabulary = Vocabulary(whole=frozenset(map(str, (*by, *(each.variable for each in formulas)))))
    known = {each.variable: each.formula for each in formulas}
    function = plain(reader.read(row.function, vocabulary).expression, known)
    answer = None if row.answer.startswith("[") else plain(reader.read(row.answer, vocabulary).expression, known)
    return Asked(function, by, slope(function, *by), answer)


def plain(expression: Expr, known: Mapping[Expr, Expr]) -> Expr:
    """The expression without dependents, without the named functions of machine learning, its sums over three terms each."""
    while expression.free_symbols & known.keys():
        expression = expression.xreplace(dict(known))
    return with_definitions(spelled_out(expression))


def spelled_out(expression: Expr) -> Expr:
    if not expression.has(sp.Sum):
        return expression
    ends = {symbol for symbol in expression.free_symbols if symbol.name == "n"}
    terms = expression.xreplace(dict.fromkeys(ends, sp.Integer(3))).doit()
    return terms.xreplace({entry: sp.Symbol(str(entry), real=True) for entry in terms.atoms(sp.Indexed)})


def slope(function: Expr, *by: Expr) -> Expr:
    return sp.diff(function, *by)


def differences(function: Expr, one: Expr, other: Expr) -> Iterator[mpf]:
    """How far the two lie apart, relative to their size, at up to ENOUGH points where the function and both have values."""
    variables = sorted(function.free_symbols | one.free_symbols | other.free_symbols, key=str)
    generator, found = random.Random(7), 0
    with mpmath.workdps(DIGITS):
        for attempt in range(ATTEMPTS):
            low, high = RANGES[attempt % len(RANGES)]
            point = {variable: mpf(generator.uniform(low, high)) for variable in variables}
            try:
                _, a, b = (value(expression, point) for expression in (function, one, other))
            except UndefinedError:
                continue
            yield abs(a - b) / max(1, abs(a), abs(b))
            found += 1
            if found == ENOUGH:
                return


def are_equal(function: Expr, one: Expr, other: Expr) -> bool:
    found = list(differences(function, one, other))
    return len(found) == ENOUGH and max(found) < TOLERANCE


def differ(function: Expr, one: Expr, other: Expr) -> bool:
    return any(difference > 1e-9 for difference in differences(function, one, other))


def written(row: Row) -> str:
    return " | ".join(str(part) for part in vars(row).values() if part)


# the facts


@pytest.mark.parametrize("row", [*EXAMPLES, *TWO_MISTAKES], ids=written)
def test_a_wrong_answer_is_wrong(row: Example | TwoMistakes) -> None:
    question = asked(row)
    assert question.answer is not None
    assert differ(question.function, question.right, question.answer)


@pytest.mark.parametrize("row", RIGHT_ANSWERS, ids=written)
def test_a_right_answer_is_right(row: RightAnswer) -> None:
    question = asked(row)
    assert question.answer is not None
    assert are_equal(question.function, question.right, question.answer)


def others(question: Asked) -> list[Expr]:
    """The variables that the question does not ask about, in natural order."""
    return [variable for variable in in_natural_order(variables_of(question.function)) if variable not in question.by]


WHOLE: dict[str, Callable[[Asked], list[Expr]]] = {
    "sign.negative": lambda q: [-q.right],
    "quotient.upside_down": lambda q: [slope(1 / q.function, *q.by)],
    "implicit.inverse": lambda q: [1 / q.right],
    "partial.wrong_variable": lambda q: [slope(q.function, other) for other in others(q)],
    "partial.other_as_variable": lambda q: [sum(slope(q.function, variable) for variable in (*q.by, *others(q)))],
    "partial.mixed_zero": lambda _: [sp.S.Zero],
    "partial.mixed_product": lambda q: [slope(q.function, q.by[0]) * slope(q.function, q.by[1])],
    "partial.second_is_first": lambda q: [slope(q.function, q.by[0])],
    "partial.second_is_square": lambda q: [slope(q.function, q.by[0]) ** 2],
    "ml.bias_zero": lambda _: [sp.S.Zero],
    "question.function": lambda q: [q.function],
    "question.second_derivative": lambda q: [slope(q.function, *q.by, *q.by)],
    "question.mixed": lambda q: [slope(q.function, *q.by, other) for other in others(q)],
}
OF_THE_WHOLE = [row for row in (*EXAMPLES, *OTHER_QUESTIONS) if row.id in WHOLE and not row.function.startswith(("y^2 + ", "ln(x/("))]


@pytest.mark.parametrize("row", OF_THE_WHOLE, ids=written)
def test_what_a_mistake_makes_of_the_whole_is_the_answer(row: Example | AnotherQuestion) -> None:
    question = asked(row)
    assert question.answer is not None
    assert any(are_equal(question.function, made, question.answer) for made in WHOLE[row.id](question))


@pytest.mark.parametrize("row", [row for row in (*EXAMPLES, *OTHER_QUESTIONS) if row.id == "integrated"], ids=written)
def test_an_antiderivative_has_the_function_as_its_derivative(row: Example | AnotherQuestion) -> None:
    question = asked(row)
    assert question.answer is not None
    assert are_equal(question.function, slope(question.answer, *question.by), question.function)


@pytest.mark.parametrize("row", [row for row in OTHER_QUESTIONS if row.id == "question.gradient"], ids=written)
def test_a_whole_gradient_holds_every_partial_in_natural_order(row: AnotherQuestion) -> None:
    function = asked(row).function
    entries = [plain(entry.expression, {}) for entry in reader.read_outputs(row.answer)]
    partials = [slope(function, variable) for variable in in_natural_order(variables_of(function))]
    assert len(entries) == len(partials) > 1
    assert all(are_equal(function, partial, entry) for partial, entry in zip(partials, entries, strict=True))


def test_every_mistake_has_its_own_example_and_others() -> None:
    counts = Counter(row.id for row in EXAMPLES)
    assert Counter(name.split(".")[0] for name in counts) == ANSWERS
    assert {name: count for name, count in counts.items() if count < 4} == {}


def test_no_example_is_given_twice() -> None:
    rows = [row for row, count in Counter((*EXAMPLES, *TWO_MISTAKES, *OTHER_QUESTIONS)).items() if count > 1]
    assert rows == []


def shape(row: RightAnswer) -> str:
    """The row with every number as # and every variable as its place of first appearance."""
    names: dict[str, str] = {}

    def renamed(match: re.Match[str]) -> str:
        word = match.group()
        is_known = word in SPELLINGS or word.startswith("\\") or word in ("e", "pi", "π", "σ")
        return word if is_known else names.setdefault(word, f"v{len(names)}")

    text = " | ".join((row.function, row.order or row.wrt or "", row.given or "", row.answer))
    lettered = re.sub(r"\\?[^\W\d_]+_?\d*", renamed, text)
    return re.sub(r"(?<!v)[\d.]+", "#", lettered).replace(" ", "")


def test_no_two_right_answers_differ_in_numbers_or_names_alone() -> None:
    counts = Counter(map(shape, RIGHT_ANSWERS))
    assert [text for text, count in counts.items() if count > 1] == []


def test_there_are_enough_right_answers() -> None:
    assert len(RIGHT_ANSWERS) >= 320
