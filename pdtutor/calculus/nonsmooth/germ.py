"""A function and its gradient in the immediate neighbourhood of a point, in many digits.

Belongs here: following a path to the point and telling what values and gradients tend to. Does not: choosing the paths (`paths`), or what
the limits say of the function (`local`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import pairwise

import mpmath
from sympy import Expr, S, cos, cot, csc, sec, sin, tan

from pdtutor.calculus.arithmetic import NAN, Digits, Number
from pdtutor.calculus.graph import reverse_sweep
from pdtutor.calculus.limits import DIGITS, INFINITE, side_slopes
from pdtutor.calculus.nonsmooth.paths import Path
from pdtutor.calculus.numeric import Compiled, constant_number
from pdtutor.notation.algebra import substitute

FAR, NEAR = -40, -60  # powers of ten: how near to the point a path is followed
GROWTH = (-30, -40, -50, -60)
GROWING = 1.15  # ln t grows by a fifth over the last of these
SAME = -12  # a power of ten: of two gradients, nearer than this they are taken for one
POLES = (tan, cot, sec, csc, sin, cos)
STILL = 0.9  # a distance that shrinks by less between FAR and NEAR does not tend to zero
NOTHING = -30  # a power of ten: a distance seen from NEAR that is smaller is none


@dataclass(frozen=True)
class Approach:
    """What is seen on one path.

    value      what f tends to, nan where it is undefined on the path
    gap        how far f is from its value at the point, far from it and near
    gradient   what the gradient tends to; None where it tends to nothing, or grows
    is_growing whether the gradient grows without bound
    """

    path: Path
    value: Number
    gap: tuple[Number, Number]
    gradient: tuple[Number, ...] | None
    is_growing: bool


class Germ:
    """f near a point: `here` is f's value there, nan where it has none."""

    def __init__(self, of: Expr, variables: Sequence[Expr], point: Mapping[Expr, Expr]) -> None:
        self.of, self.variables = of, tuple(variables)
        sweep = reverse_sweep(of, variables)
        with mpmath.workdps(DIGITS):  # fractions are turned into numbers when they are compiled
            backend = Digits()
            self._function = Compiled((of,), backend)
            self.both = Compiled((of, *sweep.entries), backend, names=sweep.shared)
        self._place(point)

    def _place(self, point: Mapping[Expr, Expr]) -> None:
        self.point = dict(point)
        with mpmath.workdps(DIGITS):
            self.start = {variable: constant_number(value, Digits()) for variable, value in point.items()}
            here = self._function(self.start)[0]
            self.here: Number = NAN if abs(here) == INFINITE or _is_hole(self.of, point) else here

    def moved_to(self, point: Mapping[Expr, Expr]) -> Germ:
        """The same function near another point."""
        other = copy(self)
        other._place(point)
        return other

    def gradient(self) -> tuple[Number, ...]:
        """What the formulas of the gradient give at the point itself."""
        return self.both(self.start)[1:]

    def near(self, path: Path) -> dict[Expr, Number]:
        """The numbers of a place on the path, as near to the point as it is followed."""
        with mpmath.workdps(DIGITS):
            return self.place(path.offset(mpmath.mpf(10) ** NEAR))

    def seen(self, path: Path) -> tuple[Number, tuple[Number, ...]]:
        """f and its gradient on a path, as near to the point as it is followed."""
        with mpmath.workdps(DIGITS):
            value, *gradient = self.both(self.near(path))
            return value, tuple(gradient)

    def approach(self, path: Path) -> Approach:
        """Follow a path to the point."""
        with mpmath.workdps(DIGITS):
            far, near = (self.both(self.place(path.offset(mpmath.mpf(10) ** power))) for power in (FAR, NEAR))
            value = near[0] if is_same_number(far[0], near[0]) or self.here == self.here else NAN
            gap = (abs(far[0] - self.here), abs(near[0] - self.here))
            slopes = _limit(far[1:], near[1:])
            return Approach(path, value, gap, slopes, slopes is None and self._is_growing(path))

    def _is_growing(self, path: Path) -> bool:
        """Whether the gradient is larger at each of several places than at the one before: slopes that swing are not."""
        seen = [self.both(self.place(path.offset(mpmath.mpf(10) ** power)))[1:] for power in GROWTH]
        sizes = [max((abs(slope) for slope in slopes if slope == slope), default=NAN) for slopes in seen]
        return bool(sizes[-1] > 2 and all(after > GROWING * before for before, after in pairwise(sizes)))

    def sides(self, direction: Sequence[float], here: Number) -> tuple[Number, Number]:
        """The slopes backwards and forwards along a direction, `here` being taken for f at the point."""

        def along(h: Number) -> Number:
            return self._function(self.place([h * mpmath.mpf(part) for part in direction]))[0]

        return side_slopes(along, here)

    def remainder(self, path: Path, gradient: Sequence[Number], here: Number) -> tuple[Number, Number]:
        """|f(a + o) - f(a) - gradient·o|/|o| far from the point and near to it."""
        with mpmath.workdps(DIGITS):
            far, near = (self._remainder(path.offset(mpmath.mpf(10) ** power), gradient, here) for power in (FAR, NEAR))
            return far, near

    def _remainder(self, offset: Sequence[Number], gradient: Sequence[Number], here: Number) -> Number:
        linear = sum(slope * part for slope, part in zip(gradient, offset, strict=True))
        return abs(self._function(self.place(offset))[0] - here - linear) / mpmath.norm(offset)

    def place(self, offset: Sequence[Number]) -> dict[Expr, Number]:
        """The numbers of the point moved by an offset, at mpmath's precision of the moment."""
        moved = {variable: self.start[variable] + part for variable, part in zip(self.variables, offset, strict=True)}
        return {**self.start, **moved}


def _limit(far: Sequence[Number], near: Sequence[Number]) -> tuple[Number, ...] | None:
    if any(slope != slope or abs(slope) == INFINITE for slope in (*far, *near)):
        return None
    size = max(1, *map(abs, near))
    tends = all(abs(a - b) <= mpmath.mpf(10) ** SAME * size for a, b in zip(far, near, strict=True))
    return tuple(near) if tends else None


def is_same_number(one: Number, other: Number) -> bool:
    """Are two values one finite number, as far as a limit can be told?"""
    return bool(one - one == 0 and abs(one - other) <= 1e-6 * max(1, abs(other)))


def _is_hole(of: Expr, point: Mapping[Expr, Expr]) -> bool:
    """Whether exact arithmetic finds no value, where that of many digits finds a very large one: tan(π/2)."""
    return of.has(*POLES) and bool(substitute(of, point).has(S.NaN, S.ComplexInfinity))


def tends_to_zero(gap: tuple[Number, Number]) -> bool:
    """Whether a distance seen far and near shrinks to nothing."""
    far, near = gap
    return bool(near == near and (near <= mpmath.mpf(10) ** NOTHING or near < STILL * far))
