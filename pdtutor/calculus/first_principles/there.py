"""The derivative at the point: by the limit where it applies, by the one-sided quotients elsewhere.

Belongs here: also functions continued into a hole. Does not: the point (`point`), the table (`table`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import isfinite

from sympy import Basic, Expr, Sum
from sympy.core.function import AppliedUndef

from pdtutor.calculus.arithmetic import Number
from pdtutor.calculus.limits import INFINITE, along_line, is_same, recognised, side_slopes
from pdtutor.calculus.numeric import evaluate, settled_number
from pdtutor.calculus.relations import holds_at
from pdtutor.calculus.results import Value
from pdtutor.calculus.step import Step
from pdtutor.calculus.tidy import node_count
from pdtutor.calculus.value import as_float, value_at
from pdtutor.notation.names import variables_of

Point = Mapping[Expr, Expr]
LARGEST = 150  # nodes of a limit whose exact value is asked for


def value_there(root: Step, limit: Expr, conditions: Sequence[Basic], point: Point) -> Value:
    """The limit at a point where the function is defined.

    root  any derivation of the function, for what is differentiated by what
    """
    if _is_large_number(root.of, limit, point) and all(holds_at(condition, point) for condition in conditions):
        number = as_float(settled_number(limit, point))
        if isfinite(number):
            return Value(None, number)
    try:
        value = value_at((replace(root, gives=limit),), conditions, point)
    except (TypeError, ValueError):  # SymPy cannot compare some constants
        number = as_float(settled_number(limit, point))
        return Value(None, number) if isfinite(number) else Value(why="undefined")
    is_vertical = value.why == "undefined" and value.sides is not None and INFINITE in map(abs, value.sides)
    return replace(value, why="vertical") if is_vertical else value


def _is_large_number(of: Expr, limit: Expr, point: Point) -> bool:
    """Is the limit a number at the point, from a formula too large for an exact one?"""
    return node_count(limit, LARGEST) >= LARGEST and not of.has(Sum, AppliedUndef) and variables_of(of) <= set(point)


def continued_value_there(of: Expr, wrt: Expr, point: Point, here: Number) -> Value:
    """The limit of the quotients of a function that is continued into its hole at the point by the value `here`."""
    along, _ = along_line(of, wrt, point)
    left, right = side_slopes(along, here)
    if is_same(left, right):
        exact = recognised(right)
        return Value(exact, _neat(right, exact), why="limit")
    return Value(why=_why_not(left, right), sides=(_neat(left, recognised(left)), _neat(right, recognised(right))))


def _why_not(left: Number, right: Number) -> str:
    if INFINITE in (abs(left), abs(right)):
        return "vertical"
    return "kink" if left == left and right == right else "undefined"


def _neat(slope: Number, exact: Expr | None) -> float:
    """A one-sided slope without the trace of the last step: 0, not 10⁻⁶⁰."""
    return as_float(slope if exact is None else evaluate(exact, {}))


def slopes_of(value: Value) -> tuple[float, float]:
    """What the quotients tend to from the left and from the right; nan where that is not known."""
    if value.decimal is not None:
        return value.decimal, value.decimal
    return value.sides or (float("nan"), float("nan"))
