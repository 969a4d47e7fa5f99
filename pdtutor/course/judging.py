"""An exercise made ready: a function from an answer's text to its judgement.

Belongs here: which judge an exercise's type needs, and with what. Does not: judging (`requests.check`, `grading`), bounding its time
(`classroom`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

from pdtutor.course.lesson import DERIVED, Exercise
from pdtutor.course.parameters import Values, with_values
from pdtutor.errors import DomainError

if TYPE_CHECKING:
    from sympy import Expr

    from pdtutor.grading.results import Judgement

Judge = Callable[[str], "Judgement"]


def judge(exercise: Exercise, values: Values, assume: str | None = None) -> Judge | None:
    """The judge of an exercise whose parameters have these values; None for a type that is not judged here.

    Raises TutorError where the exercise has no answer: its function cannot be read, has no derivative there, …
    """
    ready = with_values(exercise, values)
    if ready.type in DERIVED:
        return _of_derivative(ready, assume)
    make = _OTHERS.get(ready.type)
    return make(ready, assume) if make else None


def _of_derivative(exercise: Exercise, assume: str | None) -> Judge:
    from pdtutor.requests import check

    outputs = exercise.functions[0] if len(exercise.functions) == 1 else list(exercise.functions)
    return check.judge(
        outputs,
        kind=exercise.type,
        wrt=_listed(exercise.wrt),
        order=_listed(exercise.order),
        at=exercise.at,
        given=_listed(exercise.given),
        depends=_listed(exercise.depends),
        assume=assume,
        form=_form(exercise),
    )


def _listed(parts: tuple[str, ...]) -> str | None:
    return ", ".join(parts) or None


def _form(exercise: Exercise) -> str | None:
    return None if exercise.form == "any" else exercise.form


def _of_expression(exercise: Exercise, assume: str | None) -> Judge:
    from pdtutor.grading import plain

    return plain.judge_expression(exercise.answer or "", assume=assume, form=_form(exercise))


def _of_number(exercise: Exercise, _: str | None) -> Judge:
    from pdtutor.grading import plain

    return plain.judge_number(exercise.answer or "", exercise.tolerance)


def _of_choice(exercise: Exercise, _: str | None) -> Judge:
    from pdtutor.grading import plain

    return plain.judge_choice({letter for letter, option in zip(ascii_lowercase, exercise.options, strict=False) if option.is_correct})


def _of_subdifferential(exercise: Exercise, assume: str | None) -> Judge:
    from pdtutor.grading import plain

    return plain.judge_set(*_ends(exercise, assume))


def _ends(exercise: Exercise, assume: str | None) -> tuple[Expr, Expr]:
    """The ends of the subdifferential of a function of one variable. Raises DomainError where there is none."""
    from pdtutor.requests.subgradient import subgradient

    found = subgradient(exercise.functions[0], at=exercise.at, assume=assume).subgradient
    local = found.local
    if local is None or local.clarke is None or len(found.variables) != 1 or not local.clarke.points:
        raise DomainError(f"{exercise.functions[0]} has no subdifferential there that is a point or an interval.")
    slopes = [slope for (vertex,) in local.clarke.points if (slope := vertex.exact) is not None]
    if len(slopes) < len(local.clarke.points):
        raise DomainError(f"The slopes of {exercise.functions[0]} there are known in decimals alone.")
    return min(slopes, key=float), max(slopes, key=float)


_OTHERS: Mapping[str, Callable[[Exercise, str | None], Any]] = {
    "expression": _of_expression,
    "number": _of_number,
    "choice": _of_choice,
    "subdifferential": _of_subdifferential,
}
