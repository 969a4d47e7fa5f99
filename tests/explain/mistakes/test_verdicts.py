"""What judging says beside the mistakes: exact, short, and warm."""

import re
from math import inf, nan

import pytest
from sympy import Integer, Rational, Symbol

from pdtutor.explain.mistakes.verdicts import (
    UNDECIDED,
    agreement,
    assumable,
    counterexample,
    fewer_places,
    positive_only,
    rounded,
    wrong_form,
    wrong_shape,
)
from pdtutor.explain.phrases import Sentence, say
from pdtutor.notation.writers import PlainWriter, UnicodeWriter

x, y, theta = (Symbol(name, real=True) for name in ("x", "y", "theta"))
HERE = {x: Rational(7, 10), y: Rational(6, 5)}

SAID = [
    (agreement("proved", 24), "Correct, and proved."),
    (agreement("agrees", 24), "Correct: it agrees at all 24 points tried."),
    (agreement("agrees", 1), "Correct: it agrees at the point tried."),
    (agreement(None, 0), "Correct."),
    (counterexample(HERE, 1.31, 2.18, slope=2.18), "At x = 0.7, y = 1.2 yours is 1.31; f's slope there is 2.18."),
    (counterexample(HERE, 1.31, 2.18), "At x = 0.7, y = 1.2 yours is 1.31; the right value there is 2.18."),
    (counterexample({x: Integer(3)}, 9.0, 6.0, slope=6.0000001, name="g"), "At x = 3 yours is 9; g's slope there is 6."),
    (counterexample({x: Integer(0)}, nan, 1.0, slope=1.0), "At x = 0 yours has no value; f's slope there is 1."),
    (counterexample({x: Integer(1)}, inf, 2.0), "At x = 1 yours is ∞; the right value there is 2."),
    (counterexample({}, 0.333, 1 / 3), "Yours is 0.333; the right value is 0.333333."),
    (counterexample({x: Integer(2)}, 1.0, 2.0, entry=(1,)), "In entry 2, at x = 2 yours is 1; the right value there is 2."),
    (counterexample({}, 1.0, 2.0, entry=(0, 1)), "In row 1, column 2, yours is 1; the right value is 2."),
    (
        fewer_places({x: Integer(0)}),
        "Yours is defined in fewer places than the derivative: at x = 0 it has no value. Wherever both have one they agree.",
    ),
    (
        positive_only([x]),
        "Yours is right only where x is positive, and here negative numbers count as well.",
    ),
    (
        positive_only([theta, y]),
        "Yours is right only where θ and y are positive, and here negative numbers count as well.",
    ),
    (assumable([theta, y]), 'If only positive ones are meant, say so: --assume "theta>0, y>0".'),
    (rounded("0.333"), "Give the exact value: 0.333 is rounded. A fraction, a root or a name like π loses nothing."),
    (
        wrong_form("expanded", "2(x + y)"),
        "The value is right, the form is not yet. Expanded means a sum with nothing left to multiply out: 2(x + y) can still be multiplied "
        "out.",
    ),
    (
        wrong_form("factored", "x^2 + x"),
        "The value is right, the form is not yet. Factored means a single product with every common factor outside: x^2 + x still is a "
        "sum.",
    ),
    (
        wrong_form("no-negative-powers", "x^-2"),
        "The value is right, the form is not yet. Without negative powers, what has one goes below a fraction bar: x^-2 still has one.",
    ),
    (
        wrong_form("factored"),
        "The value is right, the form is not yet. Factored means a single product with every common factor outside.",
    ),
    (wrong_shape((2,), (3,)), "Asked is a list of 3 entries; yours is a list of 2 entries."),
    (wrong_shape((), (2,), [x, y]), "Asked is a list of 2 entries, one for each of x and y; yours is one expression."),
    (wrong_shape((1,), (), [x]), "Asked is one expression; yours is a list of 1 entry."),
    (
        wrong_shape((2, 1), (1, 2), [x, y]),
        "Asked is a matrix of 1 row and 2 columns, one column for each of x and y; yours is a matrix of 2 rows and 1 column.",
    ),
]


@pytest.mark.parametrize(("sentence", "text"), SAID, ids=[text for _, text in SAID])
def test_it_says(sentence: Sentence, text: str) -> None:
    assert say(sentence, UnicodeWriter({})) == text


@pytest.mark.parametrize(("got", "expected"), [(1.0, 1.0000001), (123456.7, 123456.71), (2.0, 2.0000000000000004)])
def test_two_numbers_that_differ_look_different(got: float, expected: float) -> None:
    text = say(counterexample({x: Integer(1)}, got, expected), PlainWriter({}))
    yours, right = re.findall(r"is ([\d.]+?)[;.](?=\s|$)", text)
    assert yours != right
    assert (float(yours), float(right)) == pytest.approx((got, expected), rel=1e-15)


def test_a_slope_too_rough_to_tell_them_apart_is_not_shown() -> None:
    text = say(counterexample({x: Integer(1)}, 1.0, 1.0000001, slope=1.00000008), PlainWriter({}))
    assert "the right value there is 1.0000001." in text


def test_a_slope_that_is_no_number_is_not_shown() -> None:
    assert "the right value there is 2." in say(counterexample({x: Integer(1)}, 1.0, 2.0, slope=nan), PlainWriter({}))


def test_a_point_is_left_to_the_writer() -> None:
    assert say(counterexample({theta: Integer(1)}, 1.0, 2.0), PlainWriter({})).startswith("At theta = 1 yours is 1;")


@pytest.mark.parametrize("sentence", [*(sentence for sentence, _ in SAID), UNDECIDED], ids=range(len(SAID) + 1))
def test_it_is_short_and_blames_nobody(sentence: Sentence) -> None:
    text = say(sentence, UnicodeWriter({}))
    assert len(text) <= 220
    assert text.endswith((".", "?"))
    assert not re.search(r"\b(wrong|invalid|forgot|failed|error|must)\b", text.lower())


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(KeyError):
        wrong_form("pretty")
