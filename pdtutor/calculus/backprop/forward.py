"""The forward pass: the value of each node at a point, in machine precision.

Belongs here: which values are known, and where and why the pass ends early. Does not: derivatives (`local`, `backward`).
"""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite

from sympy import Expr
from sympy.core.function import AppliedUndef

from pdtutor.calculus.arithmetic import Machine
from pdtutor.calculus.backprop.results import Program, Stop
from pdtutor.calculus.numeric import Compiled, constant_number
from pdtutor.calculus.undefined import culprit
from pdtutor.calculus.value import as_float

Numbers = Mapping[Expr, float]


def numbers_at(point: Mapping[Expr, Expr]) -> dict[Expr, float]:
    """A point in floating point."""
    return {variable: as_float(constant_number(value, Machine)) for variable, value in point.items()}


def forward_pass(program: Program, inputs: Numbers) -> tuple[dict[Expr, float], Stop | None]:
    """Node → value, for those that the inputs given settle, up to the first that has none; and where that is."""
    known = _settled(program, inputs)
    numbers = Compiled(tuple(known), names=known)(inputs)
    values: dict[Expr, float] = {}
    for name, number in zip(known, map(as_float, numbers), strict=True):
        if not isfinite(number):
            return values, Stop(name, *culprit(program.nodes[name], {**inputs, **values}))
        values[name] = number
    return values, None


def _settled(program: Program, inputs: Numbers) -> dict[Expr, Expr]:
    """The nodes whose every operand is known, but those of unknown functions."""
    known: dict[Expr, Expr] = {}
    for name, expression in program.nodes.items():
        if all(operand in known or operand in inputs for operand in program.operands[name]) and not expression.has(AppliedUndef):
            known[name] = expression
    return known
