"""The gradient: every partial derivative derived for people, or, for many variables, one reverse sweep with its shared parts.

Belongs here: choosing between the two, the vector at a point, its norm and direction. Does not: a single derivative (`partial`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import mpmath
from sympy import Add, Basic, Expr, S, Sum, sqrt

from pdtutor.calculus.check import check_directional
from pdtutor.calculus.graph import Sweep, reverse_sweep
from pdtutor.calculus.limits import INFINITE
from pdtutor.calculus.partial import combined, partial
from pdtutor.calculus.relations import essential, holds_at
from pdtutor.calculus.results import Gradient, Partial, Value
from pdtutor.calculus.value import as_float, exact_value, is_broken, refuse_outside
from pdtutor.notation.algebra import substitute
from pdtutor.notation.names import natural_key, variables_of

MOST_DERIVED = 12  # variables; above it the shared parts are shown once


def gradient(
    expression: Expr,
    variables: Sequence[Expr],
    point: Mapping[Expr, Expr] | None = None,
    derivations: bool | None = None,
) -> Gradient:
    """∇(expression) by the variables.

    point        variable → exact number, to evaluate there as well
    derivations  derive each entry step by step also above twelve variables
    """
    if len(variables) <= MOST_DERIVED:
        return from_partials(expression, tuple(partial(expression, variable, point) for variable in variables))
    found = _by_sweep(expression, variables, point)
    if not derivations:
        return found
    return replace(found, partials=tuple(partial(expression, variable, point) for variable in variables))


def from_partials(expression: Expr, partials: tuple[Partial, ...]) -> Gradient:
    """The gradient put together from partial derivatives that are already derived."""
    values = tuple(each.value for each in partials if each.value is not None)
    bare = Gradient(
        of=expression,
        variables=tuple(each.order[0] for each in partials),
        entries=tuple(each.derivative for each in partials),
        check=combined([each.check for each in partials]),
        partials=partials,
        conditions=tuple(dict.fromkeys(condition for each in partials for condition in each.conditions)),
    )
    return _at_point(bare, values) if values else bare


def _by_sweep(expression: Expr, variables: Sequence[Expr], point: Mapping[Expr, Expr] | None) -> Gradient:
    sweep = reverse_sweep(expression, variables)
    bare = Gradient(
        of=expression,
        variables=tuple(variables),
        entries=sweep.entries,
        check=check_directional(expression, variables, sweep.entries, sweep.shared),
        shared=sweep.shared,
        conditions=_in_variables(sweep),
    )
    return _at_point(bare, _values(bare, point)) if point else bare


def spelled_out(found: Gradient | Sweep) -> tuple[Expr, ...]:
    """The entries with every shared name replaced by what it stands for."""
    full = _meanings(found.shared)
    return tuple(substitute(entry, full) for entry in found.entries) if full else found.entries


def _meanings(shared: Mapping[Expr, Expr]) -> dict[Expr, Expr]:
    """Each shared name in the user's own variables."""
    full: dict[Expr, Expr] = {}
    for name, expression in shared.items():
        full[name] = substitute(expression, full)
    return full


def _in_variables(sweep: Sweep) -> tuple[Basic, ...]:
    """The conditions with every shared name spelled out."""
    if not sweep.conditions:
        return ()
    full = _meanings(sweep.shared)
    in_variables = essential(substitute(condition, full) for condition in sweep.conditions)
    return tuple(sorted(in_variables, key=lambda condition: natural_key(str(condition))))


def _values(found: Gradient, point: Mapping[Expr, Expr]) -> tuple[Value, ...]:
    """The entries at a point; each derived by itself where the formulas do not all apply there."""
    if variables_of(found.of) <= set(point):
        refuse_outside(found.of, point)
        applies = all(holds_at(condition, point) for condition in found.conditions)
    else:
        applies = not any(is_broken(condition, point) for condition in found.conditions)
    if not applies or found.of.has(Sum):
        return tuple(_derived_value(found.of, variable, point) for variable in found.variables)
    known = dict(point)
    for name, expression in found.shared.items():
        known[name] = substitute(expression, known)
    return tuple(_entry_value(entry, known) for entry in found.entries)


def _derived_value(of: Expr, variable: Expr, point: Mapping[Expr, Expr]) -> Value:
    found = partial(of, variable, point)
    return found.value or Value(why="undefined")


def _entry_value(entry: Expr, known: Mapping[Expr, Expr]) -> Value:
    there = substitute(entry, known)
    if there.has(S.NaN, S.ComplexInfinity):
        return Value(why="undefined")
    return exact_value(there, {}) if there.is_number else Value(there)


def _at_point(found: Gradient, values: tuple[Value, ...]) -> Gradient:
    """The gradient with its values, and with norm and direction where all of them are numbers."""
    if any(value.decimal is None for value in values):
        return replace(found, value=values)
    norm = _norm(values)
    if norm.decimal in (0, INFINITE) or any(value.why for value in values):
        return replace(found, value=values, norm=norm)
    return replace(found, value=values, norm=norm, steepest_ascent=tuple(_over(value, norm) for value in values))


def _norm(values: Sequence[Value]) -> Value:
    decimal = as_float(mpmath.norm([value.decimal for value in values]))
    if any(value.exact is None for value in values):
        return Value(None, decimal)
    return Value(sqrt(Add(*(value.exact**2 for value in values if value.exact is not None))), decimal)


def _over(value: Value, norm: Value) -> Value:
    assert value.decimal is not None
    assert norm.decimal is not None
    exact = None if value.exact is None or norm.exact is None else value.exact / norm.exact
    return Value(exact, value.decimal / norm.decimal)
