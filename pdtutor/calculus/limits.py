"""One-sided slopes at a point, as limits of difference quotients in many digits.

Belongs here: the quotient, its limit along shrinking steps, recognising simple exact numbers.
Does not: deciding when a limit is needed (`value`, `conditions`, `joins`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import mpmath
from sympy import Expr, Integer, Rational, S, sqrt

from pdtutor.calculus.arithmetic import NAN, Digits, Number
from pdtutor.calculus.numeric import Compiled, constant_number

DIGITS = 300
STEPS = (-20, -40, -60)  # powers of ten; at 300 digits even the shortest leaves more than 200 to the difference
SIMPLE = -19  # a power of ten: the error of a limit in which the third root of the last step is left
INFINITE = float("inf")


def side_slopes(function: Callable[[Number], Number], at_zero: Number) -> tuple[Number, Number]:
    """The left and right limits of (F(h) - F(0))/h; ±inf where they grow without bound, nan where there is none.

    function  F, called with steps h of either sign at `DIGITS` digits
    at_zero   F(0)
    """
    with mpmath.workdps(DIGITS):
        return _limit(function, at_zero, -1), _limit(function, at_zero, 1)


def _limit(function: Callable[[Number], Number], at_zero: Number, side: int) -> Number:
    steps = [side * mpmath.mpf(10) ** exponent for exponent in STEPS]
    return settling([(function(h) - at_zero) / h for h in steps])


def settling(quotients: Sequence[Number]) -> Number:
    """What three quotients for steps that shrink by equal factors tend to; ±inf where they grow for ever, nan where they do neither."""
    first, second, third = quotients
    if any(q != q for q in (first, second, third)):
        return NAN
    if abs(third - second) <= mpmath.mpf(10) ** -15 * max(1, abs(third)):
        return third
    if abs(third - second) <= abs(second - first) / 100:
        return third - (third - second) ** 2 / ((third - second) - (second - first))  # Aitken: the slope goes like a root of h
    grows = abs(third) > 1.2 * abs(second) > 1.4 * abs(first) and first * third > 0 and second * third > 0
    return (INFINITE if third > 0 else -INFINITE) if grows else NAN


def slopes_at(of: Expr, wrt: Expr, point: Mapping[Expr, Expr]) -> tuple[Number, Number]:
    """The one-sided slopes of `of` along `wrt` at a point that gives every variable an exact number."""
    along, value = along_line(of, wrt, point)
    return side_slopes(along, value)


def along_line(of: Expr, wrt: Expr, point: Mapping[Expr, Expr]) -> tuple[Callable[[Number], Number], Number]:
    """h ↦ of(point + h·wrt) and its value at h = 0."""
    return along_direction(of, {wrt: S.One}, point)


def along_direction(
    of: Expr, direction: Mapping[Expr, Expr | float], point: Mapping[Expr, Expr]
) -> tuple[Callable[[Number], Number], Number]:
    """h ↦ of(point + h·direction) and its value at h = 0."""
    with mpmath.workdps(DIGITS):
        backend = Digits()
        compiled = Compiled((of,), backend)
        start: dict[Expr, Any] = {variable: constant_number(value, backend) for variable, value in point.items()}
        parts: dict[Expr, Any] = {
            variable: constant_number(part, backend) if isinstance(part, Expr) else mpmath.mpf(part) for variable, part in direction.items()
        }

        def along(h: Number) -> Number:
            return compiled({**start, **{variable: start[variable] + h * part for variable, part in parts.items()}})[0]

        return along, along(mpmath.mpf(0))


def is_same(left: Number, right: Number) -> bool:
    """Are two limits one finite number?"""
    if abs(left) == INFINITE or abs(right) == INFINITE or left != left or right != right:
        return False
    return bool(abs(left - right) <= mpmath.mpf(10) ** -12 * max(1, abs(left)))


def recognised(number: Number) -> Expr | None:
    """The number as a rational of small parts, or the root of one; None where it is neither."""
    if number != number or abs(number) == INFINITE:
        return None
    rational = _rational(number)
    if rational is not None:
        return rational
    squared = _rational(number * number)
    return None if not squared else (1 if number > 0 else -1) * sqrt(squared)


def _rational(number: Number) -> Expr | None:
    with mpmath.workdps(60):
        tie = mpmath.mpf(10) ** SIMPLE
        if abs(number) < tie:
            return S.Zero
        for denominator in range(1, 1001):
            numerator = mpmath.nint(number * denominator)
            if abs(number * denominator - numerator) < tie * max(1, abs(numerator)):
                return Rational(Integer(int(numerator)), denominator)
    return None
