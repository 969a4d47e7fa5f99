"""What a quiz has come to.

Belongs here: items, and what changed by them. Does not: how it is written (`render`).
"""

from __future__ import annotations

from dataclasses import dataclass

from pdtutor.course.tasks.task import Task
from pdtutor.grading.results import CORRECT
from pdtutor.practice.quiz.learner import Learner


@dataclass(frozen=True)
class QuizItem:
    """One question of a quiz.

    id        of its exercise: skill, level, seed
    answer    the last answer, or None
    verdict   a Judgement's, or "skipped" or "revealed"
    mistakes  ids, each once
    """

    id: str
    skill: str
    level: int
    reason: str
    task: Task
    answer: str | None
    verdict: str
    mistakes: tuple[str, ...]
    attempts: int
    hints: int
    seconds: float

    @property
    def is_right(self) -> bool:
        """Right at any answer that counted."""
        return self.verdict == CORRECT

    @property
    def is_right_at_once(self) -> bool:
        """Right at the first answer, without help."""
        return self.is_right and self.attempts == 1 and not self.hints


@dataclass(frozen=True)
class QuizResult:
    """A quiz, over or left.

    before, after  the learner when it began and when it ended
    at             when it ended, in seconds since the epoch
    streak         the longest row of questions right at once
    wanted         the skill that alone was to be asked, or None
    """

    seed: int
    items: tuple[QuizItem, ...]
    before: Learner
    after: Learner
    at: float
    seconds: float
    streak: int = 0
    wanted: str | None = None

    @property
    def score(self) -> int:
        """How many questions are right."""
        return sum(item.is_right for item in self.items)

    @property
    def is_all_right(self) -> bool:
        """Whether every question is, and there was one."""
        return 0 < self.score == len(self.items)
