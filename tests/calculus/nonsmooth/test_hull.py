"""Vertices of hulls and membership in them, against Carathéodory's theorem in exact fractions and bodies whose vertices are known."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import combinations, pairwise, product

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mpf

from pdtutor.calculus.nonsmooth.hull import contains, vertices

GRID = st.integers(-2, 2)


def clouds(dimension: int, most: int = 7) -> st.SearchStrategy[list[tuple[int, ...]]]:
    return st.lists(st.tuples(*[GRID] * dimension), min_size=1, max_size=most)


CLOUDS = st.integers(1, 4).flatmap(clouds)
CLOUDS_AND_POINTS = st.integers(1, 4).flatmap(lambda d: st.tuples(clouds(d), st.tuples(*[GRID] * d), st.integers(1, 3)))


def is_in_hull(points: list[tuple], p: tuple) -> bool:
    """By Carathéodory's theorem: some affinely independent points, at most one more than dimensions, have p among them."""
    sizes = range(1, len(p) + 2)
    return any(_has_inside(few, p) for size in sizes for few in combinations(dict.fromkeys(points), size))


def _has_inside(few: tuple[tuple, ...], p: tuple) -> bool:
    rows = [[Fraction(number) for number in row] for row in zip(*((*point, 1) for point in (*few, p)), strict=True)]
    for k in range(len(few)):
        pivot = next((row for row in rows[k:] if row[k]), None)
        if pivot is None:
            return False  # affinely dependent: fewer of them do
        rows.remove(pivot)
        rows = [[a - row[k] / pivot[k] * b for a, b in zip(row, pivot, strict=True)] for row in rows]
        rows.insert(k, [a / pivot[k] for a in pivot])
    return all(row[-1] >= 0 for row in rows[: len(few)]) and not any(row[-1] for row in rows[len(few) :])


def corners_of(points: list[tuple]) -> set[tuple]:
    return {points[k] for k in vertices(points)}


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(points=CLOUDS)
def test_vertices_are_the_points_outside_the_hull_of_the_others(points: list[tuple[int, ...]]) -> None:
    distinct = list(dict.fromkeys(points))
    expected = {p for p in distinct if not is_in_hull([q for q in distinct if q != p], p)}
    found = vertices(points)
    assert corners_of(points) == expected
    assert len(found) == len(expected)
    assert all(points.index(points[k]) == k for k in found)


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(given_parts=CLOUDS_AND_POINTS)
def test_membership_is_decided_exactly(given_parts: tuple[list[tuple[int, ...]], tuple[int, ...], int]) -> None:
    points, p, divisor = given_parts
    exact = tuple(Fraction(number, divisor) for number in p)
    with mpmath.workdps(50):
        divided = tuple(mpf(number) / divisor for number in p)
    assert contains(points, divided) == is_in_hull(points, exact)


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(points=CLOUDS, seed=st.integers(0, 99), scale=st.sampled_from([mpf(10) ** 30, mpf(10) ** -12, mpf(3)]))
def test_neither_order_nor_scale_nor_a_turn_matters(points: list[tuple[int, ...]], seed: int, scale: mpf) -> None:
    shuffled = random.Random(seed).sample(points, len(points))
    assert corners_of(points) == corners_of(shuffled)
    with mpmath.workdps(50):
        moved = [_turned([scale * (mpmath.pi + number) for number in point]) for point in points]
    assert {points[k] for k in vertices(moved)} == corners_of(points)


def _turned(point: list[mpf]) -> tuple[mpf, ...]:
    """The point turned by an irrational angle in its first two coordinates."""
    if len(point) == 1:
        return tuple(point)
    x, y, *rest = point
    cos, sin = mpmath.cos(mpf(1) / 3), mpmath.sin(mpf(1) / 3)
    return (cos * x - sin * y, sin * x + cos * y, *rest)


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(points=clouds(2, 12))
def test_in_the_plane_vertices_run_counter_clockwise_from_the_smallest(points: list[tuple[int, int]]) -> None:
    around = [points[k] for k in vertices(points)]
    assert around[0] == min(points)
    for a, b, c in zip(around, around[1:] + around[:1], around[2:] + around[:2], strict=True):
        if len(around) > 2:
            assert (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) > 0


@pytest.mark.parametrize("dimension", [1, 3, 4])
def test_elsewhere_vertices_are_in_lexicographic_order(dimension: int) -> None:
    generator = random.Random(dimension)
    points = [tuple(generator.randint(-3, 3) for _ in range(dimension)) for _ in range(20)]
    found = [points[k] for k in vertices(points)]
    assert all(a < b for a, b in pairwise(found))


