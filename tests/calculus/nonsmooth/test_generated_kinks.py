"""What is said of generated functions at their kinks is what sampling around the point shows.

A case that fails is known by its seed: `seeded(seed, dimension)` and `spacious(kind, seed, dimension)` of `piecewise` make it again.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings

import pdtutor
from tests.calculus.nonsmooth.clarke_oracle import complaints, is_midpoint_convex, kink_complaints, sampled
from tests.calculus.nonsmooth.piecewise import SPACIOUS, Case, cases, seeded, spacious

FEW = {1: 40, 2: 20}
MANY = {1: 700, 2: 500}
BATCH = 10
SPACES = [(kind, dimension) for kind in SPACIOUS for dimension in (3, 4)]
QUICK = {("sizes", 3): 2, ("sizes", 4): 2, ("network", 3): 1}  # seeds for which few directions meet every region; else 0


def wrong(case: Case) -> list[str]:
    """What is wrong with the answer at the case's point."""
    answer = pdtutor.subgradient(case.text, at=case.at, wrt=list(case.names)).to_dict()
    found = list(complaints(answer, sampled(case.of, case.switches, case.point)))
    if found and len(case.point) > 2:
        found = list(complaints(answer, sampled(case.of, case.switches, case.point, effort=6)))
    convex = answer["convex_subdifferential"]
    if convex is not None and convex["kind"] != "empty" and not is_midpoint_convex(case.of, case.point):
        found.append("convex: f is not convex")
    if len(case.point) < 3:
        found += kink_complaints(answer, case.of, case.names)
    return found


def assert_right(several: list[Case]) -> None:
    found = [f"{case}: {'; '.join(said)}" for case in several if (said := wrong(case))]
    assert not found, "\n".join(found)


def batches(seeds: dict[int, range]) -> list[tuple[int, int]]:
    return [(dimension, first) for dimension, among in seeds.items() for first in among[::BATCH]]


@pytest.mark.parametrize(("dimension", "first"), batches({dimension: range(few) for dimension, few in FEW.items()}))
def test_sets_slopes_and_kinks_are_those_seen_around_the_point(dimension: int, first: int) -> None:
    assert_right([seeded(seed, dimension) for seed in range(first, first + BATCH)])


@pytest.mark.long
@pytest.mark.parametrize(("dimension", "first"), batches({dimension: range(many) for dimension, many in MANY.items()}))
def test_many_more_are_right_too(dimension: int, first: int) -> None:
    assert_right([seeded(seed, dimension) for seed in range(first, first + BATCH)])


@pytest.mark.long
@pytest.mark.parametrize("dimension", [1, 2])
def test_whatever_hypothesis_thinks_of_is_right(dimension: int) -> None:
    @settings(max_examples=150, deadline=None)
    @given(cases(dimension))
    def check(case: Case) -> None:
        assert_right([case])

    check()


@pytest.mark.parametrize(("kind", "dimension"), SPACES)
def test_hulls_in_space_reach_as_far_as_the_gradients_around_the_point(kind: str, dimension: int) -> None:
    assert_right([spacious(kind, QUICK.get((kind, dimension), 0), dimension)])


@pytest.mark.long
@pytest.mark.parametrize(("kind", "dimension"), SPACES)
def test_many_more_hulls_in_space_do_too(kind: str, dimension: int) -> None:
    assert_right([spacious(kind, seed, dimension) for seed in range(8)])
