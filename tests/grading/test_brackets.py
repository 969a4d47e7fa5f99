"""A wrong answer that brackets would make right is told so, and no mistake is named.

Belongs here: where brackets may be missing, and what is said of it. Does not: how the text is read as it stands (`tests/notation`).
"""

from __future__ import annotations

import pytest

from pdtutor.explain.phrases import say
from pdtutor.grading.brackets import LONGEST, bracketed
from pdtutor.grading.results import CORRECT, INCORRECT, Judgement
from pdtutor.notation import reader
from pdtutor.requests.check import judge

MEANT = [
    ("sqrt(x)", "x", "1/2sqrt(x)", "1/(2sqrt(x))"),
    ("sqrt(x)", "x", "1/2√x", "1/(2√x)"),
    ("sqrt(x)", "x", "1/2 x^-1/2", "1/2 x^(-1/2)"),
    ("sqrt(x)", "x", "0.5x^-1/2", "0.5x^(-1/2)"),
    ("x^(3/2)", "x", "3/2 x^1/2", "3/2 x^(1/2)"),
    ("e^(x y)", "x", "y e^xy", "y e^(xy)"),
    ("e^(2x)", "x", "2e^2x", "2e^(2x)"),
    ("e^(-x^2/2)", "x", "-x e^-x^2/2", "-x e^(-x^2/2)"),
    ("e^(2x) + ln(x)/2", "x", "2e^2x + 1/2x", "2e^(2x) + 1/(2x)"),
    ("e^(2x y)", "x", "2y e^2xy", "2y e^(2xy)"),
    ("ln(x + 1)", "x", "1/x+1", "1/(x+1)"),
    ("ln(x^2 - x)", "x", "(2x - 1)/x^2 - x", "(2x - 1)/(x^2 - x)"),
    ("e^(x + 1)", "x", "e^x+1", "e^(x+1)"),
    ("(2x)^(3/2)/3", "x", "√2x", "√(2x)"),
]
NOT_MEANT = [
    ("sqrt(x)", "x", "1/2sin(x)"),
    ("x^4", "x", "4x^4"),
    ("e^(2x)", "x", "e^2x"),
    ("sqrt(x)", "x", "1/2 sqrt(x)"),
]


def judged(function: str, wrt: str, answer: str, kind: str = "derivative") -> Judgement:
    return judge(function, kind=kind, wrt=wrt)(answer)


@pytest.mark.parametrize(("function", "wrt", "answer", "meant"), MEANT, ids=[f"{row[0]}: {row[2]}" for row in MEANT])
def test_the_brackets_that_make_it_right_are_told_and_no_mistake_is(function: str, wrt: str, answer: str, meant: str) -> None:
    judgement = judged(function, wrt, answer)
    assert (judgement.verdict, judgement.mistakes) == (INCORRECT, ())
    assert [say(note, str) for note in judgement.notes] == [f"With brackets, {meant}, it would be right."]
    assert judged(function, wrt, meant).verdict == CORRECT


@pytest.mark.parametrize(("function", "wrt", "answer"), NOT_MEANT, ids=[f"{row[0]}: {row[2]}" for row in NOT_MEANT])
def test_nothing_is_said_of_brackets_that_would_not_help(function: str, wrt: str, answer: str) -> None:
    notes = judged(function, wrt, answer).notes
    assert not [note for note in notes if "brackets" in say(note, str)]


def test_each_entry_of_a_gradient_is_looked_at_by_itself() -> None:
    judgement = judged("x^2 e^(2y)", "x,y", "[2x e^2y, x^2 e^(2y)]", "gradient")
    assert [say(note, str) for note in judgement.notes] == ["With brackets, 2x e^(2y), it would be right."]
    assert {mistake.place for mistake in judgement.mistakes} == {(1,)}


def test_a_long_answer_has_no_other_readings() -> None:
    short = " + ".join(["1/2x"] * 8)
    long = " + ".join(["1/2x"] * 40)
    assert len(short) <= LONGEST < len(long)
    assert list(bracketed(short, reader.tree(short)))
    assert not list(bracketed(long, reader.tree(long)))
