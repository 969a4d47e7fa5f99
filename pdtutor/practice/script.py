"""A lesson run answered from a list.

Belongs here: the learner who is a script. Does not: reading the list (`answer_file`), the machine (`lesson_run`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pdtutor.practice.events import Answer, Asked, Finished, Skip, Told
from pdtutor.practice.lesson_run import LessonRun
from pdtutor.practice.results import RunResult

Answers = Mapping[str, Sequence[str]]


def scripted(run: LessonRun, answers: Answers) -> RunResult:
    """The result of answering each exercise with its answers in turn, until one is right, the lesson lets no more count, or none is left.

    Raises LessonError where an exercise has no answer.
    """
    waiting = {exercise: iter(tries) for exercise, tries in answers.items()}
    state, told = run.begin()
    while not isinstance(told[-1], Finished):
        state, told = run.handle(state, _said(told[-1], waiting))
    return told[-1].result


def _said(asked: Told, waiting: Mapping[str, Iterator[str]]) -> Answer | Skip:
    """The next answer to what is asked; smaller questions are left out."""
    assert isinstance(asked, Asked)
    answer = None if asked.inside else next(waiting.get(asked.task.exercise.id, iter(())), None)
    return Skip() if answer is None else Answer(answer)
