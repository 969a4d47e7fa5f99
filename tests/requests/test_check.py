"""Answers judged as a whole: verdicts of every kind of question, notes, values, shapes, what is never said."""

from __future__ import annotations

from typing import Any

import pytest

from pdtutor.errors import TutorError, UsageError
from pdtutor.explain.phrases import say
from pdtutor.grading.results import CORRECT, INCORRECT, INVALID, Judgement
from pdtutor.notation.writers import PlainWriter
from pdtutor.requests.check import check, judge

WRITER = PlainWriter({})


def judged(function: str, answer: str, **options: Any) -> Judgement:
    judgement = check(function, answer=answer, **options).judgement
    assert judgement is not None
    return judgement


def notes(judgement: Judgement) -> str:
    return " ".join(say(note, WRITER) for note in judgement.notes)


RIGHT: list[tuple[str, str, dict[str, Any]]] = [
    ("x^2 + 3xy", "2x + 3y", {"wrt": "x"}),
    ("x^2 + 3xy", "[2x + 3y]", {"wrt": "x"}),
    ("x^2 + 3xy", "[2x + 3y, 3x]", {}),
    ("x^2 + 3xy", "(3x, 2x + 3y)", {"wrt": "y,x"}),
    ("x^2 + 3xy", "2x + 3y, 3x", {}),
    ("x^2 y^3", "6x y^2", {"order": "x,y"}),
    ("x^2", "2", {"order": "x,x"}),
    ("x^2/4", "0.5x", {"wrt": "x"}),
    ("sqrt(x^2)", "x/|x|", {"wrt": "x"}),
    ("sqrt(x^2)", "1", {"wrt": "x", "assume": "x>0"}),
    ("ln|x|", "1/x", {"wrt": "x"}),
    ("x^2 y", "cos(t)^3 - 2 sin(t)^2 cos(t)", {"wrt": "t", "given": "x = cos t, y = sin t"}),
    ("x^2 y", "-2x y sin t + x^2 cos t", {"wrt": "t", "given": "x = cos t, y = sin t"}),
    ("x^2 + y^2", "2x + 2y dy/dx", {"wrt": "x", "depends": "y(x)"}),
    ("x^2 + y^2", "2x + 2 y y'(x)", {"wrt": "x", "depends": "y(x)"}),
    ("x^2 + y^2 = 1", "-x/y", {"wrt": "x", "depends": "y(x)"}),
    ("x^2 + y^2 = 1", "-x y/(1 - x^2)", {"wrt": "x", "depends": "y(x)"}),
    ("f(x y)", "y f'(x y)", {"wrt": "x"}),
    ("sum((w x[i] - y[i])^2, i=1..n)", "2 sum(x[k](w x[k] - y[k]), k=1..n)", {"wrt": "w"}),
    (
        "exp(z[i])/sum(exp(z[j]), j=1..n)",
        "exp(z[i])/sum(exp(z[j]), j=1..n) (delta(i,k) - exp(z[k])/sum(exp(z[j]), j=1..n))",
        {"wrt": "z[k]"},
    ),
    ("x^2 + 3xy", "8", {"wrt": "x", "at": "x=1,y=2"}),
    ("x^2 + 3xy", "2 + 3y", {"wrt": "x", "at": "x=1"}),
    ("sin(x)", "√3/2", {"wrt": "x", "at": "x=pi/6"}),
    ("|x|", "none", {"wrt": "x", "at": "x=0"}),
    ("|x|", "It does not exist".removeprefix("It "), {"wrt": "x", "at": "x=0"}),
    ("(x+y)^2", "[8, 8]", {"at": "x=1,y=3"}),
    ("e^x", "e^x", {"wrt": "x"}),
    ("max(0, x)", "where(x > 0, 1, 0)", {"wrt": "x"}),
]


@pytest.mark.parametrize(("function", "answer", "options"), RIGHT)
def test_a_right_answer_to_every_kind_of_question_is_accepted(function: str, answer: str, options: dict[str, Any]) -> None:
    judgement = judged(function, answer, **options)
    assert (judgement.verdict, judgement.mistakes) == (CORRECT, ())


