"""The mistakes that can be made in an exercise, each with an answer that it leads to.

Belongs here: choosing among the ways of a task, by its own judge. Does not: finding them (`tasks`), which of them an author expects
(`lesson`).
"""

from __future__ import annotations

from collections.abc import Iterator

from pdtutor.course.tasks.task import Task, Way
from pdtutor.grading.results import INCORRECT


def answer_of(task: Task, id: str) -> str | None:
    """An answer that is wrong and taken for this mistake of the catalogue; None where there is none."""
    for way in task.ways():
        if id in way.ids:
            judged = task.judge(way.answer)
            if judged.verdict == INCORRECT and any(id in (mistake.id, *mistake.also) for mistake in judged.mistakes):
                return way.answer
    return None


def unexplained(task: Task) -> Iterator[Way]:
    """The wrong ways whose answer is judged wrong without being taken for any mistake, each answer once."""
    seen: set[str] = set()
    for way in task.ways():
        if way.answer not in seen:
            seen.add(way.answer)
            judged = task.judge(way.answer)
            if judged.verdict == INCORRECT and not judged.mistakes:
                yield way