@pytest.mark.parametrize("dimension", [2, 3, 5])
def test_of_points_on_a_line_the_ends_are_left(dimension: int) -> None:
    with mpmath.workdps(50):
        direction = [mpmath.sqrt(k + 2) for k in range(dimension)]
        points = [tuple(mpf(step) / 7 * number for number in direction) for step in (3, -2, 5, 0, 1, 4)]
    assert vertices(points) == [1, 2]
    assert contains(points, points[4])
    assert not contains(points, tuple(2 * number for number in points[2]))


def test_of_points_in_a_plane_in_space_the_corners_are_left() -> None:
    with mpmath.workdps(50):
        third = mpf(1) / 3
        points = [(x, y, third * x - mpmath.pi * y) for x, y in product((-1, 0, 1), repeat=2)]
    assert vertices(points) == [0, 2, 6, 8]


@pytest.mark.parametrize("dimension", range(1, 9))
def test_of_a_cross_polytope_filled_to_64_points_the_tips_are_left(dimension: int) -> None:
    generator = random.Random(dimension)
    tips = [tuple(mpf(sign * (i == j)) for j in range(dimension)) for i in range(dimension) for sign in (1, -1)]
    points = tips + [_on_a_face(dimension, generator) for _ in range(64 - len(tips))]
    assert corners_of(points) == set(tips)


def _on_a_face(dimension: int, generator: random.Random) -> tuple[mpf, ...]:
    parts = [generator.randint(0, 5) for _ in range(dimension - 1)] + [1]
    with mpmath.workdps(50):
        return tuple(generator.choice((-1, 1)) * mpf(part) / sum(parts) for part in parts)


def test_every_corner_of_a_cube_and_every_point_of_a_circle_is_a_vertex() -> None:
    cube = list(product((0, 1), repeat=6))
    assert vertices(cube) == list(range(64))
    circle = [(mpmath.cos(k), mpmath.sin(k), mpf(1) / 3) for k in range(64)]
    assert len(vertices(circle)) == 64
    assert len(vertices([point[:2] for point in circle])) == 64


TINY, SMALL = mpf(10) ** -45, mpf(10) ** -20
TIES = [
    pytest.param([(mpf(1),), (1 + TINY,)], [0], id="one number twice"),
    pytest.param([(mpf(0),), (TINY,), (-TINY,)], [0], id="the rest of a cancellation"),
    pytest.param([(mpf(1), mpf(0)), (mpf(1), TINY), (mpf(1), -TINY)], [0], id="one point three times"),
    pytest.param([(0, 0), (2, 0), (1, -TINY), (1, 1)], [0, 1, 3], id="next to an edge"),
    pytest.param([(0, 0), (2, 0), (1, -SMALL), (1, 1)], [0, 2, 1, 3], id="clear of an edge"),
    pytest.param([(0, 0, 0), (2, 0, 0), (1, -TINY, TINY), (1, 1, 1)], [0, 3, 1], id="next to an edge in space"),
    pytest.param([(0, 0, 0), (2, 0, 0), (1, -SMALL, 0), (1, 1, 1)], [0, 2, 3, 1], id="clear of an edge in space"),
    pytest.param([(5, 1, 2), (5, 1, 2)], [0], id="the same in space"),
    pytest.param([(TINY, 3), (0, 1), (-TINY, 2)], [1, 0], id="one above the other"),
]


@pytest.mark.parametrize(("points", "expected"), TIES)
def test_what_differs_by_less_than_a_tie_is_the_same(points: list[tuple], expected: list[int]) -> None:
    with mpmath.workdps(50):
        exact = [tuple(map(mpf, point)) for point in points]
    assert vertices(exact) == expected


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(points=CLOUDS, weights=st.lists(st.integers(0, 9), min_size=8, max_size=8))
def test_every_mean_of_the_points_lies_in_the_hull_of_the_vertices(points: list[tuple[int, ...]], weights: list[int]) -> None:
    shares = [weights[k] + (k == 0) for k in range(len(points))]
    with mpmath.workdps(50):
        mean = tuple(
            mpf(sum(s * c for s, c in zip(shares, coordinate, strict=True))) / sum(shares) for coordinate in zip(*points, strict=True)
        )
    assert contains([points[k] for k in vertices(points)], mean)
