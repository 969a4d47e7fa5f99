"""The sweeps over a graph: values forward, adjoints backward, tangents forward.

Belongs here: the order of the work and how adjoints come together. Does not: what is done with an operation, which is for the arithmetic
to say: calculated or counted (`operation`); so what is counted is what is carried out.

Source: Griewank & Walther, *Evaluating Derivatives*, ch. 3.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from pdtutor.calculus.operations import operation as op
from pdtutor.calculus.operations.graph import Graph, in_pairs
from pdtutor.calculus.operations.operation import Arithmetic, calculate


def forward(graph: Graph, numbers: Mapping[Hashable, Any], do: Arithmetic = calculate) -> list[Any]:
    """The value at each place, from those of the inputs and data: nan where a real function has none."""
    values: list[Any] = [0] * len(graph.instructions)
    for key, place in (*graph.inputs.items(), *graph.data.items()):
        values[place] = numbers[key]
    for place, number in graph.constants.items():
        values[place] = number
    _carry_out(graph, values, do)
    return values


def blank_forward(graph: Graph, do: Arithmetic) -> list[Any]:
    """The same work from nothing but zeros: for arithmetics that do not calculate."""
    values = [0] * len(graph.instructions)
    _carry_out(graph, values, do)
    return values


def _carry_out(graph: Graph, values: list[Any], do: Arithmetic) -> None:
    for place, (primitive, operands) in enumerate(graph.instructions):
        if primitive is not None:
            values[place] = do(primitive.operation, *[values[operand] for operand in operands])


def reverse(graph: Graph, values: Sequence[Any], do: Arithmetic = calculate, seed: Any = 1) -> list[Any]:
    """The adjoint ∂output/∂place of each place, all in one sweep from the output down; 0 where the output does not depend on it.

    values  what `forward` gives under the same arithmetic
    """
    adjoints: list[Any] = [0] * len(values)
    received: dict[int, list[Any]] = {graph.output: [seed]} if graph.moving[graph.output] else {}
    for place in range(graph.output, -1, -1):
        if place in received:
            adjoints[place] = _together(received.pop(place), do)
            _hand_back(graph, place, adjoints[place], values, do, received)
    return adjoints


def _together(shares: Sequence[Any], do: Arithmetic) -> Any:
    return shares[0] if len(shares) == 1 else in_pairs(shares, lambda a, b: do(op.PLUS, a, b))


def _hand_back(graph: Graph, place: int, adjoint: Any, values: Sequence[Any], do: Arithmetic, received: dict[int, list[Any]]) -> None:
    """Give each moving operand of a place its share of the adjoint."""
    primitive, operands = graph.instructions[place]
    if primitive is None or primitive.pullback is None:
        return
    moves = [graph.moving[operand] for operand in operands]
    shares = primitive.pullback(do, adjoint, [values[operand] for operand in operands], values[place], moves)
    for operand, share, is_moving in zip(operands, shares, moves, strict=True):
        if is_moving:
            received.setdefault(operand, []).append(share)


def tangent(graph: Graph, values: Sequence[Any], direction: Mapping[Hashable, Any], do: Arithmetic = calculate) -> list[Any]:
    """The tangent of each place: how it changes as the inputs move along the direction (0 for those it does not name).

    A pullback is linear in what it is given, so along one operand it carries a tangent forward just as it carries an adjoint back.
    """
    tangents: list[Any] = [0] * len(values)
    for key, place in graph.inputs.items():
        tangents[place] = direction.get(key, 0)
    for place, moves in enumerate(graph.moving):
        if moves and graph.instructions[place].primitive is not None:
            shares = _carried(graph, place, tangents, values, do)
            tangents[place] = _together(shares, do)
    return tangents


def _carried(graph: Graph, place: int, tangents: Sequence[Any], values: Sequence[Any], do: Arithmetic) -> list[Any]:
    primitive, operands = graph.instructions[place]
    assert primitive is not None
    assert primitive.pullback is not None
    inside = [values[operand] for operand in operands]
    return [
        primitive.pullback(do, tangents[operand], inside, values[place], [index == k for index in range(len(operands))])[k]
        for k, operand in enumerate(operands)
        if graph.moving[operand]
    ]
