"""Numbers at several points at once, in machine precision.

Belongs here: arithmetic entry by entry, nan where there is no value. Does not: where the numbers come from (`scope`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

NAN = float("nan")


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

    def map(self, function: Callable[[float], float]) -> Vector:
        """The function of each number, nan where it has no value."""
        return Vector([_called(function, a) for a in self])

    def times(self, number: float) -> Vector:
        """Every number multiplied by one."""
        return Vector([number * a for a in self])

    def constant(self, number: float) -> Vector:
        """The number at every point."""
        return Vector([number] * len(self))

    def chosen(self, other: Vector) -> Vector:
        """1 where both are the same, else 0."""
        return Vector([float(is_close(a, b)) for a, b in zip(self, other, strict=True)])

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


def _called(function: Callable[[float], float], number: float) -> float:
    try:
        return function(number)
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
