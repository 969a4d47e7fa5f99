"""What a convention is, and the primitives and definitions that are the same in PyTorch and in JAX.

Belongs here: no framework by name. Does not: what one of them does by itself (`pytorch`, `jax`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pdtutor.calculus.nonsmooth import floating as fl
from pdtutor.calculus.nonsmooth.floating import divided

Kinds = Sequence[str]  # of the operands, each "integer" or "number" (both constants), "held" or "moving"
Cotangents = tuple[float | None, ...]


class RefusedError(Exception):
    """A framework has no such function, or stops there with an error; the message is the function's name."""


@dataclass(frozen=True)
class Primitive:
    """One operation of a framework: its value from its operands, and what its backward pass sends to each of them."""

    forward: Callable[..., float]
    backward: Callable[..., Cotangents]


@dataclass(frozen=True)
class Framework:
    """The conventions of one framework.

    version      the one they were taken from
    primitives   by name
    definitions  function → its parameters and how it is written with others
    written      function → the primitive or definition that stands for it, by the kinds of its operands
    """

    name: str
    version: str
    primitives: Mapping[str, Primitive]
    definitions: Mapping[str, tuple[str, str]]
    written: Mapping[str, Callable[[Kinds], str]]


def of_one(forward: Callable[[float], float], backward: Callable[[float, float, float], float]) -> Primitive:
    """A function of one argument: x → y, and (g, y, x) → the cotangent of x."""
    return Primitive(forward, lambda g, y, x: (backward(g, y, x),))


def without_gradient(forward: Callable[..., float]) -> Primitive:
    """An operation through which nothing is sent back."""
    return Primitive(forward, lambda _, __, *operands: (None,) * len(operands))


def rsqrt(x: float) -> float:
    """1/√x."""
    return divided(1.0, fl.sqrt(x))


def logistic(x: float) -> float:
    """1/(1 + e^(-x))."""
    return 1 / (1 + fl.exp(-x))


def extreme(choose: Callable[..., float], *operands: float) -> float:
    """The largest or smallest, nan where one of them is."""
    return fl.NAN if any(x != x for x in operands) else choose(operands)


def length(*operands: float) -> float:
    """√(x² + y² + …)."""
    return fl.sqrt(sum(x * x for x in operands))


def logsumexp(*operands: float) -> float:
    """ln(e^x + e^y + …), which does not overflow where its value does not."""
    top = finite_top(operands)
    return fl.log(sum(fl.exp(x - top) for x in operands)) + top


def finite_top(operands: Sequence[float]) -> float:
    """The largest, 0 where that is infinite: what is taken out of the exponents."""
    top = extreme(max, *operands)
    return top if math.isfinite(top) else 0.0


def huber(r: float, d: float) -> float:
    """r²/2 up to d, beyond it straight."""
    return r * r / 2 if abs(r) <= d else d * (abs(r) - d / 2)


def clamped(x: float, low: float, high: float) -> float:
    """The number, or the end that it lies beyond."""
    return fl.minimum(fl.maximum(x, low), high)


SPREAD = 2 / math.sqrt(math.pi)  # of erf at 0
SHARED: dict[str, Primitive] = {
    "identity": of_one(lambda x: x, lambda g, _, __: g),
    "add": Primitive(lambda a, b: a + b, lambda g, _, __, ___: (g, g)),
    "subtract": Primitive(lambda a, b: a - b, lambda g, _, __, ___: (g, -g)),
    "negate": of_one(lambda x: -x, lambda g, _, __: -g),
    "multiply": Primitive(lambda a, b: a * b, lambda g, _, a, b: (g * b, g * a)),
    "exp": of_one(fl.exp, lambda g, y, _: g * y),
    "expm1": of_one(fl.expm1, lambda g, y, _: g * (y + 1)),
    "ln": of_one(fl.log, lambda g, _, x: divided(g, x)),
    "log1p": of_one(fl.log1p, lambda g, _, x: divided(g, x + 1)),
    "sqrt": of_one(fl.sqrt, lambda g, y, _: g * divided(0.5, y)),
    "sin": of_one(fl.sin, lambda g, _, x: g * fl.cos(x)),
    "cos": of_one(fl.cos, lambda g, _, x: -(g * fl.sin(x))),
    "tan": of_one(fl.tan, lambda g, y, _: g * (1 + y * y)),
    "asin": of_one(fl.asin, lambda g, _, x: g * rsqrt(1 - x * x)),
    "acos": of_one(fl.acos, lambda g, _, x: g * -rsqrt(1 - x * x)),
    "atan": of_one(math.atan, lambda g, _, x: g / (1 + x * x)),
    "sinh": of_one(fl.sinh, lambda g, _, x: g * fl.cosh(x)),
    "cosh": of_one(fl.cosh, lambda g, _, x: g * fl.sinh(x)),
    "asinh": of_one(math.asinh, lambda g, _, x: g * rsqrt(x * x + 1)),
    "acosh": of_one(fl.acosh, lambda g, _, x: g * rsqrt(x * x - 1)),
    "erf": of_one(math.erf, lambda g, _, x: SPREAD * (g * fl.exp(-x * x))),
    "erfc": of_one(math.erfc, lambda g, _, x: -SPREAD * (g * fl.exp(-x * x))),
    # the branch that is not taken gets a zero
    "where": Primitive(lambda c, a, b: a if c else b, lambda g, _, c, __, ___: (None, g, 0.0) if c else (None, 0.0, g)),
    "<": without_gradient(lambda a, b: float(a < b)),
    "<=": without_gradient(lambda a, b: float(a <= b)),
    ">": without_gradient(lambda a, b: float(a > b)),
    ">=": without_gradient(lambda a, b: float(a >= b)),
    "==": without_gradient(lambda a, b: float(a == b)),
    "!=": without_gradient(lambda a, b: float(a != b)),
    "and": without_gradient(lambda *conditions: float(all(conditions))),
    "or": without_gradient(lambda *conditions: float(any(conditions))),
    "not": without_gradient(lambda condition: float(not condition)),
    "KroneckerDelta": without_gradient(lambda i, k: float(i == k)),
}
SHARED_DEFINITIONS: dict[str, tuple[str, str]] = {
    "log": ("x b", "ln(x)/ln(b)"),
    "root": ("x n", "x^(1/n)"),
    "sec": ("x", "1/cos(x)"),
    "csc": ("x", "1/sin(x)"),
    "cot": ("x", "1/tan(x)"),
    "asec": ("x", "acos(1/x)"),
    "acsc": ("x", "asin(1/x)"),
    "acot": ("x", "atan(1/x)"),
    "sech": ("x", "1/cosh(x)"),
    "csch": ("x", "1/sinh(x)"),
    "coth": ("x", "1/tanh(x)"),
    "asech": ("x", "acosh(1/x)"),
    "acsch": ("x", "asinh(1/x)"),
    "acoth": ("x", "atanh(1/x)"),
}


def _by_number(kinds: Kinds, few: str, many: str) -> str:
    """max of one argument is that argument, of two and of more two different primitives."""
    return "identity" if len(kinds) == 1 else few if len(kinds) == 2 else many


BY_NUMBER: dict[str, Callable[[Kinds], str]] = {
    "max": lambda kinds: _by_number(kinds, "maximum", "amax"),
    "min": lambda kinds: _by_number(kinds, "minimum", "amin"),
}
