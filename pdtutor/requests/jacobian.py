"""The request for a Jacobian.

Belongs here: one row after another, so that what is finished can be kept. Does not: reading the options (`question`), deriving
(`calculus`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Unpack

from sympy import Expr

from pdtutor.calculus.gradient import gradient
from pdtutor.calculus.jacobian import from_rows
from pdtutor.calculus.results import Gradient
from pdtutor.requests.question import Options, ask_outputs
from pdtutor.requests.results import JacobianResult


def jacobian(outputs: str | Expr | Sequence[str | Expr], **options: Unpack[Options]) -> JacobianResult:
    """The Jacobian of several outputs, or of one vector such as "[x y, x + y]".

    Raises TutorError where an option or an output cannot be read or does not fit.
    """
    *_, complete = growing(outputs, **options)
    return complete


def growing(outputs: str | Expr | Sequence[str | Expr], **options: Unpack[Options]) -> Iterator[JacobianResult]:
    """As `jacobian`, growing row by row; the determinant and the rank come last."""
    question = ask_outputs([outputs] if isinstance(outputs, str | Expr) else outputs, **options)
    entries = tuple(question.reading.expression)
    rows: tuple[Gradient, ...] = ()
    for output in entries:
        rows = (*rows, gradient(output, question.variables, question.point))
        found = from_rows(entries, question.variables, rows, question.point, is_complete=False)
        yield JacobianResult(question.reading, found, question.point, question.detail, is_complete=False)
    yield JacobianResult(question.reading, from_rows(entries, question.variables, rows, question.point), question.point, question.detail)
