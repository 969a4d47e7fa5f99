"""The entries of a gradient that came from one sweep, each with what a partial derivative has besides its formula.

Belongs here: telling which names are held and which conditions concern an entry. Does not: finding either (`calculus`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sympy import Basic, Expr, log

from pdtutor.calculus.results import Gradient, Value
from pdtutor.notation.names import in_natural_order, variables_of

MOST_NAMES = 1_100_000  # held names of all entries together; a list of more would be tens of megabytes long


class Entry(NamedTuple):
    """One derivative of a gradient: `held` is None where all the lists of names together would be too long."""

    wrt: Expr
    derivative: Expr
    held: tuple[Expr, ...] | None
    conditions: tuple[Basic, ...]
    value: Value | None


def entries_of(gradient: Gradient) -> Iterator[Entry]:
    """The entries in the order of the variables."""
    names = in_natural_order(variables_of(gradient.of))
    is_listed = len(names) * len(gradient.variables) <= MOST_NAMES
    known = [(condition, condition.free_symbols) for condition in gradient.conditions]
    values = gradient.value or (None,) * len(gradient.variables)
    for variable, derivative, value in zip(gradient.variables, gradient.entries, values, strict=True):
        held = tuple(name for name in names if name != variable) if is_listed else None
        conditions = tuple(condition for condition, symbols in known if _concerns(condition, symbols, variable, derivative))
        yield Entry(variable, derivative, held, conditions, value)


def _concerns(condition: Basic, symbols: set[Basic], variable: Expr, derivative: Expr) -> bool:
    """Whether the condition is one on the derivative by the variable: the variable moves in it, or it keeps a logarithm in the
    derivative defined, as x > 0 does for that of x^y by y. A kink in other variables is none of its business.
    """
    return variable in symbols or any(logarithm.args[0] in condition.args for logarithm in derivative.atoms(log))
