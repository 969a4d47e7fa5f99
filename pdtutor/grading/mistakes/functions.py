"""Functions called by name differentiated wrongly: wrong entries of the table, activations of the wrong thing.

Belongs here: slips of a function of the bare variable. Does not: what is inside (`chains`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from pdtutor.grading.mistakes.slip import Slip, Slips
from pdtutor.grading.mistakes.tree import Node
from pdtutor.grading.mistakes.vectors import Vector


def trigonometric(node: Node, _: Sequence[Vector]) -> Slips:
    """Of sine and cosine the sign, of the tangent the entries of its neighbours."""
    u = node.wrt
    match node.step.of.func.__name__:
        case "sin":
            yield Slip(("trig.sin_sign",), -u.map(math.cos))
        case "cos":
            yield Slip(("trig.cos_sign",), u.map(math.sin))
        case "tan":
            yield from (Slip(("trig.tan",), slope) for slope in _tangents(node, u))


def _tangents(node: Node, u: Vector) -> list[Vector]:
    one = node.scope.one
    cosines = [u.map(math.cos)]
    if node.name is not None and node.above is not None:
        cosines.append(node.above.wrt.map(math.cos))
    return [*cosines, *(one / cosine for cosine in cosines), -(one / (u.map(math.sin) * u.map(math.sin))), one / u.map(math.tan)]


def hyperbolic(node: Node, _: Sequence[Vector]) -> Slips:
    """tanh′(x) = 1 - tanh(x)² with x itself for tanh(x)."""
    if node.step.of.func.__name__ == "tanh":
        yield Slip(("ml.tanh",), node.scope.one - node.wrt * node.wrt)


def activations(node: Node, _: Sequence[Vector]) -> Slips:
    """σ′ = σ·(1 - σ) with the second factor missing, with the wrong sign, or of the output."""
    if node.step.of.func.__name__ == "sigmoid":
        yield from sigmoid_slips(node.of, node.scope.one)


def sigmoid_slips(s: Vector, slope_inside: Vector) -> Slips:
    """The wrong slopes of σ(z), of its values and the slope of z."""
    one = s.constant(1.0)
    again = s.map(_sigmoid)
    yield Slip(("ml.sigmoid_missing_1ms",), s * slope_inside)
    yield Slip(("ml.sigmoid_missing_1ms",), (one - s) * slope_inside)
    yield Slip(("ml.sigmoid_quotient_sign",), -(s * (one - s) * slope_inside))
    yield Slip(("ml.sigmoid_of_output",), again * (one - again) * slope_inside)


def _sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z))
