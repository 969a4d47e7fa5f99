"""Sums over an index: Kronecker deltas collapsed, what does not move with the index taken out.

Belongs here: algebra of Σ. Does not: differentiation, or sums written out (`notation.sums`).
"""

from __future__ import annotations

from sympy import And, Expr, Ge, Integer, KroneckerDelta, Le, Mul, S, Sum, Symbol

from pdtutor.notation.algebra import add, by_cases, compared, linear_in, multiply, negate, substitute


def with_fresh_indices(total: Sum, wrt: Expr) -> tuple[Sum, dict[Symbol, Symbol]]:
    """The sum with indices that are known to be positive where they start at 1 or later, and the way back to the original ones.

    An index that also occurs in `wrt` gets another name, for good: in Σₖ zₖ by zₖ they are two different k.
    """
    original = {}
    taken = {str(symbol) for symbol in wrt.free_symbols | total.free_symbols | set(total.variables)}
    for index, low, _ in total.limits:
        name = _fresh_index(taken) if index in wrt.free_symbols else str(index)
        fresh = Symbol(name, integer=True, positive=True) if low.is_positive else Symbol(name, integer=True, nonnegative=low.is_zero)
        total = total.func(total.function.xreplace({index: fresh}), *(limit.xreplace({index: fresh}) for limit in total.limits))
        original[fresh] = Symbol(name, integer=True)
    return total, original


def _fresh_index(taken: set[str]) -> str:
    candidates = (*"ijklmpq", *(f"i{number}" for number in range(1, len(taken) + 2)))
    return str(next(name for name in candidates if name not in taken))


def sum_over(body: Expr, index: Symbol, low: Expr, high: Expr) -> Expr:
    """Σ body for index from low to high, with δ(index + a, k) leaving the one term at index = k - a.

    δ is 0 or 1, so whatever it stands in, f(δ) = f(0) + (f(1) - f(0))·δ. Of a plain k in a sum over 1..n it is taken for
    granted that it lies in the range; otherwise the term says where it does.
    """
    delta = next((delta for delta in body.atoms(KroneckerDelta) if index in delta.free_symbols), None)
    place = None if delta is None else _place(delta, index)
    if place is None:
        return _plain_sum(body, index, low, high)
    without, within = (substitute(body, {delta: Integer(number)}) for number in (0, 1))
    at_place = substitute(add((within, negate(without))) if without != 0 else within, {index: place})
    if not (place.is_Symbol and low in (0, 1) and _is_open_end(high)):
        at_place = by_cases((at_place, And(compared(Ge, place, low), compared(Le, place, high))), (S.Zero, S.true))
    return add((sum_over(without, index, low, high), at_place))


def _is_open_end(high: Expr) -> bool:
    """Is the end a plain length like n, neither a number nor the index of a sum around this one?"""
    return bool(high.free_symbols) and not any(symbol.is_nonnegative for symbol in high.free_symbols)


def _place(delta: Expr, index: Symbol) -> Expr | None:
    """The index at which δ(index + a, k) is 1; None where the index is more than shifted, and the sum has to stay."""
    side, other = delta.args if index in delta.args[0].free_symbols else delta.args[::-1]
    line = linear_in(side, index)
    return (other - line[1]) / line[0] if line is not None and line[0] in (1, -1) else None


def _plain_sum(term: Expr, index: Symbol, low: Expr, high: Expr) -> Expr:
    if term == 0:
        return S.Zero
    factors = Mul.make_args(term)
    outside = Mul(*(factor for factor in factors if index not in factor.free_symbols))
    inside = Mul(*(factor for factor in factors if index in factor.free_symbols))
    return multiply(outside, add((high, negate(low), S.One)) if inside is S.One else Sum(inside, (index, low, high)))
