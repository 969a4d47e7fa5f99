"""Answers attacked: every type of exercise, and `check`, given whatever may be typed.

Belongs here: the target. Does not: the texts (`texts`), what a right verdict is (the tables of `tests.grading`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from random import Random
from typing import NamedTuple

from pdtutor.calculus.deadline import within
from pdtutor.course import loader, parameters
from pdtutor.course.tasks import Task, make
from pdtutor.errors import TutorError
from pdtutor.grading.results import CORRECT, INCORRECT, INVALID, UNDECIDED
from tests.fuzz import lesson_files, texts
from tests.fuzz.audit import AUDIT, NOWHERE
from tests.fuzz.facts import BrokenError, error_is_told, holds, nothing_steers
from tests.fuzz.shrinking import texts as smaller_texts
from tests.fuzz.target import Target

PER_TYPE = 4  # exercises of each type
VERDICTS = (CORRECT, INCORRECT, INVALID, UNDECIDED)
ALLOWED = 8.0  # seconds for one answer, after which whoever asks interrupts it
SHAPES = (
    "{0}",
    "{0}",
    "{0}",
    "[{0}, {1}]",
    "[[{0}, {1}], [{1}, {0}]]",
    "{{{0}}}",
    "x={0}, y={1}",
    "[{0}, {1}",
    "({0}; {1})",
    "b",
    "a, c",
    "3",
    "-1",
    "chain",
    "product rule",
    "1e-3",
    "½",
)


class Answer(NamedTuple):
    """Which exercise, and what is typed."""

    exercise: int
    text: str


@cache
def tasks() -> tuple[Task, ...]:
    """A few exercises of every type, taken from the course."""
    found: dict[str, list[Task]] = {}
    for text in lesson_files.corpus():
        lesson = loader.load(text, "x.yaml")
        for exercise in lesson.exercises:
            kept = found.setdefault(exercise.type, [])
            if len(kept) < PER_TYPE:
                kept.append(make(exercise, parameters.drawn(lesson.id, exercise, 0), lesson.assume))
    return tuple(task for kept in found.values() for task in kept)


def made(rng: Random) -> Answer:
    """The key with a few changes, an expression in some shape, or any text."""
    number = rng.randrange(len(tasks()))
    kind = rng.random()
    if kind < 0.35:
        return Answer(number, texts.mutated(rng, tasks()[number].key))
    if kind < 0.65:
        return Answer(number, rng.choice(SHAPES).format(texts.simple(rng), texts.expression(rng, 1)))
    return Answer(number, texts.text(rng) if kind < 0.75 else texts.short(rng))


def tried(answer: Answer) -> str:
    """Judged; nothing evaluated."""
    task = tasks()[answer.exercise]
    outcome: list[str] = []
    with AUDIT.watching(NOWHERE):
        within(ALLOWED, lambda: outcome.append(_judged(task, answer.text)))
    holds(not AUDIT.found, f"{AUDIT.found}")
    return f"{task.exercise.type}: {outcome[0] if outcome else 'interrupted'}"


def _judged(task: Task, text: str) -> str:
    try:
        judged = task.judge(text)
    except TutorError as error:
        error_is_told(error)
        return error.code
    holds(judged.verdict in VERDICTS, f"the verdict is {judged.verdict}")
    for word in (word for note in judged.notes for word in note if isinstance(word, str)):
        nothing_steers(word, "a note")
    if judged.verdict == CORRECT and not text.strip():
        raise BrokenError("nothing is right")
    return judged.verdict


def smaller(answer: Answer) -> Iterator[Answer]:
    """The same with a simpler text."""
    for text in smaller_texts(answer.text):
        yield answer._replace(text=text)


def prepare() -> None:
    """Judge the key and two wrong answers of each."""
    for number, task in enumerate(tasks()):
        for text in (task.key, "x + 1", "[1, 2]", "+"):
            tried(Answer(number, text))


TARGET = Target("answers", made, tried, smaller, prepare, seconds=9.0, renewed=500)
