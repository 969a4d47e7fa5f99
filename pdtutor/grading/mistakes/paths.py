"""Total derivatives put together wrongly from the paths of the dependency graph.

Belongs here: slips that are about paths, and those of the derivatives along them. Does not: partial derivatives (`whole`).
"""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Expr

from pdtutor.calculus.total.results import Edge, Term, Total
from pdtutor.grading.mistakes.scope import Scope
from pdtutor.grading.mistakes.search import Derivation, Found
from pdtutor.grading.mistakes.slip import Slip, Slips
from pdtutor.grading.mistakes.vectors import Vector, product, total


def path_slips(found: Total, scope: Scope) -> Slips:
    """Paths forgotten, multiplied instead of added, or walked without the rates of what lies on them."""
    values = [scope.value(term.product) for term in found.terms]
    right = total(values, scope.zero)
    for term, value in zip(found.terms, values, strict=True):
        other = term.path[0] if len(term.path) > 1 else None
        yield Slip(("total.partial_only",), right - value, other)
        if len(values) > 2:
            yield Slip(("total.partial_only",), value)
    if len(values) > 1:
        yield Slip(("total.paths_multiplied",), product(values, scope.one))
    firsts = [scope.value(term.factors[0]) for term in found.terms]
    yield Slip(("total.no_inner_rates",), total(firsts, scope.zero))
    for term, value, first in zip(found.terms, values, firsts, strict=True):
        if len(term.path) > 1:
            yield Slip(("total.no_inner_rates",), right - value + first, term.path[0])
            yield Slip(("total.partial_only", "total.no_inner_rates"), first, term.path[0])
            yield from _factors_lost(term, value, right, scope)
    yield Slip(("sign.negative",), -right)
    yield Slip(("implicit.inverse",), scope.one / right)
    yield Slip(("question.function",), scope.value(found.of))


def _factors_lost(term: Term, value: Vector, right: Vector, scope: Scope) -> Slips:
    """One derivative along a path left out."""
    factors = [scope.value(factor) for factor in term.factors]
    for place in range(len(factors)):
        rest = product((factor for k, factor in enumerate(factors) if k != place), scope.one)
        id = "total.rate_missing" if place else "total.partial_missing"
        yield Slip((id,), right - value + rest, term.path[max(place - 1, 0)])


def relation_slips(derivative: Expr, scope: Scope) -> Slips:
    """Of dy/dx from a relation: the other way round, the sign lost."""
    right = scope.value(derivative)
    yield Slip(("implicit.inverse",), scope.one / right)
    yield Slip(("implicit.inverse",), -(scope.one / right))
    yield Slip(("sign.negative",), -right)


def edge_slips(found: Total, scope: Scope) -> Iterator[Found]:
    """The derivative along one arrow wrong, and the paths put together rightly."""
    right = total((scope.value(term.product) for term in found.terms), scope.zero)
    for edge in found.edges:
        if edge.partial is None:
            continue
        weight = _weight(edge, found.terms, scope)
        derivation = Derivation(edge.partial.roots[-1], scope)
        rightly = derivation.top.gives
        for each in (*derivation.singles(), *derivation.everywhere()):
            yield Found(each.slip, right + weight * (each.value - rightly), each.node, each.root)


def _weight(edge: Edge, terms: tuple[Term, ...], scope: Scope) -> Vector:
    """How fast the total answers to the derivative along one arrow."""
    weight = scope.zero
    for term in terms:
        arrows = list(zip((None, *term.path), term.path, strict=False))
        if (edge.of, edge.by) in arrows:
            others = (scope.value(factor) for arrow, factor in zip(arrows, term.factors, strict=True) if arrow != (edge.of, edge.by))
            weight = weight + product(others, scope.one)
    return weight
