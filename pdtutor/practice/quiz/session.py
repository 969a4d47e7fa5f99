"""Where a quiz stands, and what one question has come to.

Belongs here: frozen states and the records that follow from them. Does not: what follows on what (`quiz_run`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pdtutor.course.tasks import Task
from pdtutor.explain.mistakes.catalogue import CATALOGUE
from pdtutor.grading.results import INCORRECT, INVALID, Judgement
from pdtutor.practice.exercises.generator import Generated
from pdtutor.practice.quiz.learner import Learner, after
from pdtutor.practice.quiz.log import PLACEMENT, SKIPPED, Answered, Closed, Put
from pdtutor.practice.quiz.results import QuizItem
from pdtutor.practice.state import COUNTING

ATTEMPTS = 2


@dataclass(frozen=True)
class Current:
    """The question that is open.

    answers   how many were given
    attempts  how many of them counted
    mistakes  that they showed, and `made`: those that they showed for certain
    last      the last judgement of a readable answer, and `last_text`: that answer
    text      the last answer, and `verdict` that on it
    """

    exercise: Generated
    put: Put
    answers: int = 0
    attempts: int = 0
    hints: int = 0
    mistakes: tuple[str, ...] = ()
    made: tuple[str, ...] = ()
    last: Judgement | None = None
    last_text: str = ""
    text: str | None = None
    verdict: str | None = None

    @property
    def left(self) -> int:
        """How many answers still count; in a placement the first one alone does."""
        return (1 if self.put.reason == PLACEMENT else ATTEMPTS) - self.attempts

    def after(self, text: str, judgement: Judgement) -> Current:
        """The question after one more answer."""
        return replace(
            self,
            answers=self.answers + 1,
            attempts=self.attempts + (judgement.verdict in COUNTING),
            mistakes=tuple(dict.fromkeys((*self.mistakes, *shown(judgement)))),
            made=tuple(dict.fromkeys((*self.made, *self._certain(judgement)))),
            last=self.last if judgement.verdict == INVALID else judgement,
            last_text=self.last_text if judgement.verdict == INVALID else text,
            text=text,
            verdict=judgement.verdict,
        )

    def _certain(self, judgement: Judgement) -> list[str]:
        """The mistakes that are known for certain, and that exercises of this kind would show again."""
        ids = [mistake.id for mistake in judgement.mistakes if mistake.certain and mistake.id in CATALOGUE]
        return [id for id in ids if any(id in group for group in self.exercise.shows)] if ids else []

    def answered(self, text: str, judgement: Judgement, at: float) -> Answered:
        """The record of its last answer."""
        return Answered(self.put, self.answers, text, judgement.verdict, shown(judgement), at)

    def closed(self, outcome: str, learner: Learner, at: float) -> Closed:
        """The record of its end."""
        closed = Closed(self.put, outcome, self.attempts, self.hints, self.made, (), at, max(at - self.put.at, 0.0))
        if not closed.is_right_at_once or not learner.suspected:
            return closed
        told = {id for group in self.exercise.task.shows() for id in group}
        return replace(closed, avoided=tuple(id for id in learner.suspected if id in told))

    def item(self, outcome: str, at: float) -> QuizItem:
        """What it has come to, as the quiz's result has it."""
        return QuizItem(
            self.exercise.id,
            self.exercise.skill,
            self.exercise.level,
            self.put.reason,
            self.exercise.task,
            self.text,
            self.verdict if outcome == SKIPPED and self.verdict is not None else outcome,
            self.mistakes,
            self.attempts,
            self.hints,
            max(at - self.put.at, 0.0),
        )


def shown(judgement: Judgement) -> tuple[str, ...]:
    """The mistakes that an answer shows, each once."""
    return tuple(dict.fromkeys(mistake.id for mistake in judgement.mistakes)) if judgement.verdict == INCORRECT else ()


@dataclass(frozen=True)
class QuizState:
    """Where a quiz stands.

    learner  by whom the questions are chosen
    known    by whom they are answered: another one where a seed alone chooses
    used    shapes and exercises that were put, and `sought`: mistakes that were looked for
    streak  questions right at once in a row, and the longest such row: `longest`
    before  the question before, and the last judgement on an answer to it
    """

    learner: Learner
    known: Learner
    started: float
    current: Current | None = None
    items: tuple[QuizItem, ...] = ()
    used: frozenset[str] = frozenset()
    sought: frozenset[str] = frozenset()
    streak: int = 0
    longest: int = 0
    before: tuple[Task, Judgement] | None = None

    @property
    def right(self) -> int:
        """How many questions were right."""
        return sum(item.is_right for item in self.items)

    def putting(self, current: Current, sought: str | None, used: set[str]) -> QuizState:
        """The state in which a question is put."""
        looked_for = self.sought if sought is None else self.sought | {sought}
        return replace(self, current=current, used=self.used | used, sought=looked_for)

    def after(self, current: Current, closed: Closed) -> QuizState:
        """The state after the open question is closed."""
        item = current.item(closed.outcome, closed.at)
        streak = self.streak + 1 if item.is_right_at_once else 0
        return replace(
            self,
            learner=after(self.learner, closed),
            known=after(self.known, closed),
            current=None,
            items=(*self.items, item),
            streak=streak,
            longest=max(self.longest, streak),
            before=None if current.last is None else (current.exercise.task, current.last),
        )
