"""The Hessian: all second partials, whether the order of differentiation matters, and what they say of a stationary point.

Belongs here: second derivatives together. Does not: a single derivation (`partial`), eigenvalues (`matrices`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, islice

from sympy import Expr

from pdtutor.calculus import matrices
from pdtutor.calculus.check import POINTS, is_equivalent, relative_error
from pdtutor.calculus.gradient import from_partials, gradient, spelled_out
from pdtutor.calculus.numeric import Compiled
from pdtutor.calculus.partial import combined, differentiated_again, mixed_partial
from pdtutor.calculus.points import points_for
from pdtutor.calculus.results import Check, Gradient, Hessian, MixedPair, Partial, Rows, Value
from pdtutor.calculus.value import exact_value
from pdtutor.notation.algebra import substitute
from pdtutor.notation.names import variables_of

MOST_DERIVED = 5  # variables; with more, the second partials are not derived one by one
SAME = 1e-12  # of two values: nearer than this they are taken for one

Point = Mapping[Expr, Expr]


def hessian(expression: Expr, variables: Sequence[Expr], point: Point | None = None) -> Hessian:
    """The Hessian of a function; at a point, if one is given, its value, eigenvalues and definiteness too.

    Raises DomainError where the function is not defined at the point.
    """
    return from_gradient(gradient(expression, variables, point), point)


def from_gradient(first: Gradient, point: Point | None = None) -> Hessian:
    """The Hessian from the first partials."""
    *_, complete = growing(first, point)
    return complete


def growing(first: Gradient, point: Point | None = None) -> Iterator[Hessian]:
    """As `from_gradient`, growing row by row; what the matrix says, at the point too, comes with one more."""
    found = None
    for found in _derived(first, point) if len(first.variables) <= MOST_DERIVED else _swept(first):
        yield found
    if found is not None:
        yield _judged(_with(found, value=_values(found, point) if point else None))


def _derived(first: Gradient, point: Point | None) -> Iterator[Hessian]:
    rows: tuple[tuple[Partial, ...], ...] = ()
    for once in first.partials:
        rows = (*rows, tuple(differentiated_again(once, wrt, point) for wrt in first.variables))
        entries = tuple(tuple(partial.derivative for partial in row) for row in rows)
        second = [Check(p.check.symbolic, p.check.points, p.check.max_relative_error) for row in rows for p in row]
        conditions = tuple(dict.fromkeys(condition for row in rows for partial in row for condition in partial.conditions))
        yield Hessian(first.of, first.variables, first, entries, combined(second), rows, conditions)


def _swept(first: Gradient) -> Iterator[Hessian]:
    """Each first partial swept once for all second ones."""
    rows: tuple[Gradient, ...] = ()
    entries: tuple[tuple[Expr, ...], ...] = ()
    for entry in spelled_out(first):
        rows = (*rows, gradient(entry, first.variables))
        entries = (*entries, spelled_out(rows[-1]))
        conditions = tuple(dict.fromkeys(condition for row in rows for condition in row.conditions))
        yield Hessian(first.of, first.variables, first, entries, combined([row.check for row in rows]), (), conditions)


def _values(found: Hessian, point: Point) -> Rows:
    if found.partials:
        return tuple(tuple(partial.value or Value() for partial in row) for row in found.partials)
    first, entries = found.gradient, found.entries
    if variables_of(first.of) <= set(point) and first.conditions:
        return tuple(tuple(_value(first.of, (x, y), point) for y in first.variables) for x in first.variables)
    return tuple(tuple(_entry_value(entry, point) for entry in row) for row in entries)


def _value(of: Expr, order: tuple[Expr, Expr], point: Point) -> Value:
    found: Partial = mixed_partial(of, order, point)
    return found.value or Value(why="undefined")


def _entry_value(entry: Expr, point: Point) -> Value:
    return exact_value(entry, point) if variables_of(entry) <= set(point) else Value(substitute(entry, point))


# --- what the matrix says -------------------------------------------------------------------------------------------------------------


def _judged(bare: Hessian) -> Hessian:
    """The Hessian with its mixed pairs compared and, where it is a matrix of numbers, its eigenvalues and what follows from them."""
    mixed = tuple(_pair(bare, i, j) for i, j in combinations(range(len(bare.variables)), 2))
    compared = _with(bare, mixed=mixed)
    numbers = compared.value if compared.value is not None else _constant(compared.entries)
    if numbers is None or not matrices.is_known(numbers) or not compared.is_symmetric:
        return _with(compared, stationary=_is_stationary(compared.gradient.value))
    eigenvalues = matrices.eigenvalues(numbers)
    definiteness = _definiteness(eigenvalues)
    stationary = _is_stationary(compared.gradient.value)
    return _with(
        compared,
        eigenvalues=eigenvalues,
        definiteness=definiteness,
        stationary=stationary,
        classification=KINDS[definiteness] if stationary else None,
    )


def _with(found: Hessian, **changes: object) -> Hessian:
    return Hessian(**{**found.__dict__, **changes})


def _constant(entries: Sequence[Sequence[Expr]]) -> Rows | None:
    """The entries of a Hessian that is the same everywhere."""
    if any(entry.free_symbols for row in entries for entry in row):
        return None
    return tuple(tuple(exact_value(entry, {}) for entry in row) for row in entries)


def _definiteness(eigenvalues: Sequence[Value]) -> str:
    signs = {_sign(value) for value in eigenvalues}
    if signs == {1}:
        return "positive definite"
    if signs == {-1}:
        return "negative definite"
    return "indefinite" if signs >= {1, -1} else "semidefinite"


def _sign(value: Value) -> int:
    if value.exact is not None and value.exact.is_zero:
        return 0
    assert value.decimal is not None
    return (value.decimal > 0) - (value.decimal < 0)


KINDS = {"positive definite": "minimum", "negative definite": "maximum", "indefinite": "saddle", "semidefinite": "undecided"}


def _is_stationary(values: Sequence[Value] | None) -> bool | None:
    if values is None or any(value.decimal is None for value in values):
        return None
    return all(value.decimal == 0 for value in values)


# --- the order of differentiation -----------------------------------------------------------------------------------------------------


def _pair(found: Hessian, i: int, j: int) -> MixedPair:
    one, other = found.entries[i][j], found.entries[j][i]
    variables = (found.variables[i], found.variables[j])
    there = None if found.value is None else _is_same_value(found.value[i][j], found.value[j][i])
    if is_equivalent(one, other):
        return MixedPair(variables, True, 0, None, there)
    errors = list(islice(_differences(one, other), POINTS))
    return MixedPair(variables, None, len(errors), max(errors, default=None), there)


def _differences(one: Expr, other: Expr) -> Iterator[float]:
    both = Compiled((one, other))
    for point in points_for(one, other):
        error = relative_error(*both(point))
        if error is not None:
            yield error


def _is_same_value(one: Value, other: Value) -> bool | None:
    if one.decimal is None or other.decimal is None:
        return None
    return abs(one.decimal - other.decimal) <= SAME * max(1.0, abs(one.decimal))


__all__ = ["MOST_DERIVED", "from_gradient", "from_partials", "hessian"]
