"""Options put together: which variables, which point, which names are known to all of them."""

from __future__ import annotations

from typing import Any

import pytest
import sympy

from pdtutor.errors import TutorError
from pdtutor.requests.question import ask
from pdtutor.requests.results import GradientResult
from pdtutor.requests.rules import rules


def names(text: str, **options: Any) -> list[str]:
    return [str(variable) for variable in ask(text, **options).variables]


@pytest.mark.parametrize(
    ("text", "options", "expected"),
    [
        ("w10 + w2 + b", {}, ["b", "w2", "w10"]),
        ("x + y", {"wrt": "y"}, ["y"]),
        ("x + y", {"wrt": "y,x,y"}, ["y", "x"]),
        ("x + y", {"wrt": ["y", "x"]}, ["y", "x"]),
        ("θ + x", {"wrt": "θ"}, ["theta"]),
        ("θ + x", {"wrt": "theta"}, ["theta"]),
        ("w_1 + x", {"wrt": "w₁"}, ["w1"]),
        ("t^2", {"assume": "t>0"}, ["t"]),
        ("t^2", {"assume": "t>0", "wrt": "t"}, ["t"]),
        ("3", {"wrt": "x"}, ["x"]),
        ("sum(w[i] x[i], i=1..n)", {"wrt": "w[k]"}, ["w[k]"]),
        ("sum(w[i] x[i], i=1..n)", {"wrt": "w"}, ["w[k]"]),
        ("sum(w[k] x[k], k=1..n)", {"wrt": "w"}, ["w[m]"]),
        ("sum((a x[i] + b)^2, i=1..n)", {}, ["a", "b", "x[k]"]),
        ("x[1] + x[2]", {}, ["x[1]", "x[2]"]),
        ("x - x", {}, ["x"]),
        ("x/x", {}, ["x"]),
        ("x^0", {}, ["x"]),
        ("x + y - y", {}, ["x", "y"]),
        ("x + y - y", {"wrt": "y"}, ["y"]),
        ("x + y - y", {"wrt": "x", "at": "x=1,y=2"}, ["x"]),
        ("0 sin(w1 x_train)", {}, ["w1", "x_train"]),
        ("x[1] - x[1] + y", {}, ["x[1]", "y"]),
        ("0 sum(w[i] x, i=1..n)", {}, ["w[k]", "x"]),
        ("f(x) - f(x)", {}, ["x"]),
        ("where(x > 0 and x <= 0, x, y)", {}, ["x", "y"]),
        ("Subs(Derivative(f(t), t), t, w x)", {}, ["w", "x"]),
    ],
)
def test_the_variables_are_those_asked_for_or_all(text: str, options: dict[str, Any], expected: list[str]) -> None:
    assert names(text, **options) == expected


@pytest.mark.parametrize("option", [{"wrt": "rho"}, {"vars": "abc"}, {"at": "abc=1"}])
def test_a_name_given_by_any_option_is_whole_everywhere(option: dict[str, str]) -> None:
    name = next(iter(option.values())).removesuffix("=1")
    assert sympy.Symbol(name, real=True) in ask(f"2{name} x", **option).reading.expression.free_symbols


def test_a_variable_of_the_point_has_the_assumptions_of_the_expression() -> None:
    question = ask("ln t", assume="t>0", at="t=2")
    assert set(question.point) == question.reading.expression.free_symbols


@pytest.mark.parametrize(
    ("options", "text", "column", "hint"),
    [
        ({"wrt": "y"}, "y", 1, "loss, rate"),
        ({"wrt": "loss, los"}, "loss, los", 7, "Did you mean loss?"),
        ({"at": "loss=1, rat=2"}, "loss=1, rat=2", 9, "Did you mean rate?"),
    ],
)
def test_a_name_that_does_not_occur_is_pointed_at(options: dict[str, str], text: str, column: int, hint: str) -> None:
    with pytest.raises(TutorError) as caught:
        ask("loss^2 + rate", vars="loss, rate", **options)
    assert (caught.value.code, caught.value.text, caught.value.column) == ("unknown_variable", text, column)
    assert hint in str(caught.value.hint)


def test_the_bound_of_a_sum_is_no_variable_but_a_point_may_set_it() -> None:
    question = ask("sum(w x[i], i=1..n)", wrt="w", at="n=3")
    assert question.point == {sympy.Symbol("n", integer=True): 3}


def test_a_long_list_of_variables_is_cut_short() -> None:
    with pytest.raises(TutorError) as caught:
        ask(" + ".join(f"w{count}" for count in range(100)), wrt="z")
    assert len(str(caught.value.hint)) < 120


def test_a_detail_that_does_not_exist_is_refused() -> None:
    with pytest.raises(TutorError, match="brief, normal, full"):
        ask("x", detail="much")


def test_a_rule_that_does_not_exist_gets_the_nearest() -> None:
    with pytest.raises(TutorError) as caught:
        rules("qoutient")
    assert caught.value.hint == "Did you mean quotient?"


def test_an_incomplete_gradient_says_what_is_missing() -> None:
    from pdtutor.requests.gradient import growing

    results: list[GradientResult] = list(growing("x + y + z", at="x=1,y=1,z=1"))
    assert [[str(variable) for variable in result.missing] for result in results] == [["y", "z"], ["z"], []]
    assert [result.gradient.norm is None for result in results] == [True, True, False]
