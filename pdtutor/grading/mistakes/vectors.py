"""Numbers at several points at once, in machine precision.

Belongs here: arithmetic entry by entry, nan where there is no value; the functions that wrong ways name. Does not: where the numbers come
from (`scope`), or the same arithmetic with formulas (`formulas`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any

NAN = float("nan")
Call = Callable[[Any, Any], Any]  # a function of a number or a formula, in the functions of a module: of `math`, or of SymPy


def cosine(u: Any, functions: Any) -> Any:
    """cos u."""
    return functions.cos(u)


def sine(u: Any, functions: Any) -> Any:
    """sin u."""
    return functions.sin(u)


def tangent(u: Any, functions: Any) -> Any:
    """tan u."""
    return functions.tan(u)


def exponential(u: Any, functions: Any) -> Any:
    """e^u."""
    return functions.exp(u)


def logarithm(u: Any, functions: Any) -> Any:
    """ln u."""
    return functions.log(u)


def logistic(u: Any, functions: Any) -> Any:
    """1/(1 + e^-u)."""
    return 1 / (1 + functions.exp(-u))


class Vector(tuple[float, ...]):
    """One number for each point."""

    __slots__ = ()

    def __add__(self, other: Vector) -> Vector:  # type: ignore[override]
        return Vector([a + b for a, b in zip(self, other, strict=True)])

    def __sub__(self, other: Vector) -> Vector:
        return Vector([a - b for a, b in zip(self, other, strict=True)])

    def __mul__(self, other: Vector) -> Vector:  # type: ignore[override]
        return Vector([a * b for a, b in zip(self, other, strict=True)])

    def __truediv__(self, other: Vector) -> Vector:
        return Vector([a / b if b else NAN for a, b in zip(self, other, strict=True)])

    def __neg__(self) -> Vector:
        return Vector([-a for a in self])

    def __pow__(self, other: Vector) -> Vector:
        return Vector([_power(a, b) for a, b in zip(self, other, strict=True)])

    def map(self, call: Call) -> Vector:
        """The function of each number, nan where it has no value."""
        return Vector([_called(call, a) for a in self])

    def times(self, number: float) -> Vector:
        """Every number multiplied by one."""
        return Vector([number * a for a in self])

    def constant(self, number: float) -> Vector:
        """The number at every point."""
        return Vector([number] * len(self))

    def chosen(self, other: Vector) -> Vector:
        """1 where both are the same, else 0."""
        return Vector([float(is_close(a, b)) for a, b in zip(self, other, strict=True)])

    def following(self, rights: Sequence[Vector], gives: Sequence[Vector]) -> Vector:
        """At each point what is given in place of the right one that this follows there."""
        chosen = []
        for place, right in enumerate(self):
            near = next((k for k, other in enumerate(rights) if is_close(other[place], right)), None)
            chosen.append(right if near is None else gives[near][place])
        return Vector(chosen)

    @property
    def is_finite(self) -> bool:
        """There is a number at every point."""
        return all(map(math.isfinite, self))


def is_close(one: float, other: float) -> bool:
    """The same but for rounding."""
    return abs(one - other) <= 1e-9 * max(abs(one), abs(other), 1e-300)


def _power(base: float, exponent: float) -> float:
    try:
        value = base**exponent
    except (ZeroDivisionError, OverflowError):
        return NAN
    return value if isinstance(value, float | int) else NAN


def _called(call: Call, number: float) -> float:
    try:
        return float(call(number, math))
    except (ValueError, OverflowError, ZeroDivisionError):
        return NAN


def total(vectors: Iterable[Vector], zero: Vector) -> Vector:
    """Their sum."""
    for vector in vectors:
        zero = zero + vector
    return zero


def product(vectors: Iterable[Vector], one: Vector) -> Vector:
    """Their product."""
    for vector in vectors:
        one = one * vector
    return one