WRONG: list[tuple[str, str, dict[str, Any], str | None]] = [
    ("x^2 + 3xy", "[2x + 3y, 3y]", {}, None),
    ("x^2 + 3xy", "2x + 3y", {}, None),
    ("x^2 + 3xy", "[2x + 3y, 3x]", {"wrt": "x"}, "question.gradient"),
    ("x^2 + 3xy", "[3x, 2x + 3y]", {}, "shape.swapped_entries"),
    ("x^2 + 3xy", "2x + 3y", {"wrt": "x", "at": "x=1,y=2"}, "question.formula"),
    ("x^2 + 3xy", "3", {"wrt": "x", "at": "x=1,y=2"}, "partial.wrong_variable"),
    ("x^2 y", "-2 sin(t)^2 cos(t)", {"wrt": "t", "given": "x = cos t, y = sin t"}, "total.partial_only"),
    ("x^2 + y^2", "2x", {"wrt": "x", "depends": "y(x)"}, "total.partial_only"),
    ("x^2 + y^2 = 1", "-y/x", {"wrt": "x", "depends": "y(x)"}, "implicit.inverse"),
    ("x^2 + y^2 = 1", "-x/sqrt(1 - x^2)", {"wrt": "x", "depends": "y(x)"}, None),
    ("sum((w x[i] - y[i])^2, i=1..n)/n", "2 sum(x[i](w x[i] - y[i]), i=1..n)", {"wrt": "w"}, "ml.mean_1_over_n"),
    ("sum((w x[i] - y[i])^2, i=1..n)/n", "sum(x[i](w x[i] - y[i]), i=1..n)/n", {"wrt": "w"}, "ml.mse_factor2"),
    ("sin(3x)^2", "2 cos(3x)^2 - 2 sin(3x)^2", {"order": "x,x"}, None),
]


@pytest.mark.parametrize(("function", "answer", "options", "mistake"), WRONG)
def test_a_wrong_answer_to_every_kind_of_question_is_refused(
    function: str, answer: str, options: dict[str, Any], mistake: str | None
) -> None:
    judgement = judged(function, answer, **options)
    assert judgement.verdict == INCORRECT
    if mistake is not None:
        assert mistake in {name for each in judgement.mistakes for name in (each.id, *each.also)}


NOTED: list[tuple[str, str, dict[str, Any], str]] = [
    ("sqrt(x^2)", "1", {"wrt": "x"}, "only where x is positive"),
    ("sqrt(x^2 y^2)", "y", {"wrt": "x"}, "only where x and y are positive"),
    ("x^3/9", "0.333x^2", {"wrt": "x"}, "0.333 is rounded"),
    ("sqrt(2) x", "1.41421", {"wrt": "x"}, "1.41421 is rounded"),
    ("x ln|x|", "ln(x) + 1", {"wrt": "x"}, "fewer places"),
    ("x^2 y", "[1, 2, 3]", {}, "3 entries"),
    ("(x+1)^2", "2(x+1)", {"wrt": "x", "form": "expanded"}, "Expanded means"),
]


@pytest.mark.parametrize(("function", "answer", "options", "words"), NOTED)
def test_what_there_is_to_say_beside_the_verdict_is_said(function: str, answer: str, options: dict[str, Any], words: str) -> None:
    assert words in notes(judged(function, answer, **options))


def test_a_decimal_that_is_explained_by_a_mistake_is_not_called_rounded() -> None:
    judgement = judged("(w x - y)^2 + 0.01w^2", "2x(w x - y) + 0.01w", wrt="w")
    assert "rounded" not in notes(judgement)
    assert judgement.mistakes


@pytest.mark.parametrize(("answer", "form"), [("2x + 2", True), ("2(x + 1)", False), ("3x + 1", True), ("3(x + 1)", False)])
def test_the_form_is_judged_apart_from_the_value(answer: str, form: bool) -> None:
    assert judged("(x+1)^2", answer, wrt="x", form="expanded").form is form


def test_the_wrong_entries_of_a_gradient_are_named() -> None:
    judgement = judged("x^2 y + z", "[2x y, x, 1]")
    assert judgement.wrong == ((1,),)
    assert judgement.counterexample is not None
    assert judgement.counterexample.place == (1,)


