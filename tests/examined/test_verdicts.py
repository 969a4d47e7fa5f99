"""Verdicts on answers chosen from outside: each row was once judged wrongly, crashed, or hung, and stands for its class."""

from __future__ import annotations

from typing import Any

import pytest

from pdtutor.explain.phrases import say
from pdtutor.grading.plain import judge_choice, judge_expression, judge_number, judge_set
from pdtutor.grading.results import CORRECT, INCORRECT, INVALID, UNDECIDED, Judgement
from pdtutor.notation.writers import PlainWriter
from pdtutor.requests.check import check, judge


def judged(function: str, answer: str, **options: Any) -> Judgement:
    judgement = check(function, answer=answer, **options).judgement
    assert judgement is not None
    return judgement


Rows = list[tuple[str, str, dict[str, Any]]]

RIGHT: Rows = [
    ("x exp(y)", "e^y(1 + x y')", {"depends": "y(x)", "wrt": "x"}),
    ("y^2", "2y(dy/dx)", {"depends": "y(x)", "wrt": "x"}),
    ("x y", "y + xy'", {"depends": "y(x)", "wrt": "x"}),
    ("x y", "3 + y'", {"depends": "y(x)", "wrt": "x", "at": "x=1,y=3"}),
    ("x^2 + y^2", "2x + 2y dy/dx", {"given": "y=x^2", "wrt": "x"}),
    ("x z", "z + x dz/dx", {"depends": "z(x,y)", "wrt": "x"}),
    ("x w_1", "w_1 + x w_1'", {"depends": "w_1(x)", "wrt": "x"}),
    ("|x| + y^2", "[undefined, 2]", {"at": "x=0,y=1"}),
    ("x^2 y", r"\left(2xy, x^2\right)", {}),
    ("x^2 y", "{2x y, x^2}", {}),
    ("ln(x)", "1/|x|", {"wrt": "x"}),
    ("sum(w[i] x[i], i=1..n)", "x[3]", {"wrt": "w[3]"}),
    ("σ(w x + b)", "x σ(w x + b)σ(-w x - b)", {"wrt": "w"}),
    ("exp(-g*(x - c)^2)", "-2g(x - c) exp(-g(x - c)^2)", {"wrt": "x"}),
    ("(x - a)^6000", "6000(a - x)^5999 (-1)", {"wrt": "x"}),
]
WRONG: Rows = [
    ("x^2 + y^2 = 1", "-x/y(x + y + 17)", {"depends": "y(x)", "wrt": "x"}),
    ("tanh(100 x)", "0", {"wrt": "x"}),
    ("tanh(10^5 x)", "1 - tanh(10^5 x)^2", {"wrt": "x"}),
    ("tanh((x - 3)/10^-5)", "0", {"wrt": "x"}),
    ("σ(x + 1000)", "0", {"wrt": "x"}),
    ("σ(1000x - 500)", "0", {"wrt": "x"}),
    ("e^(-10^6 x^2)", "0", {"wrt": "x"}),
    ("e^(-(x - 25)^2)", "0", {"wrt": "x"}),
    ("clip(p, 0.001, 0.999)", "1", {"wrt": "p", "assume": "0<p<1"}),
    ("|x - 1000|", "-1", {"wrt": "x", "assume": "0<x<1001"}),
    ("relu(x) relu(-y) relu(z) relu(-w) relu(a) relu(-b)", "0", {"wrt": "x"}),
    ("n x^2", "2x min(n, 30)", {"wrt": "x", "assume": "n integer"}),
    ("x^2", "10^400", {"wrt": "x"}),
    ("x^2 y", "2", {"wrt": "x", "at": "x=1"}),
    ("(-1)^n x", "1", {"wrt": "x", "assume": "n integer"}),
    ("x^2", "undefined", {"wrt": "x", "at": "x=1"}),
    ("x^2 y", "2x y, x^2", {"wrt": "x"}),
    ("sum(x[i]^2, i=1..n)", "4", {"wrt": "x[k]", "at": "n=3"}),
]
UNREADABLE: Rows = [
    ("x^2", "2x[1]", {"wrt": "x"}),
    ("sum(x[i]^2, i=1..n)", "2x_m", {"wrt": "x[k]"}),
    ("x^2 + y^2 = 1", "2x + 2y y'", {"depends": "y(x)", "wrt": "x"}),
    ("x^2", "= 2x", {"wrt": "x"}),
]


@pytest.mark.parametrize(("function", "answer", "options"), RIGHT)
def test_a_right_answer_is_right(function: str, answer: str, options: dict[str, Any]) -> None:
    assert judged(function, answer, **options).verdict == CORRECT


@pytest.mark.parametrize(("function", "answer", "options"), WRONG)
def test_a_wrong_answer_is_wrong(function: str, answer: str, options: dict[str, Any]) -> None:
    assert judged(function, answer, **options).verdict == INCORRECT


@pytest.mark.parametrize(("function", "answer", "options"), UNREADABLE)
def test_an_unreadable_answer_is_no_wrong_one(function: str, answer: str, options: dict[str, Any]) -> None:
    assert judged(function, answer, **options).verdict == INVALID


def test_sums_of_a_million_terms_end_without_a_verdict_rather_than_never() -> None:
    assert judged("x^2", "sum(sum(sum(i*j*k*x, i=1..100), j=1..100), k=1..100)", wrt="x").verdict in (INCORRECT, UNDECIDED)


