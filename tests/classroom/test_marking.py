"""An answer's mark, also of answers that take too long or break the judge, and which of several answers counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from pdtutor.classroom import marking
from pdtutor.classroom.marking import Chunk, Mark, answer_key, chosen, mark, question
from pdtutor.course.lesson import Exercise
from pdtutor.course.loader import load
from pdtutor.course.problems import Place

SMALL = load((Path(__file__).parent / "files" / "small.yaml").read_text(encoding="utf-8"), "small.yaml")
EXERCISES = {exercise.id: exercise for exercise in SMALL.exercises}
CHAIN = question(EXERCISES["chain"], {"k": "3"}, SMALL.assume)


def marks(*answers: str, exercise: str = "chain") -> tuple[Mark, ...]:
    values = {"k": "3"} if exercise == "chain" else {}
    return mark(Chunk(question(EXERCISES[exercise], values, SMALL.assume), answers)).marks


def test_answers_are_marked_in_their_order() -> None:
    right, missing, unread = marks("3x exp(3xy)", "exp(3xy)", "3x exp(3xy")
    assert (right.verdict, right.mistakes, right.error) == ("correct", (), "")
    assert missing.verdict == "incorrect"
    assert missing.mistakes[0].id.startswith("chain.")
    assert missing.mistakes[0].name
    assert unread.verdict == "invalid"
    assert unread.error.startswith("Character 7: ")


def test_the_form_is_marked_by_itself() -> None:
    assert [(found.verdict, found.form) for found in marks("3x^2+6x+3", "3(x+1)^2", exercise="expanded")] == [
        ("correct", True),
        ("incorrect", False),
    ]


def test_a_rule_is_marked_by_its_name() -> None:
    assert [found.verdict for found in marks("chain rule", "sum", "no rule", exercise="rule")] == ["correct", "incorrect", "invalid"]


class Endless(str):
    """An answer that takes for ever to read."""

    def strip(self, *_: object) -> str:
        while True:
            pass


class Breaking(str):
    """An answer that breaks whoever reads it."""

    def strip(self, *_: object) -> str:
        raise LookupError


class TooDeep(str):
    """An answer that is nested too deeply."""

    def strip(self, *_: object) -> str:
        raise RecursionError


def test_an_answer_that_takes_too_long_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marking, "SECONDS", 0.05)
    slow, right = marks(Endless("x"), "3x exp(3xy)")
    assert (slow.verdict, slow.error) == ("undecided", "Judging this answer took longer than 0.05 seconds.")
    assert right.verdict == "correct"


def test_an_answer_that_breaks_the_judge_costs_no_other() -> None:
    broken, deep, right = marks(Breaking("x"), TooDeep("x"), "3x exp(3xy)")
    assert (broken.verdict, "LookupError" in broken.error) == ("undecided", True)
    assert (deep.verdict, deep.error) == ("invalid", "The answer is too large or nested too deeply to be judged.")
    assert right.verdict == "correct"


HOSTILE = [
    "9^9^9^9",
    "(" * 100_000,
    "x^" * 5_000 + "x",
    "x+" * 120_000,
    "\0",
    "sin(" * 190 + "x" + ")" * 190,
    "1e999999999",
    "__import__('os')",
]


@pytest.mark.parametrize("answer", HOSTILE, ids=[answer[:12] for answer in HOSTILE])
def test_a_hostile_answer_is_an_answer_like_any_other(answer: str) -> None:
    assert marks(answer)[0].verdict in ("invalid", "incorrect", "undecided")


def test_a_question_without_an_answer_is_a_problem_of_the_lesson() -> None:
    unsound = Exercise("q", "derivative", Place(1, 1), functions=("log(k*x)",), wrt=("x",), at="x=-1")
    found = mark(Chunk(question(unsound, {"k": "1"}, "x>0"), ("1",)))
    assert found.marks == ()
    assert found.problem is not None
    assert found.problem.startswith("With k = 1: ")


def test_a_judge_is_made_once_for_a_question(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    original = marking.judge
    monkeypatch.setattr(marking, "judge", lambda *arguments: made.append(arguments) or original(*arguments))
    marking._ready.cache_clear()
    for answer in ("x", "3x exp(3xy)", "y"):
        marks(answer)
    assert len(made) == 1


def test_keys_tell_questions_and_answers_apart() -> None:
    others = [
        question(EXERCISES["chain"], {"k": "2"}, SMALL.assume),
        question(EXERCISES["chain"], {"k": "3"}, None),
        question(EXERCISES["mixed"], {"k": "3"}, SMALL.assume),
    ]
    keys = {answer_key(asked, answer) for asked in (CHAIN, *others) for answer in ("x", "y", "")}
    assert len(keys) == 12
    assert answer_key(question(EXERCISES["chain"], {"k": "3"}, SMALL.assume), "x") == answer_key(CHAIN, "x")


R, W, I = "correct", "incorrect", "invalid"  # noqa: E741  # as the rows of a table
TRIES = [
    ([R], 0), ([W], 0), ([I], 0), ([W, R], 1), ([R, W], 0), ([W, W], 1), ([W, W, R], 1), ([I, W, R], 2), ([I, I], 1), ([W, I], 0),
    ([I, R, W], 1), ([W, I, W, R], 2),
]  # fmt: skip


@pytest.mark.parametrize(("verdicts", "place"), TRIES)
def test_the_first_right_answer_among_two_attempts_counts_and_an_unreadable_one_costs_nothing(verdicts: list[str], place: int) -> None:
    tries = [f"answer {number}" for number in range(len(verdicts))]
    answer, found, which = chosen(tries, [Mark(verdict) for verdict in verdicts], 2)
    assert (answer, found.verdict) == (tries[place], verdicts[place])
    assert which == (f"answer {place + 1} of {len(tries)}" if len(tries) > 1 else "")
