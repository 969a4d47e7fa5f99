"""Sums over an index: Kronecker deltas collapsed, what does not move with the index taken out.

Belongs here: algebra of Σ. Does not: differentiation.
"""

from __future__ import annotations

from collections.abc import Mapping

from sympy import Add, Expr, Integer, KroneckerDelta, Mul, S, Sum, Symbol, expand

from pdtutor.notation.algebra import add, multiply, substitute

MOST_TERMS = 10_000


def with_fresh_indices(total: Sum, wrt: Expr) -> Sum:
    """The sum with indices renamed that also occur in `wrt`: in Σₖ zₖ by zₖ they are two different k."""
    taken = wrt.free_symbols | total.free_symbols
    for index in total.variables:
        if index in wrt.free_symbols:
            fresh = _fresh_index(taken | set(total.variables))
            total = total.func(total.function.xreplace({index: fresh}), *(_renamed(limit, index, fresh) for limit in total.limits))
    return total


def _renamed(limit: Expr, index: Symbol, fresh: Symbol) -> Expr:
    return limit.xreplace({index: fresh})


def _fresh_index(taken: set[Expr]) -> Symbol:
    names = {str(symbol) for symbol in taken}
    candidates = (*"ijklmpq", *(f"i{number}" for number in range(1, len(names) + 2)))
    return Symbol(next(name for name in candidates if name not in names), integer=True)


def sum_over(body: Expr, index: Symbol, low: Expr, high: Expr) -> Expr:
    """Σ body for index from low to high, with δ(index, k) leaving the one term at k (which is taken to lie in the range)."""
    if index not in body.free_symbols:
        return multiply(body, high - low + 1)
    if body.has(KroneckerDelta):
        return add(_one_sum(term, index, low, high) for term in Add.make_args(expand(body)))
    return _one_sum(body, index, low, high)


def _one_sum(term: Expr, index: Symbol, low: Expr, high: Expr) -> Expr:
    factors = Mul.make_args(term)
    for delta in factors:
        if isinstance(delta, KroneckerDelta) and index in delta.args:
            other = next((side for side in delta.args if side != index), index)
            return Mul(*(factor for factor in factors if factor != delta)).xreplace({index: other})
    outside = Mul(*(factor for factor in factors if index not in factor.free_symbols))
    inside = Mul(*(factor for factor in factors if index in factor.free_symbols))
    return multiply(outside, multiply(high - low + 1, S.One) if inside is S.One else Sum(inside, (index, low, high)))


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
