"""How large an input may be, checked before the size costs anything.

Belongs here: every bound of the reader and the estimates behind it. Does not: what a text means.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from math import log10

from sympy import Add, E, Expr, Integer, Mul, Pow, Rational, exp, log

CHARACTERS = 200_000
LEVELS = 200
DIGITS = 1_000

_TOO_LONG = 10**DIGITS


@contextmanager
def deep_recursion() -> Iterator[None]:
    """Room for 200 levels: each takes several frames here and in SymPy."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, 20_000))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def is_too_long(number: Expr) -> bool:
    """Whether a rational number has more than 1,000 digits above or below its line."""
    return abs(number.p) >= _TOO_LONG or number.q >= _TOO_LONG


def digits_of_product(factors: Iterable[Expr]) -> float:
    """About how many digits the number may have that a product folds to; never less."""
    return sum(map(_weight, factors))


def digits_of_power(base: Expr, exponent: Expr) -> float:
    """About how many digits the number may have that base^exponent folds to; never less."""
    fixed = [_fixed_part(term) for term in Add.make_args(exponent)]
    if base is E:
        return sum(size * _weight_of_logarithms(term) for size, term in fixed)
    weight = _number_weight(base) + sum(_weight_of_logarithms(term) for _, term in fixed)
    if not weight:
        return 0.0
    return weight * sum(size for size, term in fixed if term.is_number)


def _fixed_part(term: Expr) -> tuple[float, Expr]:
    coefficient, rest = term.as_coeff_Mul()
    return max(1.0, _as_float(abs(coefficient))), rest


def _as_float(number: Expr) -> float:
    """A float for a rational of any size; infinite where floats end."""
    try:
        return float(number.p / number.q)
    except (OverflowError, AttributeError):
        return float("inf")


def _weight(factor: Expr) -> float:
    if isinstance(factor, Pow) or factor.func is exp:
        base, exponent = factor.as_base_exp()
        return max(_number_weight(base), digits_of_power(base, exponent))
    return _number_weight(factor)


def _number_weight(part: Expr) -> float:
    """The digits of the numbers that a power of this part would raise."""
    if part.is_Rational:
        return _digits(part)
    if isinstance(part, Mul):
        return sum(map(_number_weight, part.args))
    if isinstance(part, Pow):
        return _number_weight(part.base) * max(1.0, sum(size for size, _ in map(_fixed_part, Add.make_args(part.exp))))
    return 0.0


def _digits(number: Rational) -> float:
    size = max(abs(number.p), number.q)
    return log10(size) if size > 1 else 0.0


def _weight_of_logarithms(term: Expr) -> float:
    """e^(n ln 2) and 3^(n ln 2/ln 3) are 2^n: the digits of the numbers inside logarithms."""
    return sum(_number_weight(part.args[0]) for part in Mul.make_args(term) if isinstance(part, log))


def combined_denominators(terms: Iterable[Expr]) -> bool:
    """Whether adding these terms would need a common denominator of over 1,000 digits."""
    sums: dict[Expr, Rational] = {}
    for term in terms:
        coefficient, rest = term.as_coeff_Mul()
        if not coefficient.is_Rational or coefficient.q == 1:
            continue
        sums[rest] = total = sums.get(rest, Integer(0)) + coefficient
        if total.q >= _TOO_LONG:
            return True
    return False


def is_beyond_estimate(number: Expr) -> bool:
    """Whether a constant contains an exponential of something that is itself over 10^1000."""
    return any(_size(part) > _LARGEST_EXPONENT for part in number.atoms(exp, Pow))


_LARGEST_EXPONENT = 1e300


def _size(part: Expr) -> float:
    """About log10 |part| for a power."""
    base, exponent = part.as_base_exp()
    if exponent.is_Rational:
        return 0.0
    return float("inf") if exponent.has(exp) or exponent.atoms(Integer) and max(map(_digits, exponent.atoms(Integer))) > 300 else 0.0