@pytest.mark.parametrize(
    ("kind", "function", "answer"),
    [("jacobian", "x y", "[y, x]"), ("jacobian", "[x^2, x^3]", "[2x, 3x^2]"), ("hessian", "x^3", "6x")],
)
def test_rows_columns_and_lists_of_as_many_entries_are_the_same(kind: str, function: str, answer: str) -> None:
    assert judge(function, kind=kind)(answer).verdict == CORRECT


NOT_ROUNDED = [("1.5x^2", "2.99x"), ("x/2", "0.49"), ("x/3", "0.34"), ("x^3", "2.99x^2"), ("x^3", "3.01x^2")]
ROUNDED = [("x/3", "0.33"), ("2x/3", "0.66"), ("2x/3", "0.67"), ("x^(1/3)", "x^(-0.6666666666666667)/3"), ("pi x", "3.14159")]


@pytest.mark.parametrize(("function", "answer"), NOT_ROUNDED)
def test_what_is_off_by_more_than_rounding_is_not_called_rounded(function: str, answer: str) -> None:
    assert not any("rounded" in say(note, PlainWriter({})) for note in judged(function, answer, wrt="x", assume="x>0").notes)


@pytest.mark.parametrize(("function", "answer"), ROUNDED)
def test_what_is_rounded_or_cut_off_is_called_so(function: str, answer: str) -> None:
    judgement = judged(function, answer, wrt="x", assume="x>0")
    assert judgement.verdict == INCORRECT
    assert any("rounded" in say(note, PlainWriter({})) for note in judgement.notes)


def test_a_counterexample_keeps_away_from_kinks_and_names_no_index_of_a_sum() -> None:
    kinked = judged("|p - 1/2|", "-1", wrt="p", assume="0<p<1").counterexample
    summed = judged("sum(w[i] x[i], i=1..n)", "1", wrt="w[3]").counterexample
    assert kinked is not None
    assert abs(kinked.slope or 0) == pytest.approx(1)
    assert summed is not None
    assert not any(str(variable) in ("i", "j") for variable in summed.at)
    assert any("[" in str(variable) for variable in summed.at)


def test_where_there_is_no_slope_a_number_is_answered_with_a_question_and_not_with_silence() -> None:
    (note,) = judged("|x|", "0", wrt="x", at="x=0").notes
    assert say(note, PlainWriter({})).endswith("?")


def test_no_antiderivative_is_seen_in_a_relation() -> None:
    assert not any(mistake.id == "integrated" for mistake in judged("x^2 + y^2 = 25", "5", depends="y(x)", wrt="x").mistakes)


def test_a_wrong_answer_that_is_no_derivative_is_wrong_and_no_more() -> None:
    assert judge_expression("x + 1")("x + 2").verdict == INCORRECT
    assert judge_number("1/3", "0.01")("0.5").verdict == INCORRECT
    assert judge_number("1/3", "0.01")("0.33").verdict == CORRECT


@pytest.mark.parametrize(("answer", "verdict"), [("a", CORRECT), ("option A", CORRECT), ("a)", CORRECT), ("b", INCORRECT), ("??", INVALID)])
def test_a_choice_is_a_letter_however_it_is_said(answer: str, verdict: str) -> None:
    assert judge_choice({"a"})(answer).verdict == verdict


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("[0, 1]", CORRECT),
        ("[0,2/2]", CORRECT),
        ("{0}", INCORRECT),
        ("0", INCORRECT),
        ("[1, 0]", INCORRECT),
        ("0 to 1", INVALID),
        ("(0, 1)", INVALID),
    ],
)
def test_an_interval_is_its_two_ends(answer: str, verdict: str) -> None:
    from sympy import Integer

    assert judge_set(Integer(0), Integer(1))(answer).verdict == verdict


@pytest.mark.parametrize(
    ("function", "answer"),
    [
        ("x^2 y", "2x y + x^2 dy/dx"),
        ("x^2 y", "2x y + x^2 y'"),
        ("x^2 y z", "2x y z + x^2 z y' + x^2 y z'"),
        ("sin(w x)", r"w cos(w x) + x cos(w x) \frac{dw}{dx}"),
    ],
)
def test_the_total_derivative_is_recognised_where_the_partial_one_is_asked_for(function: str, answer: str) -> None:
    judgement = judged(function, answer, wrt="x")
    assert [mistake.id for mistake in judgement.mistakes] == ["question.total"]
    assert judgement.counterexample is None


@pytest.mark.parametrize(
    ("function", "answer", "options"),
    [
        ("sin(x^2 - y)", "1", {"wrt": "x", "at": "x=1,y=1"}),
        ("exp(x^2 - y)", "[3, 4]", {"at": "x=1,y=1"}),
        ("(x^2 - y)^3", "1", {"wrt": "x", "at": "x=1,y=1"}),
    ],
)
def test_numbers_that_meet_at_one_point_alone_hide_no_wrong_way(function: str, answer: str, options: dict[str, Any]) -> None:
    assert judged(function, answer, **options).verdict == INCORRECT


def test_a_mistake_made_in_two_places_is_told_of_one_of_them() -> None:
    (mistake,) = judged("sin(x^2 + 5) + cos(x^2 + 7)", "cos(x^2 + 5)(2x + 5) - sin(x^2 + 7)(2x + 7)", wrt="x").mistakes
    assert (str(mistake.where), "5" in say(mistake.explanation, PlainWriter({}))) == ("x**2 + 5", True)
