"""One kind of input: how it is made, what is done with it, what it may cost.

Belongs here: the data. Does not: any target itself, or running one (`runs`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any


def no_preparation() -> None:
    """Nothing to load."""


@dataclass(frozen=True)
class Target:
    """What is attacked.

    name     what a run and its record are called by
    made     an input from a source of randomness
    tried    does it and returns what came of it, in a word or two; raises where a fact does not hold
    smaller  inputs that are simpler than one that fails, the simplest first
    prepare  loads whatever is loaded but once, so that the audit sees nothing of it
    seconds  of computing that one input may take
    patience seconds after which the watchdog takes an input for one that does not end
    longer   what some outcomes may take instead
    renewed  inputs after which a process is replaced, so that its memory says something about them
    """

    name: str
    made: Callable[[Random], Any]
    tried: Callable[[Any], str]
    smaller: Callable[[Any], Iterator[Any]]
    prepare: Callable[[], None] = no_preparation
    seconds: float = 2.0
    patience: float = 90.0
    longer: Mapping[str, float] = field(default_factory=dict)
    renewed: int = 2_000

    def input(self, seed: int, number: int) -> Any:
        """The input of this number in the run with this seed."""
        return self.made(Random(f"{self.name} {seed} {number}"))
