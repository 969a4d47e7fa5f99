"""The request for kinks and subgradients.

Belongs here: the kinks first, so that they can be kept, then the point. Does not: reading the options (`question`), the mathematics
(`calculus.nonsmooth`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Unpack

from sympy import Expr

from pdtutor.calculus.nonsmooth.subgradient import at_point
from pdtutor.calculus.nonsmooth.subgradient import subgradient as kinks
from pdtutor.notation import reader
from pdtutor.requests.question import Options, ask
from pdtutor.requests.results import SubgradientResult


def subgradient(expression: str | Expr, **options: Unpack[Options]) -> SubgradientResult:
    """The kinks of an expression, and at a point its sets of subgradients and what frameworks return.

    Raises TutorError where an option or the expression cannot be read or does not fit, and where the point leaves a variable open.
    """
    *_, complete = growing(expression, **options)
    return complete


def growing(expression: str | Expr, **options: Unpack[Options]) -> Iterator[SubgradientResult]:
    """As `subgradient`, growing: first with the kinks alone."""
    question = ask(expression, **options)
    result = SubgradientResult(question.reading, kinks(question.reading.expression, question.variables), question.point, question.detail)
    yield result
    if question.point:
        source = reader.tree(expression, question.vocabulary) if isinstance(expression, str) else None
        yield replace(result, subgradient=at_point(result.subgradient, question.point, source))
