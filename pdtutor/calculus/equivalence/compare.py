"""The comparison of two expressions: structure first, then numbers, then a proof.

Belongs here: the order of these, and what follows from them. Does not: choosing points (`samples`), digits, algebra (`proof`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sympy import Expr

from pdtutor.calculus.equivalence.candidates import Region
from pdtutor.calculus.equivalence.curve import Curve
from pdtutor.calculus.equivalence.digits import Pair
from pdtutor.calculus.equivalence.proof import is_proved
from pdtutor.calculus.equivalence.results import AGREES, DIFFERENT, PROVED, SAME, UNKNOWN, Comparison, Witness
from pdtutor.calculus.equivalence.samples import FEWEST, Samples
from pdtutor.calculus.equivalence.witness import shortened, witness_at
from pdtutor.calculus.points import Point
from pdtutor.notation.limits import deep_recursion
from pdtutor.notation.names import in_natural_order
from pdtutor.notation.reading import Domain

LOOKED_INTO = 2  # points at which agreement is looked into: a difference may hide behind what both share
NO_DOMAINS: Mapping[str, Domain] = {}


def compare(
    expected: Expr, given: Expr, domains: Mapping[str, Domain] = NO_DOMAINS, curve: Curve | None = None, home: Expr | None = None
) -> Comparison:
    """Whether the given expression equals the expected one wherever both are defined.

    domains  canonical name → what is assumed of a variable beyond its symbol's own assumptions
    curve    what the points lie on; everywhere without
    home     a function outside whose domain nothing counts

    One solid disagreement makes them different; agreement at twelve points or more, of many sizes and signs, makes them the same.
    """
    if expected == given:
        return Comparison(SAME, PROVED)
    with deep_recursion():
        beside = (None if curve is None else curve.relation, home)
        expressions = (expected, given, *(each for each in beside if each is not None))
        region = Region(expressions, domains, curve=curve, home=home)
        return _compared(expected, given, region)


def _compared(expected: Expr, given: Expr, region: Region) -> Comparison:
    pair = Pair(expected, given)
    samples = Samples(pair, expected, given, region)
    apart = _first_apart(pair, samples)
    if apart is not None:
        return _different(pair, apart, region, samples.confirmed + 1)
    points = samples.confirmed
    if points == 0:
        return _without_points(pair, samples, region)
    proof = PROVED if is_proved(expected, given) else AGREES
    if points < FEWEST and proof != PROVED and _can_be_drawn_anew(region):
        return Comparison(UNKNOWN, points=points)
    return Comparison(SAME, proof, points, gap=_gap(pair, samples, region))


def _can_be_drawn_anew(region: Region) -> bool:
    """Whether there are endlessly many points; there are few where all variables are whole, and one where there are none."""
    return bool(region.entries) or any(not symbol.is_integer for symbol in region.symbols)


def _gap(pair: Pair, samples: Samples, region: Region) -> Witness | None:
    return None if samples.gap is None else witness_at(pair, shortened(pair, samples.gap, region, is_gap=True))


def _without_points(pair: Pair, samples: Samples, region: Region) -> Comparison:
    """Nowhere do both have values: an answer that has none where the right one has them is another function."""
    if samples.gap is None:
        return Comparison(UNKNOWN)
    return Comparison(DIFFERENT, witness=witness_at(pair, shortened(pair, samples.gap, region, is_gap=True)))


def _different(pair: Pair, point: Point, region: Region, points: int) -> Comparison:
    witness = witness_at(pair, shortened(pair, point, region))
    return Comparison(DIFFERENT, points=points, witness=witness)


def with_positive_variables(
    found: Comparison, expected: Expr, given: Expr, domains: Mapping[str, Domain], home: Expr | None = None
) -> Comparison:
    """A comparison that found a difference, with the variables that would have to be positive for there to be none."""
    region = Region((expected, given, *(() if home is None else (home,))), domains, home=home)
    candidates = [symbol for symbol in in_natural_order(region.symbols) if symbol.is_positive is None and symbol.is_integer is not True]
    for chosen in (*((symbol,) for symbol in candidates), tuple(candidates) if len(candidates) > 1 else ()):
        if chosen and _is_same(expected, given, region.in_positive(chosen)):
            return replace(found, only_positive=chosen)
    return found


def _is_same(expected: Expr, given: Expr, region: Region) -> bool:
    pair = Pair(expected, given)
    samples = Samples(pair, expected, given, region)
    return _first_apart(pair, samples) is None and samples.confirmed >= FEWEST


def _first_apart(pair: Pair, samples: Samples) -> Point | None:
    """The first sample at which the two differ; those before it that confirm them are counted."""
    for point in samples:
        is_same = pair.is_same_at(point)
        if is_same is False or (is_same and samples.confirmed < LOOKED_INTO and pair.is_far_at(point)):
            return point
        samples.confirmed += is_same is True
    return None
