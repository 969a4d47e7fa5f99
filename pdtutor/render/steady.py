"""Formulas that keep their value in floating point: the same function without differences and quotients of numbers too large or too near.

Belongs here: quotients and logarithms of sums of exponentials, and of σ. Does not: code (`notation.writers.code`).
"""

from __future__ import annotations

from sympy import Add, Basic, Derivative, Expr, Mul, S, Subs, exp, log

from pdtutor.notation.algebra import add, multiply
from pdtutor.notation.functions import bce, logsumexp, sigmoid, softplus


def steady(expression: Basic) -> Basic:
    """The expression, equal everywhere, with e^u/(1 + e^u) as σ(u), ln(1 + e^u) as softplus(u), and the like."""
    if isinstance(expression, Derivative | Subs) or not expression.has(exp, sigmoid):
        return expression
    found = _rewritten(expression)
    parts = [steady(part) for part in found.args]
    if all(part is old for part, old in zip(parts, found.args, strict=True)):
        return found
    return multiply(*parts) if found.is_Mul else found.func(*parts)


def _rewritten(expression: Basic) -> Basic:
    """The expression itself in another form, its parts untouched."""
    if isinstance(expression, log):
        return _logarithm(expression)
    if isinstance(expression, bce) and isinstance(expression.args[0], sigmoid):
        (z,), y = expression.args[0].args, expression.args[1]
        return softplus(z) - y * z
    if expression.is_Add:
        return _complement(expression)
    return _quotient(expression) if expression.is_Mul or expression.is_Pow else expression


def _logarithm(logarithm: Expr) -> Expr:
    inside = _complement(logarithm.args[0])
    if isinstance(inside, sigmoid):
        return -softplus(-inside.args[0])
    exponents = _exponents(inside)
    return logarithm if exponents is None else _log_of_sum(exponents)


def _complement(total: Expr) -> Expr:
    """1 - σ(z) is σ(-z)."""
    other = 1 - total if len(total.args) == 2 and S.One in total.args else None
    return sigmoid(-other.args[0]) if isinstance(other, sigmoid) else total


def _exponents(total: Expr) -> tuple[Expr, ...] | None:
    """u, v, … of e^u + e^v + …, where 1 is e^0; None for any other expression."""
    if not total.is_Add or not all(isinstance(term, exp) or term is S.One for term in total.args):
        return None
    return tuple(term.args[0] if isinstance(term, exp) else S.Zero for term in total.args)


def _log_of_sum(exponents: tuple[Expr, ...]) -> Expr:
    moving = [exponent for exponent in exponents if exponent != 0]
    return softplus(moving[0]) if len(exponents) == 2 and len(moving) == 1 else logsumexp(*exponents)


def _quotient(product: Expr) -> Expr:
    """A product with powers of exponentials' sums below the line: with σ where it is one of two, else as one exponential."""
    above, below, rest = [], [], []
    for factor in Mul.make_args(product):
        exponents = _exponents(factor.base) if factor.is_Pow and factor.exp.is_Integer and factor.exp.is_negative else None
        if exponents is not None:
            below.append((exponents, -int(factor.exp)))
        elif isinstance(factor, exp):
            above.append(factor.args[0])
        else:
            rest.append(factor)
    if not below:
        return product
    sums = [
        factor for factor in rest if factor.is_Add and any(isinstance(part, exp) for term in factor.args for part in Mul.make_args(term))
    ]
    if sums:
        return add(_quotient(multiply(term, product / sums[0])) for term in sums[0].args)
    return multiply(*rest, _shares(add(above), below[0]) if len(below) == 1 else _exponential(add(above), below))


def _shares(above: Expr, below: tuple[tuple[Expr, ...], int]) -> Expr:
    """e^(k·u)/(1 + e^u)^n as σ(u)^k·σ(-u)^(n - k)."""
    exponents, power = below
    u = next(exponent for exponent in exponents if exponent != 0)
    if len(exponents) == 2 and S.Zero in exponents:
        for k in range(power + 1):
            if (above - k * u).expand() == 0:
                return Mul(sigmoid(u) ** k, sigmoid(-u) ** (power - k))
    return _exponential(above, [below])


def _exponential(above: Expr, below: list[tuple[tuple[Expr, ...], int]]) -> Expr:
    return exp(Add(above, *(-power * _log_of_sum(exponents) for exponents, power in below)))
