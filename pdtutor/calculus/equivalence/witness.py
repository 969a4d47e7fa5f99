"""A point that shows a difference, in as few digits as will do.

Belongs here: shortening a point, and the two values at it. Does not: finding the difference (`compare`).
"""

from __future__ import annotations

from fractions import Fraction
from math import isfinite

import mpmath
from sympy import Expr, Integer, Rational

from pdtutor.calculus.arithmetic import Number
from pdtutor.calculus.equivalence.candidates import Region
from pdtutor.calculus.equivalence.digits import Pair, is_finite
from pdtutor.calculus.equivalence.results import Witness
from pdtutor.calculus.nonsmooth.switches import switches_of
from pdtutor.calculus.numeric import Compiled
from pdtutor.calculus.points import Point

PLACES = (1, 2, 4)  # decimals tried
VISIBLE = 1e-3  # relative gap that six digits show well
AT_SWITCH = 1e-9  # next to where a function has a kink, nothing is seen of a slope
MOST_SWITCHES = 24
NICE = 60  # candidates looked through for a short point where the gap can be seen


def shortened(pair: Pair, point: Point, region: Region, is_gap: bool = False) -> Point:
    """A point of few decimals that still shows the difference, the point itself where there is none."""
    if region.curve is not None:  # a rounded point is not on it
        return point
    switches = tuple(zero for each in region.expressions for zeros in switches_of(each) for zero in zeros)
    tells = Pair.is_gap_at if is_gap else _Visible(pair, switches)
    home = Compiled(() if region.home is None else (region.home,))
    others = list(region.points(NICE))
    for places in PLACES:
        for candidate in (point, *(others if places == 1 else ())):
            short = _rounded(candidate, places)
            if _is_allowed(short, region) and all(map(is_finite, home(_in_floats(short)))) and tells(pair, short):
                return short
    return point


def _rounded(point: Point, places: int) -> Point:
    numbers = {variable: value if isinstance(value, int) else Fraction(str(round(value, places))) for variable, value in point.items()}
    return Point(numbers, *point.range)


def _is_allowed(point: Point, region: Region) -> bool:
    """No variable is 0, where much is special, or has left where it lives."""
    for variable, value in point.items():
        if value == 0 and variable not in region.indices:
            return False
        domain = region.domains.get(str(variable))
        if domain and not ((domain.lower is None or domain.lower < value) and (domain.upper is None or value < domain.upper)):
            return False
    return True


class _Visible:
    """Whether a point shows a difference that six digits tell: by floats first, then for certain."""

    def __init__(self, pair: Pair, switches: tuple[Expr, ...]) -> None:
        self._compiled = pair.compiled()
        self._switches = Compiled(switches[:MOST_SWITCHES])

    def __call__(self, pair: Pair, point: Point) -> bool:
        try:
            expected, given = map(float, self._compiled(_in_floats(point)))
        except OverflowError:
            return False
        is_wide = isfinite(expected) and isfinite(given) and abs(expected - given) > VISIBLE * max(abs(expected), abs(given))
        return is_wide and pair.is_same_at(point) is False and not self._is_at_a_switch(point)

    def _is_at_a_switch(self, point: Point) -> bool:
        return any(abs(value) < AT_SWITCH for value in self._switches(_in_floats(point)))


def _in_floats(point: Point) -> Point:
    return Point({variable: value if isinstance(value, int) else float(value) for variable, value in point.items()}, *point.range)


def witness_at(pair: Pair, point: Point) -> Witness:
    """The two values at a point, entries of indexed names that were met on the way among its coordinates."""
    there = point.exact()
    values = tuple(map(_as_float, pair.values(there)))
    met = {entry: value for entry, value in there.items() if entry not in point}
    return Witness({variable: _exact(value) for variable, value in {**point, **met}.items()}, *values)


def _exact(number: Number) -> Expr:
    if isinstance(number, int):
        return Integer(number)
    return Rational(Fraction(number) if isinstance(number, Fraction) else str(float(number)))


def _as_float(number: Number) -> float:
    return float(number) if is_finite(number) else float("nan") if number != number else float(mpmath.mpf(number))
