"""What a total derivative comes to: frozen results, ready to be shown in any format.

Belongs here: data. Does not: text of any kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sympy import Basic, Eq, Expr

from pdtutor.calculus.results import Check, Partial, Value

UNCHECKED = Check(None, 0, None)


@dataclass(frozen=True)
class Edge:
    """One arrow of the dependency graph: how `of` answers to `by` while all else that it is written in stays still.

    of          a dependent, or None for the function itself
    by          a dependent, or the variable of the total derivative
    derivative  ∂(of)/∂(by), unknown dependents written as y(x)
    partial     the same derived, in plain names; None where `of` is an unknown function
    """

    of: Expr | None
    by: Expr
    derivative: Expr
    partial: Partial | None = None


@dataclass(frozen=True)
class Term:
    """One path of the dependency graph: the derivatives along it, multiplied.

    path     the names passed on the way from the function, the variable of the total derivative last; the direct path is that one alone
    factors  one derivative for each arrow
    """

    path: tuple[Expr, ...]
    factors: tuple[Expr, ...]
    product: Expr


@dataclass(frozen=True)
class Total:
    """d(of)/d(wrt), or for a relation `of` = 0 the derivative d(target)/d(wrt) that it fixes.

    Names in `of`, `path`, `formulas`, `depends`, `point`, in the conditions and in every Partial are plain; everywhere else an unknown
    dependent is written as the function that it is, y(x).

    formulas    dependent → its formula, for those given by one
    depends     dependent → what it depends on
    calls       unknown dependent → how it is written: y(x), or y(x(t)) in a chain
    partial     ∂(of)/∂(wrt), every dependent held; None for a relation
    edges       the arrows of the graph that lie on a path to `wrt`
    terms       one for each path
    total       the sum of the terms; None for a relation, whose terms add up to 0, and while the work goes on
    substituted  the total in the base variables alone; None where unknown dependents matter, no formula does, or it is too large
    equation    the relation as read, or None; then also
    target      the unknown that it settles,
    rest        the sum of the paths that do not pass through the target,
    by_target   the factor that the target's derivative has in the sum of the others: rest + by_target·d(target)/d(wrt) = 0, and
    derivative  d(target)/d(wrt) = -rest/by_target, common factors cancelled; None while the work goes on
    conditions  relations, or And and Or of them, that must hold for the formulas to apply
    has_gaps    the conditions fail on a whole stretch, as those of max(x, y) do where y = x: there the sum of the paths is not the
                derivative; `substituted` is then derived from the function with its formulas put in
    value       of the total or of the derivative at the point asked for, or None without one; of a relation `why` may be "vertical" or
                "singular", where `by_target` is zero and `rest` is not, or is too, or "no partials"
    point       the point asked for, with the values of the dependents that follow from it
    """

    of: Expr
    wrt: Expr
    formulas: Mapping[Expr, Expr] = field(default_factory=dict)
    depends: Mapping[Expr, tuple[Expr, ...]] = field(default_factory=dict)
    calls: Mapping[Expr, Expr] = field(default_factory=dict)
    partial: Partial | None = None
    edges: tuple[Edge, ...] = ()
    terms: tuple[Term, ...] = ()
    total: Expr | None = None
    substituted: Expr | None = None
    equation: Eq | None = None
    target: Expr | None = None
    rest: Expr | None = None
    by_target: Expr | None = None
    derivative: Expr | None = None
    conditions: tuple[Basic, ...] = ()
    check: Check = UNCHECKED
    has_gaps: bool = False
    value: Value | None = None
    point: Mapping[Expr, Expr] = field(default_factory=dict)

    @property
    def is_complete(self) -> bool:
        """All that was asked for is there."""
        return self.total is not None or self.derivative is not None

    @property
    def is_partial(self) -> bool:
        """Nothing that the function is written in depends on `wrt`: the total derivative is the partial one."""
        return self.is_complete and self.equation is None and all(len(term.path) == 1 for term in self.terms)
