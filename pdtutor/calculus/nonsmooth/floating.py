"""Floating point as processors do it: a value for every argument, infinite or nan where `math` raises.

Belongs here: total functions of floats (IEEE 754). Does not: what a framework makes of them (`conventions`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

NAN, INFINITE = math.nan, math.inf
Function = Callable[[float], float]


def _total(function: Function, poles: Mapping[float, float] | None = None) -> Function:
    """The function with the values given at its poles, nan outside its domain, and ∞ where it overflows."""

    def value(x: float) -> float:
        try:
            return function(x)
        except ValueError:
            return (poles or {}).get(x, NAN)
        except OverflowError:
            return INFINITE

    return value


def divided(a: float, b: float) -> float:
    """a/b, with 1/0 = ∞, 1/(-0) = -∞ and 0/0 = nan."""
    if b:
        return a / b
    return NAN if a == 0 or a != a else math.copysign(INFINITE, a) * math.copysign(1.0, b)


def raised(base: float, exponent: float) -> float:
    """base^exponent, with 0^0 = 1, 0^(-1) = ∞ and nan for a negative base to a fractional power."""
    is_odd = abs(exponent) < 2**53 and exponent % 2 == 1
    try:
        return math.pow(base, exponent)
    except ValueError:
        return NAN if base else math.copysign(INFINITE, base if is_odd else 1.0)
    except OverflowError:
        return math.copysign(INFINITE, base if is_odd else 1.0)


exp, expm1 = _total(math.exp), _total(math.expm1)
log, log2, log10 = (_total(function, {0.0: -INFINITE}) for function in (math.log, math.log2, math.log10))
log1p = _total(math.log1p, {-1.0: -INFINITE})
sin, cos, tan, asin, acos = map(_total, (math.sin, math.cos, math.tan, math.asin, math.acos))
cosh, acosh, sqrt = map(_total, (math.cosh, math.acosh, math.sqrt))
atanh = _total(math.atanh, {-1.0: -INFINITE, 1.0: INFINITE})


def sinh(x: float) -> float:
    """sinh x, -∞ or ∞ where it overflows."""
    try:
        return math.sinh(x)
    except OverflowError:
        return math.copysign(INFINITE, x)


def sign(x: float) -> float:
    """-1, 0 or 1; a zero keeps its sign, nan stays."""
    return math.copysign(1.0, x) if x < 0 or x > 0 else x


def maximum(a: float, b: float) -> float:
    """The larger, the first of two equal ones; nan where either is."""
    return NAN if a != a or b != b else max(a, b)


def minimum(a: float, b: float) -> float:
    """The smaller, the first of two equal ones; nan where either is."""
    return NAN if a != a or b != b else min(a, b)
