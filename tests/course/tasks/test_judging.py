"""Each type of exercise with the judge that it needs: right answers right, wrong ones wrong, for the parameters drawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from pdtutor.course.lesson import Exercise
from pdtutor.course.loader import load
from pdtutor.course.problems import Place
from pdtutor.course.tasks import judge
from pdtutor.errors import TutorError

SMALL = load((Path(__file__).parents[2] / "classroom" / "files" / "small.yaml").read_text(encoding="utf-8"), "small.yaml")
EXERCISES = {exercise.id: exercise for exercise in SMALL.exercises}
ANSWERS = [
    ("chain", "3x exp(3xy)", "correct", None),
    ("chain", "2x exp(2xy)", "incorrect", None),
    ("chain", "exp(3xy)", "incorrect", None),
    ("chain", "3x exp(3xy", "invalid", None),
    ("mixed", "2x + cos(xy) - xy sin(xy)", "correct", None),
    ("mixed", "2x + cos(xy)", "incorrect", None),
    ("there", "12", "correct", None),
    ("there", "13", "incorrect", None),
    ("expanded", "3x^2 + 6x + 3", "correct", True),
    ("expanded", "3(x+1)^2", "incorrect", False),
    ("vector", "[2x, 6y]", "correct", None),
    ("vector", "[2x, 3y]", "incorrect", None),
    ("outputs", "[[y, x], [1, 1]]", "correct", None),
    ("outputs", "[[y, 1], [x, 1]]", "incorrect", None),
    ("second", "[[2y, 2x], [2x, 0]]", "correct", None),
    ("paths", "2x + 4x^3", "correct", None),
    ("paths", "2x", "incorrect", None),
    ("root", "sqrt(t^2)", "correct", None),
    ("root", "-t", "incorrect", None),
    ("number", "0.33", "correct", None),
    ("number", "0.3", "incorrect", None),
    ("letters", "a, c", "correct", None),
    ("letters", "C A", "correct", None),
    ("letters", "a", "incorrect", None),
    ("letters", "a, b, c", "incorrect", None),
    ("kink", "[0, 1]", "correct", None),
    ("kink", "[0, 2]", "incorrect", None),
    ("kink", "{1}", "incorrect", None),
]


@pytest.mark.parametrize(("exercise", "answer", "verdict", "form"), ANSWERS)
def test_an_answer_gets_the_verdict_of_its_type(exercise: str, answer: str, verdict: str, form: bool | None) -> None:
    judging = judge(EXERCISES[exercise], {"k": "3"} if exercise == "chain" else {}, SMALL.assume)
    judgement = judging(answer)
    assert (judgement.verdict, judgement.form) == (verdict, form)


def test_a_smooth_point_has_a_subdifferential_of_one_point() -> None:
    judging = judge(Exercise("q", "subdifferential", Place(1, 1), functions=("max(0, k*x)",), at="x=1"), {"k": "-3"})
    assert [judging(answer).verdict for answer in ("{0}", "0", "[0, 0]", "{-3}")] == ["correct"] * 3 + ["incorrect"]


UNSOUND = [
    Exercise("q", "derivative", Place(1, 1), functions=("sin(",), wrt=("x",)),
    Exercise("q", "derivative", Place(1, 1), functions=("x^2",), wrt=("y",)),
    Exercise("q", "number", Place(1, 1), answer="x", tolerance="1"),
    Exercise("q", "expression", Place(1, 1), answer="1/0"),
    Exercise("q", "subdifferential", Place(1, 1), functions=("sqrt(x)",), at="x=0"),
    Exercise("q", "subdifferential", Place(1, 1), functions=("max(x, y)",), at="x=0, y=0"),
]


@pytest.mark.parametrize("exercise", UNSOUND, ids=str)
def test_an_exercise_without_an_answer_is_refused(exercise: Exercise) -> None:
    with pytest.raises(TutorError):
        judge(exercise, {})
