"""Derivatives of unknown functions as they are marked: f′(w·x + b), f₁(x, x·y).

Belongs here: the marks. Does not: what such an expression means (`notation.unknown`), nor how a writer draws it.
"""

from __future__ import annotations

from typing import NamedTuple

from sympy import Expr

from pdtutor.notation.unknown import UnknownDerivative


class Marked(NamedTuple):
    """`name` differentiated by its arguments at `places` (from 1, one entry per differentiation), taken at `arguments`."""

    name: str
    places: tuple[int, ...]
    arguments: tuple[Expr, ...]


def as_unknown_derivative(expression: Expr) -> Marked | None:
    """The derivative of an unknown function that this is, or None when it is anything else."""
    known = UnknownDerivative.of_derivative(expression)
    if known is None:
        return None
    places = tuple(place for place, order in enumerate(known.orders, 1) for _ in range(order))
    return Marked(known.head.__name__, places, known.args)


def as_marked_derivative(expression: Expr) -> Marked | None:
    """The same where marks behind the name can say it: the derivative by the first argument of f1 is not f11."""
    unknown = as_unknown_derivative(expression)
    if unknown is None or (unknown.name[-1].isdigit() and len(unknown.arguments) > 1):
        return None
    return unknown
