"""What happens in a quiz, as it is kept: every answer, and how each question ended.

Belongs here: frozen records; all that is known of a learner follows from them. Does not: how it follows (`learner`), files
(`practice.memory`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from pdtutor.grading.results import CORRECT, INCORRECT

SKIPPED, REVEALED = "skipped", "revealed"
OUTCOMES = (CORRECT, INCORRECT, SKIPPED, REVEALED)
PLACEMENT, DUE, RECURRING, WEAKEST, WANTED = "placement", "due", "recurring", "weakest", "wanted"
REASONS = (PLACEMENT, DUE, RECURRING, WEAKEST, WANTED)


@dataclass(frozen=True)
class Put:
    """A question that was put.

    id        unique everywhere: the session and the number in it
    exercise  what the exercise is made of again: skill, level, seed
    type      of exercise: "derivative", "choice", …
    reason    why it was its turn: one of REASONS
    at        when, in seconds since the epoch
    """

    id: str
    session: str
    exercise: str
    skill: str
    level: int
    type: str
    reason: str
    at: float


@dataclass(frozen=True)
class Answered:
    """One answer to a question, the `number`-th from 1.

    verdict   a Judgement's
    mistakes  the ids that it shows
    at        when, in seconds since the epoch
    """

    question: Put
    number: int
    text: str
    verdict: str
    mistakes: tuple[str, ...]
    at: float


@dataclass(frozen=True)
class Closed:
    """How a question ended.

    outcome   one of OUTCOMES
    attempts  how many answers counted
    hints     how many were given
    made      the mistakes that its answers showed for certain
    avoided   known mistakes of the learner that it would have shown, and that were not made
    at        when, in seconds since the epoch
    seconds   how long it took
    """

    question: Put
    outcome: str
    attempts: int
    hints: int
    made: tuple[str, ...]
    avoided: tuple[str, ...]
    at: float
    seconds: float

    @property
    def is_right_at_once(self) -> bool:
        """Right at the first answer, without help."""
        return self.outcome == CORRECT and self.attempts == 1 and not self.hints


Record: TypeAlias = Answered | Closed


@dataclass(frozen=True)
class History:
    """Everything that is recorded."""

    answers: tuple[Answered, ...] = ()
    closed: tuple[Closed, ...] = ()
