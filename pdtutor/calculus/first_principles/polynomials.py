"""Polynomials and fractions of polynomials in the variable that moves: multiplied out, as in every textbook.

Belongs here: coefficients, and the algebra of xᵃ·hᵇ. Does not: anything that is no whole power of the variable (`structure`, `functions`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from math import comb
from typing import TypeVar

from sympy import Add, Expr, Mul, Pow, S, Symbol

from pdtutor.calculus.first_principles.quotients import Part, Quotients, over
from pdtutor.calculus.first_principles.results import Move
from pdtutor.notation.algebra import add, multiply, negate, power

MOST_TERMS = 60  # of f(x + h) multiplied out; longer ones are taken apart instead
HIGHEST = 60  # degree

Key = TypeVar("Key")
Coefficients = Mapping[int, Expr]  # power of x → coefficient
Terms = Mapping[tuple[int, int], Expr]  # powers of x and of h → coefficient


def polynomial(quotients: Quotients, of: Expr) -> Part | None:
    """((x + h)ⁿ - xⁿ)/h = n·xⁿ⁻¹ + … + hⁿ⁻¹ by the binomial theorem, term by term."""
    if of == quotients.wrt:
        return Part(S.One, S.One)
    found = coefficients(quotients, of)
    return None if found is None or _size(found) > MOST_TERMS else _multiplied_out(quotients, of, found)


def _multiplied_out(quotients: Quotients, of: Expr, found: Coefficients) -> Part:
    simplified, limit = (_expression(quotients, terms) for terms in (_quotient(found), _without_step(_quotient(found))))
    if max(found) < 2:
        return Part(simplified, limit, (Move("cancel", quotients.quotient(of), simplified),))
    expanded, changed = _expression(quotients, _shifted(found)), _expression(quotients, _change(found))
    moves = (
        Move("expand", quotients.shifted(of), expanded),
        Move("difference", quotients.difference(of), changed),
        Move("cancel", over(changed, quotients.step), simplified),
    )
    return Part(simplified, limit, moves)


def fraction(quotients: Quotients, of: Expr) -> Part | None:
    """(p(x + h)/q(x + h) - p(x)/q(x))/h = (p(x + h)·q(x) - p(x)·q(x + h))/(h·q(x)·q(x + h))"""
    below = [factor for factor in Mul.make_args(of) if _divides(factor)]
    if not below:
        return None
    top = Mul(*(factor for factor in Mul.make_args(of) if not _divides(factor)))
    bottom = Mul(*(Pow(factor.base, -factor.exp) for factor in below))
    p, q = coefficients(quotients, top), coefficients(quotients, bottom)
    if p is None or q is None or _size(p) + _size(q) > MOST_TERMS:
        return None
    terms = _sum([*_products(_quotient(p), _alone(q)), *_products(_quotient(q), _alone({n: negate(c) for n, c in p.items()}))])
    return _over_common(quotients, of, top, bottom, terms) if len(terms) <= MOST_TERMS else None


def _over_common(quotients: Quotients, of: Expr, top: Expr, bottom: Expr, terms: Terms) -> Part:
    """The part, whose numerator is h times the terms."""
    h, shifted = quotients.step, quotients.shifted
    above, changed = (_expression(quotients, each) for each in (terms, _raised(terms)))
    below = Mul(bottom, shifted(bottom), evaluate=False)
    simplified = multiply(above, power(bottom, S.NegativeOne), power(shifted(bottom), S.NegativeOne))
    limit = multiply(_expression(quotients, _without_step(terms)), power(bottom, S(-2)))
    crossed = Add(multiply(shifted(top), bottom), negate(multiply(top, shifted(bottom))), evaluate=False)
    moves = (
        Move("common_denominator", quotients.difference(of), over(crossed, below)),
        Move("expand", crossed, changed),
        Move("cancel", over(changed, Mul(h, bottom, shifted(bottom), evaluate=False)), simplified),
    )
    return Part(simplified, limit, moves)


def _divides(factor: Expr) -> bool:
    return bool(factor.is_Pow and factor.exp.is_Integer and factor.exp.is_negative)


def coefficients(quotients: Quotients, of: Expr) -> Coefficients | None:
    """The coefficients of a polynomial in the variable that moves; None for anything else, for powers of sums with other
    letters, and above the highest degree."""
    if not quotients.moves(of):
        return {0: of}
    if of == quotients.wrt:
        return {1: S.One}
    if of.is_Add:
        parts = [coefficients(quotients, term) for term in of.args]
        return None if None in parts else _sum(pair for part in parts for pair in part.items())  # type: ignore[union-attr]
    if of.is_Mul:
        return _product([coefficients(quotients, factor) for factor in of.args])
    if of.is_Pow and of.exp.is_Integer and 0 < of.exp <= HIGHEST and not _is_power_of_letters(quotients, of):
        return _product([coefficients(quotients, of.base)] * int(of.exp))
    return None


def _is_power_of_letters(quotients: Quotients, of: Expr) -> bool:
    """Is it a power of a sum with other letters, like (w·x + b)²? These are shorter as they are."""
    return bool(of.base.is_Add and any(not quotients.moves(part) for part in of.base.atoms(Symbol)))


def _product(parts: list[Coefficients | None]) -> Coefficients | None:
    known = [part for part in parts if part is not None]
    if len(known) < len(parts) or sum(max(part, default=0) for part in known) > HIGHEST:
        return None
    return reduce(lambda one, other: _sum(_pairs(one, other)), known)


def _pairs(one: Coefficients, other: Coefficients) -> Iterator[tuple[int, Expr]]:
    return ((m + n, multiply(a, b)) for m, a in one.items() for n, b in other.items())


def _sum(pairs: Iterable[tuple[Key, Expr]]) -> dict[Key, Expr]:
    """Coefficients of the same powers added, those that vanish left out."""
    collected: dict[Key, list[Expr]] = defaultdict(list)
    for powers, coefficient in pairs:
        collected[powers].append(coefficient)
    added = {powers: add(parts) for powers, parts in collected.items()}
    return {powers: coefficient for powers, coefficient in added.items() if coefficient != 0}


def _size(found: Coefficients) -> int:
    """The terms of f(x + h) multiplied out that have an x or an h in them."""
    return sum((n + 1) * len(Add.make_args(coefficient)) for n, coefficient in found.items() if n)


def _shifted(found: Coefficients) -> Terms:
    """(x + h)ⁿ = Σ (n over i)·xⁿ⁻ⁱ·hⁱ"""
    return {(n - i, i): multiply(S(comb(n, i)), c) for n, c in found.items() for i in range(n + 1)}


def _change(found: Coefficients) -> Terms:
    return {powers: c for powers, c in _shifted(found).items() if powers[1]}


def _quotient(found: Coefficients) -> Terms:
    return {(a, b - 1): c for (a, b), c in _change(found).items()}


def _raised(terms: Terms) -> Terms:
    return {(a, b + 1): c for (a, b), c in terms.items()}


def _without_step(terms: Terms) -> Terms:
    return {powers: c for powers, c in terms.items() if not powers[1]}


def _alone(found: Coefficients) -> Terms:
    return {(n, 0): c for n, c in found.items()}


def _products(one: Terms, other: Terms) -> Iterator[tuple[tuple[int, int], Expr]]:
    return (((a + m, b + n), multiply(c, d)) for (a, b), c in one.items() for (m, n), d in other.items())


def _expression(quotients: Quotients, terms: Terms) -> Expr:
    x, h = quotients.wrt, quotients.step
    return add(multiply(c, power(x, S(a)), power(h, S(b))) for (a, b), c in terms.items())
