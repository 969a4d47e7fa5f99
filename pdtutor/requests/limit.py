"""The request for a derivative from first principles.

Belongs here: choosing the one variable. Does not: reading the options (`question`), the mathematics (`calculus`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Unpack

from sympy import Expr

from pdtutor.calculus.first_principles import first_principles
from pdtutor.errors import UsageError
from pdtutor.requests.question import Options, ask
from pdtutor.requests.results import LimitResult


def limit(expression: str | Expr, **options: Unpack[Options]) -> LimitResult:
    """The derivative of an expression by one variable as the limit of its difference quotient.

    Raises TutorError where an option or the expression cannot be read or does not fit, and where the variable is not settled.
    """
    *_, complete = growing(expression, **options)
    return complete


def growing(expression: str | Expr, **options: Unpack[Options]) -> Iterator[LimitResult]:
    """As `limit`."""
    question = ask(expression, **options)
    if len(question.variables) != 1:
        listed = ", ".join(map(str, question.variables[:6]))
        raise UsageError("The limit is taken by one variable at a time.", hint=f"Name it by --wrt: one of {listed}.")
    found = first_principles(question.reading.expression, question.variables[0], question.point)
    yield LimitResult(question.reading, found, question.point, question.detail)
