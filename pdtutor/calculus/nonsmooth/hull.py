"""The convex hull of finitely many points in many digits: its vertices, and whether a point lies in it.

Belongs here: geometry of points. Does not: where the points come from.

Points whose coordinates differ by no more than a tie (`TIE` of the largest coordinate) are one point, and a point no farther than that
from the hull of the others is no vertex.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from operator import mul
from typing import NamedTuple

import mpmath

from pdtutor.calculus.arithmetic import Number

Point = Sequence[Number]
Dot = Callable[[Sequence[Number], Sequence[Number]], Number]

DIGITS = 120  # products of points whose fifty digits are all significant lose none
TIE = mpmath.mpf(10) ** -25  # of the largest coordinate
LEAST_TIE = mpmath.mpf(10) ** -40  # what is smaller is the rest of a cancellation
CLEAR = 1e-5  # of the largest coordinate; a distance that machine precision cannot mistake for none
MOST_ROUNDS = 200  # of the search for the nearest point; each brings it nearer, and few are needed


def vertices(points: Sequence[Point]) -> list[int]:
    """The indices of the extreme points of the hull, each once; of points that are one, the first.

    points  at least one, all of the same dimension, with finite coordinates

    In one dimension ascending; in two counter-clockwise from the lexicographically smallest; in more lexicographically.
    """
    with mpmath.workdps(DIGITS):
        tie = _tie(points)
        order = _distinct_in_order(points, tie)
        if len(points[0]) == 1:
            return order if len(order) == 1 else [order[0], order[-1]]
        if len(points[0]) == 2:
            return _around(points, order, tie)
        return _extreme(points, order, tie)


def contains(points: Sequence[Point], p: Point, rounding: float = 0.0) -> bool:
    """Does p lie in the hull of the points, or no farther from it than a tie?

    rounding  how far p may be from the hull for its own rounding, as a part of the largest coordinate; no more than `CLEAR`
    """
    with mpmath.workdps(DIGITS):
        together = [*points, p]
        tie = max(_tie(together), _tie(together) / TIE * rounding)
        return not _Hull(together, tie).is_outside(len(points), range(len(points)))


def _tie(points: Iterable[Point]) -> Number:
    return max(max((abs(number) for point in points for number in point), default=0) * TIE, LEAST_TIE)


def _distinct_in_order(points: Sequence[Point], tie: Number) -> list[int]:
    """The first index of each distinct point, in lexicographic order; coordinates a tie apart count as equal."""
    ranks = list(zip(*(_ranks(coordinate, tie) for coordinate in zip(*points, strict=True)), strict=True))
    first: dict[tuple[int, ...], int] = {}
    for index, rank in enumerate(ranks):
        first.setdefault(rank, index)
    return [first[rank] for rank in sorted(first)]


def _ranks(numbers: Sequence[Number], tie: Number) -> list[int]:
    order = sorted(range(len(numbers)), key=lambda k: numbers[k])
    ranks = [0] * len(numbers)
    for before, k in pairwise(order):
        ranks[k] = ranks[before] + (numbers[k] - numbers[before] > tie)
    return ranks


def _around(points: Sequence[Point], order: list[int], tie: Number) -> list[int]:
    """The hull in the plane by Andrew's monotone chain (1979): the lower side from left to right, then the upper one back."""
    if len(order) == 1:
        return order
    return _chain(points, order, tie)[:-1] + _chain(points, order[::-1], tie)[:-1]


def _chain(points: Sequence[Point], order: list[int], tie: Number) -> list[int]:
    chain: list[int] = []
    for k in order:
        while len(chain) > 1 and not _turns_left(points[chain[-2]], points[chain[-1]], points[k], tie):
            chain.pop()
        chain.append(k)
    return chain


def _turns_left(a: Point, b: Point, c: Point, tie: Number) -> bool:
    """Does b lie to the right of the line from a to c, by more than a tie?"""
    (x, y), (u, v) = ((end[0] - a[0], end[1] - a[1]) for end in (c, b))
    return bool(v * x - u * y < -tie * mpmath.hypot(x, y))


def _extreme(points: Sequence[Point], order: list[int], tie: Number) -> list[int]:
    """The points that are not in the hull of the others; one after the other, so that of a cluster some stay."""
    hull = _Hull(points, tie)
    kept = list(order)
    for k in order:
        others = [j for j in kept if j != k]
        if others and not hull.is_outside(k, others):
            kept = others
    return kept


