"""Parameters: the gradient by one sweep, its check and its formats, and backprop, for 10 to 100,000 of them.

Belongs here: many variables of one function. Does not: many lines (`programs`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial as bound

from sympy import Expr, Symbol, diff

from pdtutor.calculus.check import check_directional
from pdtutor.calculus.gradient import gradient
from pdtutor.calculus.graph import reverse_sweep
from pdtutor.notation.limits import deep_recursion
from pdtutor.requests.backprop import backprop
from pdtutor.requests.gradient import gradient as requested
from tests.benchmarks.functions import layer, squared_error
from tests.benchmarks.growth.terms import TEXTS, written
from tests.benchmarks.rows import Aim, Row, growth, time
from tests.benchmarks.timing import Effort, once, seconds_of

SIZES = (10, 100, 1_000, 10_000, 100_000)
AFFORDABLE = 300  # calls of diff; more are counted up from a sample of this
SAMPLE = 25
PROGRAMS = (10, 100, 1_000, 10_000)
AIMS = {1_000: 1 / 200}  # of the time of as many calls of diff


def rows(effort: Effort) -> Iterator[Row]:
    """One sweep, then what is made of it, then programs."""
    with deep_recursion():
        losses = {n: squared_error(n) for n in effort.sizes(*SIZES)}
        swept = {n: seconds_of(bound(reverse_sweep, *each)) for n, each in losses.items()}
        yield growth("gradient of a squared error, one sweep", swept)
        yield growth("its check", {n: seconds_of(bound(_checked, *each)) for n, each in losses.items()})
        both = {n: seconds_of(bound(gradient, *each)) for n, each in losses.items()}
        yield growth("gradient with check", both)
        yield from (_over_diff(n, both[n], *losses[n]) for n in losses if n > 10)
        yield from _written(effort)
        yield from _programs(effort)


def _checked(loss: Expr, parameters: tuple[Symbol, ...]) -> object:
    sweep = reverse_sweep(loss, parameters)
    return check_directional(loss, parameters, sweep.entries, sweep.shared)


def _over_diff(n: int, ours: float, loss: Expr, parameters: tuple[Symbol, ...]) -> Row:
    """The sweep over n calls of diff: all of them where that can be waited for, else a few, and so many times more."""
    sample = parameters if n <= AFFORDABLE else parameters[: max(1, SAMPLE * 1_000 // max(n, 1_000))]
    theirs = once(lambda: [diff(loss, each) for each in sample]) * len(parameters) / len(sample)
    how = f"{n:,} calls of diff" if len(sample) == len(parameters) else f"{n:,} calls of diff, extrapolated from {len(sample)}"
    aim = Aim(AIMS[n]) if n in AIMS else None
    return Row(f"gradient with check, n = {n:,}", time(ours), ours / theirs, "x", f"{how}: {time(theirs)}", aim)


def _written(effort: Effort) -> Iterator[Row]:
    found = {n: requested(loss, wrt=[str(each) for each in names]) for n, (loss, names) in _requested(effort)}
    for format in ("rich", *TEXTS):
        yield growth(f"gradient written, {format}", {n: seconds_of(bound(written, each, format)) for n, each in found.items()})


def _requested(effort: Effort) -> Iterator[tuple[int, tuple[Expr, tuple[Symbol, ...]]]]:
    return ((n, squared_error(n)) for n in effort.sizes(*PROGRAMS))


def _programs(effort: Effort) -> Iterator[Row]:
    programs = {n: layer(n) for n in effort.sizes(*PROGRAMS)}
    yield growth("backprop by its parameters", {n: seconds_of(bound(backprop, lines)) for n, lines in programs.items()})
