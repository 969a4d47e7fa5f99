"""The mean of a loss over rows of data as one function, for pictures of it.

Belongs here: that function, as small as it can be had. Does not: its numbers during a run (`loss`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from sympy import Expr, Float, Rational

from pdtutor.calculus.descent.loss import Loss
from pdtutor.calculus.descent.results import Point, Rows
from pdtutor.calculus.descent.stability import QUADRATIC, degree
from pdtutor.calculus.tidy import node_count
from pdtutor.notation.algebra import add, multiply, substitute

LARGEST = 300  # nodes of all rows together; beyond it a picture takes seconds


def mean_of(of: Expr, variables: Sequence[Expr], data: Rows, near: Point) -> Expr | None:
    """The mean over the rows as a function of the variables stepped; None where it would be too large to be drawn.

    A quadratic one is written by its value, gradient and Hessian at the point `near`, whatever the number of rows.
    """
    known = degree(of, variables)
    if known is not None and known <= QUADRATIC:
        return _quadratic(Loss(of, variables, {}, data), near)
    if len(data.values) * node_count(of, LARGEST) > LARGEST:
        return None
    rows = ({column: Float(x) for column, x in zip(data.columns, row, strict=True)} for row in data.values)
    return multiply(Rational(1, len(data.values)), add(substitute(of, row) for row in rows))


def _quadratic(loss: Loss, near: Point) -> Expr | None:
    """f(a) + ∇f(a)·(x - a) + (x - a)ᵀ H (x - a)/2."""
    value, gradient = loss.with_gradient(near)
    matrix = loss.hessian(near)
    if matrix is None:
        return None
    away = [variable - Float(x, 17) for variable, x in zip(loss.variables, near, strict=True)]
    linear = (Float(part, 17) * step for part, step in zip(gradient, away, strict=True))
    square = (Float(matrix[i][j] / 2, 17) * away[i] * away[j] for i, j in product(range(len(away)), repeat=2))
    return add((Float(value, 17), *linear, *square))