class _Hull:
    """Points divided by their largest coordinate, in many digits, and in machine precision to tell what is clear and where to start."""

    def __init__(self, points: Sequence[Point], tie: Number) -> None:
        size = max(max(abs(number) for point in points for number in point), tie)
        self._tie = tie / size
        self._points = [[number / size for number in point] for point in points]
        self._rough = [[float(number) for number in point] for point in self._points]

    def is_outside(self, p: int, others: Sequence[int]) -> bool:
        """Is point number p farther from the hull of the others than a tie?"""
        rough = _nearest_to_zero(_seen_from(self._rough, p, others), CLEAR, _rough_dot, [0])
        if rough.below > CLEAR:
            return True
        return bool(_nearest_to_zero(_seen_from(self._points, p, others), self._tie, mpmath.fdot, rough.corral).distance > self._tie)


def _seen_from(points: Sequence[Point], p: int, others: Sequence[int]) -> list[Point]:
    return [[a - b for a, b in zip(points[j], points[p], strict=True)] for j in others]


def _rough_dot(a: Point, b: Point) -> Number:
    return sum(map(mul, a, b))


class _Nearest(NamedTuple):
    """How far 0 is from a hull: not more than `distance`, not less than `below`; the indices of the points around the nearest one."""

    distance: Number
    below: Number
    corral: list[int]


def _nearest_to_zero(points: Sequence[Point], tie: Number, dot: Dot, corral: list[int]) -> _Nearest:
    """The distance of 0 from the hull of the points, to within a tie; of a hull that is nearer than a tie, only that.

    corral  indices of affinely independent points to start from

    P. Wolfe, Finding the nearest point in a polytope, Mathematical Programming 11 (1976): the nearest point of a few affinely independent
    ones is improved by the point that lies farthest below it, as seen from 0, until none lies lower.
    """
    corral, weights = _improved(corral, [1 / len(corral) for _ in corral], points, dot)
    for _ in range(MOST_ROUNDS):
        nearest = _combined(weights, corral, points, dot)
        distance = dot(nearest, nearest) ** 0.5
        if distance <= tie:
            return _Nearest(distance, 0, corral)
        heights = [dot(nearest, point) / distance for point in points]
        lowest = min(range(len(points)), key=heights.__getitem__)
        if heights[lowest] >= distance - tie / 8:
            return _Nearest(distance, heights[lowest], corral)
        corral, weights = _improved([*corral, lowest], [*weights, 0], points, dot)
    return _Nearest(distance, 0, corral)


def _combined(weights: Sequence[Number], corral: Sequence[int], points: Sequence[Point], dot: Dot) -> list[Number]:
    return [dot(weights, coordinate) for coordinate in zip(*(points[k] for k in corral), strict=True)]


def _improved(corral: list[int], weights: list[Number], points: Sequence[Point], dot: Dot) -> tuple[list[int], list[Number]]:
    """Wolfe's minor cycle: towards the nearest point of the affine hull, leaving out what would get a negative weight."""
    while True:
        ideal = _affine_weights([points[k] for k in corral], dot)
        negative = [k for k, a in enumerate(ideal) if a <= 0]
        if not negative:
            return corral, ideal
        shares = {k: weights[k] / (weights[k] - ideal[k]) if weights[k] else 0 for k in negative}
        first = min(shares, key=shares.__getitem__)
        weights = [w + shares[first] * (a - w) for w, a in zip(weights, ideal, strict=True)]
        corral, weights = corral[:first] + corral[first + 1 :], weights[:first] + weights[first + 1 :]


def _affine_weights(points: Sequence[Point], dot: Dot) -> list[Number]:
    """The weights, of sum 1, that give the point of least norm in the affine hull: a solution of (1 + p·q) u = 1, divided by its sum."""
    rows = [[1 + dot(p, q) for q in points] + [1] for p in points]
    for k, pivot in enumerate(rows):
        for row in rows[k + 1 :]:
            factor = row[k] / pivot[k]
            row[k:] = [a - factor * b for a, b in zip(row[k:], pivot[k:], strict=True)]
    solution: list[Number] = []
    for k in reversed(range(len(rows))):
        known = dot(rows[k][k + 1 : -1], solution)
        solution.insert(0, (rows[k][-1] - known) / rows[k][k])
    return [s / sum(solution) for s in solution]
