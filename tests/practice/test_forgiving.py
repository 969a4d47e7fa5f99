"""What costs nothing in a conversation: the same wrong answer again, and an answer of another shape than asked."""

from __future__ import annotations

import pytest

from pdtutor.course.lesson import Lesson
from pdtutor.course.loader import load
from pdtutor.grading.results import INCORRECT, INVALID
from pdtutor.practice.events import Answer, Asked, Judged, Noted, Told
from pdtutor.practice.forgiving import REPEATED
from pdtutor.practice.lesson_run import LessonRun
from pdtutor.practice.quiz.choosing import Settings
from pdtutor.practice.quiz.learner import Learner
from pdtutor.practice.quiz.quiz_run import QuizRun
from pdtutor.practice.state import State


def lesson(exercise: str) -> Lesson:
    return load(f"format: 1\nid: a\ntitle: A\nsettings: {{attempts: 3}}\nsteps:\n- {{id: q, {exercise}}}\n", "a.yaml")


DERIVATIVE = "type: derivative, function: x^2 y, wrt: x"
GRADIENT = "type: gradient, function: x^2 y, wrt: [x, y]"
CHOICE = "type: choice, prompt: Which?, options: [{text: one, correct: yes, because: So.}, {text: two}, {text: three}]"
EXPRESSION = "type: expression, prompt: What is twice x?, answer: 2x"


def after(exercise: str, *answers: str, is_forgiving: bool = True) -> tuple[State, list[Told]]:
    run = LessonRun(lesson(exercise), is_forgiving=is_forgiving)
    state, told = run.begin()
    for text in answers:
        state, told = run.handle(state, Answer(text))
    return state, told


@pytest.mark.parametrize(
    ("exercise", "answers", "cost"),
    [
        (DERIVATIVE, ("2x", "2x"), 1),
        (DERIVATIVE, ("2x", " 2 x"), 1),
        (DERIVATIVE, ("2x", "2*x", "x + x"), 1),
        (DERIVATIVE, ("2x", "2x +", "2x"), 1),  # what cannot be read is no answer between them
        (DERIVATIVE, ("2x", "3x"), 2),
        (DERIVATIVE, ("2x", "3x", "2x"), 3),  # not in a row
        (CHOICE, ("b", "b"), 1),
        (CHOICE, ("b", "c"), 2),
        (DERIVATIVE, ("[2xy, x^2]",), 0),
        (DERIVATIVE, ("2x, 6y", "2x, 6y", "2x, 6y", "2x, 6y"), 0),
        (EXPRESSION, ("[2, x]",), 0),
        (GRADIENT, ("2xy",), 0),
        (GRADIENT, ("[2x, 1]", "[2x, 1]"), 1),
        (GRADIENT, ("[2x, 1, 2]",), 1),  # a list, as asked, of a wrong length
    ],
)
def test_what_an_answer_costs_in_a_conversation(exercise: str, answers: tuple[str, ...], cost: int) -> None:
    assert after(exercise, *answers)[0].record("q").attempts == cost


@pytest.mark.parametrize(
    ("exercise", "answers", "cost"), [(DERIVATIVE, ("2x", "2x"), 2), (DERIVATIVE, ("[2xy, x^2]",), 1), (GRADIENT, ("2xy",), 1)]
)
def test_answers_from_a_file_all_count(exercise: str, answers: tuple[str, ...], cost: int) -> None:
    assert after(exercise, *answers, is_forgiving=False)[0].record("q").attempts == cost


def test_a_repeated_answer_is_told_to_be_one() -> None:
    _, told = after(DERIVATIVE, "2x", "2x")
    noted, asked = told
    assert noted == Noted(REPEATED)
    assert isinstance(asked, Asked)
    assert asked.left == 2


def test_another_shape_is_told_with_what_is_asked() -> None:
    _, (judged, _) = after(DERIVATIVE, "[2xy, x^2]")
    assert isinstance(judged, Judged)
    assert judged.judgement.verdict == INVALID
    assert judged.judgement.error is not None
    assert judged.judgement.error.message == "Asked is one expression; yours is a list of 2 entries."


def test_one_entry_in_brackets_is_that_entry() -> None:
    assert after(DERIVATIVE, "[2xy]")[0].record("q").verdict == "correct"


@pytest.mark.parametrize(("said", "attempts"), [(("0.5", "0.5", " 0.5"), 1), (("0.5", "2x +", "0.5"), 1), (("[1, 2]", "[1, 2]"), 0)])
def test_a_quiz_is_as_forgiving(said: tuple[str, ...], attempts: int) -> None:
    run = QuizRun("session", 4, Settings("product", 2, 3), Learner(), is_forgiving=True)
    state, _ = run.begin(0.0)
    for text in said:
        state, _ = run.handle(state, Answer(text), 1.0)
    assert state.current is not None
    assert state.current.attempts == attempts
    assert not state.items


def test_a_quiz_from_a_file_counts_every_answer() -> None:
    run = QuizRun("session", 4, Settings("product", 2, 3), Learner())
    state, _ = run.begin(0.0)
    for text in ("0.5", "0.5"):
        state, _ = run.handle(state, Answer(text), 1.0)
    assert [item.verdict for item in state.items] == [INCORRECT]
