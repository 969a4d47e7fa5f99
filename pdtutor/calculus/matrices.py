"""Matrices of numbers: determinant, rank and eigenvalues, exact where the entries are fractions, else in many digits.

Belongs here: linear algebra of known size. Does not: matrices of formulas (`jacobian`), or their meaning (`hessian`).
"""

from __future__ import annotations

from collections.abc import Sequence

import mpmath
from sympy import Expr, Matrix, Rational, S, sqrt

from pdtutor.calculus.limits import recognised
from pdtutor.calculus.numeric import evaluate, settled_number
from pdtutor.calculus.results import Rows, Value
from pdtutor.calculus.value import as_float

DIGITS = 120
NEGLIGIBLE = mpmath.mpf(10) ** -60  # of the largest entry: in so many digits, nothing so small is anything but rounding


def is_known(rows: Rows) -> bool:
    """Whether every entry is a finite number."""
    return all(entry.decimal is not None and abs(entry.decimal) < float("inf") for row in rows for entry in row)


def determinant(rows: Rows) -> Value:
    """The determinant of a square matrix of numbers."""
    exact = _fractions(rows)
    if exact is not None:
        found = Matrix(exact).det()
        return Value(found, as_float(evaluate(found, {})))
    with mpmath.workdps(DIGITS):
        number = mpmath.det(_numbers(rows))
        return Value(recognised(number), as_float(number))


def rank(rows: Rows) -> int:
    """How many rows are independent of each other."""
    exact = _fractions(rows)
    if exact is not None:
        return int(Matrix(exact).rank())
    with mpmath.workdps(DIGITS):
        singular = mpmath.svd_r(_numbers(rows), compute_uv=False)
        largest = max(map(abs, singular), default=0)
        return sum(1 for value in singular if abs(value) > NEGLIGIBLE * largest)


def eigenvalues(rows: Rows) -> tuple[Value, ...]:
    """The eigenvalues of a symmetric matrix of numbers, ascending; those of two rows or fewer exactly, and zeros too where all is exact."""
    exact = _two_by_two(rows)
    if exact is not None:
        return tuple(Value(each, as_float(settled_number(each, {}))) for each in exact)
    with mpmath.workdps(DIGITS):
        found = list(mpmath.eigsy(_numbers(rows), eigvals_only=True))
        zeros = sorted(found, key=abs)[: len(rows) - rank(rows)]
        return tuple(Value(S.Zero, 0.0) if each in zeros else Value(_known(each), as_float(each)) for each in sorted(found))


def _known(number: mpmath.mpf) -> Expr | None:
    """A simple number, but no zero: those are counted by the rank."""
    return recognised(number) or None


def _two_by_two(rows: Rows) -> tuple[Expr, ...] | None:
    """(a + d)/2 ± √(((a - d)/2)² + b²); of a singular matrix 0 and a + d."""
    exact = [entry.exact for row in rows for entry in row if entry.exact is not None]
    if len(rows) > 2 or len(exact) < len(rows) ** 2:
        return None
    if len(rows) == 1:
        return tuple(exact)
    a, b, _, d = exact
    if rank(rows) < len(rows):
        whole = a + d
        return (whole, S.Zero) if settled_number(whole, {}) < 0 else (S.Zero, whole)
    middle, spread = (a + d) / 2, sqrt(((a - d) / 2) ** 2 + b**2)
    return (middle - spread, middle + spread)


def _fractions(rows: Rows) -> list[list[Rational]] | None:
    entries = [[entry.exact for entry in row] for row in rows]
    return entries if all(entry is not None and entry.is_Rational for row in entries for entry in row) else None


def _numbers(rows: Rows) -> mpmath.matrix:
    return mpmath.matrix([[_number(entry) for entry in row] for row in rows])


def _number(entry: Value) -> mpmath.mpf:
    return mpmath.mpf(entry.decimal) if entry.exact is None else mpmath.mpf(evaluate(entry.exact, {}, DIGITS))


def times(rows: Rows, vector: Sequence[float]) -> tuple[float, ...]:
    """Matrix · vector, in machine precision."""
    return tuple(sum((entry.decimal or 0.0) * part for entry, part in zip(row, vector, strict=True)) for row in rows)
