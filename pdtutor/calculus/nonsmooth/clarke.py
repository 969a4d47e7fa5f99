"""Clarke's subdifferential: the convex hull of all limits of gradients around a point.

Belongs here: the limits as a set: point, hull, ball, or not known. Does not: the limits themselves (`germ`), or whether there is a set
(`local`).

Source: F. H. Clarke, *Optimization and Nonsmooth Analysis* (1983), theorem 2.5.1; for piecewise smooth functions only the pieces count
whose region comes up to the point with its inside: S. Scholtes, *Introduction to Piecewise Differentiable Equations* (2012),
proposition 4.3.1.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import mpmath

from pdtutor.calculus.arithmetic import Digits, Number
from pdtutor.calculus.limits import DIGITS, recognised
from pdtutor.calculus.nonsmooth.germ import SAME, Approach, Germ
from pdtutor.calculus.nonsmooth.hull import vertices
from pdtutor.calculus.nonsmooth.paths import Path, straight
from pdtutor.calculus.nonsmooth.results import SubgradientSet, Vector
from pdtutor.calculus.numeric import constant_number
from pdtutor.calculus.results import Value
from pdtutor.calculus.value import as_float

MOST_PIECES = 64
NOWHERE = (0.0, 0.0)  # stands for the path to a region that no path was followed in
TIE = mpmath.mpf(10) ** SAME


class Piece(NamedTuple):
    """A gradient in the limit, and the first path on which it was met."""

    gradient: tuple[Number, ...]
    path: Path


def pieces_of(approaches: Sequence[Approach], more: Sequence[tuple[Number, ...]] = ()) -> list[Piece]:
    """Every limit of gradients once, in the order in which they were met.

    more  gradients seen near the point on no path that goes there
    """
    found: list[Piece] = []
    seen = [(approach.gradient, approach.path) for approach in approaches if approach.gradient is not None]
    for gradient, path in (*seen, *((gradient, straight(NOWHERE)) for gradient in more)):
        if not any(is_same(gradient, piece.gradient) for piece in found):
            found.append(Piece(gradient, path))
    return found


def is_same(one: Sequence[Number], other: Sequence[Number]) -> bool:
    """Are two vectors one and the same, but for rounding?"""
    return all(abs(a - b) <= TIE * max(1, abs(a)) for a, b in zip(one, other, strict=True))


def hull_of(gradients: Sequence[Vector]) -> SubgradientSet:
    """The hull of gradients, by its vertices alone."""
    with mpmath.workdps(DIGITS):
        numbers = [tuple(map(_number, gradient)) for gradient in gradients]
        chosen = [gradients[k] for k in vertices(numbers)]
    return SubgradientSet("point" if len(chosen) == 1 else "hull", tuple(chosen))


def _number(value: Value) -> Number:
    return constant_number(value.exact, Digits()) if value.exact is not None else mpmath.mpf(value.decimal)


def ball_of(germ: Germ, approaches: Sequence[Approach]) -> SubgradientSet | None:
    """The ball whose surface the gradients fill: on straight paths along d they tend to center + radius·d/|d|; None where they do not."""
    with mpmath.workdps(DIGITS):
        seen = [(_unit(a.path.parts), a.gradient) for a in approaches if a.path.is_straight and a.gradient is not None]
        if len(germ.variables) < 2 or len(seen) < 2 * len(germ.variables):
            return None
        center, radius = _fitted(seen)
        if not _is_surface(center, radius, seen, approaches):
            return None
        return SubgradientSet("ball", center=tuple(map(_value, center)), radius=_value(abs(radius)))


Seen = Sequence[tuple[list[Number], tuple[Number, ...]]]


def _is_surface(center: Sequence[Number], radius: Number, seen: Seen, approaches: Sequence[Approach]) -> bool:
    """Whether the gradients lie where their directions say, and all others somewhere on the sphere."""
    tie = TIE * max(1, abs(radius))
    fits = all(
        abs(slope - (middle + radius * part)) <= tie
        for direction, gradient in seen
        for slope, middle, part in zip(gradient, center, direction, strict=True)
    )
    gradients = [a.gradient for a in approaches if a.gradient is not None]
    return fits and all(abs(mpmath.norm([s - c for s, c in zip(g, center, strict=True)]) - abs(radius)) <= tie for g in gradients)


def _fitted(seen: Seen) -> tuple[list[Number], Number]:
    """Center and radius by the first two directions in which they show: g = c + r·d."""
    (one, at_one), (other, at_other) = seen[0], next(pair for pair in seen[1:] if pair[0] != seen[0][0])
    place = max(range(len(one)), key=lambda k: abs(one[k] - other[k]))
    radius = (at_one[place] - at_other[place]) / (one[place] - other[place])
    return [slope - radius * part for slope, part in zip(at_one, one, strict=True)], radius


def _unit(direction: Sequence[float]) -> list[Number]:
    parts = [mpmath.mpf(part) for part in direction]
    length = mpmath.norm(parts)
    return [part / length for part in parts]


def _value(number: Number) -> Value:
    exact = recognised(number)
    return Value(exact, as_float(number) if exact is None or exact != 0 else 0.0)
