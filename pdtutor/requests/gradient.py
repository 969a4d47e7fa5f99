"""The request for a gradient.

Belongs here: one derivation after another, so that what is finished can be kept. Does not: reading the options (`question`), deriving
(`calculus`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Unpack

from sympy import Expr

from pdtutor.calculus.gradient import MOST_DERIVED, from_partials
from pdtutor.calculus.gradient import gradient as vector
from pdtutor.calculus.partial import partial
from pdtutor.calculus.results import Gradient, Partial
from pdtutor.requests.needed import needing
from pdtutor.requests.question import Options, Question, ask
from pdtutor.requests.results import GradientResult


def gradient(expression: str | Expr, **options: Unpack[Options]) -> GradientResult:
    """The gradient of an expression; above twelve variables its derivations are written out only with `detail="full"`.

    Raises TutorError where an option or the expression cannot be read or does not fit.
    """
    *_, complete = growing(expression, **options)
    return complete


def growing(expression: str | Expr, **options: Unpack[Options]) -> Iterator[GradientResult]:
    """As `gradient`, growing by what is finished: entries one by one, or above twelve variables the vector and then its derivations."""
    question = ask(expression, **options)
    for found in _derived(question) if len(question.variables) <= MOST_DERIVED else _swept(question):
        yield GradientResult(question.reading, found, question.point, question.detail, question.variables[len(found.variables) :])


def _derived(question: Question) -> Iterator[Gradient]:
    finished: tuple[Partial, ...] = ()
    for variable in question.variables:
        single = partial(question.reading.expression, variable, question.point)
        finished = (*finished, needing(single, question.reading))
        found = from_partials(question.reading.expression, finished)
        yield found if len(finished) == len(question.variables) else replace(found, norm=None, steepest_ascent=None)


def _swept(question: Question) -> Iterator[Gradient]:
    found = needing(vector(question.reading.expression, question.variables, question.point), question.reading)
    yield found
    if question.detail == "full":
        derivations = (partial(question.reading.expression, variable, question.point) for variable in question.variables)
        yield replace(found, partials=tuple(derivations))
