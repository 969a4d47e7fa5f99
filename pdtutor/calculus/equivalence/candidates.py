"""Points to tell two expressions apart: of every size and sign, inside what is assumed, on both sides of every switch.

Belongs here: drawing. Does not: choosing among what was drawn (`samples`), or comparing.

Points are neither whole nor round: sin(10·π·x) vanishes at every tenth.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from sympy import Add, Basic, Expr, Float, Indexed, Integer, KroneckerDelta, Mul, Rational, Sum, Symbol

from pdtutor.calculus.arithmetic import Number
from pdtutor.calculus.equivalence.curve import Curve
from pdtutor.calculus.points import Point
from pdtutor.notation.reading import Domain

RANGES = (
    (-2.0, 2.0),
    (0.3, 2.0),
    (-0.9, 0.9),
    (0.05, 0.95),
    (1.0, 4.0),
    (-0.05, 0.05),
    (-6.0, 6.0),
    (-2.0, 2.0),
    (-0.002, 0.002),
    (-2.0, -0.3),
    (2.0, 40.0),
    (-40.0, -2.0),
    (0.01, 0.3),
)
SHIFT = 1e-6  # of a range from one attempt to the next, so that entries of indexed names are drawn anew
MOST_CENTRES = 12
MOST_STEEP = 4
STEEP = 20.0
BEND = 3.0  # how far from its zero the argument of a sigmoid or an exponential still changes what it gives
LOW, HIGH = 0.05, 2.0  # numbers between these are met anyway
TINIEST, LARGEST = Rational(1, 10**30), Integer(10) ** 30
NEARLY = (0.05, 0.003, 0.0001)
CLOSE = 0.1
SHARE_ALIKE = 0.12
SHARE_AT_CENTRE = 0.7
SHARE_SAME_INDEX = 0.35
ORDERS = (-14.0, 14.0)
LONGEST_SUM = 5
WIDEST_WHOLE = 12
LARGEST_WHOLE = 1000
SHARE_LARGE = 0.1
EVERYWHERE = Domain()


@dataclass(frozen=True)
class Centre:
    """A number, and how far from it to go, relative to it."""

    number: float
    spread: float

    @property
    def opposite(self) -> Centre:
        """The same on the other side of 0."""
        return Centre(-self.number, self.spread)


@dataclass(frozen=True)
class Region:
    """Where the variables of some expressions live.

    expressions  whose variables are drawn
    domains      canonical name → what is assumed beyond the symbol's own assumptions
    positive     variables to be drawn positive, whatever they may be
    curve        what all points lie on, or None
    home         a function that has a value at every point that counts, or None
    """

    expressions: tuple[Expr, ...]
    domains: Mapping[str, Domain]
    positive: frozenset[Expr] = frozenset()
    curve: Curve | None = None
    home: Expr | None = None

    @cached_property
    def symbols(self) -> tuple[Symbol, ...]:
        """Every symbol, counts and indices too."""
        return tuple(sorted({symbol for each in self.expressions for symbol in each.atoms(Symbol)} - self._labels, key=str))

    @cached_property
    def entries(self) -> tuple[Expr, ...]:
        """Every entry of an indexed name."""
        return tuple({entry for each in self.expressions for entry in each.atoms(Indexed)})

    @cached_property
    def _labels(self) -> set[Basic]:
        return {entry.base.label for entry in self.entries}

    @cached_property
    def bounds(self) -> frozenset[Symbol]:
        """What sums run to."""
        limits = [limit for each in self.expressions for total in each.atoms(Sum) for limit in total.limits]
        return frozenset(symbol for limit in limits for end in limit[1:] for symbol in end.free_symbols)

    @cached_property
    def indices(self) -> frozenset[Symbol]:
        """What counts entries, bound in a sum or free, and what is compared with that."""
        deltas = {delta for each in self.expressions for delta in each.atoms(KroneckerDelta)}
        places = (index for part in (*self.entries, *deltas) for index in (part.indices if isinstance(part, Indexed) else part.args))
        return frozenset(symbol for place in places for symbol in place.free_symbols if symbol.is_integer) - self.bounds

    @cached_property
    def _highest(self) -> int:
        """The highest index that is a number."""
        return max((int(index) for entry in self.entries for index in entry.indices if index.is_Integer), default=1)

    @cached_property
    def centres(self) -> tuple[Centre, ...]:
        """Numbers in the expressions: something may happen there and nowhere else, or between two that are close to each other."""
        numbers = sorted({abs(float(number)) for each in self.expressions for number in each.atoms(Rational, Float) if _can_be_met(number)})
        between = [Centre((a + b) / 2, (b - a) / (4 * b)) for a, b in pairwise(numbers) if b - a < CLOSE * b]
        steep = sorted(
            {steep for each in self.expressions for steep in _steep(each)}, key=lambda centre: (abs(centre.number), centre.spread)
        )
        alone = [Centre(number, spread) for number in sorted(numbers, key=_is_met_anyway) for spread in NEARLY[:2]]
        return tuple([*steep[:MOST_STEEP], *between, *alone][:MOST_CENTRES])

    def in_positive(self, variables: Sequence[Expr]) -> Region:
        """The same with some variables positive."""
        return replace(self, positive=frozenset(variables))

    def points(self, how_many: int) -> Iterator[Point]:
        """So many points, the same each time."""
        generator = random.Random(7)
        for attempt in range(how_many):
            low, high = RANGES[attempt % len(RANGES)]
            point = self._point(generator, low, high + attempt * SHIFT, self._centre(attempt))
            placed = point if self.curve is None else self.curve.through(point)
            if placed is not None:
                yield placed

    def far_points(self, how_many: int) -> Iterator[Point]:
        """Points of all orders of magnitude, tiny ones and huge ones, for expressions that live nowhere else."""
        generator = random.Random(11)
        for attempt in range(how_many):
            size = 10.0 ** generator.uniform(*ORDERS)
            yield self._point(generator, -size, size * (1 + attempt * SHIFT), None)

    def mixed_points(self, how_many: int) -> Iterator[Point]:
        """Points whose variables are drawn apart, each from a range or around a number of its own."""
        generator = random.Random(13)
        for attempt in range(how_many):
            low, high = RANGES[attempt % len(RANGES)]
            numbers = dict(self._point(generator, low, high + attempt * SHIFT, None))
            for symbol in self.symbols:
                if isinstance(numbers[symbol], float):
                    centre = generator.choice(self.centres) if self.centres and generator.random() < SHARE_AT_CENTRE else None
                    numbers[symbol] = self._number(symbol, generator, *generator.choice(RANGES), centre)
            yield Point(numbers, low, high + attempt * SHIFT)

    def moved(self, point: Point, symbol: Expr, value: float) -> Point | None:
        """The point with one variable elsewhere, None where it cannot be there."""
        if self._inside(symbol, value, random.Random(0)) != value:
            return None
        return Point({**point, symbol: value}, *point.range)

    def _centre(self, attempt: int) -> Centre | None:
        """From time to time, a number around which to draw, then its opposite."""
        if not self.centres or attempt % 3 != 2:
            return None
        turn, place = divmod(attempt // 3, len(self.centres))
        return self.centres[place] if turn % 2 == 0 else self.centres[place].opposite

    def _point(self, generator: random.Random, low: float, high: float, centre: Centre | None) -> Point:
        shortest = max(2, self._highest)
        lengths = {symbol: generator.randint(shortest, max(LONGEST_SUM, shortest + 1)) for symbol in sorted(self.bounds, key=str)}
        numbers: dict[Expr, Number] = dict(lengths)
        last = min(lengths.values(), default=LONGEST_SUM)
        same = generator.randint(1, last) if generator.random() < SHARE_SAME_INDEX else None
        for symbol in self.symbols:
            if symbol in lengths:
                continue
            if symbol in self.indices:
                numbers[symbol] = generator.randint(1, last) if same is None else same
            else:
                numbers[symbol] = self._number(symbol, generator, low, high, centre)
        if generator.random() < SHARE_ALIKE:
            self._make_alike(numbers, generator)
        return Point(numbers, low, high)

    def _make_alike(self, numbers: dict[Expr, Number], generator: random.Random) -> None:
        """All variables nearly the same but for signs: what depends on their difference may be at home there alone."""
        real = [symbol for symbol in self.symbols if isinstance(numbers[symbol], float)]
        if len(real) > 1:
            size = numbers[real[0]]
            for symbol in real:
                near = size * (1 + generator.uniform(-1, 1) * generator.choice(NEARLY))
                numbers[symbol] = self._inside(symbol, near * generator.choice((1, 1, -1)), generator)

    def _number(self, symbol: Symbol, generator: random.Random, low: float, high: float, centre: Centre | None) -> Number:
        if symbol.is_integer:
            return self._whole(symbol, generator, None if centre is None else round(centre.number))
        number = generator.uniform(low, high)
        if centre is not None and (len(self.symbols) == 1 or generator.random() < SHARE_AT_CENTRE):
            number = centre.number * (1 + generator.uniform(-1, 1) * centre.spread)
        return self._inside(symbol, number, generator)

    def _whole(self, symbol: Symbol, generator: random.Random, centre: int | None) -> int:
        domain = self.domains.get(symbol.name, EVERYWHERE)
        low = -WIDEST_WHOLE if domain.lower is None else int(domain.lower // 1)
        high = low + 2 * WIDEST_WHOLE if domain.upper is None else int(-(-domain.upper // 1))
        low = low if domain.lower is not None or domain.upper is None else high - 2 * WIDEST_WHOLE
        if centre is not None and abs(centre) < LARGEST_WHOLE:
            low, high = centre - 2, centre + 2
        elif generator.random() < SHARE_LARGE:
            low, high = (generator.choice((1, -1)) * generator.randint(WIDEST_WHOLE, LARGEST_WHOLE),) * 2
        fitting = [number for number in range(low, high + 1) if _fits(symbol, number, domain)]
        if not fitting:
            fitting = [number for number in range(-WIDEST_WHOLE, WIDEST_WHOLE + 1) if _fits(symbol, number, domain)]
        return generator.choice(fitting or [1])

    def _inside(self, symbol: Symbol, number: float, generator: random.Random) -> float:
        domain = self.domains.get(symbol.name, EVERYWHERE)
        lower, upper = domain.lower, domain.upper
        if symbol in self.positive or symbol.is_positive or symbol.is_nonnegative:
            lower = max(lower or 0.0, 0.0)
        if symbol.is_negative or symbol.is_nonpositive:
            upper = min(upper or 0.0, 0.0)
        if (lower is None or lower < number) and (upper is None or number < upper):
            return number
        if lower is not None and upper is not None:
            return lower + (upper - lower) * generator.choice((generator.uniform(0.01, 0.99), generator.uniform(0.01, 0.99), 1e-3, 0.999))
        if lower is not None:
            return number if number > lower else lower + abs(number)
        return number if upper is None or number < upper else upper - abs(number)


def _steep(expression: Expr) -> Iterator[Centre]:
    """Where a steep or shifted straight line a·x + b, within something else, is near 0: tanh(10⁵·x) is level everywhere else."""
    for part in expression.atoms(Add, Mul):
        stretch, inner = part.as_coeff_Mul()
        constant, rest = inner.as_coeff_add()
        if len(rest) == 1 and constant.is_Rational:
            factor, variables = rest[0].as_coeff_mul()
            slope = stretch * factor
            if len(variables) == 1 and variables[0].is_Symbol and max(abs(slope), abs(constant)) >= STEEP and _can_be_met(slope):
                zero, width = float(-constant / factor), BEND / abs(float(slope))
                yield Centre(zero, min(width / abs(zero), 1.0)) if zero else Centre(width / 2, 1.0)


def _is_met_anyway(number: float) -> tuple[bool, float]:
    return (LOW < number < HIGH, number)


def _can_be_met(number: Expr) -> bool:
    return bool(TINIEST < abs(number) < LARGEST)


def _fits(symbol: Symbol, number: int, domain: Domain) -> bool:
    value = Integer(number)
    is_inside = (domain.lower is None or domain.lower < number) and (domain.upper is None or number < domain.upper)
    facts = ("positive", "negative", "nonnegative", "nonpositive", "zero", "even", "odd")
    return is_inside and not any(
        getattr(symbol, f"is_{fact}") is not None and getattr(symbol, f"is_{fact}") != bool(getattr(value, f"is_{fact}")) for fact in facts
    )
