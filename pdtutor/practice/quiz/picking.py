"""The exercise for a turn: new to the session, and one that tells the mistakes apart that the learner is suspected of.

Belongs here: choosing among the seeds of a skill and level. Does not: the exercises (`practice.exercises`), whose turn it is (`choosing`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import islice
from random import Random

from pdtutor.course.lesson import Exercise
from pdtutor.practice.exercises.generator import SEEDS, Generated, drafted, generate
from pdtutor.practice.quiz.choosing import Turn
from pdtutor.practice.quiz.log import DUE, PLACEMENT, RECURRING, WANTED, WEAKEST

TRIED = 40  # seeds, before a shape may come again with other numbers
EXHAUSTED = 400  # seeds, none of which gives an exercise that was not put yet
COMPARED = {DUE: 3, WEAKEST: 3, WANTED: 3, PLACEMENT: 1, RECURRING: 8}  # exercises, for the one that tells the most mistakes apart


def picked(turn: Turn, source: str, used: Set[str], suspected: Sequence[str]) -> Generated | None:
    """An exercise for the turn; None where all that there are were put already.

    source     what chance depends on: the quiz's seed and the question's number
    used       shapes and exercises that were put already
    suspected  mistakes to be told apart
    """
    wanted = (turn.mistake,) if turn.mistake is not None else tuple(suspected)
    best, most = None, -1
    for exercise in islice(_fresh(turn, source, used), COMPARED[turn.reason] if wanted else 1):
        told = telling(exercise, wanted)
        if told > most:
            best, most = exercise, told
        if most == len(wanted):
            break
    return best and replace(best, is_guessable=turn.reason != PLACEMENT and most <= 0)


def telling(exercise: Generated, suspected: Sequence[str]) -> int:
    """How many of the mistakes an answer would show, each by itself."""
    groups = [group & set(suspected) for group in exercise.shows]
    return len({id for group in groups if len(group) == 1 for id in group})


def identity(exercise: Exercise) -> str:
    """What makes it the exercise it is: everything that is asked."""
    return repr(
        (
            exercise.prompt,
            exercise.functions,
            exercise.wrt,
            exercise.order,
            exercise.at,
            exercise.given,
            exercise.depends,
            exercise.start,
            exercise.rate,
        )
    )


def _fresh(turn: Turn, source: str, used: Set[str]) -> Iterator[Generated]:
    """Exercises that were not put yet: first those of new shapes, then any with other numbers."""
    for attempt, seed in enumerate(islice(_seeds(source), EXHAUSTED)):
        exercise, shape = drafted(turn.skill, turn.level, seed)
        if identity(exercise) in used or (attempt < TRIED and shape in used):
            continue
        made = generate(turn.skill, turn.level, seed)
        if identity(made.open.exercise) not in used:
            yield made


def _seeds(source: str) -> Iterator[int]:
    random = Random(source)
    while True:
        yield int(random.random() * SEEDS)
