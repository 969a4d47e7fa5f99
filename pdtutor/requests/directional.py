"""The request for a directional derivative.

Belongs here: reading the direction. Does not: the other options (`question`), the mathematics (`calculus`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias, Unpack

from sympy import Expr, S

from pdtutor.calculus import directional as calculus
from pdtutor.calculus.gradient import gradient
from pdtutor.errors import ReadingError, UsageError
from pdtutor.notation import reader
from pdtutor.requests import given
from pdtutor.requests.question import Options, Question, ask, refuse_empty
from pdtutor.requests.results import DirectionalResult

Direction: TypeAlias = "str | Sequence[object] | Mapping[str | Expr, object]"


def directional(expression: str | Expr, *, along: Direction | None = None, **options: Unpack[Options]) -> DirectionalResult:
    """The derivative of an expression along a direction, whose length does not matter.

    along  one number for each variable, "3, 4" or [3, 4], in the order of `wrt` or the natural one; or by name, "x=3, y=4"

    Raises TutorError where an option, the direction or the expression cannot be read or does not fit.
    """
    *_, complete = growing(expression, along=along, **options)
    return complete


def growing(expression: str | Expr, *, along: Direction | None = None, **options: Unpack[Options]) -> Iterator[DirectionalResult]:
    """As `directional`."""
    if along is None:
        raise UsageError("A directional derivative needs a direction.", hint="Give one number for each variable: --along 3,4")
    refuse_empty({"along": along})
    question = ask(expression, **options)
    direction = _direction(along, question)
    calculus.unit(direction)
    found = gradient(question.reading.expression, question.variables, question.point)
    yield DirectionalResult(question.reading, calculus.directional(found, direction, question.point), question.point, question.detail)


def _direction(along: Direction, question: Question) -> tuple[Expr, ...]:
    if isinstance(along, str):
        parts = reader.read_direction(along, question.vocabulary)
        return _by_name(parts, question) if isinstance(parts, dict) else parts
    if isinstance(along, Mapping):
        return _by_name({name: given.exact(part) for name, part in along.items()}, question)
    return tuple(given.exact(part) for part in along)


def _by_name(parts: Mapping[Expr | str, Expr], question: Question) -> tuple[Expr, ...]:
    """The parts in the order of the variables, 0 for those not named."""
    named = {str(name): part for name, part in parts.items()}
    strange = [name for name in named if name not in map(str, question.variables)]
    if strange:
        listed = ", ".join(map(str, question.variables))
        raise ReadingError(f"{strange[0]} is no variable here.", code="unknown_variable", hint=f"The direction may name: {listed}.")
    return tuple(named.get(str(variable), S.Zero) for variable in question.variables)
