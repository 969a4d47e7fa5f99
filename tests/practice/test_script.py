"""Lesson runs answered from a list: the same machine, without anybody."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from pdtutor.course.lesson import Lesson
from pdtutor.course.loader import load, load_bytes
from pdtutor.course.parameters import drawn
from pdtutor.course.tasks import make
from pdtutor.practice.lesson_run import LessonRun
from pdtutor.practice.results import RunResult
from pdtutor.practice.script import Answers, scripted

FILES = sorted((Path(__file__).parents[2] / "lessons").glob("*.yaml"))
SMALL = """
format: 1
id: small
title: Small
settings: {attempts: 3, reveal: after-attempts, pass: 0.7}
steps:
- {id: intro, type: text, text: Read this.}
- id: first
  type: derivative
  function: x^2 y
  wrt: x
  scaffold: [{ask: 'Of x^2?', function: x^2, wrt: x}]
- {id: second, type: expression, prompt: Twice x?, answer: 2x}
- {id: watch, type: worked, command: 'partial "x^2" --save nowhere.svg'}
"""


@cache
def small() -> Lesson:
    return load(SMALL, "small.yaml")


def run(answers: Answers, lesson: Lesson | None = None) -> RunResult:
    return scripted(LessonRun(lesson or small()), answers)


@pytest.mark.parametrize(
    ("answers", "items"),
    [
        ({}, "skipped 0, skipped 0"),
        ({"first": ["2xy"]}, "correct 1, skipped 0"),
        ({"second": ["2x"]}, "skipped 0, correct 1"),
        ({"first": ["x^2", "2xy"], "second": ["x", "x + x"]}, "correct 2, correct 2"),
        ({"first": ["x^2", "x", "2xy"]}, "correct 3, skipped 0"),
        ({"first": ["x^2", "x", "y", "2xy"]}, "incorrect 3, skipped 0"),  # the fourth does not count
        ({"first": ["2xy", "x^2"]}, "correct 1, skipped 0"),  # what comes after the right one is left alone
        ({"first": ["x^2"]}, "incorrect 1, skipped 0"),
        ({"first": ["2x +", "2x +", "2x +", "2x +", "2xy"]}, "correct 1, skipped 0"),  # what cannot be read costs nothing
        ({"first": ["2x +"]}, "invalid 0, skipped 0"),
        ({"first": ["2x +", "x^2"]}, "incorrect 1, skipped 0"),
        ({"first": []}, "skipped 0, skipped 0"),
        ({"first": ["hint", "skip", "quit", "2xy"]}, "correct 1, skipped 0"),  # no word of the conversation is one here
    ],
)
def test_an_exercise_is_answered_with_its_answers_in_turn(answers: dict[str, list[str]], items: str) -> None:
    assert ", ".join(f"{item.verdict} {item.attempts}" for item in run(answers).items) == items


def test_smaller_questions_are_left_out() -> None:
    first, _ = run({"first": ["x^2", "2x", "2xy"]}).items
    assert (first.verdict, first.attempts, first.answer) == ("correct", 3, "2xy")


def test_one_wrong_answer_and_no_more_allowed() -> None:
    found = run({"first": ["x^2", "2xy"], "second": ["2x"]}, replace(small(), attempts=1))
    assert [item.verdict for item in found.items] == ["incorrect", "correct"]
    assert (found.score, found.passed) == (1, False)


@pytest.mark.parametrize("reveal", ["after-attempts", "on-request", "never"])
def test_when_steps_are_shown_makes_no_difference(reveal: str) -> None:
    answers = {"first": ["x^2", "x", "y"], "second": ["x", "2x"]}
    assert run(answers, replace(small(), reveal=reveal)).items == run(answers).items


# --- the lessons that come with the program ---------------------------------------------------------------------------------------------


def reference(lesson: Lesson, seed: int) -> dict[str, list[str]]:
    """The right answer of each exercise."""
    return {each.id: [make(each, drawn(lesson.id, each, seed), lesson.assume).key] for each in lesson.exercises}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_reference_answers_of_a_bundled_lesson_earn_every_point(file: Path) -> None:
    lesson = load_bytes(file.read_bytes(), file.name)
    found = scripted(LessonRun(lesson, 1), reference(lesson, 1))
    assert {item.id: item.verdict for item in found.items if item.verdict != "correct"} == {}
    assert found.passed
    assert found.score == pytest.approx(found.points)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_bundled_lesson_is_not_passed_with_nothing(file: Path) -> None:
    lesson = load_bytes(file.read_bytes(), file.name)
    found = scripted(LessonRun(lesson), {each.id: ["", " ", "x +", "?"] for each in lesson.exercises})
    assert (found.passed, found.score) == (False, 0)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 8))
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_for_any_seed_the_reference_answers_earn_every_point(file: Path, seed: int) -> None:
    lesson = load_bytes(file.read_bytes(), file.name)
    assert scripted(LessonRun(lesson, seed), reference(lesson, seed)).score == sum(each.points for each in lesson.exercises)
