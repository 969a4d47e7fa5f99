"""Simulated learners are brought to mastery in at most 60 % of the questions that a quiz at random needs."""

from __future__ import annotations

from math import ceil

import pytest

from tests.benchmarks.learners import MOST, adaptive, uniform

SHARE = 0.6


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 8))])
def test_the_quiz_needs_at_most_sixty_per_cent_of_the_questions_that_chance_needs(seed: int) -> None:
    questions = adaptive(seed)
    enough = ceil(questions / SHARE)
    assert enough <= MOST
    assert uniform(seed, enough) >= enough, "a quiz at random has not brought this learner to mastery by then"
