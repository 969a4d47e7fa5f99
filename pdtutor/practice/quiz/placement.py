"""The placement: a few questions by which a new learner's place in the syllabus is found.

Belongs here: the rungs, which one is asked next, what the answers show. Does not: putting questions (`quiz_run`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pdtutor.practice.exercises.skills import SKILLS, below


class Rung(NamedTuple):
    """A skill and the level on which it is asked."""

    skill: str
    level: int


class Answer(NamedTuple):
    """Whether a rung's question was answered rightly."""

    skill: str
    is_right: bool


RUNGS = (
    Rung("sum", 2),
    Rung("partials", 2),
    Rung("product", 2),
    Rung("chain", 3),
    Rung("losses", 3),
    Rung("backprop-path", 3),
)  # each builds on most of those before it
MOST = len(RUNGS).bit_length()  # questions


def next_rung(answers: Sequence[Answer]) -> Rung | None:
    """The rung in the middle of what is still open, rather lower than higher; None once the place is found."""
    low, high = _between(answers)
    return RUNGS[(low + high - 1) // 2] if low < high else None


def known(answers: Sequence[Answer]) -> tuple[str, ...]:
    """The skills that may be taken for mastered: those of the rungs up to the place, and all that they build on."""
    reached = [rung.skill for rung in RUNGS[: _between(answers)[0]]]
    wanted = {*reached, *(skill for rung in reached for skill in below(rung))}
    return tuple(skill for skill in SKILLS if skill in wanted)


def _between(answers: Sequence[Answer]) -> tuple[int, int]:
    """How many rungs are passed at least, and at most."""
    places = {rung.skill: place for place, rung in enumerate(RUNGS)}
    low, high = 0, len(RUNGS)
    for answer in answers:
        place = places.get(answer.skill)
        if place is not None and low <= place < high:
            low, high = (place + 1, high) if answer.is_right else (low, place)
    return low, high
