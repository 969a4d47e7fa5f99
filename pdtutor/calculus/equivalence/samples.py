"""Which points two expressions are compared at: those where both have values, on every side of their switches.

Belongs here: choosing among candidates in machine precision, fast. Does not: drawing them (`candidates`), the verdict (`compare`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain

from sympy import Abs, Expr, Max, Min, Piecewise, S, sign

from pdtutor.calculus.arithmetic import Number
from pdtutor.calculus.equivalence.candidates import Region
from pdtutor.calculus.equivalence.digits import Pair, is_finite
from pdtutor.calculus.nonsmooth.switches import switches_of
from pdtutor.calculus.numeric import Compiled
from pdtutor.calculus.points import Point
from pdtutor.notation.functions import NamedFunction

ENOUGH = 14  # points of an expression without switches
MOST = 24  # points, however many sides its switches have
FEWEST = 12
SCANNED = 60  # candidates, where there are switches to look for the sides of
SCANNED_AT_MOST = 400  # candidates, where few have values
EACH_SIDE = 2
MOST_OF_A_KIND = 5  # points at which both are 0, or huge: they tell little
HUGE = 1e12
MOST_SWITCHES = 24
MOST_DOUBTS = 30  # points without a value in machine precision that are tried again in many digits
SCANNED_FAR = 2000
SCANNED_FOR_REGIONS = 1000
SCANNED_IN_SUMS = 60
SCANNED_FOR_CONDITION = 3000
MOST_CONDITIONS = 6
MOST_MOVED = 4  # variables moved to reach the other side of a switch
REACH = tuple(sign * size for power in range(-3, 13) for size in (10.0**power, 3.0 * 10**power) for sign in (1, -1))
NEIGHBOURS = 25
NEAR = (0.3, 0.03, 0.003)
LOST = 1e-12
ALIKE = 1e-6  # relative gap that machine precision may leave


class Samples:
    """The points for one pair of expressions, in the order in which they are worth comparing.

    Iterating gives each point at which both have a value; then `gap` holds a point where only the expected one has one, if there is any.
    """

    def __init__(self, pair: Pair, expected: Expr, given: Expr, region: Region) -> None:
        self._pair = pair
        self._region = region
        switches = tuple(dict.fromkeys(zero for each in (expected, given) for zeros in switches_of(each) for zero in zeros))
        self._has_switches = bool(switches)
        self._switches = switches[:MOST_SWITCHES]
        pieces = [piece for each in (expected, given) for piece in sorted(each.atoms(Piecewise), key=str)]
        self._has_branches = any(map(_is_branching, (expected, given)))
        self._conditions = tuple(dict.fromkeys(case.cond for piece in pieces for case in piece.args if case.cond is not S.true))
        self._compiled = Compiled((expected, given, *self._switches))
        self._home = None if region.home is None else Compiled((region.home,))
        self._sides: Counter[tuple[bool, ...]] = Counter()
        self._kinds: Counter[str] = Counter()
        self._doubts: list[Point] = []
        self._seen: set[tuple[Number, ...]] = set()
        self.found: list[Point] = []
        self.confirmed = 0  # points at which both turned out to be the same, counted by whoever compares
        self.gap: Point | None = None

    def __iter__(self) -> Iterator[Point]:
        for number, point in enumerate(self._region.points(SCANNED_AT_MOST)):
            if len(self.found) >= MOST or (number >= self._scanned and len(self.found) >= FEWEST):
                break
            yield from self._tried(point)
        for point in sorted(self._doubts, key=self._is_unlikely_gap)[:MOST_DOUBTS]:
            yield from self._tried_again(point)
        if self._has_switches:
            yield from self._beyond_switches()
        if self._has_branches:
            yield from self._where_conditions_turn()
            yield from self._in_small_regions()
        if not self.found:
            yield from self._anywhere()
        if 0 < self.confirmed < FEWEST:
            yield from self._nearby()

    @property
    def _scanned(self) -> int:
        return SCANNED if self._has_switches else ENOUGH

    def _tried(self, point: Point) -> Iterator[Point]:
        place = (*point.values(), *(point.range if self._region.entries else ()))
        if place in self._seen:
            return
        self._seen.add(place)
        if not self._is_home(point):
            return
        expected, given, *switches = self._in_floats(point)
        if is_finite(expected) and is_finite(given) and not _is_lost(expected, given):
            if self._tells(expected, given, tuple(zero > 0 for zero in switches)):
                self.found.append(point)
                yield point
        else:
            self._doubts.append(point)

    def _is_home(self, point: Point) -> bool:
        """Whether the function that it is all about has a value there, or one beyond the range of floats."""
        return self._home is None or is_finite(_in_floats(self._home, point)[0])

    def _tells(self, expected: float, given: float, sides: tuple[bool, ...]) -> bool:
        if not _is_alike(expected, given):
            return True
        kind = "zero" if expected == given == 0 else "huge" if abs(expected) > HUGE else "plain"
        if self._has_switches and self._sides[sides] >= EACH_SIDE and len(self.found) >= FEWEST:
            return False
        if kind != "plain" and self._kinds["plain"] and self._kinds[kind] >= MOST_OF_A_KIND and self._sides[sides] >= EACH_SIDE:
            return False
        self._sides[sides] += 1
        self._kinds[kind] += 1
        return True

    def _tried_again(self, point: Point) -> Iterator[Point]:
        """Beyond the range of floats there may be values; where there are none, whose fault it is."""
        expected, given = map(is_finite, self._pair.values(point))
        if expected and given and self.confirmed < FEWEST:
            self.found.append(point)
            yield point
        elif expected and not given and self._pair.is_gap_at(point):
            self.gap = self.gap or point

    def _beyond_switches(self) -> Iterator[Point]:
        """For each switch that has shown one side alone, a point where one variable has gone far enough for the other side."""
        for number, switch in enumerate(self._switches):
            if len({sides[number] for sides in self._sides}) == 1:
                yield from self._other_side(Compiled((switch,)), next(iter(self._sides))[number])

    def _in_small_regions(self) -> Iterator[Point]:
        """Points where the two differ although they have not so far: some regions are small, or in a corner of many variables."""
        both = self._pair.compiled()
        for point in self._region.mixed_points(SCANNED_IN_SUMS if self._region.entries else SCANNED_FOR_REGIONS):
            expected, given = _in_floats(both, point)
            if is_finite(expected) and is_finite(given) and not _is_alike(expected, given) and self._is_home(point):
                yield point

    def _where_conditions_turn(self) -> Iterator[Point]:
        """For each condition that has not held anywhere yet, or has held everywhere, a few points where it is otherwise."""
        for condition in self._conditions[:MOST_CONDITIONS]:
            compiled = Compiled((condition,))
            seen = {_in_floats(compiled, point)[0] == 1 for point in self.found}
            if len(seen) == 1:
                yield from self._where_otherwise(compiled, seen.pop())

    def _where_otherwise(self, condition: Compiled, seen: bool) -> Iterator[Point]:
        found = 0
        for point in self._region.mixed_points(SCANNED_FOR_CONDITION):
            if (_in_floats(condition, point)[0] == 1) != seen:
                yield from self._tried(point)
                found += 1
            if found == EACH_SIDE:
                return

    def _other_side(self, switch: Compiled, side: bool) -> Iterator[Point]:
        for point in self.found[:2]:
            for symbol in [each for each in self._region.symbols if isinstance(point[each], float)][:MOST_MOVED]:
                for value in REACH:
                    moved = self._region.moved(point, symbol, value)
                    if moved is not None and (_in_floats(switch, moved)[0] > 0) != side:
                        yield from self._tried(moved)
                        break

    def _anywhere(self) -> Iterator[Point]:
        """Where both live in a small part of everything, or at another size."""
        for points in (self._region.far_points(SCANNED_FAR), self._region.points(SCANNED_FAR)):
            for point in points:
                yield from self._tried(point)
                if self.confirmed >= FEWEST:
                    return

    def _is_unlikely_gap(self, point: Point) -> bool:
        expected, *_ = self._in_floats(point)
        return not is_finite(expected)

    def _in_floats(self, point: Point) -> tuple[float, ...]:
        return _in_floats(self._compiled, point)

    def _nearby(self) -> Iterator[Point]:
        """Around the few points found, where both live in a narrow place."""
        near = Region.points(self._region, NEIGHBOURS * len(NEAR))
        for number, (point, shift) in enumerate(zip(chain.from_iterable([self.found[:]] * NEIGHBOURS * len(NEAR)), near, strict=False)):
            if self.confirmed >= FEWEST:
                return
            yield from self._tried(_towards(point, shift, NEAR[number % len(NEAR)]))


def _towards(point: Point, other: Point, share: float) -> Point:
    """A point a little of the way towards another; whole numbers stay."""
    numbers = {
        variable: value if isinstance(value, int) else value + share * (other.get(variable, value) - value)
        for variable, value in point.items()
    }
    return Point(numbers, *point.range)


def _is_branching(expression: Expr) -> bool:
    """Whether one formula holds here and another one there."""
    return expression.has(Piecewise, Max, Min, Abs, sign) or any(call.has_cases for call in expression.atoms(NamedFunction))


def _in_floats(compiled: Compiled, point: Point) -> tuple[float, ...]:
    try:
        return tuple(map(float, compiled(point)))
    except OverflowError:
        return (float("nan"),) * 2


def _is_lost(expected: float, given: float) -> bool:
    """Whether one is 0 and the other next to nothing, as σ(z) and 1 are far out."""
    return bool(expected) != bool(given) and max(abs(expected), abs(given)) < LOST


def _is_alike(expected: float, given: float) -> bool:
    return abs(expected - given) <= ALIKE * max(abs(expected), abs(given))
