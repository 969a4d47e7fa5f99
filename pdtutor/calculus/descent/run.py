"""The walk: update after update from the start, until all are made or one leads where the function has no numbers.

Belongs here: one run of one method, its batches, and when it has to stop. Does not: one update (`methods`), what the outcome is called
(`outcome`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from math import isfinite
from random import Random

from sympy import Expr

from pdtutor.calculus.descent.loss import Loss
from pdtutor.calculus.descent.methods import Memory, Method, Numbers
from pdtutor.calculus.descent.results import Point, State, Stop

Bounds = Mapping[Expr, tuple[float, float]]


@dataclass(frozen=True)
class Walk:
    """What all methods of one comparison share.

    loss    what descends
    start   the variables at the start
    steps   how many updates
    batch   rows of the data for each, all where None
    seed    of the order of rows
    bounds  variable → the interval that is assumed of it
    """

    loss: Loss
    start: Point
    steps: int
    batch: int | None = None
    seed: int = 0
    bounds: Bounds = field(default_factory=dict)

    @property
    def is_stochastic(self) -> bool:
        """Does each update see some of the rows only?"""
        return self.batch is not None and self.loss.data is not None and self.batch < len(self.loss.data.values)


def walked(walk: Walk, method: Method, numbers: Numbers) -> Iterator[State | Stop]:
    """The states from the start on, and last the reason where it ends early. The start itself has to have a value and a gradient."""
    batches = _batches(walk)
    memory: tuple[Memory, ...] = ((0.0,) * len(method.memory),) * len(walk.start)
    point = walk.start
    for number in range(walk.steps + 1):
        rows = next(batches) if number < walk.steps else None
        state = _state(walk, number, point, rows, memory)
        yield state
        if isinstance(state, Stop) or number == walk.steps:
            return
        point, memory = updated(state, method, numbers)
        if not all(map(isfinite, (*point, *(part for each in memory for part in each)))):
            yield Stop(number + 1, "overflow", point)
            return


def updated(state: State, method: Method, numbers: Numbers) -> tuple[Point, tuple[Memory, ...]]:
    """The next point and what the method remembers there."""
    each = zip(state.point, state.gradient, state.memory, strict=True)
    found = [method.update(x, g, memory, state.number + 1, numbers) for x, g, memory in each]
    return tuple(x for x, _ in found), tuple(memory for _, memory in found)


def _state(walk: Walk, number: int, point: Point, rows: Sequence[int] | None, memory: tuple[Memory, ...]) -> State | Stop:
    left = _outside(point, walk) if walk.bounds else None
    if left is not None:
        return Stop(number, "assumption", point, left)
    value, gradient = walk.loss.with_gradient(point, rows)
    if rows is not None:
        value = walk.loss.value(point)
    if not all(map(isfinite, (value, *gradient))):
        why, part, arguments, row = walk.loss.trouble(point)
        return Stop(number, why, point, part, arguments, row)
    return State(number, point, value, gradient, None if rows is None else tuple(rows), memory)


def _outside(point: Point, walk: Walk) -> Expr | None:
    """A variable that is not where it is assumed to be."""
    here = dict(zip(walk.loss.variables, point, strict=True))
    return next((variable for variable, (low, high) in walk.bounds.items() if not low <= here[variable] <= high), None)


def _batches(walk: Walk) -> Iterator[tuple[int, ...] | None]:
    """The rows of each update: every epoch all of them, shuffled, in batches of which the last may be smaller."""
    if walk.batch is None or walk.loss.data is None or not walk.is_stochastic:
        yield from repeat(None)
        return
    count, size, random = len(walk.loss.data.values), walk.batch, Random(walk.seed)
    while True:
        order = list(range(count))
        random.shuffle(order)
        yield from (tuple(order[first : first + size]) for first in range(0, count, size))
