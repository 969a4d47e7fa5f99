"""Building sums, products and powers without SymPy's silent distribution of numbers over sums.

Belongs here: the constructors that the reader and the rules share. Does not: simplification (`calculus.tidy`).
"""

from __future__ import annotations

from collections.abc import Iterable

from sympy import Add, Expr, Mul, Pow, S


def add(terms: Iterable[Expr]) -> Expr:
    """The sum, like terms collected."""
    return Add(*terms)


def multiply(*factors: Expr) -> Expr:
    """The product; a number before a sum stays before it: 2(x + 1), not 2x + 2."""
    if len(factors) == 2:
        first, second = factors
        if first.is_Number and second.is_Add:
            return _kept(first, second)
        if second.is_Number and first.is_Add:
            return _kept(second, first)
    product = Mul(*factors)
    if product.is_Add and len(factors) > 1:
        return _recollected(factors, product)
    return product


def _kept(number: Expr, total: Expr) -> Expr:
    if number is S.One:
        return total
    if number is S.Zero:
        return S.Zero
    return Mul(number, total, evaluate=False)


def _recollected(factors: tuple[Expr, ...], product: Expr) -> Expr:
    """Undo a distribution that happened inside Mul: the numbers come out again, in front of the one sum that is left."""
    number, rest = S.One, []
    for factor in factors:
        coefficient, remainder = factor.as_coeff_Mul()
        number *= coefficient
        rest.append(remainder)
    total = Mul(*rest)
    return _kept(number, total) if total.is_Add else product


def negate(expression: Expr) -> Expr:
    """The expression with its sign changed, sums kept together."""
    return multiply(S.NegativeOne, expression)


def power(base: Expr, exponent: Expr) -> Expr:
    """base^exponent."""
    return Pow(base, exponent)


def divide(numerator: Expr, denominator: Expr) -> Expr:
    """numerator/denominator; the caller makes sure that the denominator is not zero."""
    return multiply(numerator, Pow(denominator, -1))
