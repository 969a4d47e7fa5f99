"""The entries of a gradient that came from one sweep, each with what a partial derivative has besides its formula.

Belongs here: telling which names are held and which conditions concern an entry. Does not: finding either (`calculus`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from sympy import Basic, Expr, log

from pdtutor.calculus.results import Gradient, Value
from pdtutor.notation.names import in_natural_order, variables_of

Places: TypeAlias = Mapping[Basic, Sequence[int]]
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
    about, holding = _places(gradient.conditions)
    values = gradient.value or (None,) * len(gradient.variables)
    for variable, derivative, value in zip(gradient.variables, gradient.entries, values, strict=True):
        held = tuple(name for name in names if name != variable) if is_listed else None
        places = set(about.get(variable, ())).union(*(holding.get(each.args[0], ()) for each in derivative.atoms(log)))
        conditions = tuple(gradient.conditions[place] for place in sorted(places))
        yield Entry(variable, derivative, held, conditions, value)


def _places(conditions: Sequence[Basic]) -> tuple[Places, Places]:
    """Where the conditions stand that concern a derivative: by the variables that move in them, and by their sides.

    A condition is one on the derivative by a variable that moves in it; and where it keeps a logarithm in the derivative defined, as x > 0
    does for that of x^y by y. A kink in other variables is none of its business.
    """
    about: dict[Basic, list[int]] = {}
    holding: dict[Basic, list[int]] = {}
    for place, condition in enumerate(conditions):
        for symbol in condition.free_symbols:
            about.setdefault(symbol, []).append(place)
        for side in condition.args:
            holding.setdefault(side, []).append(place)
    return about, holding
