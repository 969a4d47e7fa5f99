"""Functions called by name differentiated wrongly: wrong entries of the table, activations of the wrong thing.

Belongs here: slips of a function of the bare variable. Does not: what is inside (`chains`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

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


def wrong_entries(node: Node, _: Sequence[Vector]) -> Slips:
    """The derivative that another function has."""
    for formula in _ENTRIES.get(node.step.of.func.__name__, ()):
        yield Slip(("table.wrong_entry",), node.wrt.map(formula))


_ENTRIES: Mapping[str, tuple[Callable[[float], float], ...]] = {
    "sin": (lambda u: math.cos(u) * math.pi / 180,),
    "cos": (lambda u: -math.sin(u) * math.pi / 180, math.cos),
    "tan": (lambda u: math.tan(u) / math.cos(u), lambda u: 1 / math.cos(u), lambda u: 1 + math.tan(u)),
    "sec": (lambda u: 1 / math.cos(u) ** 2, lambda u: math.tan(u) ** 2),
    "asin": (lambda u: 1 / math.sqrt(1 + u * u), lambda u: 1 / math.sin(u), lambda u: -1 / math.sqrt(1 - u * u), lambda u: 1 / (1 + u * u)),
    "acos": (lambda u: 1 / math.sqrt(1 - u * u), lambda u: 1 / math.cos(u), lambda u: -1 / math.sqrt(1 + u * u)),
    "atan": (lambda u: 1 / (1 - u * u), lambda u: 1 / math.tan(u), lambda u: 1 / math.sqrt(1 - u * u), lambda u: 1 / math.cos(u) ** 2),
    "sinh": (lambda u: -math.cosh(u), math.cos),
    "cosh": (lambda u: -math.sinh(u), lambda u: -math.sin(u)),
    "tanh": (lambda u: 1 - math.tanh(u), lambda u: math.tanh(u) * (1 - math.tanh(u)), lambda u: math.tanh(u) ** 2),
    "log": (math.log, lambda u: 1 / (u * math.log(10)), lambda u: 1 / (u * math.log(2)), math.exp, lambda u: 1 / u**2),
    "sigmoid": (lambda u: 1 - _sigmoid(u) ** 2, lambda u: _sigmoid(u) ** 2),
    "softplus": (lambda u: 1 / (1 + math.exp(u)), math.exp),
    "relu": (lambda u: max(u, 0.0), lambda _: 1.0),
    "silu": (lambda u: _sigmoid(u), lambda u: u * _sigmoid(u) * (1 - _sigmoid(u)), lambda u: _sigmoid(u) * (1 - _sigmoid(u))),
    "gelu": (lambda u: (1 + math.erf(u / math.sqrt(2))) / 2, lambda u: u * math.exp(-u * u / 2) / math.sqrt(2 * math.pi)),
}  # what learners take the slope of each function for


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
