"""Derivatives of unknown functions, recognised: f′(w·x + b) and f₁(x, x·y) behind SymPy's Derivative and Subs.

Belongs here: what such an expression means. Does not: how a writer draws it.
"""

from __future__ import annotations

from typing import NamedTuple

from sympy import Derivative, Expr, Subs
from sympy.core.function import AppliedUndef


class UnknownDerivative(NamedTuple):
    """`name` differentiated by its arguments at `places` (from 1, one entry per differentiation), taken at `arguments`."""

    name: str
    places: tuple[int, ...]
    arguments: tuple[Expr, ...]


def as_unknown_derivative(expression: Expr) -> UnknownDerivative | None:
    """The derivative of an unknown function that this is, or None when it is anything else."""
    at: dict[Expr, Expr] = {}
    if isinstance(expression, Subs):
        at = dict(zip(expression.variables, expression.point, strict=True))
        expression = expression.expr
    if not isinstance(expression, Derivative) or not isinstance(expression.expr, AppliedUndef):
        return None
    function = expression.expr
    places = _places(expression, function.args)
    if places is None:
        return None
    return UnknownDerivative(function.func.__name__, places, tuple(_substituted(argument, at) for argument in function.args))


def as_marked_derivative(expression: Expr) -> UnknownDerivative | None:
    """The same where marks behind the name can say it: the derivative by the first argument of f1 is not f11."""
    unknown = as_unknown_derivative(expression)
    if unknown is None or (unknown.name[-1].isdigit() and len(unknown.arguments) > 1):
        return None
    return unknown


def _places(derivative: Expr, arguments: tuple[Expr, ...]) -> tuple[int, ...] | None:
    """Which arguments are differentiated by; None when a variable is not exactly one argument of its own."""
    places: list[int] = []
    for variable, count in derivative.variable_count:
        moving = [place for place, argument in enumerate(arguments, 1) if _depends(argument, variable)]
        if len(moving) != 1 or arguments[moving[0] - 1] != variable or not count.is_Integer:
            return None
        places += moving * int(count)
    return tuple(places)


def _depends(argument: Expr, variable: Expr) -> bool:
    """Whether the argument changes with the variable; one that an inner derivative binds is another one of that name."""
    return bool(variable in argument.free_symbols if variable.is_Symbol else argument.has(variable))


def _substituted(argument: Expr, at: dict[Expr, Expr]) -> Expr:
    if argument in at:
        return at[argument]
    return argument.subs(at, simultaneous=True) if argument.free_symbols & at.keys() else argument
