"""What a quiz says beside what a lesson says.

Belongs here: events as data. Does not: what follows on which (`quiz_run`), or how they look (`render`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from pdtutor.course.tasks.task import Task
from pdtutor.practice.events import Hinted, Judged, Noted, Reason, Steps
from pdtutor.practice.quiz.learner import Standing
from pdtutor.practice.quiz.log import Record
from pdtutor.practice.quiz.results import QuizResult


@dataclass(frozen=True)
class Posed:
    """A question, the `number`-th from 1 of at most `count`.

    title     of the skill
    left      how many answers still count
    right     how many of the questions before were right
    streak    how many of them in a row, up to now
    seconds   since the quiz began
    is_again  the question has been put before, right above
    """

    task: Task
    number: int
    count: int | None
    title: str
    level: int
    reason: str
    left: int
    right: int
    streak: int
    seconds: float
    is_again: bool = False


@dataclass(frozen=True)
class Keep:
    """Something to be kept before anything else happens; not shown."""

    record: Record


@dataclass(frozen=True)
class Placing:
    """The placement begins, with about so many questions."""

    count: int


@dataclass(frozen=True)
class Placed:
    """The place is found: these skills, by their titles, are taken for mastered."""

    titles: tuple[str, ...]


@dataclass(frozen=True)
class Moved:
    """A skill stands elsewhere now, and what that opens, by titles."""

    title: str
    before: Standing
    after: Standing
    opened: tuple[str, ...] = ()


@dataclass(frozen=True)
class QuizFinished:
    """The quiz is over."""

    result: QuizResult


QuizTold: TypeAlias = Posed | Keep | Placing | Placed | Moved | QuizFinished | Judged | Hinted | Reason | Steps | Noted
