"""The lessons that come with pdtutor: sound, passed by their keys and not by silence, their mistakes recognised, the plan kept."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from pathlib import Path

import pytest

from pdtutor.cli import worked
from pdtutor.cli.environment import Environment
from pdtutor.course.lesson import Exercise, Lesson, Text, Worked
from pdtutor.course.loader import load
from pdtutor.course.parameters import drawn
from pdtutor.course.soundness import problems
from pdtutor.course.tasks import make
from pdtutor.course.ways import answer_of
from pdtutor.grading.results import CORRECT
from pdtutor.practice.events import Answer, Asked, Judged, Skip
from pdtutor.practice.lesson_run import LessonRun
from pdtutor.practice.results import RunResult
from pdtutor.practice.script import scripted

FOLDER = Path(__file__).parents[2] / "lessons"
FILES = sorted(FOLDER.glob("*.yaml"))
IDS = [
    "slopes-on-a-hill", "first-principles", "freeze-the-rest", "rules", "chain-rule", "gradient", "gradient-descent",
    "flavours-of-descent", "linear-regression", "total-versus-partial", "a-neuron", "backpropagation", "sensitivity", "kinks",
    "jacobians", "curvature", "why-it-scales", "misconceptions",
]  # fmt: skip
SEED = 3


@cache
def lesson(file: Path) -> Lesson:
    return load(file.read_text(encoding="utf-8"), file.name)


def every_exercise() -> list[Exercise]:
    return [exercise for file in FILES for exercise in lesson(file).exercises]


def run(of: Lesson, answers: dict[str, list[str]]) -> RunResult:
    return scripted(LessonRun(of, SEED), answers)


def test_they_are_the_course_in_its_order() -> None:
    assert [lesson(file).id for file in FILES] == IDS
    assert [file.stem for file in FILES] == [f"{number:02}-{id}" for number, id in enumerate(IDS, 1)]


each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


@each_file
def test_each_is_sound_for_every_draw(file: Path) -> None:
    known = {lesson(other).id: lesson(other).requires for other in FILES}
    run_worked = partial(worked.problem, environment=Environment(folder=FOLDER, variables={"COLUMNS": "80"}))
    assert [problem.said(file.name) for problem in problems(lesson(file), known, run_worked)] == []


@each_file
def test_each_is_passed_by_its_own_answers_and_not_by_none(file: Path) -> None:
    of = lesson(file)
    keys = {exercise.id: [make(exercise, drawn(of.id, exercise, SEED), of.assume).key] for exercise in of.exercises}
    best, empty = run(of, keys), run(of, {})
    assert (best.passed, best.score, {item.verdict for item in best.items}) == (True, best.points, {CORRECT})
    assert (empty.passed, empty.score) == (False, 0)


@each_file
def test_each_declared_mistake_gets_its_diagnosis_in_a_run(file: Path) -> None:
    of = lesson(file)
    answers = {exercise.id: _mistaken(of, exercise) for exercise in of.exercises if exercise.mistakes}
    found = diagnosed(replace(of, attempts=100), answers)
    declared = {(exercise.id, mistake.id) for exercise in of.exercises for mistake in exercise.mistakes}
    assert declared - found == set()


def diagnosed(of: Lesson, answers: dict[str, list[str]]) -> set[tuple[str, str]]:
    """Each mistake that is recognised in a run, with its exercise: those that come to the very same answer count as well."""
    machine = LessonRun(of, SEED)
    waiting = {exercise: iter(tries) for exercise, tries in answers.items()}
    state, told = machine.begin()
    found: set[tuple[str, str]] = set()
    while isinstance(asked := told[-1], Asked):
        answer = None if asked.inside else next(waiting.get(asked.task.exercise.id, iter(())), None)
        state, told = machine.handle(state, Skip() if answer is None else Answer(answer))
        judged = [event for event in told if isinstance(event, Judged)]
        found |= {(each.task.exercise.id, id) for each in judged for one in each.judgement.mistakes for id in (one.id, *one.also)}
    return found


def _mistaken(of: Lesson, exercise: Exercise) -> list[str]:
    """An answer for each declared mistake."""
    task = make(exercise, drawn(of.id, exercise, SEED), of.assume)
    found = []
    for mistake in task.exercise.mistakes:
        tested = (test.input for test in task.exercise.tests if test.expect == f"mistake:{mistake.id}")
        answer = mistake.answer or answer_of(task, mistake.id) or next(tested, None)
        assert answer is not None, (exercise.id, mistake.id)
        found.append(answer)
    return found


@each_file
def test_each_keeps_to_the_plan(file: Path) -> None:
    of = lesson(file)
    types = {exercise.type for exercise in of.exercises}
    assert 6 <= len(of.exercises) <= 12
    assert len(types) >= 3
    assert types & {"find-the-error", "next-rule"}
    assert any(isinstance(step, Text) for step in of.steps)
    assert any(isinstance(step, Worked) for step in of.steps)
    assert [exercise.id for exercise in of.exercises if len(exercise.hints) != 3] == []
    assert [exercise.id for exercise in of.exercises if not all(option.because for option in exercise.options)] == []
    assert of.license == "CC-BY-4.0"


@each_file
def test_no_two_exercises_of_a_lesson_ask_the_same_of_the_same_function(file: Path) -> None:
    exercises = lesson(file).exercises
    asked = [(each.type, each.functions, each.wrt, each.order, each.at, each.prompt) for each in exercises]
    assert len(asked) == len(set(asked))


def test_the_course_is_as_large_as_it_was_meant_to_be() -> None:
    exercises = every_exercise()
    of_mistakes = [test for exercise in exercises for test in exercise.tests if test.expect.startswith("mistake:")]
    assert len(exercises) >= 150
    assert len({exercise.type for exercise in exercises}) >= 8
    assert len(of_mistakes) >= 300
