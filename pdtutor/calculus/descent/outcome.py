"""What a finished run is called: converged, diverged or still running; and a smaller rate where it diverged.

Belongs here: these judgements. Does not: the walk (`run`), the bounds (`stability`), their words (`explain`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from math import hypot

from pdtutor.calculus.descent.methods import Method, Numbers
from pdtutor.calculus.descent.results import Point, Run, Stability, State, Stop
from pdtutor.calculus.descent.run import Walk, walked
from pdtutor.calculus.descent.stability import BOUNDS, stability

SETTLED = 1e-8  # of a gradient: relative to the value where that is above 1
FAR = 1e6  # times what the start had: a loss this large and growing does not come back
RISES = 5  # updates in a row, each to a larger loss and a larger gradient than before
RISEN = 100  # times as far above the lowest loss as the start was
MOST_KINKS = 1_000  # states that are looked at
GROWTH = 1.25  # of the number of states from one partial result to the next
TRIALS = 10  # halvings of a rate
MOST_TRIED = 100  # updates in a trial


def runs(walk: Walk, method: Method, numbers: Numbers) -> Iterator[Run]:
    """One method's run, growing; the last one is complete and judged."""
    states: list[State] = []
    stop, shown = None, 1.0
    for found in walked(walk, method, numbers):
        if isinstance(found, Stop):
            stop = found
            break
        states.append(found)
        if len(states) >= shown:
            shown *= GROWTH
            yield Run(method, numbers, tuple(states))
    if not states:
        yield Run(method, numbers, (), "diverged", stop=stop)
        return
    run = judged(walk, Run(method, numbers, tuple(states), stop=stop))
    yield run
    if run.status == "diverged" and not _is_explained(run):
        yield replace(run, tamer=_tamer(walk, run))


def judged(walk: Walk, run: Run) -> Run:
    """The run with its status, what the Hessian says of its rate, and the kinks that it met."""
    steady = stability(walk.loss, run.method, run.numbers, run.states)
    kinks = walk.loss.kinks((state.number, state.point) for state in run.states[:MOST_KINKS])
    status = _status(walk, run, steady)
    return replace(run, status=status, settled=_settled(run) if status == "converged" else None, stability=steady, kinks=kinks)


def _is_explained(run: Run) -> bool:
    """Is it known for certain which rates would not diverge, or that none would?"""
    if run.stop is not None and run.stop.why != "overflow":
        return False
    steady = run.stability
    return steady is not None and steady.is_exact and (steady.bound is not None or steady.is_unbounded)


def _status(walk: Walk, run: Run, steady: Stability | None) -> str:
    if run.stop is not None or is_growing(walk, run, steady):
        return "diverged"
    last = run.states[-1]
    gradient = last.gradient if last.rows is None else walk.loss.with_gradient(last.point)[1]
    return "converged" if _is_settled(last.value, gradient) else "running"


def _is_settled(value: float, gradient: Point) -> bool:
    return norm(gradient) <= SETTLED * max(1.0, abs(value))


def _settled(run: Run) -> int | None:
    """The number of the first of the last states that are all settled."""
    if any(state.rows for state in run.states):
        return None
    return next((state.number + 1 for state in reversed(run.states) if not _is_settled(state.value, state.gradient)), 0)


def is_growing(walk: Walk, run: Run, steady: Stability | None) -> bool:
    """Does the run plainly go away instead of settling, although nothing has overflowed?

    Of a quadratic function that is known from its Hessian: the rate is too large and the loss has grown, or there is nothing to settle at
    and the steps do not shrink. Otherwise the loss has to be far beyond its start, on steps that grow; or, where steps are proportional to
    gradients, rise again and again. Loss that is large but shrinking, or that swings without growing, is not called diverged.
    """
    states = run.states
    if len(states) < 2:
        return False
    if steady is not None and steady.is_exact and not walk.is_stochastic and run.method.name in BOUNDS:
        if steady.is_unbounded:
            return states[-1].value < states[0].value and _keeps_its_pace(states)
        return steady.bound is not None and run.numbers.rate > steady.bound and states[-1].value > states[0].value
    return _is_far(states) or (run.method.name in BOUNDS and not walk.is_stochastic and _is_rising(states))


def _keeps_its_pace(states: Sequence[State]) -> bool:
    lengths = _lengths(states)
    return lengths[-1] >= lengths[0] * (1 - 1e-9)


def _lengths(states: Sequence[State]) -> list[float]:
    return [norm(tuple(b - a for a, b in zip(one.point, other.point, strict=True))) for one, other in pairwise(states)]


def _is_far(states: Sequence[State]) -> bool:
    lengths = _lengths(states)
    middle = states[len(states) // 2].value
    is_large = abs(states[-1].value) > FAR * max(1.0, abs(states[0].value)) and abs(states[-1].value) > abs(middle)
    return is_large and lengths[-1] > lengths[len(lengths) // 2] and lengths[-1] > lengths[0]


def _is_rising(states: Sequence[State]) -> bool:
    last = states[-RISES - 1 :]
    if len(last) <= RISES or not all(a.value < b.value and norm(a.gradient) < norm(b.gradient) for a, b in pairwise(last)):
        return False
    lowest = min(state.value for state in states)
    return states[-1].value - lowest > RISEN * max(states[0].value - lowest, SETTLED * max(1.0, abs(states[0].value)))


def norm(vector: Point) -> float:
    """The length of a vector."""
    return hypot(*vector)


def _tamer(walk: Walk, run: Run) -> float:
    """The first of the rate's halves, quarters, … with which the same run, of at most MOST_TRIED updates, does not diverge; or 0."""
    short = replace(walk, steps=min(walk.steps, MOST_TRIED))
    for halvings in range(1, TRIALS + 1):
        rate = run.numbers.rate * 0.5**halvings
        if _is_tame(short, Run(run.method, replace(run.numbers, rate=rate), ())):
            return rate
    return 0.0


def _is_tame(walk: Walk, run: Run) -> bool:
    found = tuple(walked(walk, run.method, run.numbers))
    states = tuple(each for each in found if isinstance(each, State))
    return len(states) == len(found) and not is_growing(walk, replace(run, states=states), None)
