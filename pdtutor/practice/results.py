"""What a lesson run has come to.

Belongs here: items, points, what to revisit. Does not: how a report is written (`render`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pdtutor.course.lesson import Exercise, Lesson
from pdtutor.grading.results import CORRECT
from pdtutor.practice.state import SKIPPED, State

ENOUGH = 1e-9  # a sum of points may be off by that share


@dataclass(frozen=True)
class Item:
    """One exercise of a run.

    verdict   a Judgement's, or "skipped" or "revealed"
    attempts  how many answers counted
    points    earned, and `possible` those that it brings
    mistakes  ids, each once
    answer    the last answer, or None
    hints     how many were given
    """

    id: str
    type: str
    verdict: str
    attempts: int
    points: float
    possible: float
    mistakes: tuple[str, ...] = ()
    answer: str | None = None
    hints: int = 0


@dataclass(frozen=True)
class RunResult:
    """A run, over or not."""

    lesson: Lesson
    seed: int
    items: tuple[Item, ...]

    @property
    def score(self) -> float:
        """The points earned."""
        return sum(item.points for item in self.items)

    @property
    def points(self) -> float:
        """The points there are."""
        return sum(item.possible for item in self.items)

    @property
    def passed(self) -> bool:
        """Whether the share of the points that the lesson asks for is there."""
        return self.score > 0 and self.score * (1 + ENOUGH) >= self.lesson.pass_share * self.points

    @property
    def to_revisit(self) -> tuple[Item, ...]:
        """The exercises that were not answered rightly, or only after a mistake."""
        return tuple(item for item in self.items if item.verdict != CORRECT or item.attempts > 1)

    @property
    def mistakes(self) -> tuple[tuple[str, int], ...]:
        """The mistakes with the number of exercises in which they were made, the most frequent first."""
        return tuple(Counter(id for item in self.items for id in item.mistakes).most_common())


def result(lesson: Lesson, state: State) -> RunResult:
    """What a run has come to."""
    return RunResult(lesson, state.seed, tuple(_item(exercise, state) for exercise in lesson.exercises))


def _item(exercise: Exercise, state: State) -> Item:
    record = state.record(exercise.id)
    verdict = record.verdict if record.tries or record.outcome else SKIPPED
    earned = exercise.points if verdict == CORRECT else 0.0
    last = record.tries[-1].text if record.tries else None
    return Item(exercise.id, exercise.type, verdict, record.attempts, earned, exercise.points, record.mistakes, last, record.hints)
