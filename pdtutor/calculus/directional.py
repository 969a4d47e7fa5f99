"""The directional derivative: the gradient's share along a direction, and the limit itself where the gradient does not tell.

Belongs here: normalising, the dot product, the comparison with the limit. Does not: the gradient (`gradient`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sympy import Add, Expr, sqrt
from sympy.core.function import AppliedUndef

from pdtutor.calculus.arithmetic import Number
from pdtutor.calculus.gradient import spelled_out
from pdtutor.calculus.limits import INFINITE, along_direction, is_same, recognised, side_slopes
from pdtutor.calculus.numeric import evaluate
from pdtutor.calculus.results import Directional, Gradient, Value
from pdtutor.calculus.tidy import tidy_expression
from pdtutor.calculus.value import as_float, exact_value, neat, one_sided_value, why_not
from pdtutor.errors import DomainError, UsageError
from pdtutor.notation.algebra import add, multiply, substitute
from pdtutor.notation.names import variables_of

Point = Mapping[Expr, Expr]


def unit(direction: Sequence[Expr]) -> tuple[Expr, ...]:
    """The direction with length one. Raises DomainError for a direction of length zero."""
    if all(part.is_zero for part in direction):
        raise DomainError("A direction of length zero points nowhere.", hint="Give at least one part that is not 0: --along 3,4")
    length = sqrt(Add(*(part**2 for part in direction)))
    return tuple(part / length for part in direction)


def directional(found: Gradient, direction: Sequence[Expr], point: Point | None = None) -> Directional:
    """The derivative along a direction of the function whose gradient was found (at the point, if there is one).

    Raises UsageError where the direction has not one part for each variable, DomainError where its length is zero.
    """
    if len(direction) != len(found.variables):
        raise UsageError(
            f"The direction has {_parts(len(direction))}, but there are {len(found.variables)} variables: "
            f"{', '.join(map(str, found.variables))}.",
            hint="Give one number for each, in this order, as in --along 3,4.",
        )
    along = unit(direction)
    terms = (multiply(entry, part) for entry, part in zip(spelled_out(found), along, strict=True))
    derivative = tidy_expression(add(terms), found.variables[0])
    bare = Directional(found.of, found.variables, tuple(direction), along, found, derivative)
    return _at(bare, point) if point else bare


def _parts(count: int) -> str:
    return "1 part" if count == 1 else f"{count} parts"


def _at(bare: Directional, point: Point) -> Directional:
    formula = _from_formula(bare, point)
    if not variables_of(bare.of) <= set(point) or bare.of.has(AppliedUndef):
        return replace(bare, value=formula, from_formula=formula)
    moves, here = along_direction(bare.of, dict(zip(bare.variables, bare.along, strict=True)), point)
    left, right = side_slopes(moves, here)
    one_sided = (one_sided_value(left), one_sided_value(right))
    if not is_same(left, right):
        value = Value(why=why_not(moves, here, left, right), sides=(neat(left), neat(right)))
        return replace(bare, value=value, from_formula=formula, is_formula=False, one_sided=one_sided)
    if formula is not None and formula.decimal is not None and _agrees(formula, right):
        return replace(bare, value=formula, from_formula=formula, is_formula=True, one_sided=(formula, formula))
    limit = Value(recognised(right), neat(right), why="limit")
    return replace(bare, value=limit, from_formula=formula, is_formula=False, one_sided=one_sided)


def _agrees(formula: Value, limit: object) -> bool:
    number: Number = evaluate(formula.exact, {}) if formula.exact is not None else formula.decimal
    return abs(number) != INFINITE and is_same(number, limit)


def _from_formula(bare: Directional, point: Point) -> Value | None:
    """Σ (∂f/∂xᵢ)(a)·uᵢ, None where a partial has no value there."""
    values = bare.gradient.value
    if values is None or any(value.exact is None and value.decimal is None for value in values):
        return None
    if all(value.exact is not None for value in values):
        total = add(multiply(value.exact, part) for value, part in zip(values, bare.along, strict=True) if value.exact is not None)
        is_number = not total.free_symbols and not total.has(AppliedUndef)
        return exact_value(total, {}) if is_number else Value(substitute(total, point))
    if any(value.decimal is None for value in values):
        return None
    pairs = zip(values, bare.along, strict=True)
    return Value(None, sum((value.decimal or 0.0) * as_float(evaluate(part, {})) for value, part in pairs))
