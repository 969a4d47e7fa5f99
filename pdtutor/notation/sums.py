"""Sums whose length is known, written out term by term.

Belongs here: Σ as a plain sum. Does not: what may be done inside a Σ (`calculus.indexed`).
"""

from __future__ import annotations

from collections.abc import Mapping

from sympy import Expr, Integer, Sum

from pdtutor.notation.algebra import add, substitute

MOST_TERMS = 10_000  # of a sum that is written out


def unrolled(expression: Expr, point: Mapping[Expr, Expr]) -> Expr:
    """The expression with each sum whose bounds are numbers at the point written out, term by term."""
    totals = {total: _terms(total, point) for total in expression.atoms(Sum)}
    return substitute(expression, {total: terms for total, terms in totals.items() if terms is not None})


def _terms(total: Sum, point: Mapping[Expr, Expr]) -> Expr | None:
    index, low, high = total.limits[0]
    first, last = substitute(low, point), substitute(high, point)
    if not (first.is_Integer and last.is_Integer) or last - first > MOST_TERMS or len(total.limits) > 1:
        return None
    return add(total.function.xreplace({index: Integer(k)}) for k in range(int(first), int(last) + 1))
