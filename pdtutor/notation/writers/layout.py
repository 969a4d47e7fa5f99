"""How a product is laid out: a sign, what stands above the fraction line, what below it.

Belongs here: taking products apart for writing. Does not: any text.
"""

from __future__ import annotations

from typing import NamedTuple

from sympy import Expr, Integer, Pow, S

from pdtutor.notation.writers.order import ordered_factors


class Layout(NamedTuple):
    """`sign` is "-" or ""; the factors above and below the fraction line are in the order in which they are written."""

    sign: str
    above: list[Expr]
    below: list[Expr]


def layout(product: Expr) -> Layout:
    """The layout of a product, or of a power with a negative exponent."""
    factors = list(ordered_factors(product)) if product.is_Mul else [product]
    sign = "-" if factors[0].is_Number and factors[0].is_negative else ""
    if sign:
        factors = _without_sign(*factors)
    parts = Layout(sign, [], [])
    for factor in factors:
        _place(factor, parts)
    return parts


def is_reciprocal(factor: Expr) -> bool:
    """Whether a factor belongs below the fraction line: a power with a negative number as exponent."""
    return bool(factor.is_Pow and factor.exp.is_Rational and factor.exp.is_negative and factor.base is not S.Exp1)


def _without_sign(number: Expr, *rest: Expr) -> list[Expr]:
    return list(rest) if number is S.NegativeOne and rest else [-number, *rest]


def _place(factor: Expr, parts: Layout) -> None:
    if factor.is_Rational and not factor.is_Integer:
        if factor.p != 1:
            parts.above.append(Integer(factor.p))
        parts.below.append(Integer(factor.q))
    elif is_reciprocal(factor):
        parts.below.append(factor.base if factor.exp is S.NegativeOne else Pow(factor.base, -factor.exp, evaluate=False))
    else:
        parts.above.append(factor)
