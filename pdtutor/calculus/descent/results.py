"""What runs of descent come to: frozen results, ready to be shown in any format.

Belongs here: data. Does not: text of any kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sympy import Basic, Expr

from pdtutor.calculus.descent.methods import Memory, Method, Numbers

Point = tuple[float, ...]


@dataclass(frozen=True)
class State:
    """Where a run stands before an update.

    number    of updates made so far
    point     the variables stepped, in their order
    value     the loss; of data the mean over all rows
    gradient  what the next update uses; of data the mean over `rows`
    rows      the rows of the next batch, from 0; None where all rows count
    memory    of each variable, what the method remembers
    """

    number: int
    point: Point
    value: float
    gradient: Point
    rows: tuple[int, ...] | None
    memory: tuple[Memory, ...]


@dataclass(frozen=True)
class Stop:
    """Why a run could not go on.

    step       the number of updates that led there
    why        "overflow" (beyond floating point), "domain" (the function has no value there), "slope" (only its slope has none) or
               "assumption" (a variable left what is assumed of it)
    point      where that was
    part       the innermost part of the function without a value, or the variable that left its domain; None where the point overflowed
    arguments  the values of what the part is a function of
    row        of the data in which it happened, from 0; None without data
    """

    step: int
    why: str
    point: Point
    part: Basic | None = None
    arguments: tuple[tuple[Basic, float], ...] = ()
    row: int | None = None


@dataclass(frozen=True)
class Stability:
    """What the Hessian says of the rate.

    smallest, largest  its eigenvalues
    is_exact           the function is quadratic, so they are the same everywhere; else they hold near the point of `step` alone
    step               number of the state where the Hessian was taken
    bound              rates below it bring the method to rest, larger ones drive it away; None where there is no such rate, or none known
    best               the rate at which gd is fastest
    contraction        of gd with its rate: what a step leaves of the distance, along the slowest direction that counts
    is_unbounded       the function is known to fall without end, so that no rate brings a descent to rest
    """

    smallest: float
    largest: float
    is_exact: bool
    step: int
    bound: float | None = None
    best: float | None = None
    contraction: float | None = None
    is_unbounded: bool = False


@dataclass(frozen=True)
class Run:
    """One method's descent.

    states     from the start on, one more than there were updates; only where the loss and its gradient are numbers
    status     "converged", "diverged" or "running"
    settled    of one that converged: the number of the first state from which on the gradient was 0 but for rounding; None with batches
    stop       why it ended early, or None
    stability  None where the Hessian was too large to be taken, or is no number
    tamer      where it diverged and no bound is known: a smaller rate that was tried and did not diverge; 0 where none of those did
    kinks      numbers of states exactly on a kink, each with the condition that fails there
    """

    method: Method
    numbers: Numbers
    states: tuple[State, ...]
    status: str = "running"
    settled: int | None = None
    stop: Stop | None = None
    stability: Stability | None = None
    tamer: float | None = None
    kinks: Mapping[int, Basic] | None = None


@dataclass(frozen=True)
class Rows:
    """Data: for each row the values of its columns."""

    columns: tuple[Expr, ...]
    values: tuple[tuple[float, ...], ...]
