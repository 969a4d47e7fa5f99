"""Parameters: the draw is the same everywhere, and a value put in means what its name meant."""

from __future__ import annotations

from collections import Counter

import pytest
from sympy import Symbol

from pdtutor.course.lesson import Exercise
from pdtutor.course.parameters import drawn, in_formula, in_text, with_values
from pdtutor.course.problems import Place
from pdtutor.errors import ReadingError
from pdtutor.notation.reader import read
from pdtutor.notation.reading import Vocabulary

EXERCISE = Exercise("q1", "derivative", Place(1, 1), params={"k": ("2", "3", "5"), "m": ("1", "2")})


def test_the_draw_is_the_same_on_every_machine_and_in_every_run() -> None:
    assert [drawn("chain-rule", EXERCISE, seed) for seed in range(6)] == [
        {"k": "3", "m": "1"},
        {"k": "2", "m": "1"},
        {"k": "3", "m": "2"},
        {"k": "5", "m": "1"},
        {"k": "3", "m": "1"},
        {"k": "2", "m": "2"},
    ]


def test_every_value_is_drawn_about_as_often_as_the_others() -> None:
    counts = Counter(drawn("chain-rule", EXERCISE, seed)["k"] for seed in range(3000))
    assert all(900 < counts[value] < 1100 for value in ("2", "3", "5"))


def test_two_parameters_of_the_same_values_are_drawn_apart() -> None:
    twins = Exercise("q1", "derivative", Place(1, 1), params={"a": ("1", "2"), "b": ("1", "2")})
    assert {tuple(drawn("l", twins, seed).values()) for seed in range(50)} == {("1", "1"), ("1", "2"), ("2", "1"), ("2", "2")}


FORMULAS = ["k*x", "kx", "x k", "xk", "2k x", "x^k", "k^2", "exp(-k x^2)", "x^{k}", "{k}x", "{k}*x", "(x)k(y)", "k x y + k", "x/k", "3k"]
FORMULAS += [
    r"\frac{k}{x}",
    "e^kx",
    "kk",
    "x - k",
    "k y^k",
    "x₁k",
    "x2k",
    "max(k, x)",
    "k(x+1)",
    "sin(kx)",
    "sin 2kx",
    "sin(x) k",
    "2^k x",
]
FORMULAS += [r"k\cdot x", "θk", "xky"]
WITHOUT_BRACKETS = ["sin kx", "sin k", "√k x", "sin^2 kx", "ln xk", "x cos y k"]


def is_put_in(formula: str, value: str) -> bool:
    """Whether the formula with the value is what the formula means at that value."""
    symbolic = read(formula, Vocabulary(whole=frozenset("k"))).expression.subs(Symbol("k", real=True), read(value).expression)
    return bool((read(in_formula(formula, {"k": value})).expression - symbolic).equals(0))


@pytest.mark.parametrize("value", ["2", "3.5", "-3", "1/2", "pi", "x + 1", "a", "f"])
@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_with_a_value_is_the_formula_at_that_value(formula: str, value: str) -> None:
    assert is_put_in(formula, value)


@pytest.mark.parametrize("formula", WITHOUT_BRACKETS)
def test_a_function_without_brackets_takes_what_needs_none_and_refuses_the_rest(formula: str) -> None:
    assert all(is_put_in(formula, value) for value in ("2", "3.5", "a"))
    for value in ("-3", "1/2", "x + 1"):
        with pytest.raises(ReadingError, match="needs brackets"):
            in_formula(formula, {"k": value})


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("k*x", "2*x"),
        ("kx", "2 x"),
        ("w_{k} x", "w_{2} x"),
        ("k2 + k_1 + speak", "k2 + k_1 + speak"),
        ("[k x, y^k]", "[2 x, y^2]"),
        ("sum(k w[i], i=1..k)", "sum(2 w[i], i=1..2)"),
        ("x = k, y = 3", "x = 2, y = 3"),
        ("Sin(k", "Sin(k"),
        ('"k', '"k'),
    ],
)
def test_only_the_name_itself_is_replaced(formula: str, expected: str) -> None:
    assert in_formula(formula, {"k": "2"}) == expected


def test_a_text_gets_values_in_braces_alone() -> None:
    assert in_text("Take k = {k} and {m}, {other}.", {"k": "2", "m": "x"}) == "Take k = 2 and x, {other}."


def test_an_exercise_gets_its_values_everywhere() -> None:
    asked = Exercise(
        "q1", "total", Place(1, 1), prompt="With k = {k}:", functions=("k x y",), wrt=("v",), at="x=k", given=("y = k x",), answer="k",
        params={"k": ("2",), "v": ("x",)},
    )  # fmt: skip
    ready = with_values(asked, {"k": "2", "v": "x"})
    assert (ready.prompt, ready.functions, ready.wrt, ready.at) == ("With k = 2:", ("2 x y",), ("x",), "x=2")
    assert (ready.given, ready.answer, ready.params) == (("y = 2 x",), "2", {})


BRACES = [
    ("2{v} + 3", "a", "2 a + 3"),
    ("{v}^2 + 3{v}", "a", "a^2 + 3 a"),
    ("{v}x", "a", "a x"),
    ("x^{v}", "2", "x^{2}"),
    ("w_{v} x", "2", "w_{2} x"),
    (r"\frac{v}{2}", "3", r"\frac{3}{2}"),
    ("2{v}", "-3", "2 (-3)"),
    ("{w} + 1", "a", "{w} + 1"),
]


@pytest.mark.parametrize(("formula", "value", "expected"), BRACES)
def test_braces_around_a_parameter_in_a_formula_are_no_part_of_what_is_shown(formula: str, value: str, expected: str) -> None:
    found = in_formula(formula, {"v": value})
    assert " ".join(found.split()) == expected
