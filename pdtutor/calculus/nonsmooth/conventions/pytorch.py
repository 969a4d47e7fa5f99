"""What PyTorch computes, forward and backward.

Belongs here: its primitives, the functions that it writes with others, and the version they were taken from. Does not: what both frameworks
do alike (`shared`).
"""

from __future__ import annotations

import math
from collections.abc import Callable

from pdtutor.calculus.nonsmooth import floating as fl
from pdtutor.calculus.nonsmooth.conventions.shared import (
    BY_NUMBER,
    SHARED,
    SHARED_DEFINITIONS,
    SPREAD,
    Cotangents,
    Framework,
    Primitive,
    RefusedError,
    clamped,
    extreme,
    huber,
    length,
    logistic,
    logsumexp,
    of_one,
    rsqrt,
)
from pdtutor.calculus.nonsmooth.floating import divided, raised


def _of_two(g: float, a: float, b: float, is_behind: bool, is_ahead: bool) -> Cotangents:
    """Half to each of two equal ones, all to both where they cannot be compared, and a zero to the one that was not chosen."""
    g = g / 2 if a == b else g
    return 0.0 if is_behind else g, 0.0 if is_ahead else g


def _of_ties(g: float, y: float, *operands: float) -> Cotangents:
    count = sum(x == y for x in operands)
    return tuple(divided(g * (x == y), count) for x in operands)


def _sign(x: float) -> float:
    """-1, 0 or 1, of nan 0."""
    return float((x > 0) - (x < 0))


def _power(base: float, exponent: float) -> float:
    """torch.pow by these numbers takes roots, which differ from powers at -0."""
    if abs(exponent) != 0.5:
        return raised(base, exponent)
    return fl.sqrt(base) if exponent > 0 else rsqrt(base)


def _power_backward(g: float, y: float, base: float, exponent: float, power: Callable[[float, float], float] = raised) -> Cotangents:
    of_base = 0.0 if exponent == 0 else g * (exponent * power(base, exponent - 1))
    return of_base, g * (0.0 if base == 0 and exponent >= 0 else y * fl.log(base))


def _clamp_between(g: float, _: float, x: float, low: float, high: float) -> Cotangents:
    """Half to x and half to the bound that it meets; all to x where it meets both."""
    if high < low:
        return 0.0, 0.0, g
    if x < low or x > high:
        return (0.0, g, 0.0) if x < low else (0.0, 0.0, g)
    if (x == low) == (x == high):
        return g, 0.0, 0.0
    return (g / 2, g / 2, 0.0) if x == low else (g / 2, 0.0, g / 2)


def _norm(g: float, y: float, *operands: float) -> Cotangents:
    return tuple(g * (x / y if y else 0.0) for x in operands)


def _atan2(g: float, _: float, y: float, x: float) -> Cotangents:
    square = x * x + y * y
    inverse = divided(1.0, square) if square else 0.0
    return g * x * inverse, g * -y * inverse


def _bce(p: float, y: float) -> float:
    """Both are in [0, 1]; logarithms end at -100."""
    if not (0 <= p <= 1 and 0 <= y <= 1):
        raise RefusedError("bce")
    return (y - 1) * max(fl.log1p(-p), -100.0) - y * max(fl.log(p), -100.0)


def _softplus(x: float) -> float:
    return x if x > 20 else fl.log1p(fl.exp(x))


def _gelu_backward(g: float, _: float, x: float) -> float:
    density = SPREAD * math.sqrt(0.5) * 0.5 * fl.exp(x * x * -0.5)
    return g * (0.5 * (1 + math.erf(x * math.sqrt(0.5))) + x * density)


def _hardswish_backward(g: float, _: float, x: float) -> float:
    if x <= -3:
        return 0.0
    return g * (x / 3 + 0.5) if x < 3 else g


def _silu_backward(g: float, _: float, x: float) -> float:
    s = logistic(x)
    return g * s * (1 + x * (1 - s))


def _softplus_backward(g: float, _: float, x: float) -> float:
    z = fl.exp(x)
    return g if x > 20 else g * z / (z + 1)


SMALLEST_PRODUCT = 9.999999960041972e-13  # 1e-12 in single precision, below which p(1 - p) is not divided by


def _clamp(low: float, high: float) -> Primitive:
    return of_one(lambda x: clamped(x, low, high), lambda g, _, x: 0.0 if x <= low or x >= high else g)


def _is_number(kind: str) -> bool:
    return kind in ("integer", "number")