@pytest.mark.parametrize(
    ("kind", "function", "answer", "verdict", "wrong"),
    [
        ("jacobian", "[x y, x + y]", "[[y, x], [1, 1]]", CORRECT, ()),
        ("jacobian", "[x y, x + y]", "[[y, x], [1, 2]]", INCORRECT, ((1, 1),)),
        ("jacobian", "[x y, x^2]", "[[y, 2x], [x, 0]]", INCORRECT, ((0, 1), (1, 0))),
        ("hessian", "x^2 y", "[2y, 2x; 2x, 0]", CORRECT, ()),
        ("hessian", "x^2 y", "[2y, 2x, 2x, 0]", INCORRECT, ()),
    ],
)
def test_matrices_are_judged_entry_by_entry(
    kind: str, function: str, answer: str, verdict: str, wrong: tuple[tuple[int, int], ...]
) -> None:
    judgement = judge(function, kind=kind)(answer)
    assert (judgement.verdict, judgement.wrong) == (verdict, wrong)


def test_a_transposed_jacobian_is_recognised() -> None:
    (mistake,) = judge("[x y, x^2]", kind="jacobian")("[[y, 2x], [x, 0]]").mistakes
    assert mistake.id == "shape.transposed"


def test_a_measured_slope_of_zero_is_zero_and_not_the_rounding_of_the_measurement() -> None:
    found = judged("x^2 + y^2", "2cos t", wrt="t", given="x = cos t, y = sin t").counterexample
    assert found is not None
    assert found.slope == 0


@pytest.mark.parametrize(("function", "slope"), [("ln(x) + w", "1/x"), ("log10(x) + 2w", "1/(x ln 10)"), ("atanh(x) + w", "1/(1 - x^2)")])
def test_a_counterexample_lies_where_the_function_has_a_value(function: str, slope: str) -> None:
    found = judged(function, f"{slope} + 1/1000", wrt="x").counterexample
    assert found is not None
    assert found.slope is not None


def test_a_counterexample_is_measured_on_the_function_itself() -> None:
    found = judged("x^2 y", "x y", wrt="x").counterexample
    assert found is not None
    assert found.slope == pytest.approx(found.expected)
    x, y = (float(value) for value in found.at.values())
    assert (found.expected, found.got) == pytest.approx((2 * x * y, x * y))


OWN_DERIVATIVES = ["e^x", "e^(x+y)", "y e^x", "cosh(x) + sinh(x)", "0"]


@pytest.mark.parametrize("function", OWN_DERIVATIVES)
def test_no_mistake_is_found_where_the_right_answer_is_also_that_to_another_question(function: str) -> None:
    judgement = judged(function, function, wrt="x")
    assert (judgement.verdict, judgement.mistakes) == (CORRECT, ())


def test_inequivalent_explanations_of_a_number_are_possible_and_not_certain() -> None:
    mistakes = judged("x^2 + 3x y", "7", wrt="x", at="x=1,y=2").mistakes
    assert len(mistakes) > 1
    assert not any(mistake.certain for mistake in mistakes)


def test_one_explanation_is_certain_and_says_where() -> None:
    (mistake,) = judged("x^2 + sin(x y)", "2x + cos(x y)", wrt="x").mistakes
    assert mistake.certain
    assert (str(mistake.where), mistake.line) == ("sin(x*y)", "1.2")


UNREADABLE = ["", "2x +", "∂f/∂x = 2x", "2x + C", "2Q", "eval(1)", "'a'", "x.y", "2**2**2**2**2**2", "[[1,2]"]


@pytest.mark.parametrize("answer", UNREADABLE)
def test_an_answer_that_cannot_be_read_is_invalid_and_not_wrong(answer: str) -> None:
    judgement = judged("x^2 y", answer, wrt="x")
    assert judgement.verdict == INVALID
    assert judgement.error is not None


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"wrt": "x", "order": "x,y"}, UsageError),
        ({"wrt": "q"}, TutorError),
        ({"form": "nice"}, UsageError),
        ({"wrt": "x", "given": "y = x^2", "order": "x"}, UsageError),
    ],
)
def test_a_question_that_does_not_fit_together_is_refused(options: dict[str, Any], error: type[TutorError]) -> None:
    with pytest.raises(error):
        check("x^2 y", answer="2x y", **options)


def test_a_judge_gives_every_answer_its_own_verdict() -> None:
    of_x = judge("x^2 y", kind="derivative", wrt="x")
    assert [of_x(answer).verdict for answer in ("2x y", "x y", "2x y", "2x", "?")] == [CORRECT, INCORRECT, CORRECT, INCORRECT, INVALID]
