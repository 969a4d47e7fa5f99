"""Functions called by name differentiated wrongly: wrong entries of the table, activations of the wrong thing.

Belongs here: slips of a function of the bare variable. Does not: what is inside (`chains`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pdtutor.grading.mistakes.slip import Slip, Slips
from pdtutor.grading.mistakes.tree import Node
from pdtutor.grading.mistakes.vectors import Call, Vector, cosine, exponential, logarithm, logistic, sine, tangent


def trigonometric(node: Node, _: Sequence[Vector]) -> Slips:
    """Of sine and cosine the sign, of the tangent the entries of its neighbours."""
    u = node.wrt
    match node.step.of.func.__name__:
        case "sin":
            yield Slip(("trig.sin_sign",), -u.map(cosine))
        case "cos":
            yield Slip(("trig.cos_sign",), u.map(sine))
        case "tan":
            yield from (Slip(("trig.tan",), slope) for slope in _tangents(node, u))


def wrong_entries(node: Node, _: Sequence[Vector]) -> Slips:
    """The derivative that another function has."""
    for formula in _ENTRIES.get(node.step.of.func.__name__, ()):
        yield Slip(("table.wrong_entry",), node.wrt.map(formula))


_ENTRIES: Mapping[str, tuple[Call, ...]] = {
    "sin": (lambda u, m: m.cos(u) * m.pi / 180,),
    "cos": (lambda u, m: -m.sin(u) * m.pi / 180, cosine),
    "tan": (lambda u, m: m.tan(u) / m.cos(u), lambda u, m: 1 / m.cos(u), lambda u, m: 1 + m.tan(u)),
    "sec": (lambda u, m: 1 / m.cos(u) ** 2, lambda u, m: m.tan(u) ** 2),
    "asin": (
        lambda u, m: 1 / m.sqrt(1 + u * u),
        lambda u, m: 1 / m.sin(u),
        lambda u, m: -1 / m.sqrt(1 - u * u),
        lambda u, _: 1 / (1 + u * u),
    ),
    "acos": (lambda u, m: 1 / m.sqrt(1 - u * u), lambda u, m: 1 / m.cos(u), lambda u, m: -1 / m.sqrt(1 + u * u)),
    "atan": (lambda u, _: 1 / (1 - u * u), lambda u, m: 1 / m.tan(u), lambda u, m: 1 / m.sqrt(1 - u * u), lambda u, m: 1 / m.cos(u) ** 2),
    "sinh": (lambda u, m: -m.cosh(u), cosine),
    "cosh": (lambda u, m: -m.sinh(u), lambda u, m: -m.sin(u)),
    "tanh": (lambda u, m: 1 - m.tanh(u), lambda u, m: m.tanh(u) * (1 - m.tanh(u)), lambda u, m: m.tanh(u) ** 2),
    "log": (logarithm, lambda u, m: 1 / (u * m.log(10)), lambda u, m: 1 / (u * m.log(2)), exponential, lambda u, _: 1 / u**2),
    "sigmoid": (lambda u, m: 1 - logistic(u, m) ** 2, lambda u, m: logistic(u, m) ** 2),
    "softplus": (lambda u, m: 1 / (1 + m.exp(u)), exponential),
    "relu": (lambda u, _: (u + abs(u)) / 2, lambda *_: 1),
    "silu": (
        logistic,
        lambda u, m: u * logistic(u, m) * (1 - logistic(u, m)),
        lambda u, m: logistic(u, m) * (1 - logistic(u, m)),
    ),
    "gelu": (lambda u, m: (1 + m.erf(u / m.sqrt(2))) / 2, lambda u, m: u * m.exp(-u * u / 2) / m.sqrt(2 * m.pi)),
}  # what learners take the slope of each function for


def _tangents(node: Node, u: Vector) -> list[Vector]:
    one = node.scope.one
    cosines = [u.map(cosine)]
    if node.name is not None and node.above is not None:
        cosines.append(node.above.wrt.map(cosine))
    return [*cosines, *(one / each for each in cosines), -(one / (u.map(sine) * u.map(sine))), one / u.map(tangent)]


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
    again = s.map(logistic)
    yield Slip(("ml.sigmoid_missing_1ms",), s * slope_inside)
    yield Slip(("ml.sigmoid_missing_1ms",), (one - s) * slope_inside)
    yield Slip(("ml.sigmoid_quotient_sign",), -(s * (one - s) * slope_inside))
    yield Slip(("ml.sigmoid_of_output",), again * (one - again) * slope_inside)
