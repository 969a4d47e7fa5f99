"""Total derivatives as JSON.

Belongs here: the members that `total` has. Does not: numbers and checks (`numbers`), steps (`partials`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import Expr

from pdtutor.calculus.total.chains import written
from pdtutor.calculus.total.results import Edge, Term, Total
from pdtutor.render.json.numbers import amount, checked, place
from pdtutor.render.json.partials import derivative
from pdtutor.requests.total import TotalResult

Object = dict[str, Any]
Writer = Callable[[Any], str]


def total(result: TotalResult, writer: Writer, has_steps: bool) -> Object:
    """The result of `total`; of an implicit relation only `derivative` says something, and `target` of what it is the derivative."""
    found = result.total
    is_implicit = found.equation is not None
    return {
        "wrt": writer(found.wrt),
        "partial": _or_none(_partial(found), writer),
        "total": _or_none(found.total, writer),
        "terms": None if is_implicit else [_term(term, writer) for term in found.terms],
        "substituted": _or_none(found.substituted, writer),
        "derivative": _or_none(found.derivative, writer),
        "target": _or_none(found.target, writer),
        "edges": [_edge(edge, writer, has_steps) for edge in found.edges],
        "value": amount(found.value, writer),
        "at": place(found.point, writer),
        "conditions": [writer(written(condition, found.calls)) for condition in found.conditions],
        "check": checked(found.check),
    }


def _partial(found: Total) -> Expr | None:
    """∂f/∂x as it stands in the direct path, unknown dependents written as what they are."""
    if found.partial is None:
        return None
    direct = next((term.product for term in found.terms if len(term.path) == 1), None)
    return found.partial.derivative if direct is None else direct


def _or_none(expression: Expr | None, writer: Writer) -> str | None:
    return None if expression is None else writer(expression)


def _term(term: Term, writer: Writer) -> Object:
    return {
        "path": [writer(name) for name in term.path],
        "factors": [writer(factor) for factor in term.factors],
        "product": writer(term.product),
    }


def _edge(edge: Edge, writer: Writer, has_steps: bool) -> Object:
    """One arrow; `partial` in plain names, for in it every dependent is held: `of` written with y(x) would differentiate to more."""
    return {
        "of": _or_none(edge.of, writer),
        "by": writer(edge.by),
        "derivative": writer(edge.derivative),
        "partial": None if edge.partial is None else derivative(edge.partial, writer, has_steps),
    }
