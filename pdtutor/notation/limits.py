"""How large an input may be, checked before the size costs anything.

Belongs here: every bound of the reader and the estimates behind it. Does not: what a text means.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from math import log10

from sympy import Add, E, Expr, Integer, Mul, Piecewise, Pow, Rational, cosh, exp, log, sinh

CHARACTERS = 200_000
LEVELS = 200  # of nesting
DIGITS = 1_000  # of a number, above or below its line
CONSTANT_LEVELS = 10  # of functions in one constant
CONSTANTS = 1_000  # different ones that are no fractions: SymPy examines each at length
ESTIMATED_DIGITS = 10_000  # of a power inside a constant

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
    return bool(abs(number.p) >= _TOO_LONG or number.q >= _TOO_LONG)


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
    """A float for a constant of any size; infinite where floats end."""
    try:
        return number.p / number.q if number.is_Rational else float(number)
    except (OverflowError, TypeError):
        return float("inf")


def digits_of_factor(factor: Expr) -> float:
    """About how many digits a factor may bring to the number that its product folds to; never less."""
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
    if isinstance(part, Piecewise):
        return max(_number_weight(value) for value, _ in part.args)  # SymPy raises each case
    return 0.0


def _digits(number: Rational) -> float:
    size = max(abs(number.p), number.q)
    return log10(size) if size > 1 else 0.0


def _weight_of_logarithms(term: Expr) -> float:
    """e^(n ln 2) and 3^(n ln 2/ln 3) are 2^n: the digits of the numbers inside logarithms."""
    return sum(_number_weight(part.args[0]) for part in Mul.make_args(term) if isinstance(part, log))


class Denominators:
    """The common denominators of a sum that is being built, or of the exponents in a product, one for each kind of term."""

    def __init__(self) -> None:
        self._sums: dict[tuple[Expr, ...], Rational] = {}

    def are_too_long_with(self, term: Expr, *kind: Expr) -> bool:
        """Whether adding this term to those of its kind before it needs a common denominator of over 1,000 digits."""
        coefficient, rest = term.as_coeff_Mul()
        if not coefficient.is_Rational or coefficient.q == 1:
            return False
        kind = (rest, *kind)
        self._sums[kind] = total = self._sums.get(kind, Integer(0)) + coefficient
        return bool(total.q >= _TOO_LONG)


def is_beyond_estimate(number: Expr) -> bool:
    """Whether a constant contains a power of over 10,000 digits: nothing that depends on its value can be estimated."""
    return not number.is_Rational and any(_digits_of_value(part) > ESTIMATED_DIGITS for part in number.atoms(exp, Pow, sinh, cosh))


def is_deep_constant(number: Expr) -> bool:
    """Whether a constant nests more than 10 functions: SymPy's estimates of such a number take time exponential in the depth."""
    level: set[Expr] = {number}
    for _ in range(CONSTANT_LEVELS):
        level = {argument for part in level for inner in _outermost(part) for argument in inner.args}
        if not level:
            return False
    return True


def _outermost(part: Expr) -> Iterator[Expr]:
    """The functions and powers of a constant that stand in no other one."""
    waiting = [part]
    while waiting:
        part = waiting.pop()
        if part.is_Add or part.is_Mul:
            waiting.extend(part.args)
        elif part.args and not part.is_Rational:
            yield part


def _digits_of_value(part: Expr) -> float:
    base, exponent = part.as_base_exp() if part.is_Pow or part.func is exp else (E, part.args[0])
    if exponent.is_Rational and abs(exponent) <= 1:
        return 0.0
    return abs(_as_float(exponent)) * max(1.0, abs(log10(abs(_as_float(base)) or 1.0)))
