"""The subgradients of a function: where its kinks lie, and at a point what stands in for the gradient.

Belongs here: putting kinks, the local result and what frameworks return together. Does not: finding any of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sympy import Expr, Indexed, Sum
from sympy.core.function import AppliedUndef

from pdtutor.calculus.nonsmooth.convexity import curvature
from pdtutor.calculus.nonsmooth.frameworks import framework_gradients
from pdtutor.calculus.nonsmooth.kinks import kinks_of
from pdtutor.calculus.nonsmooth.local import local
from pdtutor.calculus.nonsmooth.results import Subgradient
from pdtutor.errors import UsageError
from pdtutor.notation.limits import deep_recursion
from pdtutor.notation.names import in_natural_order, variables_of
from pdtutor.notation.sums import unrolled
from pdtutor.notation.tree import Node


def subgradient(of: Expr, variables: Sequence[Expr]) -> Subgradient:
    """The kinks of a function, and whether it is convex."""
    with deep_recursion():
        found = kinks_of(of)
        return Subgradient(of, tuple(variables), found.kinks, found.is_complete, curvature=curvature(of, variables))


def at_point(found: Subgradient, point: Mapping[Expr, Expr], source: Node | Expr | None = None) -> Subgradient:
    """The same with what holds at a point.

    point   variable → exact number, for every variable of the function
    source  the graph that a framework would differentiate, where it is not the expression itself

    Raises UsageError where a variable has no number, DomainError where the function has no value there.
    """
    of = unrolled(found.of, point) if found.of.has(Sum) else found.of
    _refuse_open(of, point)
    variables = _entries(found.variables, of)
    with deep_recursion():
        there = local(of, variables, point)
        frameworks = framework_gradients(of if source is None else source, variables, point)
        return replace(found, variables=variables, local=replace(there, frameworks=frameworks))


def _entries(variables: Sequence[Expr], of: Expr) -> tuple[Expr, ...]:
    """The variables, an entry of a family such as w[k] replaced by those that a sum, written out, has."""
    present = in_natural_order(variables_of(of))
    found = (
        [entry for entry in present if getattr(entry, "base", None) == variable.base] if _is_open(variable) else [variable]
        for variable in variables
    )
    return tuple(dict.fromkeys(entry for entries in found for entry in entries))


def _is_open(variable: Expr) -> bool:
    return isinstance(variable, Indexed) and any(not index.is_number for index in variable.indices)


def _refuse_open(of: Expr, point: Mapping[Expr, Expr]) -> None:
    unknown = sorted({str(call.func) for call in of.atoms(AppliedUndef)})
    if unknown:
        raise UsageError(f"{unknown[0]} is an unknown function, so nothing can be said of its kinks.", hint="Put in a formula for it.")
    missing = in_natural_order(variables_of(of) - set(point))
    if missing or of.has(Sum):
        listed = ", ".join(map(str, missing)) or "the ends of the sum"
        numbers = ",".join(f"{variable}=…" for variable in in_natural_order({*missing, *point}))
        raise UsageError(f"The point leaves {listed} open.", hint=f"Give every variable a number: --at {numbers}")
