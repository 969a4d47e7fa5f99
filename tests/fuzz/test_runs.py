"""A run notices what goes wrong: a fact that breaks, an input that never ends, one that a process dies of, one that takes too much."""

from __future__ import annotations

import os
import time
from random import Random
from typing import Any

import pytest

from tests.fuzz import runs
from tests.fuzz.facts import holds
from tests.fuzz.shrinking import smallest, texts
from tests.fuzz.target import Target

BAD = 7  # the number of the input that goes wrong


def spent(seconds: float) -> None:
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass


def died() -> None:
    os._exit(3)


WRONG: dict[str, tuple[Any, str]] = {
    "broken": (lambda: holds(False, "it is so"), "it is so"),
    "crashed": (lambda: 1 / 0, "ZeroDivisionError"),
    "stuck": (lambda: time.sleep(60), "does not end"),
    "dead": (died, "code 3"),
    "late": (lambda: spent(0.3), "it took"),
}


def target(wrong: Any, patience: float = 60.0) -> Target:
    """Numbers in turn, of which one goes wrong."""

    def tried(number: int) -> str:
        if number == BAD:
            wrong()
        return "fine"

    return Numbered("x", Random.random, tried, lambda _: iter(()), seconds=0.2, patience=patience, renewed=5)


class Numbered(Target):
    """A target whose inputs are their numbers."""

    def input(self, _: int, number: int) -> int:
        return number


@pytest.mark.parametrize(("wrong", "said"), WRONG.values(), ids=WRONG)
def test_what_goes_wrong_is_told_with_its_number_and_the_rest_goes_on(wrong: Any, said: str) -> None:
    record = runs.run(target(wrong, 4.0 if "end" in said else 60.0), seed=1, count=20, told=lambda _: None)
    assert [failure["number"] for failure in record["failures"]] == [BAD]
    assert said in record["failures"][0]["why"]
    assert record["outcomes"]["fine"] == 19
    assert record["count"] == 20


@pytest.mark.long
def test_memory_above_a_gibibyte_is_a_failure() -> None:
    kept: list[bytes] = []
    record = runs.run(target(lambda: kept or kept.append(b"x" * (1_100 << 20))), seed=1, count=8, told=lambda _: None)
    assert any("MiB" in failure["why"] for failure in record["failures"])


def test_an_input_can_be_made_again() -> None:
    again = Target("x", lambda rng: rng.random(), str, lambda _: iter(()))
    assert again.input(1, 5) == again.input(1, 5) != again.input(1, 6)


def test_what_fails_is_made_small() -> None:
    assert smallest("abc {1x} ☃ de", texts, lambda text: "☃" in text) == "☃"
