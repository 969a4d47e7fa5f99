"""The independent check of total derivatives: dependents put in first, then differentiated by other means; relations solved by numbers.

Belongs here: comparing. Does not: deriving; nothing here may follow the paths of the graph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice, pairwise

import mpmath
from sympy import Basic, Expr, Subs

from pdtutor.calculus.arithmetic import Digits, Number
from pdtutor.calculus.check import FEWER_POINTS, LARGEST_PROVED, POINTS, agrees_symbolically, check, relative_error
from pdtutor.calculus.numeric import Compiled
from pdtutor.calculus.points import Point, points_for
from pdtutor.calculus.relations import holds_at
from pdtutor.calculus.results import Check
from pdtutor.calculus.tidy import node_count
from pdtutor.calculus.total.dependencies import Dependencies, put_in, written_out

DIGITS = 60
STEP = -18  # a power of ten
SHARP = 1e-30  # how near a zero must be found, so that it moves visibly with a step
SCANNED = [(k - 24) / 4 + 0.01 for k in range(49)]  # where a relation is searched for a root; never at a round number, where poles stand
MOST_SCANNED = 21  # points
HALVINGS = 50


def check_total(of: Expr, wrt: Expr, total: Expr, dependencies: Dependencies) -> Check:
    """The agreement of a total derivative, in plain names, with the derivative of the function that has its dependents put in."""
    full = put_in(dependencies.definitions)
    composite, derivative = written_out(of, full), written_out(total, full)
    if composite is not None and derivative is not None:
        return check(composite, wrt, _as_sympy_writes(derivative))
    return check_where(of, wrt, total, dependencies, ())


def check_where(of: Expr, wrt: Expr, total: Expr, dependencies: Dependencies, conditions: Sequence[Basic]) -> Check:
    """As `check_total`, by numbers alone and only where the conditions hold: dependents are computed anew at each point."""
    errors = list(islice(_errors(of, wrt, total, dependencies.definitions, conditions), FEWER_POINTS))
    return Check(None, len(errors), max(errors, default=None))


def _as_sympy_writes(derivative: Expr) -> Expr:
    """The same with y′ at x(t) written as a derivative by x(t), where SymPy writes it so."""
    return derivative.xreplace({part: part.doit() for part in derivative.atoms(Subs)})


def _errors(of: Expr, wrt: Expr, total: Expr, definitions: Mapping[Expr, Expr], conditions: Sequence[Basic]) -> Iterator[float]:
    """The relative differences from central differences in many digits."""
    with mpmath.workdps(DIGITS):
        backend, step = Digits(), mpmath.mpf(10) ** STEP
        function, slope = Compiled((of,), backend, names=definitions), Compiled((total,), backend, names=definitions)
        for point in points_for(of, total, wrt, *definitions.values()):
            there = point.exact()
            if _hold(conditions, there, definitions):
                above, below = function(there.moved(wrt, step))[0], function(there.moved(wrt, -step))[0]
                error = relative_error((above - below) / (2 * step), slope(there)[0])
                if error is not None:
                    yield error


def _hold(conditions: Sequence[Basic], point: Mapping[Expr, Number], definitions: Mapping[Expr, Expr]) -> bool:
    if not conditions:
        return True
    values = Compiled(tuple(definitions), Digits(), names=definitions)(point)
    whole = {**point, **dict(zip(definitions, values, strict=True))}
    return all(holds_at(condition, whole) for condition in conditions)


def check_relation(
    of: Expr, wrt: Expr, target: Expr, derivative: Expr, by_target: Expr, dependencies: Dependencies, conditions: Sequence[Basic] = ()
) -> Check:
    """The agreement of d(target)/d(wrt) where of = 0, in plain names, with SymPy and with the curve solved at points near each other.

    dependencies  without the target
    conditions    what must hold at the points compared
    """
    symbolic = _is_proved(of, wrt, target, derivative, by_target, dependencies)
    points = FEWER_POINTS if node_count(of, LARGEST_PROVED) >= LARGEST_PROVED else POINTS
    errors = list(islice(_errors_on_curve(of, wrt, target, derivative, dependencies.definitions, conditions), points))
    return Check(symbolic, len(errors), max(errors, default=None))


def _is_proved(of: Expr, wrt: Expr, target: Expr, derivative: Expr, by_target: Expr, dependencies: Dependencies) -> bool | None:
    """True where SymPy finds F_y, and -F_y·dy/dx for F_x, with every other dependent put in."""
    full = put_in(dependencies.definitions)
    composite, slope, across = (written_out(each, full) for each in (of, derivative, by_target))
    if composite is None or slope is None or across is None or not agrees_symbolically(composite, target, across):
        return None
    return agrees_symbolically(composite, wrt, -slope * across)


def _errors_on_curve(
    of: Expr, wrt: Expr, target: Expr, derivative: Expr, definitions: Mapping[Expr, Expr], conditions: Sequence[Basic]
) -> Iterator[float]:
    with mpmath.workdps(DIGITS):
        backend, step = Digits(), mpmath.mpf(10) ** STEP
        curve = Curve(of, target, definitions)
        slope = Compiled((derivative,), backend, names=definitions)
        for point in islice(points_for(of, derivative, wrt, target, *definitions.values()), MOST_SCANNED):
            start = curve.found(point)
            there = point.exact()
            here, above, below = (curve.near(moved, start) for moved in (there, there.moved(wrt, step), there.moved(wrt, -step)))
            if here is None or above is None or below is None:
                continue
            if _hold(conditions, {**there, target: here}, definitions):
                error = relative_error((above - below) / (2 * step), slope({**there, target: here})[0])
                if error is not None:
                    yield error


class Curve:
    """The numbers of one variable at which an expression is zero, the others given."""

    def __init__(self, of: Expr, target: Expr, definitions: Mapping[Expr, Expr]) -> None:
        self._target = target
        self._rough = Compiled((of,), names=definitions)
        self._exact = Compiled((of,), Digits(), names=definitions)

    def found(self, point: Point) -> Number | None:
        """About where the expression changes its sign, or None where it is not seen to."""

        def height(number: float) -> Number:
            return self._rough({**point, self._target: number})[0]

        scanned = [number for number in SCANNED if not (self._target.is_nonnegative and number < 0)]
        heights = [(number, height(number)) for number in scanned]
        for (low, below), (high, above) in pairwise(heights):
            if below * above < 0:
                return _bisected(height, low, high)
        return None

    def near(self, point: Mapping[Expr, Number], start: Number | None) -> Number | None:
        """The zero next to the start, or None where it is not found to within SHARP: many digits are lost at a zero of higher order."""
        if start is None:
            return None

        def height(number: Number) -> Number:
            return self._exact({**point, self._target: number})[0]

        try:
            zero = mpmath.findroot(height, (start, start + mpmath.mpf(10) ** -8), solver="secant", maxsteps=30)
        except (ValueError, ZeroDivisionError):  # it did not settle, or the slope there is zero
            return None
        is_sharp = abs(zero - start) < 1e-5 and height(zero - SHARP) * height(zero + SHARP) < 0
        return zero if is_sharp else None


def _bisected(height: Callable[[float], Number], low: float, high: float) -> float:
    is_below = height(low) < 0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if (height(middle) < 0) == is_below:
            low = middle
        else:
            high = middle
    return (low + high) / 2
