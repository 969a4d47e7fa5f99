"""Exercises made ready: the question, the key, the hints, the wrong ways, of every type."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from pdtutor.course.lesson import Ask, Declared, Exercise, Option
from pdtutor.course.problems import Place
from pdtutor.course.tasks import Task, make, of_ask
from pdtutor.course.ways import answer_of
from pdtutor.errors import TutorError
from pdtutor.explain.mistakes.catalogue import CATALOGUE
from pdtutor.explain.phrases import say
from pdtutor.grading.results import CORRECT, INCORRECT, INVALID
from pdtutor.notation.writers import UnicodeWriter

AT = Place(1, 1)
OPTIONS = (Option("it grows", True, "so it does"), Option("it falls", False, "not here"), Option("it stays", True, "as well"))


def exercise(type: str, **keys: object) -> Exercise:
    return Exercise("q", type, AT, **keys)  # type: ignore[arg-type]


EXERCISES = {
    "derivative": exercise("derivative", functions=("x^2 y + sin(x y)",), wrt=("x",)),
    "value": exercise("derivative", functions=("x^2 y",), wrt=("x",), at="x=3, y=2"),
    "kink": exercise("derivative", functions=("|x| + y",), wrt=("x",), at="x=0, y=1"),
    "mixed": exercise("derivative", functions=("x^2 y^3",), order=("x", "y")),
    "indexed": exercise("derivative", functions=("sum((y[i] - w x[i])^2, i=1..n)/n",), wrt=("w",)),
    "gradient": exercise("gradient", functions=("(w1 + 2w2 - y)^2",), wrt=("w1", "w2")),
    "jacobian": exercise("jacobian", functions=("x y", "x + y^2"), wrt=("x", "y")),
    "hessian": exercise("hessian", functions=("x^2 y",), wrt=("x", "y")),
    "given": exercise("total", functions=("x^2 + y^2",), wrt=("x",), given=("y = x^2",)),
    "depends": exercise("total", functions=("x^2 + y^2",), wrt=("x",), depends=("y(x)",)),
    "relation": exercise("total", functions=("x^2 + y^2 = 1",), wrt=("x",), depends=("y(x)",)),
    "expression": exercise("expression", prompt="Write x·x shorter.", answer="x^2"),
    "number": exercise("number", prompt="A third?", answer="1/3", tolerance="0.005"),
    "choice": exercise("choice", prompt="What does it do?", options=OPTIONS),
    "subdifferential": exercise("subdifferential", functions=("max(0, x)",), at="x=0"),
    "smooth": exercise("subdifferential", functions=("max(0, x)",), at="x=2"),
    "next-rule": exercise("next-rule", functions=("x exp(2x)",), wrt=("x",)),
    "find-the-error": exercise("find-the-error", functions=("x^2 y + sin(x y)",), wrt=("x",), mistake="chain.inner_missing"),
    "descent-step": exercise("descent-step", functions=("(w1 + 2w2 - 5)^2",), start="w1=1, w2=1", rate="0.1"),
    "adam": exercise("descent-step", functions=("(w - 3)^2",), start="w=0", rate="0.1", method="adam"),
    "rmsprop": exercise("descent-step", functions=("x^2",), start="x=2", rate="0.1", method="rmsprop"),
    "values": exercise("total", functions=("x^2 + y^2",), wrt=("x",), given=("y = x^2",), at="x=3"),
}


def said(task: Task) -> list[str]:
    writer = UnicodeWriter(task.names)
    return [say(line, writer) for line in ((task.question,) if task.question else ()) + task.shown]


@pytest.mark.parametrize("name", EXERCISES)
def test_the_key_is_judged_right(name: str) -> None:
    task = make(EXERCISES[name], {})
    assert task.judge(task.key).verdict == CORRECT


@pytest.mark.parametrize("name", EXERCISES)
def test_an_empty_answer_and_one_that_is_none_cannot_be_read(name: str) -> None:
    task = make(EXERCISES[name], {})
    assert [task.judge(answer).verdict for answer in ("", "  ", ")(", "\x1b[31m")] == [INVALID] * 4


QUESTIONS: Mapping[str, list[str]] = {
    "derivative": ["What is ∂f/∂x?", "f(x, y) = x²·y + sin(x·y)"],
    "value": ["What is ∂f/∂x, at x = 3, y = 2?", "f(x, y) = x²·y"],
    "mixed": ["What is ∂²f/∂y∂x, by x, then y?", "f(x, y) = x²·y³"],
    "gradient": ["What is the gradient of f by w1 and w2?", "f(w1, w2, y) = (w1 + 2·w2 - y)²"],
    "jacobian": ["What is the Jacobian by x and y, one row for each output?", "output 1: x·y", "output 2: x + y²"],
    "given": ["What is the total derivative df/dx?", "f = x² + y²", "y = x²"],
    "depends": ["What is the total derivative df/dx?", "f = x² + y²", "y depends on x"],
    "relation": ["What is dy/dx?", "x^2 + y^2 = 1"],
    "choice": ["a) it grows", "b) it falls", "c) it stays"],
    "subdifferential": ["What is Clarke's subdifferential, at x = 0?", "f(x) = max(0, x)"],
    "next-rule": ["Which rule comes first, differentiating by x? Give its name.", "f(x) = x·e^(2·x)"],
    "find-the-error": [
        "Somebody differentiates by x. In which line does it go wrong?",
        "f(x, y) = x²·y + sin(x·y)",
        "1. x²  by x gives  2·x",
        "2. x²·y  by x gives  2·x·y",
        "3. sin(u)  by u gives  cos(u), where u = x·y",
        "4. x·y  by x gives  y",
        "5. sin(x·y)  by x gives  cos(x·y)",
        "6. x²·y + sin(x·y)  by x gives  2·x·y + cos(x·y)",
    ],
    "descent-step": [
        "Where does one step of gradient descent lead, from w1 = 1, w2 = 1, with the rate 0.1?",
        "f(w1, w2) = (w1 + 2·w2 - 5)²",
    ],
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_what_is_asked_is_said_with_the_actual_function(name: str) -> None:
    assert said(make(EXERCISES[name], {})) == QUESTIONS[name]


ANSWERS = [
    ("next-rule", "product", CORRECT),
    ("next-rule", "the product rule", CORRECT),
    ("next-rule", "Product Rule", CORRECT),
    ("next-rule", "chain", INCORRECT),
    ("next-rule", "general_power", INCORRECT),
    ("next-rule", "magic rule", INVALID),
    ("find-the-error", "5", CORRECT),
    ("find-the-error", "line 5", CORRECT),
    ("find-the-error", "6", INCORRECT),
    ("find-the-error", "7", INVALID),
    ("find-the-error", "0", INVALID),
    ("find-the-error", "five", INVALID),
    ("descent-step", "w1=1.4, w2=1.8", CORRECT),
    ("descent-step", "w2 = 1.8; w1 = 7/5", CORRECT),
    ("descent-step", "[1.4, 1.8]", CORRECT),
    ("descent-step", "(1.40, 9/5)", CORRECT),
    ("descent-step", "w_1=1.4, w_2=1.8", CORRECT),
    ("descent-step", "[1.4, 1.81]", INCORRECT),
    ("descent-step", "[1.4]", INVALID),
    ("descent-step", "w1=1.4", INVALID),
    ("descent-step", "w1=1.4, w1=1.8", INVALID),
    ("descent-step", "w1=1.4, 1.8", INVALID),
    ("descent-step", "a=1.4, b=1.8", INVALID),
    ("descent-step", "w1=x, w2=1", INVALID),
    ("descent-step", "[1e400, 1e400]", INVALID),
    ("descent-step", "w1=10^400, w2=1.8", INVALID),
    ("descent-step", " " * 40_000 + "x", INVALID),
    ("descent-step", "w1" + " " * 9_000 + "=1.4, w2=1.8", CORRECT),
    ("find-the-error", " " * 40_000 + "5", INVALID),
    ("next-rule", "product" + " rule" * 40_000, INVALID),
    ("adam", "0.1", CORRECT),
    ("adam", "0.100", CORRECT),
    ("adam", "0.6", INCORRECT),
    ("rmsprop", "1", CORRECT),  # as it is worked out by hand, without the ε below the bar
    ("rmsprop", "1.000000025", CORRECT),
    ("rmsprop", "1.00001", INCORRECT),
    ("choice", "c, a", CORRECT),
    ("choice", "a", INCORRECT),
    ("choice", "d", INVALID),
    ("subdifferential", "[0, 1]", CORRECT),
    ("subdifferential", "{1}", INCORRECT),
]


@pytest.mark.parametrize(("name", "answer", "verdict"), ANSWERS)
def test_an_answer_gets_the_verdict_of_its_type(name: str, answer: str, verdict: str) -> None:
    assert make(EXERCISES[name], {}).judge(answer).verdict == verdict


def test_the_wrong_ways_of_a_total_derivative_at_a_point_are_numbers_that_can_be_judged() -> None:
    task = make(EXERCISES["values"], {})
    verdicts = [task.judge(way.answer).verdict for way in task.ways() if way.ids != ("question.formula",)]
    assert verdicts.count(INCORRECT) > 5
    assert INVALID not in verdicts


STEPS = [
    ("descent-step", "[0.6, 0.2]", "descent.uphill"),
    ("descent-step", "[5, 9]", "descent.rate_missing"),
    ("descent-step", "[0.4, 0.8]", "descent.change_only"),
    ("descent-step", "[-4, -8]", "descent.change_only"),
    ("descent-step", "[1.4, 1]", "descent.one_moved"),
    ("descent-step", "[1.8, 1.4]", "shape.swapped_entries"),
    ("adam", "0.6", "descent.plain"),
]


@pytest.mark.parametrize(("name", "answer", "mistake"), STEPS)
def test_a_step_that_leads_elsewhere_shows_how_it_was_taken(name: str, answer: str, mistake: str) -> None:
    found = make(EXERCISES[name], {}).judge(answer).mistakes
    assert [each.id for each in found] == [mistake]
    assert CATALOGUE[mistake].name == found[0].name
    assert UnicodeWriter({})(make(EXERCISES[name], {}).shown[0][-1]) in say(found[0].explanation, UnicodeWriter({}))


def test_options_that_were_chosen_are_told_what_the_file_says_of_them() -> None:
    task = make(EXERCISES["choice"], {})
    assert task.judge("a, b").notes == (("b) not here",),)
    assert task.judge("a, c").notes == (("a) so it does",), ("c) as well",))
    assert "another option" in task.judge("a").notes[0][0]


def test_a_line_after_the_wrong_one_is_said_to_follow_from_it_and_one_before_it_to_hold() -> None:
    task = make(EXERCISES["find-the-error"], {})
    assert "in it already" in say(task.judge("6").notes[0], str)
    assert say(task.judge("2").notes[0], UnicodeWriter({})).startswith("Line 2 holds: differentiate x²·y by x")


WITH_HINTS = [name for name in EXERCISES if EXERCISES[name].type not in ("expression", "number", "choice")]


@pytest.mark.parametrize("name", WITH_HINTS)
def test_hints_come_from_the_derivation_in_three_rungs_and_none_is_the_answer(name: str) -> None:
    task = make(EXERCISES[name], {})
    writer = UnicodeWriter(task.names)
    hints = [say(hint, writer) for hint in task.hints]
    assert len(set(hints)) == 3
    answer = say(task.preview(task.key), writer) if name in ("derivative", "mixed", "given") else "\0"
    assert not any(answer in hint for hint in hints)


def test_an_authors_hints_come_instead() -> None:
    task = make(exercise("derivative", functions=("x^2",), wrt=("x",), hints=("Look.", "Look again.")), {})
    assert task.hints == (("Look.",), ("Look again.",))


def test_parameters_are_put_into_everything() -> None:
    ready = exercise(
        "derivative",
        prompt="Slope of {k}x?",
        functions=("sin(k x)",),
        wrt=("x",),
        hints=("The {k} is inside.",),
        explain="{k} times.",
        scaffold=(Ask("and {k}x?", AT, "k x", "x"),),
        mistakes=(Declared("own.1", AT, "k + cos(k x)", "Not {k} plus."),),
        params={"k": ("2", "3")},
    )
    task = make(ready, {"k": "3"})
    found = task.exercise
    assert (found.prompt, found.functions, found.explain, found.hints) == ("Slope of 3x?", ("sin(3 x)",), "3 times.", ("The 3 is inside.",))
    assert (found.scaffold[0].ask, found.scaffold[0].function) == ("and 3x?", "3 x")
    assert task.judge("3cos(3x)").verdict == CORRECT
    assert task.judge("cos(3x) + 3").mistakes[0].explanation == ("Not 3 plus.",)


def test_what_an_author_says_to_a_mistake_of_the_catalogue_comes_instead() -> None:
    declared = (Declared("chain.inner_missing", AT, None, "Who moves u?"),)
    task = make(exercise("derivative", functions=("exp(3x y)",), wrt=("x",), mistakes=declared), {})
    found = task.judge("exp(3x y)").mistakes
    assert (found[0].id, found[0].explanation) == ("chain.inner_missing", ("Who moves u?",))


def test_a_smaller_question_is_a_task_of_its_own() -> None:
    within = exercise("derivative", functions=("exp(x y)",), wrt=("x",))
    of_function = of_ask(Ask("the inner one", AT, "x y", "x"), within)
    of_answer = of_ask(Ask("the outer one", AT, answer="exp(u)"), within)
    assert (of_function.key, of_function.judge("y").verdict, of_answer.judge("e^u").verdict) == ("y", CORRECT, CORRECT)


WAYS = [
    ("derivative", "chain.inner_missing"),
    ("derivative", "partial.wrong_variable"),
    ("derivative", "question.gradient"),
    ("mixed", "partial.second_is_first"),
    ("value", "question.formula"),
    ("value", "power.coeff_lost"),
    ("gradient", "shape.swapped_entries"),
    ("gradient", "ml.mse_input_missing"),
    ("jacobian", "shape.transposed"),
    ("given", "total.partial_only"),
    ("relation", "sign.negative"),
    ("descent-step", "descent.uphill"),
]


@pytest.mark.parametrize(("name", "mistake"), WAYS)
def test_a_mistake_that_can_be_made_has_an_answer_that_is_taken_for_it(name: str, mistake: str) -> None:
    task = make(EXERCISES[name], {})
    answer = answer_of(task, mistake)
    assert answer is not None
    judged = task.judge(answer)
    assert judged.verdict == INCORRECT
    assert mistake in {id for found in judged.mistakes for id in (found.id, *found.also)}


def test_a_mistake_that_cannot_be_made_has_none() -> None:
    assert answer_of(make(EXERCISES["derivative"], {}), "quotient.plus") is None


UNANSWERABLE = [
    exercise("find-the-error", functions=("x^2",), wrt=("x",), mistake="chain.inner_missing"),
    exercise("find-the-error", functions=("x^2",), wrt=("x",), mistake="power.coeff_lost"),  # its only line
    exercise("next-rule", functions=("x^2",), wrt=("y z",)),
    exercise("next-rule", functions=("x y",), wrt=("x, y",)),
    exercise("find-the-error", functions=("x y",), wrt=("x;y",), mistake="chain.inner_missing"),
    exercise("descent-step", functions=("ln(x)",), start="x=-1", rate="0.1"),
    exercise("descent-step", functions=("x^2",), start="x=1", rate="k"),
    exercise("descent-step", functions=("x^2",), start="x=1", rate="0.1", method="magic"),
]


@pytest.mark.parametrize("without", UNANSWERABLE, ids=str)
def test_an_exercise_without_an_answer_is_refused(without: Exercise) -> None:
    with pytest.raises(TutorError):
        make(without, {})
