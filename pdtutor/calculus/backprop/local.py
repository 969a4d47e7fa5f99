"""Local derivatives: how each node moves with each of its operands alone.

Belongs here: one node at a time. Does not: what passes from node to node (`backward`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from sympy import Dummy, Expr, Function

from pdtutor.calculus.backprop.results import Edge, Program
from pdtutor.calculus.gradient import spelled_out
from pdtutor.calculus.graph import reverse_sweep
from pdtutor.notation.algebra import multiply, substitute
from pdtutor.notation.limits import deep_recursion

_ARGUMENT, _VALUE = Dummy("u", real=True), Dummy("v", real=True)


def local_edges(program: Program) -> dict[Expr, tuple[Edge, ...]]:
    """Node → its edges; operands that do not move it have none."""
    with deep_recursion():
        return {name: _edges(name, expression, program.operands[name]) for name, expression in program.nodes.items()}


def _edges(name: Expr, expression: Expr, operands: Sequence[Expr]) -> tuple[Edge, ...]:
    is_call = isinstance(expression, Function) and len(expression.args) == 1
    entries = _of_call(name, expression, operands) if is_call else _entries(expression, operands)
    return tuple(Edge(name, operand, entry) for operand, entry in zip(operands, entries, strict=True) if entry != 0)


def _entries(expression: Expr, operands: Sequence[Expr]) -> tuple[Expr, ...]:
    return spelled_out(reverse_sweep(expression, operands))


def _of_call(name: Expr, call: Expr, operands: Sequence[Expr]) -> Iterator[Expr]:
    """By the chain rule; a slope that contains the function's own value, like 1 - tanh² or σ·(1 - σ), says it by the node's name."""
    (inner,) = call.args
    outer = substitute(_slope(call.func), {_VALUE: name, _ARGUMENT: inner})
    return (multiply(outer, entry) for entry in _entries(inner, operands))


@cache
def _slope(function: type) -> Expr:
    """F′(u) by a name for u and a name for F(u)."""
    (entry,) = _entries(function(_ARGUMENT), (_ARGUMENT,))
    return substitute(entry, {function(_ARGUMENT): _VALUE})


def users_of(edges: Mapping[Expr, Sequence[Edge]], output: Expr) -> dict[Expr, tuple[Edge, ...]]:
    """Operand → the edges that lead to it from nodes that the output depends on, in the order in which the backward pass meets them."""
    found: dict[Expr, list[Edge]] = {output: []}
    for name in reversed(edges):
        for edge in edges[name] if name in found else ():
            found.setdefault(edge.by, []).append(edge)
    return {operand: tuple(users) for operand, users in found.items()}
