"""The chain rule path by path: every way from the output to a parameter is one term, its factors the local derivatives along it.

Belongs here: counting and listing paths. Does not: their sum, which the backward pass finds without them (`backward`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import prod

from sympy import Expr

from pdtutor.calculus.backprop.results import Edge, Path, Program
from pdtutor.notation.algebra import multiply

MOST_LISTED = 24  # paths of one parameter
LARGEST = 400  # edges of a program whose paths are listed

Users = Mapping[Expr, Sequence[Edge]]


def path_counts(program: Program, users: Users, parameters: Sequence[Expr]) -> dict[Expr, int]:
    """How many paths lead from the output to each parameter: as many as lead to its users together."""
    counts: dict[Expr, int] = {program.output: 1}
    for name in (*reversed(program.nodes), *program.inputs):
        if name not in counts:
            counts[name] = sum(counts[edge.of] for edge in users.get(name, ()))
    return {parameter: counts[parameter] for parameter in parameters}


def paths_to(parameter: Expr, output: Expr, edges: Users, slopes: Mapping[Edge, float]) -> tuple[Path, ...]:
    """All paths to a parameter, those by the output's first operands first.

    edges   node → its edges, operands in the order in which they are written
    slopes  edge → its local derivative's value, where it has one
    """
    movers = {parameter}
    for name in edges:
        if any(edge.by in movers for edge in edges[name]):
            movers.add(name)
    return tuple(_path(way, parameter, slopes) for way in _ways(output, parameter, edges, movers))


def _ways(start: Expr, to: Expr, edges: Users, movers: set[Expr]) -> Iterator[tuple[Edge, ...]]:
    """The edges of each path between the two, by way of nodes that `to` moves."""
    if start == to:
        yield ()
        return
    for edge in edges.get(start, ()):
        if edge.by in movers:
            yield from ((edge, *way) for way in _ways(edge.by, to, edges, movers))


def _path(edges: Sequence[Edge], parameter: Expr, slopes: Mapping[Edge, float]) -> Path:
    names = (*(edge.of for edge in edges), parameter)
    factors = tuple(edge.derivative for edge in edges)
    value = prod(slopes[edge] for edge in edges) if all(edge in slopes for edge in edges) else None
    return Path(names, factors, multiply(*factors), value)
