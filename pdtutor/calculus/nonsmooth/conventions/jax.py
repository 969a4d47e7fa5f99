"""What JAX computes, forward and backward.

Belongs here: its primitives, the functions that it writes with others, and the version they were taken from. Does not: what both frameworks
do alike (`shared`).
"""

from __future__ import annotations

import math

from pdtutor.calculus.nonsmooth import floating as fl
from pdtutor.calculus.nonsmooth.conventions.shared import (
    BY_NUMBER,
    SHARED,
    SHARED_DEFINITIONS,
    Cotangents,
    Framework,
    Primitive,
    clamped,
    extreme,
    finite_top,
    length,
    logistic,
    logsumexp,
    of_one,
    without_gradient,
)
from pdtutor.calculus.nonsmooth.floating import divided, raised


def _of_ties_of_two(g: float, y: float, a: float, b: float) -> Cotangents:
    return g * ((a == y) / (1 + (b == y))), g * ((b == y) / (1 + (a == y)))


def _of_ties(g: float, y: float, *operands: float) -> Cotangents:
    share = divided(g, sum(x == y for x in operands))
    return tuple(share * (x == y) for x in operands)


def _power_backward(g: float, y: float, base: float, exponent: float) -> Cotangents:
    return g * (exponent * raised(base, exponent - 1)), g * (fl.log(base or 1.0) * y)


def _integer_power(g: float, _: float, base: float, exponent: float) -> Cotangents:
    if exponent == 0:
        return None, None
    return g if exponent == 1 else g * (exponent * raised(base, exponent - 1)), None


def _tanh_backward(g: float, y: float, _: float) -> float:
    kept = g * (1 - y)
    return kept + kept * y


def _norm_backward(g: float, y: float, *operands: float) -> Cotangents:
    """The root of the sum of the products x·x."""
    of_square = g * divided(0.5, y)
    return tuple(of_square * x + of_square * x for x in operands)


def _logsumexp_backward(g: float, _: float, *operands: float) -> Cotangents:
    """ln of the sum of e^(x - top), with the top held."""
    top = finite_top(operands)
    powers = [fl.exp(x - top) for x in operands]
    of_sum = divided(g, sum(powers))
    return tuple(of_sum * power for power in powers)


def _softplus(x: float) -> float:
    return fl.maximum(x, 0.0) + fl.log1p(fl.exp(-abs(x)))


def _softplus_backward(g: float, y: float, x: float) -> float:
    """An infinite argument is taken for 0, and an infinite value."""
    return g * fl.exp((0.0 if x == fl.INFINITE else x) - (0.0 if y == fl.INFINITE else y))


JAX = Framework(
    "jax",
    "0.10.2",
    SHARED
    | {
        "divide": Primitive(divided, lambda g, _, a, b: (divided(g, b), -(g * divided(1.0, b * b) * a))),
        "power": Primitive(raised, _power_backward),
        "integer_power": Primitive(raised, _integer_power),
        "abs": of_one(abs, lambda g, _, x: g if x >= 0 else -g),
        "sign": without_gradient(fl.sign),
        "cbrt": of_one(math.cbrt, lambda g, y, _: g * (1 / 3 * divided(1.0, y * y))),
        "tanh": of_one(math.tanh, _tanh_backward),
        "atanh": of_one(fl.atanh, lambda g, _, x: divided(g * divided(1.0, 1 + x), 1 - x)),
        "atan2": Primitive(math.atan2, lambda g, _, y, x: (g * divided(x, y * y + x * x), g * divided(-y, y * y + x * x))),
        "maximum": Primitive(fl.maximum, _of_ties_of_two),
        "minimum": Primitive(fl.minimum, _of_ties_of_two),
        "amax": Primitive(lambda *x: extreme(max, *x), _of_ties),
        "amin": Primitive(lambda *x: extreme(min, *x), _of_ties),
        "relu": of_one(lambda x: fl.maximum(x, 0.0), lambda g, _, x: g if x > 0 else 0.0),
        "relu6": of_one(lambda x: clamped(x, 0.0, 6.0), lambda g, _, x: g if 0 < x < 6 else 0.0),
        "sigmoid": of_one(logistic, lambda g, y, _: g * (y * (1 - y))),
        "softplus": of_one(_softplus, _softplus_backward),
        "logsumexp": Primitive(logsumexp, _logsumexp_backward),
        "norm": Primitive(length, _norm_backward),
    },
    SHARED_DEFINITIONS
    | {
        "log2": ("x", "ln(x)/ln(2)"),
        "log10": ("x", "ln(x)*0.4342944819032518"),
        "clip": ("x low high", "min(high, max(low, x))"),
        "hardtanh": ("x", "where(x > 1, 1, where(x < -1, -1, x))"),
        "hardswish": ("x", "x*(relu6(x + 3)/6)"),
        "leaky_relu": ("x a", "where(x >= 0, x, a*x)"),
        "elu": ("x a", "where(x > 0, x, a*expm1(where(x > 0, 0, x)))"),
        "silu": ("x", "x*sigmoid(x)"),
        "gelu": ("x", "0.5*x*erfc(-x*sqrt(0.5))"),
        "huber": ("r d", "where(abs(r) <= d, r^2/2, d*(abs(r) - d/2))"),
        "bce": ("p y", "-y*ln(p) - (1 - y)*ln(1 - p)"),
    },
    BY_NUMBER | {"power": lambda kinds: "integer_power" if kinds[1] == "integer" else "power"},
)
