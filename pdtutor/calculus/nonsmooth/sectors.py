"""The regions that meet at a point of the plane, found on a small circle around it.

Belongs here: where switches change their sign on the circle, one place in each sector between, and whether f jumps from one to the next.
Does not: what is seen on paths that go all the way to the point (`germ`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

import mpmath
from sympy import Eq, Expr, Ne, sympify

from pdtutor.calculus.arithmetic import Digits, Number
from pdtutor.calculus.limits import DIGITS
from pdtutor.calculus.nonsmooth.germ import Germ
from pdtutor.calculus.nonsmooth.paths import Normal
from pdtutor.calculus.nonsmooth.roots import core
from pdtutor.calculus.numeric import Compiled

RADIUS = -20  # a power of ten
HALVINGS = 240  # of a sector in which a sign changes: curves that touch leave it as narrow as the square of the radius
MOST_STEPS = 30  # before halving, which always finds it
SEAM = -80  # a power of ten: on a boundary a switch is smaller, for its halvings have found it; beside one it is not
ROUNDS = 2  # what one switch divides shows the changes of others
GRID = 12
TORN = 1e-50  # of the radius; f is torn where it changes by more across a boundary
MOST = 80  # boundaries


class Around(NamedTuple):
    """The gradients in the sectors, and whether f jumps between two of them."""

    gradients: list[tuple[Number, ...]]
    is_torn: bool


def around(germ: Germ, switches: Sequence[Expr], normals: Sequence[Normal]) -> Around:
    """What is seen in each sector of a small circle around a point of the plane."""
    with mpmath.workdps(DIGITS):
        circle = _Circle(germ, switches)
        angles = circle.divided(sorted({*_grid(), *_tangents(normals)}))
        middles = [(one + other) / 2 for one, other in pairwise([*angles, angles[0] + 2 * mpmath.pi])]
        gradients = [gradient for angle in middles if (gradient := circle.gradient(angle)) is not None]
        return Around(gradients, any(map(circle.is_torn_at, circle.boundaries)))


def _grid() -> list[Number]:
    return [2 * mpmath.pi * (k + mpmath.mpf("0.371")) / GRID for k in range(GRID)]


def _tangents(normals: Sequence[Normal]) -> list[Number]:
    """Along each boundary, both ways."""
    angles = [mpmath.atan2(a, -b) for a, b in normals]
    return [angle % (2 * mpmath.pi) for one in angles for angle in (one, one + mpmath.pi)]


def _sign(value: Number) -> int:
    return (value > 0) - (value < 0) if value == value else 0


def _by_false_position(at: Callable[[Number], Number], low: Number, high: Number) -> Number | None:
    """What halving finds, in fewer steps; None where these do not get there, as where curves touch.

    It is the middle of the very range that halving ends with, so that switches with one boundary are found to have one.
    """
    width = (high - low) * mpmath.mpf(2) ** -HALVINGS
    try:
        near = mpmath.findroot(at, (low, high), solver="illinois", tol=width / 1000, maxsteps=MOST_STEPS, verify=False)
        found = low + (mpmath.floor((near - low) / width) + 0.5) * width
    except (ValueError, ZeroDivisionError):
        return None
    return found if _sign(at(found - width / 2)) * _sign(at(found + width / 2)) < 0 else None


def _by_halves(at: Callable[[Number], Number], low: Number, high: Number) -> Number:
    before = _sign(at(low))
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if _sign(at(middle)) == before else (low, middle)
    return (low + high) / 2


class _Circle:
    def __init__(self, germ: Germ, switches: Sequence[Expr]) -> None:
        self._germ = germ
        self._radius = mpmath.mpf(10) ** RADIUS
        self._switches = Compiled(tuple(switches), Digits())
        self._names = tuple(switches)
        self.boundaries: list[Number] = []

    def divided(self, angles: list[Number]) -> list[Number]:
        """The angles with those added at which a switch changes its sign."""
        self.boundaries = [angle for angle in angles if 0 in self._signs(angle)]
        for _ in range(ROUNDS):
            signs = [self._signs(angle) for angle in angles]
            found = [
                self._change(k, one, other)
                for (one, before), (other, after) in pairwise([*zip(angles, signs, strict=True), (angles[0] + 2 * mpmath.pi, signs[0])])
                for k, (a, b) in enumerate(zip(before, after, strict=True))
                if a * b < 0
            ]
            self.boundaries += found
            if not found or len(self.boundaries) > MOST:
                break
            angles = sorted({*angles, *found})
        return angles

    def _signs(self, angle: Number) -> list[int]:
        return list(map(_sign, self._switches(self._place(angle))))

    def _change(self, k: int, low: Number, high: Number) -> Number:
        """The angle in a sector at which a switch changes its sign."""
        switch = Compiled((self._names[k],), Digits())

        def at(angle: Number) -> Number:
            return switch(self._place(angle))[0]

        if high - low < mpmath.mpf(2) ** -HALVINGS:  # between two switches with one boundary
            return (low + high) / 2
        found = _by_false_position(at, low, high)
        return _by_halves(at, low, high) if found is None else found

    def _place(self, angle: Number) -> dict[Expr, Number]:
        return self._germ.place([self._radius * mpmath.cos(angle), self._radius * mpmath.sin(angle)])

    def gradient(self, angle: Number) -> tuple[Number, ...] | None:
        """The gradient at an angle, None where f has none."""
        value, *slopes = self._germ.both(self._place(angle))
        return tuple(slopes) if value == value and all(slope - slope == 0 for slope in slopes) else None

    def is_torn_at(self, angle: Number) -> bool:
        """Whether f differs on the two sides of a boundary, or on it."""
        near = mpmath.mpf(2) ** (8 - HALVINGS)
        before, after = (self._germ.both(self._place(angle + side * near))[0] for side in (-1, 1))
        on = self._on_seam(angle)
        return bool(max(abs(before - after), abs(before - on)) > TORN * self._radius)

    def _on_seam(self, angle: Number) -> Number:
        """f where switches are zero: rounding never meets the very place, so their equalities are taken to hold."""
        place, of = self._place(angle), self._germ.of
        zeros = {
            core(switch) for switch, value in zip(self._names, self._switches(place), strict=True) if abs(value) < mpmath.mpf(10) ** SEAM
        }
        equalities = [part for part in of.atoms(Eq, Ne) if {core(part.lhs - part.rhs), core(part.rhs - part.lhs)} & zeros]
        return Compiled((of.xreplace({part: sympify(isinstance(part, Eq)) for part in equalities}),), Digits())(place)[0]
