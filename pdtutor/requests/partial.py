"""The request for partial derivatives.

Belongs here: one derivation after another, so that what is finished can be kept. Does not: reading the options (`question`), deriving
(`calculus`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Unpack

from sympy import Expr

from pdtutor.calculus import partial as calculus
from pdtutor.errors import UsageError
from pdtutor.requests.needed import needing
from pdtutor.requests.question import Names, Options, Question, ask
from pdtutor.requests.results import PartialResult


def partial(expression: str | Expr, *, order: Names | None = None, **options: Unpack[Options]) -> PartialResult:
    """The partial derivatives of an expression, one for each variable, or the one mixed derivative in the `order` given.

    Raises TutorError where an option or the expression cannot be read or does not fit.
    """
    *_, complete = growing(expression, order=order, **options)
    return complete


def growing(expression: str | Expr, *, order: Names | None = None, **options: Unpack[Options]) -> Iterator[PartialResult]:
    """As `partial`, growing: first the bare reading, then the result with each further derivative as it is finished."""
    if order is not None and options.get("wrt") is not None:
        raise UsageError(
            "Choose between --wrt and --order.",
            hint="--order x,y is the one mixed derivative; --wrt x,y is one derivative for each variable.",
        )
    question = ask(expression, order=order, **options)
    return _mixed(question) if order is not None else _plain(question)


def _plain(question: Question) -> Iterator[PartialResult]:
    result = _begun(question)
    yield result
    for variable in question.variables:
        found = calculus.partial(question.reading.expression, variable, question.point)
        result = replace(result, partials=(*result.partials, needing(found, question.reading)))
        yield result


def _mixed(question: Question) -> Iterator[PartialResult]:
    result = replace(_begun(question), is_mixed=True)
    yield result
    found = calculus.mixed_partial(question.reading.expression, question.variables, question.point)
    yield replace(result, partials=(needing(found, question.reading),))


def _begun(question: Question) -> PartialResult:
    return PartialResult(question.reading, (), question.variables, question.point, question.detail)
