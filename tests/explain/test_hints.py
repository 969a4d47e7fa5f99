"""Hints from a derivation: three different ones, each of the actual function, none of them the derivative asked for."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from sympy import Expr, Symbol

from pdtutor.calculus.derive import derive
from pdtutor.explain.cards import CARDS
from pdtutor.explain.hints import of_derivation, of_repeated, of_several, of_total, of_variable
from pdtutor.explain.outline import derivation
from pdtutor.explain.phrases import say
from pdtutor.notation.reader import read
from pdtutor.notation.writers import UnicodeWriter
from pdtutor.requests.total import total
from tests.calculus.generated import expressions

X = Symbol("x", real=True)
WRITE = UnicodeWriter({})


def hints(of: Expr, wrt: Expr = X) -> list[str]:
    return [say(hint, WRITE) for hint in of_derivation(derive(of, wrt))]


SAID = [
    (
        "x^2 y + sin(x y)",
        [
            "x²·y + sin(x·y) calls for the sum rule: each term by itself.",
            "The part to look at is sin(x·y): with u = x·y: differentiate by u, then multiply by the derivative of u.",
            "sin(x·y) gives y·cos(x·y). The rest is yours.",
        ],
    ),
    (
        "(3x^2 + 1)^4",
        [
            "(3·x² + 1)⁴ calls for the chain rule: with u = 3·x² + 1: differentiate by u, then multiply by the derivative of u.",
            "The inner function is u = 3·x² + 1. How fast does it move with x, and how does the outer one?",
            "u⁴ gives 4·u³, and u = 3·x² + 1 gives 6·x. What do they make together?",
        ],
    ),
    (
        "x^5",
        [
            f"x⁵ calls for the power rule. {CARDS['power'].when}",
            "The rule says: (xⁿ)′ = n·xⁿ⁻¹. Which part of x⁵ is which?",
            "Write x⁵ below the formula of the power rule, and put the one into the other.",
        ],
    ),
]


@pytest.mark.parametrize(("function", "expected"), SAID)
def test_they_go_from_the_rule_to_the_part_to_the_next_line(function: str, expected: list[str]) -> None:
    assert hints(read(function).expression) == expected


@settings(max_examples=150, deadline=None)
@example(read("y + f(x)").expression)
@given(expressions)
def test_they_are_three_that_name_the_function_and_none_is_the_derivative(of: Expr) -> None:
    root = derive(of, X)
    found, answer = hints(of), WRITE(root.gives)
    assert len(found) == 3
    assert len(set(found)) >= 2
    assert WRITE(of) in found[0]
    if len(answer) > 3 and derivation(root).children:  # shorter ones are parts of other words; the rule of a leaf says it all
        assert not any(hint.endswith((f" {answer}.", f" gives {answer}. The rest is yours.")) for hint in found)


GIVEN_AWAY = ["x y z", "x/y", "5x", "x sin(y)", "sin(x)", "ln(x)", "atan2(x, y)"]


@pytest.mark.parametrize("function", GIVEN_AWAY)
def test_the_first_and_the_last_hint_do_not_name_the_derivative_of_what_takes_one_rule(function: str) -> None:
    of = read(function).expression
    first, _, last = of_derivation(derive(of, X))
    answer = derive(of, X).gives
    assert answer not in first
    assert answer not in last


def test_those_of_a_gradient_say_first_that_its_entries_are_taken_one_by_one() -> None:
    of, variables = read("x^2 y + sin(x y)").expression, (X, Symbol("y", real=True))
    found = [say(hint, WRITE) for hint in of_several([derive(of, each) for each in variables], [(each,) for each in variables])]
    assert found[0] == "One entry for each of x and y: while one moves, the others are numbers."
    assert [hint[:7] for hint in found[1:]] == ["For x: ", "For x: "] or [hint[:7] for hint in found[1:]] == ["For y: ", "For y: "]


FIRST = {
    "gradient": "One entry for each of x and y: while one moves, the others are numbers.",
    "jacobian": "Each output has a row, with one entry for each of x and y: while one moves, the others are numbers.",
    "hessian": "Differentiate once by each of x and y, and each of these slopes by all of them again.",
}


@pytest.mark.parametrize("kind", FIRST)
def test_the_first_of_several_says_how_the_entries_of_that_kind_are_taken(kind: str) -> None:
    of, variables = read("x^2 y").expression, (X, Symbol("y", real=True))
    assert say(of_several([derive(of, each) for each in variables], [(each,) for each in variables], kind)[0], WRITE) == FIRST[kind]


def test_those_of_a_constant_ask_what_it_does_while_the_variable_moves() -> None:
    _, second, third = hints(read("e^3").expression)
    assert second == "Let x move a little: what does e³ do meanwhile?"
    assert "0" not in third


def test_those_of_a_mixed_partial_give_the_first_derivative_no_sooner_than_the_second_rung() -> None:
    y = Symbol("y", real=True)
    first = derive(read("x^3 y^2").expression, X)
    found = [say(hint, WRITE) for hint in of_repeated([first, derive(first.gives, y)])]
    assert found[0].startswith("First by x: x³·y² calls for the constant multiple: ")
    assert found[1].startswith("Up to there it is 3·x²·y². Now by y: ")
    assert found[2].startswith("Then by y: ")


def test_those_of_one_variable_speak_of_one_entry() -> None:
    found = say(of_several([derive(read("x^2").expression, X)], [(X,)], "jacobian")[0], WRITE)
    assert found == "Each output has a row with one entry: how fast it moves with x."


def test_those_of_a_hessian_say_whose_slope_it_is() -> None:
    first = derive(read("x^3").expression, X)
    found = say(of_several([derive(first.gives, X)], [(X, X)], "hessian")[1], WRITE)
    assert found.startswith("The slope by x, differentiated by x: 3·x² calls for ")


@pytest.mark.parametrize("name", ["q", "theta", "w1"])
def test_what_a_card_says_of_x_is_said_of_the_variable_that_moves(name: str) -> None:
    wrt = Symbol(name, real=True)
    told = hints(wrt * X, wrt)
    assert told[0].endswith(f"A factor has no {WRITE(wrt)} in it.")
    for card in CARDS.values():
        assert say(of_variable(card.when, X), WRITE) == card.when


def test_those_of_a_total_derivative_name_its_paths_and_their_links() -> None:
    found = [say(hint, WRITE) for hint in of_total(total("x^2 y", wrt="x", given="y = x^3").total)]
    assert found[0] == "x reaches the function along 2 paths: x; x → y."
    assert found[1].startswith("Along x → y the derivatives of the links are multiplied")
    assert "3·x²" in found[2]
