"""Points on a curve F(x, y) = 0: what a relation says of its variables makes answers the same that are not the same elsewhere.

Belongs here: solving for one variable in many digits. Does not: drawing the others (`candidates`).
"""

from __future__ import annotations

from dataclasses import dataclass

import mpmath
from sympy import Expr

from pdtutor.calculus.arithmetic import Digits, Number
from pdtutor.calculus.numeric import Compiled
from pdtutor.calculus.points import Point

DIGITS = 600  # more than any comparison uses
ROUGH = 30
STEPS = 60  # from anywhere
FEWER_STEPS = 12  # from nearby
SPARE = 20  # digits that the last step may leave open


@dataclass(frozen=True)
class Curve:
    """F = 0, to be solved for a target."""

    relation: Expr
    target: Expr

    def through(self, point: Point) -> Point | None:
        """The point with the target moved onto the curve, all numbers in many digits; None where it is not found."""
        with mpmath.workdps(DIGITS):
            there = point.exact()
            rough = self._root(there, ROUGH, STEPS)
            if rough is None:
                return None
            root = self._root(Point({**there, self.target: rough}, *point.range), DIGITS, FEWER_STEPS)
            return None if root is None else Point({**there, self.target: root}, *point.range)

    def _root(self, point: Point, digits: int, steps: int) -> Number | None:
        """Newton's steps from where the target is, the slope by a difference."""
        with mpmath.workdps(digits):
            compiled, tiny = Compiled((self.relation,), Digits()), mpmath.mpf(10) ** (-digits // 2)
            value = +point[self.target]
            for _ in range(steps):
                here, above = (self._at(compiled, point, value + by) for by in (0, tiny))
                slope = (above - here) / tiny
                if not (slope - slope == 0 and slope):
                    return None
                step = here / slope
                value -= step
                if abs(step) <= abs(value) * mpmath.mpf(10) ** (SPARE - digits):
                    return value
            return None

    def _at(self, compiled: Compiled, point: Point, value: Number) -> Number:
        return compiled(Point({**point, self.target: value}, *point.range))[0]
