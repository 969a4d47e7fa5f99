"""Whose turn it is: what is due comes first, then what is weakest among what is open.

Belongs here: the choice of a skill, a level and a mistake to look for. Does not: an exercise for it (`picking`), the model (`learner`).
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass

from pdtutor.practice.exercises.skills import SKILLS
from pdtutor.practice.quiz import placement
from pdtutor.practice.quiz.learner import Learner
from pdtutor.practice.quiz.log import DUE, PLACEMENT, RECURRING, WANTED, WEAKEST


@dataclass(frozen=True)
class Settings:
    """What a quiz was asked to be.

    skill, level  the only ones to be asked, where given
    count         how many questions at most
    minutes       after which no new question is put
    is_review     only what is due
    """

    skill: str | None = None
    level: int | None = None
    count: int | None = None
    minutes: float | None = None
    is_review: bool = False

    @property
    def has_placement(self) -> bool:
        """Whether a new learner's place is found first."""
        return self.skill is None and self.level is None and not self.is_review


@dataclass(frozen=True)
class Turn:
    """What is asked next.

    reason   one of log.REASONS
    mistake  that is due, and that the exercise should be able to show; or None
    """

    skill: str
    level: int
    reason: str
    mistake: str | None = None


def turn(learner: Learner, settings: Settings, at: float, last: str | None = None, sought: Set[str] = frozenset()) -> Turn | None:
    """What is asked next; None where nothing is left to be asked.

    at      now, in seconds since the epoch
    last    the skill that was asked before, which is not asked twice in a row if it can be helped
    sought  mistakes that were looked for already: once is enough for one quiz
    """
    rung = placement.next_rung(learner.placed) if settings.has_placement else None
    if rung is not None:
        return Turn(rung.skill, rung.level, PLACEMENT)
    waiting = [each for each in _due(learner, at) if settings.skill in (None, each.skill) and each.mistake not in sought]
    found = _other_than(last, waiting) or (None if settings.is_review else _weakest(learner, settings, last))
    return found and _on_level(found, settings)


def _on_level(found: Turn, settings: Settings) -> Turn:
    return found if settings.level is None else Turn(found.skill, settings.level, found.reason, found.mistake)


def _due(learner: Learner, at: float) -> list[Turn]:
    """The skills and mistakes that are due, the longest due first."""
    return [each for _, each in sorted(_waiting(learner, at), key=lambda pair: (pair[0], pair[1].skill, pair[1].mistake or ""))]


def _waiting(learner: Learner, at: float) -> Iterator[tuple[float, Turn]]:
    for skill, standing in learner.standings.items():
        if standing.card is not None and standing.card.due <= at:
            yield standing.card.due, Turn(skill, standing.level, DUE)
    for id, mistake in learner.mistakes.items():
        if mistake.card.due <= at and mistake.skill in SKILLS and not mistake.is_faded:
            yield mistake.card.due, Turn(mistake.skill, learner.standing(mistake.skill).level, RECURRING, id)


def _other_than(last: str | None, turns: list[Turn]) -> Turn | None:
    return next((each for each in turns if each.skill != last), turns[0] if turns else None)


def _weakest(learner: Learner, settings: Settings, last: str | None) -> Turn | None:
    if settings.skill is not None:
        return Turn(settings.skill, learner.standing(settings.skill).level, WANTED)
    is_anywhere = settings.level is not None and not learner.placed  # nobody knows this learner, who knows where to practise
    open_ = [skill for skill in SKILLS if is_anywhere or learner.is_open(skill)]
    ranked = sorted(open_, key=lambda skill: (learner.standing(skill).passed, _met(learner, skill)))
    turns = [Turn(skill, learner.standing(skill).level, WEAKEST) for skill in ranked]
    return _other_than(last, turns)


def _met(learner: Learner, skill: str) -> float:
    """When a skill was met last; before all others, if never."""
    card = learner.standing(skill).card
    return float("-inf") if card is None else card.reviewed
