"""A function of one or two variables surveyed: the range, the grid, the point, the kinks, the smallest value.

Belongs here: putting the parts together. Does not: each of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import isfinite

from sympy import Expr, S

from pdtutor.calculus.landscape.creases import creases_of
from pdtutor.calculus.landscape.grid import Function, exact, function_of, gaps_of, places_on, values_on
from pdtutor.calculus.landscape.results import Landscape, Range, Seen, Spot
from pdtutor.calculus.landscape.window import undefined, window
from pdtutor.calculus.nonsmooth.local import local
from pdtutor.calculus.nonsmooth.results import Local
from pdtutor.calculus.numeric import evaluate
from pdtutor.calculus.results import Value
from pdtutor.calculus.value import as_float
from pdtutor.errors import DomainError
from pdtutor.notation.algebra import substitute
from pdtutor.notation.limits import deep_recursion

SIZES = {1: 481, 2: 121}  # numbers along each variable, by how many there are: whole numbers often lie on steps of a 120th

Numbers = Mapping[Expr, Expr | float]
NOTHING_HELD: Numbers = {}


def landscape(
    of: Expr,
    variables: Sequence[Expr],
    ranges: Mapping[Expr, Range],
    point: Numbers | None = None,
    path: Sequence[Numbers] = (),
    fixed: Numbers = NOTHING_HELD,
    domains: Mapping[Expr, Range] = {},
    size: int | None = None,
) -> Landscape:
    """A function of one or two variables, ready to be drawn.

    variables  the one or two that move
    ranges     variable → the ends of what is shown; for those left out a range is chosen in which the point and the path lie well inside
    point      variable → number, for the gradient there
    path       the points of a descent, each variable → number
    fixed      variable → number, for every other variable of the function
    domains    variable → ends that a chosen range stays between
    size       numbers of the grid along each variable

    Raises DomainError where the function has no value at the point, or nowhere in the ranges.
    """
    bare = _with_held(of, fixed)
    function = function_of(bare, variables)
    spot = None if point is None else spot_of(bare, variables, point)
    steps = tuple(tuple(float(each[variable]) for variable in variables) for each in path)
    shown = window(function, variables, ranges, [*([spot.place] if spot else []), *steps], domains)
    ends = [shown[variable] for variable in variables]
    empty = Landscape(bare, tuple(variables), shown, ((),), Seen((), 0.0), spot, steps, creases_of(bare, variables, ends))
    return resampled(empty, size)


def _with_held(of: Expr, fixed: Numbers) -> Expr:
    bare = substitute(of, {variable: _exactly(number) for variable, number in fixed.items()})
    if bare.has(S.NaN, S.ComplexInfinity):
        raise DomainError("With these numbers for the other variables the function has no value anywhere.")
    return bare


def resampled(found: Landscape, size: int | None = None) -> Landscape:
    """The same on a grid of another size, by default that of a finished picture."""
    size = size or SIZES[len(found.variables)]
    function = function_of(found.of, found.variables)
    ends = [found.ranges[variable] for variable in found.variables]
    values = values_on(function, ends, size)
    places = list(places_on(ends, size))
    numbers = [number for row in values for number in row]
    seen = [Seen(place, value) for place, value in zip(places, numbers, strict=True) if value == value]
    if not seen:
        raise undefined(found.ranges)
    missing = [place for place, value in zip(places, numbers, strict=True) if value != value]
    gaps = gaps_of(found.of, found.variables, missing) if missing else frozenset[str]()
    return replace(found, values=values, minimum=_smallest(seen, found, function), gaps=gaps)


def _smallest(seen: Sequence[Seen], found: Landscape, function: Function) -> Seen:
    """The smallest value of the point, the path, the kinks and the grid; the first of equal ones."""
    point = [Seen(found.point.place, found.point.value)] if found.point else []
    creases = (end for crease in found.kinks for piece in crease.pieces for end in piece)
    others = (Seen(place, function(place)) for place in (*found.path, *creases) if all(map(isfinite, place)))
    return min((*point, *(each for each in others if each.value == each.value), *seen), key=lambda each: each.value)


def _exactly(number: Expr | float) -> Expr:
    return number if isinstance(number, Expr) else exact(number)


# --- the point --------------------------------------------------------------------------------------------------------------------------


def spot_of(of: Expr, variables: Sequence[Expr], point: Numbers) -> Spot:
    """The function at a point, with its gradient where it is differentiable."""
    there = {variable: _exactly(point[variable]) for variable in variables}
    place = tuple(as_float(evaluate(number, {})) for number in there.values())
    with deep_recursion():
        found = local(of, variables, there)
    value = as_float(evaluate(of, there)) if found.continued is None else found.continued.decimal
    if value is None or not isfinite(value):
        raise DomainError("The value at the point is too large for floating point, and so for a picture.", hint="Choose a nearer point.")
    sides = tuple((_number(left), _number(right)) for left, right in found.one_sided.values())
    gradient = None if found.gradient is None else tuple(_number(entry) for entry in found.gradient)
    if gradient is None:
        return Spot(place, value, None, _why(found), sides)
    numbers = tuple(entry for entry in gradient if entry is not None)
    return Spot(place, value, numbers) if len(numbers) == len(place) else Spot(place, value, None, "overflow")


def _number(value: Value) -> float | None:
    return value.decimal if value.decimal is not None and isfinite(value.decimal) else None


def _why(found: Local) -> str:
    if not found.is_continuous:
        return "jump"
    return "edge" if found.is_edge else "vertical" if found.why == "vertical" else "kink"
