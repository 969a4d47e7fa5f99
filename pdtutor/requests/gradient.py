"""The request for a gradient.

Belongs here: options in, GradientResult out. Does not: reading the options (`question`), deriving (`calculus`).
"""

from __future__ import annotations

from typing import Unpack

from sympy import Expr

from pdtutor.calculus import gradient as calculus
from pdtutor.requests.question import Options, ask
from pdtutor.requests.results import GradientResult


def gradient(expression: str | Expr, **options: Unpack[Options]) -> GradientResult:
    """The gradient of an expression; above twelve variables its derivations are written out only with `detail="full"`.

    Raises TutorError where an option or the expression cannot be read or does not fit.
    """
    question = ask(expression, **options)
    derivations = True if question.detail == "full" else None
    found = calculus.gradient(question.reading.expression, question.variables, question.point, derivations)
    return GradientResult(question.reading, found, question.point, question.detail)
