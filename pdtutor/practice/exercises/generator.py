"""An exercise for a skill, a level and a seed: always the same one, and always one that is fit to be put.

Belongs here: drawing until a draw is fit. Does not: whose turn it is (`practice.quiz`), what is fit (`fitness`), the shapes (`tables`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from random import Random

from pdtutor.course.lesson import Exercise
from pdtutor.course.tasks import Task, make
from pdtutor.errors import DefectError, TutorError
from pdtutor.practice.exercises.choices import as_choice
from pdtutor.practice.exercises.fitness import is_fit
from pdtutor.practice.exercises.shapes import Levels, Shape, filled, one_of

SEEDS = 1_000_000  # of exercises of one skill and level
DRAWS = 60  # for one exercise
CHOSEN = 0.2  # the share of derivatives that are asked for as a choice, where that is easy enough to be a question
HIGHEST_CHOICE = 3  # level
MOST_VARIANTS = 4  # that a shape is counted for, so that one with many does not hide the others
CHOOSABLE = ("derivative", "gradient", "total")


@dataclass(frozen=True)
class Generated:
    """An exercise that was made up, ready to be put.

    id     what it is made of again: skill, level, seed
    shape  what it has in common with those that differ from it in numbers and names alone
    open   the exercise with an answer to be typed
    is_guessable  whether it may be put as a choice
    """

    id: str
    skill: str
    level: int
    shape: str
    open: Task
    is_guessable: bool = True

    @cached_property
    def task(self) -> Task:
        """What is put: a choice now and then."""
        random = Random(f"{self.id}-choice")
        is_easy = self.open.exercise.type in CHOOSABLE and self.level <= HIGHEST_CHOICE
        if self.is_guessable and is_easy and random.random() < CHOSEN:
            return as_choice(self.open, random) or self.open
        return self.open

    @cached_property
    def shows(self) -> tuple[frozenset[str], ...]:
        """The mistakes that typed answers can tell apart, those that give the same answer together."""
        return self.open.shows()


def generate(skill: str, level: int, seed: int) -> Generated:
    """The exercise of a seed, the same on every machine. Raises DefectError where no draw is fit, which tests see to."""
    id = f"{skill}-{level}-{seed}"
    for shape, exercise, name in drafts(id, skill, level):
        task = _made(exercise)
        if task is not None and is_fit(task, level, shape.is_zero_meant):
            return Generated(id, skill, level, name, task)
    raise DefectError(f"No exercise of {skill} on level {level} is fit to be put.")


def drafted(skill: str, level: int, seed: int) -> tuple[Exercise, str]:
    """What is drawn first for a seed, hardly ever not what is put, and what tells its shape from others; nothing is worked out for it."""
    _, exercise, shape = next(drafts(f"{skill}-{level}-{seed}", skill, level))
    return exercise, shape


def shapes(skill: str) -> Levels:
    """The table of a skill."""
    table: Levels = import_module(f"pdtutor.practice.exercises.tables.{skill.replace('-', '_')}").LEVELS
    return table


def drafts(id: str, skill: str, level: int) -> Iterator[tuple[Shape, Exercise, str]]:
    """What is drawn in turn: the shape, the exercise, and what tells its shape from others."""
    table = weighted(skill)[level]
    for draw in range(DRAWS):
        random = Random(f"{id}-{draw}")
        place = one_of(table, random)
        shape = shapes(skill)[level][place]
        exercise, words = filled(shape, random, id)
        yield shape, exercise, f"{skill}-{level}-{place}-{words}"


@cache
def weighted(skill: str) -> Mapping[int, tuple[int, ...]]:
    """Level → the places of its shapes, each as often as it has variants, up to a few, so that no variant is rare."""
    return {
        level: tuple(place for place, shape in enumerate(table) for _ in range(min(shape.count, MOST_VARIANTS)))
        for level, table in shapes(skill).items()
    }


def _made(exercise: Exercise) -> Task | None:
    try:
        return make(exercise, {})
    except TutorError:
        return None
