"""Points to compare functions at: numbers drawn for every variable, the same on every machine.

Belongs here: drawing numbers that respect what is assumed of a variable. Does not: comparing anything (`check`, `equivalence`).
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

import mpmath
from sympy import Expr, Indexed, IndexedBase, Integer, Sum, Symbol

from pdtutor.calculus.arithmetic import Number

ATTEMPTS = 60
OFF_GRID = 3 * 10**17  # every float is a fraction over a power of 2; in many digits points are not, by less than floats can tell
INDEX_RANGE = 3  # the length that sums over 1..n are given
RANGES = ((0.3, 2.0), (-2.0, 2.0), (0.05, 0.95), (1.0, 4.0), (-0.9, 0.9), (-6.0, 6.0), (2.0, 40.0))


class Point(dict[Expr, Number]):
    """Variable → number; an entry of an indexed name is drawn when it is first asked for, the same one each time."""

    def __init__(self, numbers: Mapping[Expr, Number], low: float, high: float, is_exact: bool = False) -> None:
        super().__init__(numbers)
        self.range = low, high
        self._is_exact = is_exact

    def __missing__(self, entry: Expr) -> Number:
        number = _draw(entry, random.Random(f"{entry} {self.range}"), *self.range)
        self[entry] = _exact(number) if self._is_exact else number
        return self[entry]

    def __copy__(self) -> Point:
        return Point(self, *self.range, self._is_exact)

    def moved(self, variable: Expr, by: Number) -> Point:
        """The point with one variable a little further on."""
        place = copy(self)
        place[variable] = self[variable] + by
        return place

    def exact(self) -> Point:
        """The same numbers at mpmath's precision of the moment."""
        return Point({variable: _exact(value) for variable, value in self.items()}, *self.range, is_exact=True)


def _exact(number: Number) -> Number:
    if isinstance(number, Fraction):
        return mpmath.mpf(number.numerator) / number.denominator
    if isinstance(number, int | mpmath.mpf):
        return +number
    return mpmath.mpf(number) * (1 + mpmath.mpf(1) / OFF_GRID)


def points_for(*expressions: Expr) -> Iterator[Point]:
    """Points drawn from several ranges, the same on every machine.

    Sums run to 3, or as far as their bounds say then, and an index takes a place among the terms.
    """
    generator = random.Random(2)
    symbols = sorted({symbol for expression in set(expressions) for symbol in expression.atoms(Symbol)}, key=str)
    entries = {entry for expression in expressions for entry in expression.atoms(Indexed)}
    limits = [limit for expression in expressions for total in expression.atoms(Sum) for limit in total.limits]
    indices = {symbol for entry in entries for index in entry.indices for symbol in index.free_symbols}
    indices -= {symbol for limit in limits for end in limit[1:] for symbol in end.free_symbols}
    for attempt in range(ATTEMPTS):
        low, high = RANGES[attempt % len(RANGES)]
        drawn = {symbol: _draw(symbol, generator, low, high) for symbol in symbols}
        first, last = _places(limits, drawn)
        yield Point(drawn | {index: generator.randint(first, last) for index in sorted(indices, key=str)}, low, high)


def _places(limits: Iterable[Sequence[Expr]], drawn: Mapping[Expr, Number]) -> tuple[int, int]:
    """The numbers that the indices of all sums take; 1 to 3 where no number is taken by all."""
    whole = {symbol: Integer(number) for symbol, number in drawn.items() if isinstance(number, int)}
    ends = [tuple(end.xreplace(whole) for end in limit[1:]) for limit in limits if len(limit) == 3]
    known = [(int(low), int(high)) for low, high in ends if low.is_Integer and high.is_Integer]
    first, last = max((low for low, _ in known), default=1), min((high for _, high in known), default=INDEX_RANGE)
    return (first, last) if first <= last else (1, INDEX_RANGE)


def _draw(variable: Expr, generator: random.Random, low: float, high: float) -> Number:
    facts = _facts_of_family(variable.base) if isinstance(variable, Indexed) else Facts.of(variable)
    if facts.is_integer:
        return INDEX_RANGE if not facts.is_negative else -INDEX_RANGE
    number = generator.uniform(low, high)
    if facts.is_nonnegative:
        return abs(number)
    return -abs(number) if facts.is_nonpositive else number


class Facts(NamedTuple):
    """What drawing a number for a variable has to know of it."""

    is_integer: bool | None
    is_negative: bool | None
    is_nonnegative: bool | None
    is_nonpositive: bool | None

    @classmethod
    def of(cls, variable: Expr) -> Facts:
        """The facts of one variable."""
        return cls(*(getattr(variable, name, None) for name in cls._fields))


@lru_cache(maxsize=256)
def _facts_of_family(base: IndexedBase) -> Facts:
    """Those of every entry: SymPy finds them anew for each, and at length."""
    return Facts.of(base[0])
