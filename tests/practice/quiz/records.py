"""Records of quizzes for tests."""

from __future__ import annotations

from collections.abc import Sequence

from pdtutor.grading.results import CORRECT, INCORRECT
from pdtutor.practice.quiz.learner import Learner, after
from pdtutor.practice.quiz.log import WEAKEST, Closed, Put

NOW = 1_800_000_000.0
MINUTE, DAY = 60.0, 86_400.0


def closed(
    skill: str,
    outcome: str = CORRECT,
    at: float = NOW,
    level: int = 1,
    attempts: int = 1,
    hints: int = 0,
    made: Sequence[str] = (),
    avoided: Sequence[str] = (),
    reason: str = WEAKEST,
) -> Closed:
    """How a question ended, right at once by default."""
    put = Put(f"{skill}/{at}", "a session", f"{skill}-{level}-7", skill, level, "derivative", reason, at - 20)
    return Closed(put, outcome, attempts, hints, tuple(made), tuple(avoided), at, 20.0)


def practised(skill: str, outcomes: str, at: float = NOW, learner: Learner | None = None) -> Learner:
    """A learner after questions on the level that is due: r right at once, h with a hint, l right at the second answer, w wrong."""
    learner = learner or Learner()
    for outcome in outcomes:
        learner = after(
            learner,
            closed(
                skill,
                INCORRECT if outcome == "w" else CORRECT,
                at,
                learner.standing(skill).level,
                attempts=2 if outcome in "lw" else 1,
                hints=outcome == "h",
            ),
        )
        at += MINUTE
    return learner


def mastered(*skills: str, at: float = NOW) -> Learner:
    """A learner who has passed three levels of each."""
    learner = Learner()
    for skill in skills:
        learner = practised(skill, "rrr", at, learner)
    return learner
