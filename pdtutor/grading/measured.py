"""The slope of a function at a point, measured on the function itself.

Belongs here: a central difference in many digits. Does not: any derivative.
"""

from __future__ import annotations

from collections.abc import Mapping

import mpmath
from sympy import Expr, Indexed, Integer

from pdtutor.calculus.arithmetic import Digits, Number
from pdtutor.calculus.equivalence.results import Witness
from pdtutor.calculus.numeric import Compiled
from pdtutor.calculus.points import Point
from pdtutor.grading.asked import Entry
from pdtutor.notation.algebra import substitute

DIGITS = 60
STEP = -12  # a power of ten
NOISE = 1e-20  # of the function's value: what is smaller the difference itself has made


def slope_at(entry: Entry, witness: Witness) -> float | None:
    """d(function)/d(order) by a central difference, of repeated derivatives too; None where it has no value."""
    if not entry.order or (entry.total is not None and entry.total.equation is not None):
        return None
    function = substitute(entry.function, entry.meanings)
    with mpmath.workdps(DIGITS):
        compiled = Compiled((function,), Digits())
        numbers = {variable: mpmath.mpf(value.p) / value.q for variable, value in witness.at.items()}
        point = Point(numbers, -2.0, 2.0)
        try:
            slope, size = _difference(compiled, point, tuple(entry.order)), abs(compiled(point)[0])
        except (ValueError, TypeError, KeyError, ArithmeticError):
            return None
        if slope - slope != 0:
            return None
        return float(slope) if abs(slope) > NOISE * size else 0.0


def _difference(compiled: Compiled, point: Point, order: tuple[Expr, ...]) -> Number:
    if not order:
        return compiled(point)[0]
    *before, last = order
    variable, step = _entry_at(last, point), mpmath.mpf(10) ** STEP
    above, below = (_difference(compiled, point.moved(variable, by), tuple(before)) for by in (step, -step))
    return (above - below) / (2 * step)


def _entry_at(variable: Expr, point: Mapping[Expr, Number]) -> Expr:
    """Of z[k], the entry at the number that the point gives k."""
    if not isinstance(variable, Indexed):
        return variable
    return variable.base[tuple(Integer(int(point.get(index, index))) for index in variable.indices)]
