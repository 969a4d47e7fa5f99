"""Sensitivity at a point: the partial derivatives as numbers, ranked, with their elasticities.

Belongs here: the ranking, when two rankings disagree, the grids that indexed variables form. Does not: the derivatives (`gradient`), words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import isclose, isfinite

from sympy import Dummy, Expr, Indexed

from pdtutor.calculus.gradient import gradient
from pdtutor.calculus.numeric import settled_number
from pdtutor.calculus.results import Gradient, Value
from pdtutor.calculus.value import as_float, refuse_outside

APART = 100.0  # times as large: from here on a unit of one variable is no unit of another
ROUNDING = 1e-9
MOST_INDICES = 2  # of a variable in a grid
SMALLEST_GRID = 4  # entries


@dataclass(frozen=True)
class Entry:
    """What one variable does.

    at          its value at the point
    derivative  ∂f/∂variable there, None where there is none; `slope` then says why
    elasticity  (x/f)·∂f/∂x: by how many per cent f changes for one per cent of x; None where f is 0 or there is no derivative
    """

    variable: Expr
    at: float
    derivative: float | None
    elasticity: float | None
    slope: Value

    @property
    def size(self) -> float:
        """|∂f/∂variable|; -1 where there is none, so that these come last."""
        return -1.0 if self.derivative is None else abs(self.derivative)


@dataclass(frozen=True)
class Sensitivity:
    """The entries, the largest |derivative| first, those without any last; equal ones in the order asked for."""

    of: Expr
    value: float
    entries: tuple[Entry, ...]
    gradient: Gradient  # in plain names for indexed variables, and in the order asked for

    @cached_property
    def by_elasticity(self) -> tuple[Entry, ...]:
        """The entries that have an elasticity, the largest first."""
        known = [entry for entry in self.entries if entry.elasticity is not None]
        return tuple(sorted(known, key=lambda entry: -abs(entry.elasticity or 0.0)))

    @cached_property
    def is_disputed(self) -> bool:
        """Whether some variable is ahead of another by derivative and behind it by elasticity."""
        known = sorted(self.by_elasticity, key=lambda entry: -entry.size)  # stable: equal derivatives stay in the other order
        return any(
            _is_smaller(abs(a.elasticity or 0.0), abs(b.elasticity or 0.0)) and _is_smaller(b.size, a.size) for a, b in pairwise(known)
        )

    @cached_property
    def span(self) -> float:
        """The largest |x| over the smallest, of the variables that are not 0."""
        sizes = [abs(entry.at) for entry in self.entries if entry.at]
        return max(sizes) / min(sizes) if sizes else 1.0

    @property
    def has_scales_apart(self) -> bool:
        """Whether the variables are of such different size that a unit of one is no unit of another."""
        return self.span >= APART

    @property
    def ties(self) -> tuple[tuple[Entry, ...], ...]:
        """Neighbours in the ranking with the same |derivative|, together."""
        return tuple(group for group in _groups(self.entries) if len(group) > 1)

    @property
    def grids(self) -> Mapping[str, tuple[tuple[Entry | None, ...], ...]]:
        """Name → entries in rows and columns, for indexed variables with four entries or more; None where the grid has none."""
        return {name: _grid(family) for name, family in _families(self.entries).items() if len(family) >= SMALLEST_GRID}


def sensitivity(of: Expr, variables: Sequence[Expr], point: Mapping[Expr, Expr]) -> Sensitivity:
    """The sensitivity of an expression to the variables, at a point that names all of its variables.

    Raises DomainError where the function is not defined at the point.
    """
    refuse_outside(of, point)
    found = _gradient(of, variables, point)
    value = as_float(settled_number(of, point))
    slopes = found.value or (Value(why="undefined"),) * len(variables)
    entries = [_entry(variable, slope, point, value) for variable, slope in zip(variables, slopes, strict=True)]
    return Sensitivity(of, value, tuple(sorted(entries, key=lambda entry: -entry.size)), found)


def _gradient(of: Expr, variables: Sequence[Expr], point: Mapping[Expr, Expr]) -> Gradient:
    """The gradient with a plain name for each entry of an indexed one: no two of them can be the same, so nothing need compare them."""
    names = {variable: Dummy(str(variable), real=True) for variable in (*variables, *point) if isinstance(variable, Indexed)}
    renamed = {names.get(variable, variable): value for variable, value in point.items()}
    return gradient(of.xreplace(names), [names.get(variable, variable) for variable in variables], renamed)


def _entry(variable: Expr, slope: Value, point: Mapping[Expr, Expr], value: float) -> Entry:
    at = as_float(settled_number(point[variable], {}))
    derivative = slope.decimal if slope.decimal is not None and isfinite(slope.decimal) else None
    return Entry(variable, at, derivative, _elasticity(at, derivative, value), slope)


def _elasticity(at: float, derivative: float | None, value: float) -> float | None:
    if derivative is None or value == 0 or not isfinite(value):
        return None
    found = at / value * derivative + 0.0  # which makes -0 a plain 0
    return found if isfinite(found) else None


def _is_smaller(a: float, b: float) -> bool:
    return a < b and not isclose(a, b, rel_tol=ROUNDING)


def _groups(entries: Sequence[Entry]) -> Iterator[tuple[Entry, ...]]:
    group: list[Entry] = []
    for entry in entries:
        if group and not isclose(group[-1].size, entry.size, rel_tol=ROUNDING):
            yield tuple(group)
            group = []
        if entry.derivative is not None:
            group.append(entry)
    yield tuple(group)


def _families(entries: Sequence[Entry]) -> dict[str, dict[tuple[int, int], Entry]]:
    """Name → (row, column) → entry, of the variables with one or two whole indices."""
    found: dict[str, dict[tuple[int, int], Entry]] = {}
    for entry in entries:
        variable = entry.variable
        if isinstance(variable, Indexed) and len(variable.indices) <= MOST_INDICES and all(k.is_Integer for k in variable.indices):
            place = tuple(map(int, variable.indices))
            found.setdefault(str(variable.base), {})[place if len(place) == MOST_INDICES else (1, place[0])] = entry  # type: ignore[index]
    return found


def _grid(family: Mapping[tuple[int, int], Entry]) -> tuple[tuple[Entry | None, ...], ...]:
    rows, columns = sorted({row for row, _ in family}), sorted({column for _, column in family})
    return tuple(tuple(family.get((row, column)) for column in columns) for row in rows)
