"""Ways to approach a point: straight and bent paths that meet every region around it.

Belongs here: where to look. Does not: what is seen there (`germ`).

Regions around a point are bounded by the zeros of the switches. In a plane, one straight path between each two neighbouring boundaries
meets every region that has an opening angle; bent ones meet those between curves that touch. In space, paths near the lines where
boundaries meet are added to random ones.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, product
from math import atan2, cos, pi, sin

import mpmath

from pdtutor.calculus.arithmetic import Number
from pdtutor.calculus.limits import DIGITS

Normal = tuple[Number, ...]  # the direction in which a switch grows

SPREAD = {False: 4, True: 12}  # straight paths in a plane before any boundary is known
RANDOM = {False: 8, True: 40}  # straight paths, and their opposites, in more than two dimensions
EXPONENTS = ((1, 2), (2, 1), (1, 3), (3, 1), (2, 3), (3, 2))
FEW_BENDS = (0.31, 2.7)
MANY_BENDS = (0.07, 0.31, 0.6, 0.9, 1.3, 1.6, 2.3, 3.4, 7.1)
MOST_MEETINGS = 20  # lines in space along which boundaries meet
MOST_SIDES = 8  # combinations of sides tried at each
NEAR = 1e-4
SMALLEST = 1e-9


@dataclass(frozen=True)
class Path:
    """offset(t) = (c₁ t^k₁, c₂ t^k₂, …), with a second term of the next power for bends."""

    parts: tuple[Number, ...]
    powers: tuple[int, ...]
    bend: tuple[Number, ...] = ()

    def offset(self, t: Number) -> list[Number]:
        """How far from the point the path is at t > 0."""
        straight = [part * t**power for part, power in zip(self.parts, self.powers, strict=True)]
        if not self.bend:
            return straight
        return [place + part * t**2 for place, part in zip(straight, self.bend, strict=True)]

    @property
    def is_straight(self) -> bool:
        """Whether it keeps one direction."""
        return not self.bend and set(self.powers) == {1}


def straight(direction: Sequence[Number]) -> Path:
    """The path that keeps a direction."""
    return Path(tuple(direction), (1,) * len(direction))


def first_paths(dimension: int, is_intricate: bool) -> list[Path]:
    """Paths in all directions, opposite ones together; many, and bent ones too, where boundaries alone do not tell the regions."""
    if dimension == 1:
        return [straight((-1.0,)), straight((1.0,))]
    if dimension == 2:
        angles = [2 * pi * (k + 0.371) / SPREAD[is_intricate] for k in range(SPREAD[is_intricate])]
        return [*(straight((cos(angle), sin(angle))) for angle in angles), *(_bent_in_a_plane() if is_intricate else ())]
    return [path for direction in _random_directions(dimension, RANDOM[is_intricate]) for path in _both_ways(direction)]


def _bent_in_a_plane() -> Iterator[Path]:
    for powers in EXPONENTS:
        for one, other in product((1.0, -1.0), (0.53, -0.53, 1.9, -1.9) if sum(powers) == 3 else (0.7, -0.7)):
            yield Path((one, other), powers)


def _both_ways(direction: Sequence[Number]) -> Iterator[Path]:
    yield straight(direction)
    yield straight([-part for part in direction])


def _random_directions(dimension: int, count: int, seed: int = 11) -> Iterator[list[float]]:
    generator = random.Random(seed)
    return ([generator.gauss(0, 1) for _ in range(dimension)] for _ in range(count))


def paths_between(normals: Sequence[Normal], dimension: int, is_intricate: bool) -> list[Path]:
    """Paths into the regions that boundaries with these normals leave, and along both sides of each boundary."""
    if dimension == 1 or not normals:
        return []
    with mpmath.workdps(DIGITS):
        beside = _beside(normals, MANY_BENDS if is_intricate else FEW_BENDS)
        return [*(_between_lines(normals) if dimension == 2 else _near_meetings(normals, dimension)), *beside]


def _between_lines(normals: Sequence[Normal]) -> Iterator[Path]:
    lines = sorted({round(angle % (2 * pi), 12) for a, b in normals for angle in (atan2(a, -b), atan2(-a, b))})
    for here, there in zip(lines, [*lines[1:], lines[0] + 2 * pi], strict=True):
        for share in (0.5, 0.23):
            angle = here + share * (there - here)
            yield straight((cos(angle), sin(angle)))


def _beside(normals: Sequence[Normal], bends: Sequence[float]) -> Iterator[Path]:
    """Paths that touch a boundary and leave it at second order, to either side."""
    generator = random.Random(5)
    for normal in normals:
        along = _projected([generator.gauss(0, 1) for _ in normal], normal)
        for share, side, way in product(bends, (1, -1), (1, -1)):
            yield Path(tuple(way * part for part in along), (1,) * len(along), tuple(side * share * part for part in normal))


def _projected(vector: Sequence[Number], normal: Normal) -> Normal:
    """The part of a vector along a boundary, in many digits: a bend of second order must not drown in what is rounded off the first."""
    share = sum(a * b for a, b in zip(vector, normal, strict=True)) / sum(b * b for b in normal)
    return tuple(a - share * b for a, b in zip(vector, normal, strict=True))


def _near_meetings(normals: Sequence[Normal], dimension: int) -> Iterator[Path]:
    """Around every line in which boundaries meet, nearby on each combination of their sides."""
    for some in islice(combinations(normals, min(dimension - 1, len(normals))), MOST_MEETINGS):
        line: Sequence[Number] = next(_random_directions(dimension, 1, seed=17))
        for normal in _orthogonal(some):
            line = _projected(line, normal)
        if sum(part * part for part in line) < SMALLEST:
            continue
        for signs in islice(product((1, -1), repeat=len(some)), MOST_SIDES):
            bends = [[sign * part for part in away] for sign, away in zip(signs, _away(some), strict=True)]
            yield from _both_ways([part + NEAR * sum(bend) for part, *bend in zip(line, *bends, strict=True)])


def _away(normals: Sequence[Normal]) -> list[Normal]:
    """For each boundary the part of its normal that the other boundaries do not see: to move along it leaves only this one."""
    found: list[Normal] = []
    for k, normal in enumerate(normals):
        rest = tuple(normal)
        for other in _orthogonal([*normals[:k], *normals[k + 1 :]]):
            rest = _projected(rest, other)
        found.append(rest)
    return found


def _orthogonal(vectors: Sequence[Normal]) -> list[Normal]:
    """Gram and Schmidt's orthogonal vectors that span the same space."""
    found: list[Normal] = []
    for vector in vectors:
        rest = tuple(vector)
        for other in found:
            rest = _projected(rest, other)
        if sum(part * part for part in rest) > SMALLEST:
            found.append(rest)
    return found
