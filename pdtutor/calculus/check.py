"""The independent check of a derivative: SymPy's `diff`, and central differences of the function itself.

Belongs here: comparing. Does not: deriving; nothing here may use the rules or the slopes they share.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import partial
from itertools import islice
from math import inf, prod

import mpmath
from sympy import Expr, Indexed, Integer, Max, Min, Piecewise, expand, fraction, powsimp, together

from pdtutor.calculus.arithmetic import Digits, Number
from pdtutor.calculus.numeric import Compiled
from pdtutor.calculus.points import Point, points_for
from pdtutor.calculus.results import TOLERANCE, Check
from pdtutor.calculus.tidy import node_count
from pdtutor.notation.functions import NamedFunction, with_definitions

POINTS = 5
FEWER_POINTS = 2  # for very large expressions
VERY_LARGE = 5000  # nodes
MANY_PARTS = 1000  # named ones, of a program or a gradient
MACHINE_STEP = 6e-6  # the cube root of the machine's precision: rounding and curvature cost a central difference about the same
SHORTEST_STEP = -40  # a power of ten, in many digits
DIGITS = (80, 800)  # twice those of the shortest step, then so many that nothing a user can type is rounded away
COMPARABLE = 300  # terms; larger differences are compared by numbers alone
LARGEST_PROVED = 500  # nodes; beyond it SymPy's derivative costs more than it proves


def check(of: Expr, wrt: Expr, derivative: Expr) -> Check:
    """The agreement of d(of)/d(wrt) = derivative with SymPy's derivative and with central differences at up to five points."""
    symbolic = agrees_symbolically(of, wrt, derivative)
    errors = list(islice(_errors(of, wrt, derivative), _how_many(of)))
    return Check(symbolic, len(errors), max(errors, default=None))


def _how_many(of: Expr) -> int:
    return FEWER_POINTS if _is_large(of, VERY_LARGE) else POINTS


def agrees_symbolically(of: Expr, wrt: Expr, derivative: Expr) -> bool | None:
    """True where SymPy's own derivative is seen to be the same; None where that is not decided by cheap algebra.

    Functions by cases and sums over an index are left to the numbers: SymPy's derivatives of these take other forms.
    """
    if _has_cases(of) or of.has(Indexed) or _is_large(of, LARGEST_PROVED) or _is_large(derivative, 3 * LARGEST_PROVED):
        return None
    defined, ours = with_definitions(of), with_definitions(derivative)
    if _is_large(defined, LARGEST_PROVED):
        return None
    return True if is_equivalent(defined.diff(wrt), ours) else None


def _is_large(expression: Expr, limit: int) -> bool:
    return node_count(expression, limit) >= limit


def _has_cases(expression: Expr) -> bool:
    if expression.has(Piecewise, Max, Min):
        return True
    return any(call.has_cases for call in expression.atoms(NamedFunction))


def is_equivalent(one: Expr, other: Expr) -> bool:
    """Does multiplying out, within bounds, show the two to be the same? False where it does not, which proves nothing."""
    if one == other:
        return True
    difference = one - other
    if expansion_size(difference) > COMPARABLE:
        return False
    if _multiplied_out(difference) == 0:
        return True
    numerator = fraction(together(difference))[0]
    return expansion_size(numerator) <= COMPARABLE and powsimp(_multiplied_out(numerator)) == 0


def _multiplied_out(expression: Expr) -> Expr:
    return expand(expression, log=False, power_base=False, power_exp=False, basic=False)


def expansion_size(expression: Expr) -> int:
    """An upper bound of how many terms multiplying out would give, anywhere in the expression; capped far above any use."""
    cap = 10**6
    sizes = [expansion_size(argument) for argument in expression.args]
    if expression.is_Add:
        return min(cap, sum(sizes))
    if expression.is_Mul:
        return min(cap, prod(sizes))
    if expression.is_Pow and expression.exp.is_Integer:
        exponent = abs(int(expression.exp))
        return min(cap, sizes[0] ** exponent if exponent < 30 else cap * (sizes[0] - 1) + 1)
    return max(sizes, default=1)


def _errors(of: Expr, wrt: Expr, derivative: Expr) -> Iterator[float]:
    """The relative differences from central differences, at each point where both are defined."""
    both = Compiled((of,)), Compiled((derivative,))
    for point in points_for(of, derivative, wrt):
        moved = _entry_at(wrt, point)
        error = _machine_error(*both, moved, point)
        if error is None:
            continue
        if error > TOLERANCE:
            error = _exact_error(of, moved, derivative, point)
        if error is not None:
            yield error


def _machine_error(of: Compiled, derivative: Compiled, wrt: Expr, point: Point) -> float | None:
    step = MACHINE_STEP * max(1.0, abs(point[wrt]))
    return _in_floats(lambda: relative_error(_quotient(of, point, wrt, step), derivative(point)[0]))


def _in_floats(error: Callable[[], float | None]) -> float | None:
    """An error that is infinite, so that many digits decide, where an integer is beyond the range of floats."""
    try:
        return error()
    except OverflowError:
        return inf


def _quotient(function: Compiled, point: Point, wrt: Expr, step: Number) -> Number:
    (above,) = function(point.moved(wrt, step))
    (below,) = function(point.moved(wrt, -step))
    return (above - below) / (2 * step)


