"""The loss and its gradient as numbers: of one function, or the mean over rows of data.

Belongs here: compiling and evaluating, and finding which part has no value where there is none. Does not: the walk (`run`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from math import fsum, isfinite

from sympy import Basic, Expr, Ne

from pdtutor.calculus.arithmetic import NAN, Number
from pdtutor.calculus.descent.results import Point, Rows
from pdtutor.calculus.gradient import spelled_out
from pdtutor.calculus.graph import reverse_sweep
from pdtutor.calculus.numeric import Compiled
from pdtutor.calculus.tidy import node_count
from pdtutor.calculus.undefined import culprit, number_at
from pdtutor.calculus.value import as_float

MOST_CURVED = 20  # variables; with more the Hessian is not taken
LARGEST_GRADIENT = 5_000  # nodes; beyond it neither
Numbers = Mapping[Expr, float]


class Loss:
    """A function of the variables stepped.

    of         the function; of data, that of one row
    variables  those stepped
    fixed      variable → number for those that stay
    data       rows that give the others, or None
    """

    def __init__(self, of: Expr, variables: Sequence[Expr], fixed: Numbers, data: Rows | None = None) -> None:
        self.of = of
        self.variables = tuple(variables)
        self._sweep = reverse_sweep(of, self.variables)
        self._value = Compiled((of,))
        self._both = Compiled((of, *self._sweep.entries), names=self._sweep.shared)
        self.data = data
        self._rows = [dict(fixed)] if data is None else [{**fixed, **dict(zip(data.columns, row, strict=True))} for row in data.values]

    def value(self, point: Point) -> float:
        """The mean over all rows; nan where it has no value, or one beyond floating point."""
        return _mean(self._value(numbers)[0] for numbers in self._at(point, None))

    def with_gradient(self, point: Point, rows: Sequence[int] | None = None) -> tuple[float, Point]:
        """The value and the gradient, means over the rows; over all of them without."""
        found = [self._both(numbers) for numbers in self._at(point, rows)]
        means = found[0] if len(found) == 1 else [_mean(column) for column in zip(*found, strict=True)]
        value, *gradient = map(as_float, means)
        return value, tuple(gradient)

    def _at(self, point: Point, rows: Sequence[int] | None) -> Iterator[dict[Expr, float]]:
        here = dict(zip(self.variables, point, strict=True))
        chosen = self._rows if rows is None else (self._rows[row] for row in rows)
        return ({**numbers, **here} for numbers in chosen)

    # --- curvature --------------------------------------------------------------------------------------------------------------------

    def hessian(self, point: Point) -> list[list[float]] | None:
        """The second partials at a point, by a sweep over each first one; None where there are too many, or one is no number."""
        if not self._second:
            return None
        rows = [[row(numbers) for row in self._second] for numbers in self._at(point, None)]
        found = [[_mean(each[i][j] for each in rows) for j in range(len(self.variables))] for i in range(len(self.variables))]
        return found if all(isfinite(entry) for row in found for entry in row) else None

    @cached_property
    def _second(self) -> tuple[Compiled, ...]:
        if len(self.variables) > MOST_CURVED or sum(node_count(part, LARGEST_GRADIENT) for part in self._parts()) > LARGEST_GRADIENT:
            return ()
        first = spelled_out(self._sweep)
        if sum(node_count(entry, LARGEST_GRADIENT) for entry in first) > LARGEST_GRADIENT:
            return ()
        sweeps = [reverse_sweep(entry, self.variables) for entry in first]
        return tuple(Compiled(sweep.entries, names=sweep.shared) for sweep in sweeps)

    def _parts(self) -> Iterable[Expr]:
        return (*self._sweep.entries, *self._sweep.shared.values())

    # --- where there is no value ------------------------------------------------------------------------------------------------------

    def trouble(self, point: Point) -> tuple[str, Basic, tuple[tuple[Basic, float], ...], int | None]:
        """Why the function or its gradient has no value at a point: as `why`, `part`, `arguments` and `row` of a Stop."""
        row, numbers = next(((row, numbers) for row, numbers in enumerate(self._at(point, None)) if not self._has_all(numbers)), (0, None))
        if numbers is None:  # every row has its number, only their sum is too large
            return "overflow", self.of, (), None
        here = None if self.data is None else row
        if not isfinite(as_float(self._value(numbers)[0])):
            why, part, arguments = culprit(self.of, numbers)
            return why, part, arguments, here
        entry = next(entry for entry in spelled_out(self._sweep) if not isfinite(number_at(entry, numbers)))
        why, part, arguments = culprit(entry, numbers)
        return "slope" if why == "domain" else why, part, arguments, here

    def _has_all(self, numbers: Numbers) -> bool:
        return all(isfinite(as_float(number)) for number in self._both(numbers))

    # --- kinks ------------------------------------------------------------------------------------------------------------------------

    def kinks(self, points: Iterable[tuple[int, Point]]) -> dict[int, Basic]:
        """Number → condition, for points at which a slope was chosen because the slopes of the two sides differ; of data, none."""
        conditions = [condition for condition in self._sweep.conditions if isinstance(condition, Ne)] if self.data is None else []
        if not conditions:
            return {}
        holds = Compiled(tuple(conditions), names=self._sweep.shared)
        full = dict(zip(self._sweep.shared, self._meanings(), strict=True))
        found = {}
        for number, point in points:
            (numbers,) = self._at(point, None)
            broken = next((c for c, here in zip(conditions, holds(numbers), strict=True) if here is False), None)
            if broken is not None:
                found[number] = broken.xreplace(full)
        return found

    def _meanings(self) -> list[Expr]:
        full: dict[Expr, Expr] = {}
        for name, part in self._sweep.shared.items():
            full[name] = part.xreplace(full)
        return list(full.values())


def _mean(numbers: Iterable[Number]) -> float:
    known = list(map(as_float, numbers))
    if len(known) == 1:
        return known[0]
    try:
        return fsum(known) / len(known)
    except (OverflowError, ValueError):  # beyond floating point, or ∞ - ∞
        return NAN
