"""Where an expression has no value in floating point: which part of it is to blame, and why.

Belongs here: finding the part. Does not: what is said about it (`explain`).
"""

from __future__ import annotations

from collections.abc import Mapping
from math import inf, isfinite

from sympy import Basic, Expr, Float, Piecewise

from pdtutor.calculus.numeric import Compiled, evaluate
from pdtutor.calculus.value import as_float

Numbers = Mapping[Expr, float]
Culprit = tuple[str, Basic, tuple[tuple[Basic, float], ...]]


def culprit(root: Basic, numbers: Numbers) -> Culprit:
    """The innermost part without a finite value.

    Why that is ("domain" or "overflow"), the part, and the values of its arguments that vary.
    """
    part = root
    while True:
        within = next((argument for argument in _counting(part, numbers) if not isfinite(number_at(argument, numbers))), None)
        if within is None:
            break
        part = within
    arguments = tuple((argument, number_at(argument, numbers)) for argument in _counting(part, numbers) if not argument.is_number)
    exact = evaluate(part, {variable: Float(value, 17) for variable, value in numbers.items()})
    is_pole = abs(exact) == inf and all(abs(value) < 1 for _, value in arguments)  # ln(0); what overflows has large arguments
    return ("domain" if exact != exact or is_pole else "overflow"), part, arguments


def _counting(part: Basic, numbers: Numbers) -> tuple[Basic, ...]:
    """The arguments that the value comes from: of a function by cases, the one formula that holds."""
    if isinstance(part, Piecewise):
        chosen = next((pair.expr for pair in part.args if Compiled((pair.cond,))(numbers)[0] is True), None)
        return () if chosen is None else (chosen,)
    return tuple(argument for argument in part.args if isinstance(argument, Expr))


def number_at(part: Basic, numbers: Numbers) -> float:
    """The value of a part in floating point."""
    return as_float(Compiled((part,))(numbers)[0])
