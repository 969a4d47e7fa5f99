"""Quotients of what is built by +, ·, / and powers, from the quotients of the parts.

Belongs here: sums, products, reciprocals, powers, roots and |u|. Does not: polynomials that can be multiplied out (`polynomials`),
functions (`functions`).
"""

from __future__ import annotations

from sympy import Abs, Add, Expr, Indexed, Mul, Pow, S, Sum, sign

from pdtutor.calculus.first_principles.polynomials import coefficients, fraction
from pdtutor.calculus.first_principles.quotients import Inner, Part, Quotients, over, same_entry
from pdtutor.calculus.first_principles.results import Move
from pdtutor.calculus.indexed import sum_over
from pdtutor.calculus.tidy import tidy_expression
from pdtutor.notation.algebra import add, multiply, power
from pdtutor.notation.functions import cbrt
from pdtutor.notation.writers.order import ordered_factors, ordered_terms

LONGEST = 12  # terms of aⁿ⁻¹ + … + bⁿ⁻¹ that are written out


def total(quotients: Quotients, of: Expr) -> Part | None:
    """The quotient of a sum is the sum of the quotients of its terms; those that make a polynomial stay together."""
    if not of.is_Add:
        return None
    terms = [term for term in ordered_terms(of) if quotients.moves(term)]
    whole = [term for term in terms if coefficients(quotients, term) is not None]
    groups = [Add(*whole), *(term for term in terms if term not in whole)] if 0 < len(whole) < len(terms) else terms
    parts = [quotients.of(group) for group in groups]
    moves = [move for part in parts for move in part.moves]
    return quotients.together(
        of,
        add(part.simplified for part in parts),
        add(part.limit for part in parts),
        [Move("split_sum", quotients.quotient(of), Add(*map(quotients.quotient, groups), evaluate=False)), *moves],
    )


def multiple(quotients: Quotients, of: Expr) -> Part | None:
    """(c·f(x + h) - c·f(x))/h = c·(f(x + h) - f(x))/h"""
    if not of.is_Mul:
        return None
    still = [factor for factor in of.args if not quotients.moves(factor)]
    if not still:
        return None
    front, rest = Mul(*still), Mul(*(factor for factor in of.args if quotients.moves(factor)))
    part = quotients.of(rest)
    split = Move("constant_multiple", quotients.quotient(of), Mul(front, quotients.quotient(rest), evaluate=False))
    simplified, limit = quotients.times(front, part.simplified), multiply(front, part.limit)
    return quotients.together(of, simplified, limit, [split, *part.moves])


def product(quotients: Quotients, of: Expr) -> Part | None:
    """(f(x + h)·g(x + h) - f(x)·g(x))/h = (f(x + h) - f(x))/h·g(x + h) + f(x)·(g(x + h) - g(x))/h, and likewise for several factors."""
    if not of.is_Mul:
        return None
    factors = _grouped(quotients, of)
    parts = [quotients.of(factor) for factor in factors]
    around = [(factors[:k], [quotients.shifted(factor) for factor in factors[k + 1 :]]) for k in range(len(factors))]
    raw = (Mul(*before, quotients.quotient(f), *after, evaluate=False) for f, (before, after) in zip(factors, around, strict=True))
    simplified = (quotients.times(*before, part.simplified, *after) for part, (before, after) in zip(parts, around, strict=True))
    limits = (multiply(part.limit, *factors[:k], *factors[k + 1 :]) for k, part in enumerate(parts))
    split = Move("split_product", quotients.quotient(of), Add(*raw, evaluate=False))
    return quotients.together(of, add(simplified), add(limits), [split, *(move for part in parts for move in part.moves)])


def _grouped(quotients: Quotients, of: Expr) -> list[Expr]:
    """The factors, those that make a fraction of polynomials taken as one where it can be multiplied out."""
    factors = list(ordered_factors(of))
    rational = [factor for factor in factors if coefficients(quotients, 1 / factor if _is_reciprocal(factor) else factor) is not None]
    joined = Mul(*rational)
    is_one = 1 < len(rational) < len(factors) and (coefficients(quotients, joined) is not None or fraction(quotients, joined) is not None)
    return [joined, *(factor for factor in factors if factor not in rational)] if is_one else factors


def _is_reciprocal(factor: Expr) -> bool:
    return bool(factor.is_Pow and factor.exp.is_Rational and factor.exp.is_negative)


