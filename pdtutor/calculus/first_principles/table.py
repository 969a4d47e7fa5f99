"""The table of shrinking steps: difference quotients in machine precision, where the error first falls and then rises by rounding.

Belongs here: numbers as a computer meets them. Does not: exact values (`there`).
"""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite

from sympy import Expr

from pdtutor.calculus.arithmetic import Machine, Number
from pdtutor.calculus.first_principles.results import Row
from pdtutor.calculus.numeric import Compiled, constant_number
from pdtutor.calculus.value import as_float

Point = Mapping[Expr, Expr]
STEPS = tuple(float(f"1e-{digits}") for digits in range(1, 17))


def float_quotients(of: Expr, wrt: Expr, point: Point, hole: Number | None, slope: float, side: int) -> tuple[Row, ...]:
    """The quotients for h = ±10⁻¹ … ±10⁻¹⁶.

    point  gives every variable a number
    hole   the value by which a function is continued that is not defined at the point
    slope  the exact one, from which errors are measured
    side   1 for positive h, -1 for negative
    """
    function = Compiled((of,))
    start = {variable: constant_number(value, Machine) for variable, value in point.items()}
    here = as_float(function(start)[0]) if hole is None else as_float(hole)

    def row(h: float) -> Row:
        value = as_float((as_float(function({**start, wrt: as_float(start[wrt]) + h})[0]) - here) / h)
        error = abs(value - slope)
        return Row(h, value, error if isfinite(error) else None)

    return tuple(row(side * h) for h in STEPS)


def best_step(table: tuple[Row, ...]) -> float | None:
    """The step of the smallest error, the longest of several; None without errors."""
    known = [(row.error, -row.h) for row in table if row.error is not None]
    return -min(known)[1] if known else None
