"""The request for a Hessian.

Belongs here: the gradient first, so that it can be kept, then the second derivatives. Does not: reading the options (`question`), deriving
(`calculus`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Unpack

from sympy import Expr

from pdtutor.calculus import hessian as calculus
from pdtutor.calculus.gradient import gradient
from pdtutor.requests.question import Options, ask
from pdtutor.requests.results import HessianResult


def hessian(expression: str | Expr, **options: Unpack[Options]) -> HessianResult:
    """The second partial derivatives of an expression, and at a point what they say of it.

    Raises TutorError where an option or the expression cannot be read or does not fit.
    """
    *_, complete = growing(expression, **options)
    return complete


def growing(expression: str | Expr, **options: Unpack[Options]) -> Iterator[HessianResult]:
    """As `hessian`, growing: first with the gradient alone, then row by row; what the matrix says comes last."""
    question = ask(expression, **options)
    first = gradient(question.reading.expression, question.variables, question.point)
    result = HessianResult(question.reading, first, None, question.point, question.detail, is_complete=False)
    yield result
    for found in calculus.growing(first, question.point):
        result = replace(result, hessian=found)
        yield result
    yield replace(result, is_complete=True)
