"""Exercises on subdifferentials.

Belongs here: the set that is asked for, its judge and its key. Does not: finding it (`requests.subgradient`).
"""

from __future__ import annotations

from functools import partial

from sympy import Expr

from pdtutor.course.lesson import Exercise
from pdtutor.course.tasks.task import Rungs, Task, at, call
from pdtutor.errors import DomainError
from pdtutor.grading import plain
from pdtutor.notation.writers import PlainWriter
from pdtutor.requests.results import SubgradientResult
from pdtutor.requests.subgradient import subgradient


def task(exercise: Exercise, assume: str | None) -> Task:
    """The task. Raises TutorError where the function has no subdifferential there that is a point or an interval."""
    found = _request(exercise, assume)
    ends = _ends(exercise, found)
    (variable,) = found.subgradient.variables
    of = found.reading.expression
    writer = PlainWriter(found.reading.shown)
    left, right = (writer(end) for end in ends)
    return Task(
        exercise,
        ("What is Clarke's subdifferential, ", *at(found.point), "?"),
        ((*call(of), " = ", of),),
        plain.judge_set(*ends),
        f"{{{left}}}" if left == right else f"[{left}, {right}]",
        partial(_rungs, variable, of),
        partial(_request, exercise, assume),
        names=found.reading.shown,
        example="[0, 1]",
    )


def _request(exercise: Exercise, assume: str | None) -> SubgradientResult:
    return subgradient(exercise.functions[0], at=exercise.at, assume=assume)


def _ends(exercise: Exercise, found: SubgradientResult) -> tuple[Expr, Expr]:
    local = found.subgradient.local
    if local is None or local.clarke is None or len(found.subgradient.variables) != 1 or not local.clarke.points:
        raise DomainError(f"{exercise.functions[0]} has no subdifferential there that is a point or an interval.")
    slopes = [slope for (vertex,) in local.clarke.points if (slope := vertex.exact) is not None]
    if len(slopes) < len(local.clarke.points):
        raise DomainError(f"The slopes of {exercise.functions[0]} there are known in decimals alone.")
    return min(slopes, key=float), max(slopes, key=float)


def _rungs(variable: Expr, of: Expr) -> Rungs:
    return (
        ("Take the slope of ", of, " a little to the left of the point, and a little to the right."),
        ("Left and right one piece of ", of, " holds alone: which one, and what is its derivative by ", variable, "?"),
        ("Where both slopes agree, that number alone is the set; where they differ, everything between them belongs to it.",),
    )
