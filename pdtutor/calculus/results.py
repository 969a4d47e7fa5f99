"""What a derivation comes to: frozen results, ready to be shown in any format.

Belongs here: data. Does not: text of any kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sympy import Basic, Expr

from pdtutor.calculus.step import Step

TOLERANCE = 1e-5  # relative; a central difference in machine precision is a few orders nearer


@dataclass(frozen=True)
class Value:
    """A number as exactly as it is known: `exact` (an expression) and `decimal`; both None where it does not exist.

    `why` says, where the value was not simply read off the formula, what was done instead or why there is none; one of
    "limit" (the limit of the difference quotient), "kink" (one-sided slopes differ: `sides`), "vertical", "undefined", "discontinuous".
    """

    exact: Expr | None = None
    decimal: float | None = None
    why: str | None = None
    sides: tuple[float, float] | None = None


@dataclass(frozen=True)
class Check:
    """The agreement of a derivative with independent ones.

    symbolic            SymPy's own derivative is the same (True), another (False), or not decided (None)
    points              how many points were compared with a central difference
    max_relative_error  the largest relative difference there, None without points
    """

    symbolic: bool | None
    points: int
    max_relative_error: float | None

    @property
    def is_passed(self) -> bool:
        """No disagreement was found."""
        return self.symbolic is not False and (self.max_relative_error is None or self.max_relative_error < TOLERANCE)


@dataclass(frozen=True)
class Partial:
    """One partial derivative with its derivation.

    order       the variables differentiated by, in the order written; one for a plain partial
    roots       one derivation for each differentiation
    conditions  relations, or And and Or of them, that must hold for the derivative to exist
    value       at the point asked for, or None
    """

    of: Expr
    order: tuple[Expr, ...]
    derivative: Expr
    roots: tuple[Step, ...]
    held: tuple[Expr, ...]
    conditions: tuple[Basic, ...]
    check: Check
    value: Value | None = None


@dataclass(frozen=True)
class Gradient:
    """The gradient of a function.

    entries     one expression per variable, in the names of `shared`
    shared      name → expression, in an order in which each uses only earlier ones; empty up to twelve variables
    partials    the derivations; empty above twelve variables unless they were asked for
    conditions  of all the entries
    value, norm, steepest_ascent  at the point asked for, or None
    """

    of: Expr
    variables: tuple[Expr, ...]
    entries: tuple[Expr, ...]
    check: Check
    shared: Mapping[Expr, Expr] = field(default_factory=dict)
    partials: tuple[Partial, ...] = ()
    conditions: tuple[Basic, ...] = ()
    value: tuple[Value, ...] | None = None
    norm: Value | None = None
    steepest_ascent: tuple[Value, ...] | None = None
