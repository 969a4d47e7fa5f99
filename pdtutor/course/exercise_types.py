"""The types of exercises: what the rest of the program needs to know of each.

Belongs here: a row for each, in the order in which they are listed. Does not: its keys (`schema`), its question, judge and key (`tasks`).
Loads neither pydantic nor SymPy.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class ExerciseType(NamedTuple):
    """A type of exercise.

    task           what makes its task: a module of `tasks`, and the function there
    is_asked       whether the prompt asks and the file gives the answer; else both are computed
    is_in_words    whether an answer is a letter, a rule or the number of a line, and no formula
    is_by_several  whether its `wrt` is a list of variables even where it names one
    lines          how many lines an answer takes on paper
    """

    task: tuple[str, str]
    is_asked: bool = False
    is_in_words: bool = False
    is_by_several: bool = False
    lines: int = 5


EXERCISE_TYPES: Mapping[str, ExerciseType] = {
    "derivative": ExerciseType(("derived", "task")),
    "gradient": ExerciseType(("derived", "task"), is_by_several=True),
    "jacobian": ExerciseType(("derived", "task"), is_by_several=True, lines=7),
    "hessian": ExerciseType(("derived", "task"), is_by_several=True, lines=7),
    "total": ExerciseType(("derived", "task")),
    "expression": ExerciseType(("asked", "expression"), is_asked=True),
    "number": ExerciseType(("asked", "number"), is_asked=True, lines=3),
    "choice": ExerciseType(("asked", "choice"), is_asked=True, is_in_words=True, lines=1),
    "subdifferential": ExerciseType(("kinks", "task")),
    "next-rule": ExerciseType(("derivations", "next_rule"), is_in_words=True, lines=1),
    "find-the-error": ExerciseType(("derivations", "find_the_error"), is_in_words=True, lines=1),
    "descent-step": ExerciseType(("descending", "task")),
}
