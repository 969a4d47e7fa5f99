"""What costs nothing in a conversation though it is wrong: the answer given just before, and one of another shape than asked.

Belongs here: telling both from mistakes. Does not: what follows (the machines), the verdict itself (`grading`).
"""

from __future__ import annotations

from dataclasses import replace

from pdtutor.course.tasks import Task
from pdtutor.errors import ReadingError
from pdtutor.explain.phrases import say
from pdtutor.grading.results import INCORRECT, INVALID, Judgement
from pdtutor.notation.writers import UnicodeWriter

REPEATED = "That is the answer you gave before, so it cost you nothing. Change something in it, or ask for a hint."
ONE_EXPRESSION = ("derivative", "total", "expression")  # types of exercises whose answer is no list, unless the author's is
LISTS = ("gradient", "jacobian", "hessian")


def is_repeated(text: str, judged: Judgement, before_text: str, before: Judgement) -> bool:
    """Whether a wrong answer is the one that was given before, in the same or in other signs."""
    if judged.verdict != INCORRECT or before.verdict != INCORRECT:
        return False
    is_same_text = "".join(text.split()) == "".join(before_text.split())
    return is_same_text or (judged.answer is not None and bool(judged.answer == before.answer))


def of_form(task: Task, text: str, judged: Judgement) -> Judgement:
    """The judgement; of a list where one expression is asked, and the other way round, one that says so and costs nothing."""
    if judged.verdict != INCORRECT or not judged.notes or not _is_other_shape(task, judged):
        return judged
    write = UnicodeWriter({**task.names, **judged.shown})
    explained = [say(mistake.explanation, write) for mistake in judged.mistakes]
    error = ReadingError(say(judged.notes[0], write), hint=" ".join(explained) or None, text=text, column=None)
    return replace(judged, verdict=INVALID, error=error, mistakes=(), notes=(), answer=None)


def _is_other_shape(task: Task, judged: Judgement) -> bool:
    is_list_asked = task.exercise.type in LISTS or task.key.lstrip().startswith("[")
    is_known = is_list_asked or task.exercise.type in ONE_EXPRESSION
    return is_known and judged.answer is not None and isinstance(judged.answer, tuple) != is_list_asked