def reciprocal(quotients: Quotients, of: Expr) -> Part | None:
    """(1/g(x + h) - 1/g(x))/h = -(g(x + h) - g(x))/h·1/(g(x)·g(x + h))"""
    if not _is_reciprocal(of):
        return None
    g = Pow(of.base, -of.exp)
    part, shifted = quotients.of(g), quotients.shifted(g)
    reversed_difference = Add(g, multiply(S.NegativeOne, shifted), evaluate=False)
    common = Move("common_denominator", quotients.difference(of), over(reversed_difference, Mul(g, shifted, evaluate=False)))
    simplified = quotients.times(S.NegativeOne, part.simplified, power(g, S.NegativeOne), power(shifted, S.NegativeOne))
    limit = multiply(S.NegativeOne, part.limit, power(g, S(-2)))
    return quotients.together(of, simplified, limit, [common, *part.moves])


def rational_power(quotients: Quotients, of: Expr) -> Part | None:
    """With a = g(x + h)^(1/q) and b = g(x)^(1/q): aᵖ - bᵖ = (aᵠ - bᵠ)·(aᵖ⁻¹ + … + bᵖ⁻¹)/(aᵠ⁻¹ + … + bᵠ⁻¹)"""
    if not (of.is_Pow and of.exp.is_Rational and 0 < of.exp.p <= LONGEST and of.exp.q <= LONGEST):
        return None
    p, q, g = of.exp.p, of.exp.q, of.base
    a, b = (power(base, S.One / q) for base in (quotients.shifted(g), g))
    factor = multiply(_between(a, b, p), power(_between(a, b, q), S.NegativeOne))
    limit = multiply(of.exp, power(g, of.exp - 1))
    return _factored(quotients, of, quotients.inner(g), factor, limit, "factor_difference" if q == 1 else "conjugate")


def _between(a: Expr, b: Expr, n: int) -> Expr:
    """aⁿ⁻¹ + aⁿ⁻²·b + … + bⁿ⁻¹"""
    return add(multiply(power(a, S(n - 1 - i)), power(b, S(i))) for i in range(n))


def absolute_value(quotients: Quotients, of: Expr) -> Part | None:
    """|a| - |b| = (a² - b²)/(|a| + |b|) = (a - b)·(a + b)/(|a| + |b|)"""
    if not isinstance(of, Abs):
        return None
    inner = quotients.inner(of.args[0])
    a, b = quotients.shifted(inner.g), inner.g
    below = add((Abs(a), Abs(b)))
    factor = quotients.unbroken(multiply(add((a, b)), power(below, S.NegativeOne)), below, S.Zero, inner)
    return _factored(quotients, of, inner, factor, sign(b), "conjugate")


def cube_root(quotients: Quotients, of: Expr) -> Part | None:
    """∛a - ∛b = (a - b)/(∛a² + ∛a·∛b + ∛b²)"""
    if not isinstance(of, cbrt):
        return None
    g = of.args[0]
    factor = power(_between(cbrt(quotients.shifted(g)), of, 3), S.NegativeOne)
    return _factored(quotients, of, quotients.inner(g), factor, 1 / (3 * of**2), "conjugate")


def _factored(quotients: Quotients, of: Expr, inner: Inner, factor: Expr, limit: Expr, kind: str) -> Part:
    """A quotient whose numerator is the change of an inner function times a factor that has a limit."""
    identity = Move(kind, quotients.difference(of), Mul(quotients.difference(inner.g), factor, evaluate=False))
    simplified = quotients.times(inner.part.simplified, factor)
    return quotients.together(of, simplified, multiply(limit, inner.part.limit), [identity, *inner.part.moves])


def entry(quotients: Quotients, of: Expr) -> Part | None:
    """(z[i] + h·δ(i, k) - z[i])/h = δ(i, k): only the entry that moves changes."""
    if not isinstance(of, Indexed) or of == quotients.wrt:
        return None
    is_same = same_entry(of, quotients.wrt)
    return Part(is_same, is_same, (Move("cancel", quotients.quotient(of), is_same),))


def indexed_sum(quotients: Quotients, of: Expr) -> Part | None:
    """The quotient of Σ fᵢ is Σ of the quotients of the fᵢ."""
    if not isinstance(of, Sum) or set(of.variables) & quotients.wrt.free_symbols:
        return None
    part = quotients.of(of.function)
    limit = tidy_expression(part.limit, quotients.wrt)
    for index, low, high in of.limits:
        limit = sum_over(limit, index, low, high)
    split = Move("inside_sum", quotients.quotient(of), Sum(quotients.quotient(of.function), *of.limits))
    return quotients.together(of, Sum(part.simplified, *of.limits), limit, [split, *part.moves])