TORCH = Framework(
    "torch",
    "2.15.0",
    SHARED
    | {
        "divide": Primitive(divided, lambda g, y, _, b: (divided(g, b), -g * divided(y, b))),
        "number_over": Primitive(
            lambda a, x: divided(1.0, x) * a, lambda g, _, a, x: (None, -(g * a) * (divided(1.0, x) * divided(1.0, x)))
        ),
        "power": Primitive(raised, _power_backward),
        "power_of_number": Primitive(_power, lambda g, y, x, n: _power_backward(g, y, x, n, _power)),
        "abs": of_one(abs, lambda g, _, x: g * _sign(x)),
        "sign": of_one(_sign, lambda _, __, ___: 0.0),
        "log2": of_one(fl.log2, lambda g, _, x: divided(g, x * math.log(2))),
        "log10": of_one(fl.log10, lambda g, _, x: divided(g, x * math.log(10))),
        "tanh": of_one(math.tanh, lambda g, y, _: g * (1 - y * y)),
        "atanh": of_one(fl.atanh, lambda g, _, x: divided(g, 1 - x * x)),
        "atan2": Primitive(math.atan2, _atan2),
        "maximum": Primitive(fl.maximum, lambda g, _, a, b: _of_two(g, a, b, a < b, b < a)),
        "minimum": Primitive(fl.minimum, lambda g, _, a, b: _of_two(g, a, b, a > b, b > a)),
        "amax": Primitive(lambda *x: extreme(max, *x), _of_ties),
        "amin": Primitive(lambda *x: extreme(min, *x), _of_ties),
        "clip": Primitive(clamped, lambda g, _, x, low, high: (g if low < x < high else 0.0, None, None)),
        "clip_between": Primitive(clamped, _clamp_between),
        "relu": of_one(lambda x: fl.maximum(x, 0.0), lambda g, y, _: 0.0 if y <= 0 else g),
        "relu6": _clamp(0.0, 6.0),
        "hardtanh": _clamp(-1.0, 1.0),
        "hardswish": of_one(lambda x: x * clamped(x + 3, 0.0, 6.0) / 6, _hardswish_backward),
        "leaky_relu": Primitive(lambda x, a: x if x > 0 else a * x, lambda g, _, x, a: (g if x > 0 else g * a, None)),
        "elu": Primitive(lambda x, a: a * fl.expm1(x) if x < 0 else x, lambda g, _, x, a: (g * a * fl.exp(x) if x <= 0 else g, None)),
        "sigmoid": of_one(logistic, lambda g, y, _: g * (1 - y) * y),
        "silu": of_one(lambda x: divided(x, 1 + fl.exp(-x)), _silu_backward),
        "gelu": of_one(lambda x: 0.5 * x * (1 + math.erf(x * math.sqrt(0.5))), _gelu_backward),
        "softplus": of_one(_softplus, _softplus_backward),
        "huber": Primitive(huber, lambda g, _, r, d: (-g * d if r < -d else g * d if r > d else r * g, None)),
        "bce": Primitive(
            _bce, lambda g, _, p, y: (g * divided(p - y, max((1 - p) * p, SMALLEST_PRODUCT)), g * (fl.log(1 - p) - fl.log(p)))
        ),
        "logsumexp": Primitive(logsumexp, lambda g, y, *operands: tuple(g * fl.exp(x - y) for x in operands)),
        "norm": Primitive(lambda *x: abs(x[0]) if len(x) == 1 else length(*x), _norm),
    },
    SHARED_DEFINITIONS
    | {
        "cbrt": ("x", "sign(x)*abs(x)^(1/3)"),
        "elu_by_cases": ("x a", "where(x > 0, x, a*(exp(x) - 1))"),
        "leaky_relu_by_cases": ("x a", "where(x > 0, x, a*x)"),
        "huber_by_cases": ("r d", "where(abs(r) <= d, r^2/2, d*(abs(r) - d/2))"),
    },
    BY_NUMBER
    | {
        "divide": lambda kinds: "number_over" if _is_number(kinds[0]) and not _is_number(kinds[1]) else "divide",
        "power": lambda kinds: "power_of_number" if _is_number(kinds[1]) else "power",
        "clip": lambda kinds: "clip" if all(map(_is_number, kinds[1:])) else "clip_between",
        "elu": lambda kinds: "elu_by_cases" if kinds[1] == "moving" else "elu",
        "leaky_relu": lambda kinds: "leaky_relu_by_cases" if kinds[1] == "moving" else "leaky_relu",
        "huber": lambda kinds: "huber_by_cases" if kinds[1] == "moving" else "huber",
    },
)