def relative_error(measured: Number, claimed: Number) -> float | None:
    """|measured - claimed| over the larger of the two and 10⁻³; None where either is undefined or infinite."""
    gap, size = abs(measured - claimed), max(abs(measured), abs(claimed), 1e-3)
    return float(gap / size) if gap - gap == 0 else None


def _exact_error(of: Expr, wrt: Expr, derivative: Expr, point: Point) -> float | None:
    """The same comparison in many digits, where rounding cannot be the cause of a difference."""
    return _unrounded(lambda backend: _compared(of, wrt, derivative, point, backend))


def _unrounded(error: Callable[[Digits], float | None]) -> float | None:
    """An error in as many digits as it takes: in a sum of very unlike terms, many are not enough to see the small ones."""
    for digits in DIGITS:
        with mpmath.workdps(digits):
            found = error(Digits())
        if found is None or found <= TOLERANCE:
            break
    return found


def _compared(of: Expr, wrt: Expr, derivative: Expr, point: Point, backend: Digits) -> float | None:
    function, slope = Compiled((of,), backend), Compiled((derivative,), backend)
    there = point.exact()
    return _settled_error(lambda step: _quotient(function, there, wrt, step), slope(there)[0])


def _settled_error(quotient: Callable[[Number], Number], claimed: Number) -> float | None:
    """The relative error of a claimed slope, at mpmath's precision of the moment.

    None where the difference quotient has not settled yet: the function turns faster than the steps are short.
    """
    long, short = (quotient(mpmath.mpf(10) ** exponent) for exponent in (SHORTEST_STEP // 2, SHORTEST_STEP))
    turning = relative_error(long, short)
    return None if turning is None or turning > TOLERANCE else relative_error(short, claimed)


def _entry_at(variable: Expr, point: Point) -> Expr:
    """The variable that moves: of z[k], the entry at the number that the point gives k."""
    if not isinstance(variable, Indexed):
        return variable
    places = Compiled(tuple(variable.indices))(point)
    return variable.base[tuple(Integer(int(place)) for place in places)]


@dataclass(frozen=True)
class Direction:
    """A point, and how far each variable, of z[k] the entry at the point's k, moves from it."""

    point: Point
    along: tuple[tuple[Expr, float], ...]

    def moved(self, by: Number) -> Point:
        """The point further along the direction."""
        place = copy(self.point)
        for variable, part in self.along:
            place[variable] += by * part
        return place


def check_directional(
    of: Expr, variables: Sequence[Expr], entries: Sequence[Expr], shared: Mapping[Expr, Expr], inputs: Sequence[Expr] = ()
) -> Check:
    """The agreement of a whole gradient with central differences along random directions.

    entries  one per variable, in the names of `shared`
    inputs   what `of` depends on by way of such names
    """
    how_many = FEWER_POINTS if len(shared) > MANY_PARTS else _how_many(of)
    errors = list(islice(_directional_errors(of, variables, entries, shared, inputs), how_many))
    return Check(None, len(errors), max(errors, default=None))


def _directional_errors(
    of: Expr, variables: Sequence[Expr], entries: Sequence[Expr], shared: Mapping[Expr, Expr], inputs: Sequence[Expr]
) -> Iterator[float]:
    generator = random.Random(3)
    function, gradient = Compiled((of,), names=shared), Compiled(tuple(entries), names=shared)
    for point in points_for(of, *inputs, *(variable for variable in variables if isinstance(variable, Indexed))):
        entries_moved = [_entry_at(variable, point) for variable in variables]
        for entry in entries_moved:
            point[entry]  # drawn once, not in every copy that is moved
        direction = Direction(point, tuple((entry, generator.uniform(-1, 1)) for entry in entries_moved))
        error = _in_floats(partial(_along_error, function, gradient, direction))
        if error is not None and error > TOLERANCE:
            error = _exact_directional_error(of, entries, shared, direction)
        if error is not None:
            yield error


def _along_error(function: Compiled, gradient: Compiled, direction: Direction) -> float | None:
    return relative_error(_along(function, direction, 1e-5), _claimed(gradient, direction))


def _along(function: Compiled, direction: Direction, step: Number) -> Number:
    return (function(direction.moved(step))[0] - function(direction.moved(-step))[0]) / (2 * step)


def _claimed(gradient: Compiled, direction: Direction) -> Number:
    return sum(slope * part for slope, (_, part) in zip(gradient(direction.point), direction.along, strict=True))


def _exact_directional_error(of: Expr, entries: Sequence[Expr], shared: Mapping[Expr, Expr], direction: Direction) -> float | None:
    """The same comparison in many digits."""
    return _unrounded(partial(_compared_along, of, entries, shared, direction))


def _compared_along(of: Expr, entries: Sequence[Expr], shared: Mapping[Expr, Expr], direction: Direction, backend: Digits) -> float | None:
    function, gradient = Compiled((of,), backend, names=shared), Compiled(tuple(entries), backend, names=shared)
    there = Direction(direction.point.exact(), direction.along)
    return _settled_error(lambda step: _along(function, there, step), _claimed(gradient, there))
