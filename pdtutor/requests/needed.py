"""What a text needs to have a value although its expression does not tell any more, in a request: x ≠ 0 of x/x.

Belongs here: refusing points where it fails, and adding it to where a derivative exists. Does not: finding it (`notation.cancelled`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from sympy import Expr, Ge, Gt, Le, Lt
from sympy.logic.boolalg import Boolean

from pdtutor.calculus.relations import essential, holds_at
from pdtutor.calculus.results import Gradient, Partial
from pdtutor.errors import DomainError
from pdtutor.notation.reading import Reading

Derived = TypeVar("Derived", Partial, Gradient)
INSIDE = {Ge: Gt, Le: Lt}  # a derivative needs both sides


def refuse_where_cancelled(reading: Reading, point: Mapping[Expr, Expr]) -> None:
    """Raise DomainError at a point where what was typed has no value, although what is left of it has one."""
    known = (condition for condition in reading.needed if condition.free_symbols <= set(point))
    if not all(_is_met(condition, point) for condition in known):
        place = ", ".join(f"{variable} = {value}" for variable, value in point.items())
        raise DomainError(f"The function is not defined at {place}.", hint="Choose a point where the function has a value.")


def _is_met(condition: Boolean, point: Mapping[Expr, Expr]) -> bool:
    return not holds_at(condition.negated, point) if condition.func in INSIDE else holds_at(condition, point)


def needing(found: Derived, reading: Reading) -> Derived:
    """A derivative with what the text needs among its conditions."""
    if not reading.needed:
        return found
    return replace(found, conditions=essential((*found.conditions, *map(_inside, reading.needed))))


def _inside(condition: Boolean) -> Boolean:
    return INSIDE.get(condition.func, condition.func)(*condition.args, evaluate=False)
