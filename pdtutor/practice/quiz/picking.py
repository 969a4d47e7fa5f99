"""The exercise for a turn: new to the session, and one that tells the mistakes apart that the learner is suspected of.

Belongs here: choosing among the seeds of a skill and level. Does not: the exercises (`practice.exercises`), whose turn it is (`choosing`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import chain, islice
from random import Random

from pdtutor.practice.exercises.generator import SEEDS, Generated, generate, shape_of
from pdtutor.practice.quiz.choosing import Turn
from pdtutor.practice.quiz.log import PLACEMENT

TRIED = 40  # seeds, before a shape may come again with other numbers
COMPARED = 3  # exercises, for the one that tells the most mistakes apart


def picked(turn: Turn, source: str, used: Set[str], suspected: Sequence[str]) -> Generated:
    """An exercise for the turn.

    source     what chance depends on: the quiz's seed and the question's number
    used       shapes and exercises that were put already
    suspected  mistakes to be told apart
    """
    wanted = (turn.mistake,) if turn.mistake is not None else tuple(suspected)
    fresh = _fresh(turn, source, used)
    if not wanted:
        return next(fresh)
    best, most = next(fresh), 0
    for exercise in chain([best], islice(fresh, COMPARED - 1)):
        told = telling(exercise, wanted)
        if told > most:
            best, most = exercise, told
        if most == len(wanted):
            break
    return best


def telling(exercise: Generated, suspected: Sequence[str]) -> int:
    """How many of the mistakes an answer would show, each by itself."""
    groups = [group & set(suspected) for group in exercise.shows]
    return len({id for group in groups if len(group) == 1 for id in group})


def identity(exercise: Generated) -> str:
    """What makes it the exercise it is: everything that is asked."""
    asked = exercise.open.exercise
    return repr((asked.prompt, asked.functions, asked.wrt, asked.order, asked.at, asked.given, asked.depends, asked.start, asked.rate))


def _fresh(turn: Turn, source: str, used: Set[str]) -> Iterator[Generated]:
    """Exercises that were not put yet: first those of new shapes, then any with other numbers."""
    for attempt, seed in enumerate(_seeds(source)):
        if attempt < TRIED and shape_of(turn.skill, turn.level, seed) in used:
            continue
        made = generate(turn.skill, turn.level, seed)
        is_known = identity(made) in used or (attempt < TRIED and made.shape in used)
        if not is_known or attempt > 2 * TRIED:
            yield replace(made, is_guessable=turn.reason != PLACEMENT)


def _seeds(source: str) -> Iterator[int]:
    random = Random(source)
    while True:
        yield int(random.random() * SEEDS)
