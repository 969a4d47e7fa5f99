"""What there is to draw of a function: frozen results.

Belongs here: data, and the coordinates that go with it. Does not: finding any of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from sympy import Basic, Expr

ROUNDING = 1e-12  # of a range
Place = tuple[float, ...]  # a number for each variable, in their order
Range = tuple[float, float]
Sides = tuple[float | None, float | None]


class Seen(NamedTuple):
    """A value of the function and where it was met."""

    place: Place
    value: float


@dataclass(frozen=True)
class Spot:
    """The function at the point asked for.

    gradient  the derivatives by the variables; None where the function is not differentiable or the slopes are too large for a float
    why       why there is none: "kink", "jump", "vertical", "edge" or "overflow"
    sides     for each variable the slopes left and right along it, None where a side has none
    """

    place: Place
    value: float
    gradient: Place | None
    why: str | None = None
    sides: tuple[Sides, ...] = ()


@dataclass(frozen=True)
class Crease:
    """Where the function has a kink.

    where   the equation of the place, or And of several
    kind    "kink", "vertical" or "jump", as in `calculus.nonsmooth.results.Kink`
    pieces  what of it lies in the picture and really is a kink: pieces of lines by their ends, which are the same for a single point
    """

    where: Basic
    kind: str
    pieces: tuple[tuple[Place, Place], ...]


@dataclass(frozen=True)
class Landscape:
    """A function of one or two variables over a range of each.

    of         the function, all other variables replaced by numbers
    variables  the one or two that are shown: the first across, the second, if there is one, upwards
    ranges     variable → the ends of what is shown of it
    values     on an even grid that includes the ends: one row for each value of the second variable, ascending, and in it one number for
               each value of the first; nan where there is no number
    point      the point asked for, or None
    path       the points of a descent in their order
    kinks      where the function has kinks
    minimum    the smallest value met on the grid, at the point and on the path
    gaps       why some of the values are nan: "undefined", "overflow" (beyond what floating point holds), or both
    """

    of: Expr
    variables: tuple[Expr, ...]
    ranges: Mapping[Expr, Range]
    values: tuple[tuple[float, ...], ...]
    minimum: Seen
    point: Spot | None = None
    path: tuple[Place, ...] = ()
    kinks: tuple[Crease, ...] = ()
    gaps: frozenset[str] = frozenset()

    def coordinates(self, which: int) -> tuple[float, ...]:
        """The grid's numbers along the variable number `which` (0 or 1)."""
        return spread(self.ranges[self.variables[which]], len(self.values if which else self.values[0]))

    @property
    def numbers(self) -> tuple[float, ...]:
        """All values that are numbers."""
        return tuple(value for value in chain(*self.values) if value == value)

    def is_inside(self, place: Place) -> bool:
        """Whether a place lies in the picture."""
        ends = (self.ranges[variable] for variable in self.variables)
        return all(low <= number <= high for number, (low, high) in zip(place, ends, strict=True))

    def at(self, place: Place) -> float:
        """The value at a place in the picture, between the grid's numbers by straight lines; beside a gap, that of the nearest of them."""
        (i, s), (j, t) = (self._cell(which, number) for which, number in enumerate((*place, 0.0)[:2]))
        corners = [self.values[j + b][i + a] if (a or b) else self.values[j][i] for a in range(1 + (s > 0)) for b in range(1 + (t > 0))]
        if any(corner != corner for corner in corners):
            return self.values[j + (t > 0.5)][i + (s > 0.5)]
        below, above = (self._between(row, i, s) for row in (j, j + (t > 0)))
        return below + t * (above - below) if t else below

    def _between(self, row: int, i: int, s: float) -> float:
        left, right = self.values[row][i], self.values[row][i + (s > 0)]
        return left + s * (right - left) if s else left

    def _cell(self, which: int, number: float) -> tuple[int, float]:
        """The grid's cell that a number lies in, and how far into it."""
        if which >= len(self.variables):
            return 0, 0.0
        low, high = self.ranges[self.variables[which]]
        last = len(self.values if which else self.values[0]) - 1
        along = min(max((number - low) / (high - low), 0.0), 1.0) * last
        whole = min(int(along), last)
        return whole, along - whole


def spread(ends: Range, count: int) -> tuple[float, ...]:
    """So many numbers at even distances, the ends included; what is 0 but for rounding is 0."""
    low, high = ends
    numbers = (*(low + (high - low) * k / (count - 1) for k in range(count - 1)), high)
    return tuple(0.0 if abs(number) < ROUNDING * (high - low) else number for number in numbers)
