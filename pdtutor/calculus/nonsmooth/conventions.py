"""What PyTorch and JAX compute, forward and backward, for each primitive: the conventions that decide a gradient at a kink.

Belongs here: the table, with the versions it was taken from in November 2026, and how a function is written where a framework has no
primitive for it. Does not: the graph and the sweep over it (`frameworks`).

How a user's functions are written in each (F is torch.nn.functional, nn is jax.nn; what is not named here has its plain name):

    typed               PyTorch                                JAX
    max, min of two     torch.maximum, torch.minimum           jnp.maximum, jnp.minimum
    of three or more    amax, amin of torch.stack              jnp.max, jnp.min of jnp.stack
    clip(x, 0, 1)       torch.clamp with numbers               jnp.clip: minimum(high, maximum(low, x))
    clip(x, a, b)       torch.clamp with tensors               the same
    x^2, x^y, 2^x, e^x  torch.pow, of e torch.exp              jnp.power (integer_pow for an integer), of e jnp.exp
    1/x                 x.reciprocal() * 1, as 1/x does        lax.div
    norm                torch.linalg.vector_norm of a stack    jnp.linalg.norm of a stack
    relu, relu6, silu   F.relu, F.relu6, F.silu                nn.relu, nn.relu6, nn.silu
    elu, leaky_relu     F.elu, F.leaky_relu; by cases where    nn.elu, nn.leaky_relu
                        a variable moves their parameter
    hardswish, hardtanh F.hardswish, F.hardtanh                nn.hard_swish, nn.hard_tanh
    gelu (exact)        F.gelu                                 nn.gelu(approximate=False)
    softplus            F.softplus, linear above 20            nn.softplus: logaddexp(x, 0)
    huber(r, d)         F.huber_loss(r, 0, reduction="none")   by its definition
    bce(p, y)           F.binary_cross_entropy, not reduced;   by its definition
                        an error outside [0, 1]
    logsumexp           torch.logsumexp of a stack             nn.logsumexp of a stack
    where               torch.where                            jnp.where
    cbrt                by its definition, sign(x)|x|^(1/3)    jnp.cbrt
    log(x, b), root     quotients of logarithms and powers, in both
    sec, asec, …        by cos, acos, … of x or of 1/x, in both

What has no variable in it is a Python number, a variable that is held a tensor without gradient; all are double precision.
Backward functions take the cotangent, the value and the operands, and give one cotangent an operand. None sends nothing, where zero
sends a zero, which becomes nan at an infinite slope.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pdtutor.calculus.nonsmooth import floating as fl
from pdtutor.calculus.nonsmooth.floating import divided, raised

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


def _of_one(forward: Callable[[float], float], backward: Callable[[float, float, float], float]) -> Primitive:
    """A function of one argument: x → y, and (g, y, x) → the cotangent of x."""
    return Primitive(forward, lambda g, y, x: (backward(g, y, x),))


def _without_gradient(forward: Callable[..., float]) -> Primitive:
    return Primitive(forward, lambda _, __, *operands: (None,) * len(operands))


def _rsqrt(x: float) -> float:
    return divided(1.0, fl.sqrt(x))


def _logistic(x: float) -> float:
    return 1 / (1 + fl.exp(-x))


def _extreme(choose: Callable[..., float], *operands: float) -> float:
    return fl.NAN if any(x != x for x in operands) else choose(operands)


def _length(*operands: float) -> float:
    return fl.sqrt(sum(x * x for x in operands))


def _logsumexp(*operands: float) -> float:
    top = _finite_top(operands)
    return fl.log(sum(fl.exp(x - top) for x in operands)) + top


def _finite_top(operands: Sequence[float]) -> float:
    top = _extreme(max, *operands)
    return top if math.isfinite(top) else 0.0


def _huber(r: float, d: float) -> float:
    return r * r / 2 if abs(r) <= d else d * (abs(r) - d / 2)


SPREAD = 2 / math.sqrt(math.pi)  # of erf at 0
SHARED: dict[str, Primitive] = {
    "add": Primitive(lambda a, b: a + b, lambda g, _, __, ___: (g, g)),
    "subtract": Primitive(lambda a, b: a - b, lambda g, _, __, ___: (g, -g)),
    "negate": _of_one(lambda x: -x, lambda g, _, __: -g),
    "multiply": Primitive(lambda a, b: a * b, lambda g, _, a, b: (g * b, g * a)),
    "exp": _of_one(fl.exp, lambda g, y, _: g * y),
    "expm1": _of_one(fl.expm1, lambda g, y, _: g * (y + 1)),
    "ln": _of_one(fl.log, lambda g, _, x: divided(g, x)),
    "log1p": _of_one(fl.log1p, lambda g, _, x: divided(g, x + 1)),
    "sqrt": _of_one(fl.sqrt, lambda g, y, _: g * divided(0.5, y)),
    "sin": _of_one(fl.sin, lambda g, _, x: g * fl.cos(x)),
    "cos": _of_one(fl.cos, lambda g, _, x: -(g * fl.sin(x))),
    "tan": _of_one(fl.tan, lambda g, y, _: g * (1 + y * y)),
    "asin": _of_one(fl.asin, lambda g, _, x: g * _rsqrt(1 - x * x)),
    "acos": _of_one(fl.acos, lambda g, _, x: g * -_rsqrt(1 - x * x)),
    "atan": _of_one(math.atan, lambda g, _, x: g / (1 + x * x)),
    "sinh": _of_one(fl.sinh, lambda g, _, x: g * fl.cosh(x)),
    "cosh": _of_one(fl.cosh, lambda g, _, x: g * fl.sinh(x)),
    "asinh": _of_one(math.asinh, lambda g, _, x: g * _rsqrt(x * x + 1)),
    "acosh": _of_one(fl.acosh, lambda g, _, x: g * _rsqrt(x * x - 1)),
    "erf": _of_one(math.erf, lambda g, _, x: SPREAD * (g * fl.exp(-x * x))),
    "erfc": _of_one(math.erfc, lambda g, _, x: -SPREAD * (g * fl.exp(-x * x))),
    # the branch that is not taken gets a zero
    "where": Primitive(lambda c, a, b: a if c else b, lambda g, _, c, __, ___: (None, g, 0.0) if c else (None, 0.0, g)),
    "<": _without_gradient(lambda a, b: float(a < b)),
    "<=": _without_gradient(lambda a, b: float(a <= b)),
    ">": _without_gradient(lambda a, b: float(a > b)),
    ">=": _without_gradient(lambda a, b: float(a >= b)),
    "==": _without_gradient(lambda a, b: float(a == b)),
    "!=": _without_gradient(lambda a, b: float(a != b)),
    "and": _without_gradient(lambda *conditions: float(all(conditions))),
    "or": _without_gradient(lambda *conditions: float(any(conditions))),
    "not": _without_gradient(lambda condition: float(not condition)),
    "KroneckerDelta": _without_gradient(lambda i, k: float(i == k)),
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
SHARED |= {"identity": _of_one(lambda x: x, lambda g, _, __: g)}


# PyTorch


def _shared_of_two(g: float, a: float, b: float, is_behind: bool, is_ahead: bool) -> Cotangents:
    """Half to each of two equal ones, all to both where they cannot be compared, and a zero to the one that was not chosen."""
    g = g / 2 if a == b else g
    return 0.0 if is_behind else g, 0.0 if is_ahead else g


def _torch_of_ties(g: float, y: float, *operands: float) -> Cotangents:
    count = sum(x == y for x in operands)
    return tuple(divided(g * (x == y), count) for x in operands)


def _torch_sign(x: float) -> float:
    """-1, 0 or 1, of nan 0."""
    return float((x > 0) - (x < 0))


def _torch_power(base: float, exponent: float) -> float:
    """torch.pow by these numbers takes roots, which differ from powers at -0."""
    if abs(exponent) != 0.5:
        return raised(base, exponent)
    return fl.sqrt(base) if exponent > 0 else _rsqrt(base)


def _torch_power_backward(g: float, y: float, base: float, exponent: float, power: Callable[[float, float], float] = raised) -> Cotangents:
    of_base = 0.0 if exponent == 0 else g * (exponent * power(base, exponent - 1))
    return of_base, g * (0.0 if base == 0 and exponent >= 0 else y * fl.log(base))


def _torch_clamp_between(g: float, _: float, x: float, low: float, high: float) -> Cotangents:
    """Half to x and half to the bound that it meets; all to x where it meets both."""
    if high < low:
        return 0.0, 0.0, g
    if x < low or x > high:
        return (0.0, g, 0.0) if x < low else (0.0, 0.0, g)
    if (x == low) == (x == high):
        return g, 0.0, 0.0
    return (g / 2, g / 2, 0.0) if x == low else (g / 2, 0.0, g / 2)


def _torch_norm(g: float, y: float, *operands: float) -> Cotangents:
    return tuple(g * (x / y if y else 0.0) for x in operands)


def _torch_atan2(g: float, _: float, y: float, x: float) -> Cotangents:
    square = x * x + y * y
    inverse = divided(1.0, square) if square else 0.0
    return g * x * inverse, g * -y * inverse


def _torch_bce(p: float, y: float) -> float:
    """Both are in [0, 1]; logarithms end at -100."""
    if not (0 <= p <= 1 and 0 <= y <= 1):
        raise RefusedError("bce")
    return (y - 1) * max(fl.log1p(-p), -100.0) - y * max(fl.log(p), -100.0)


def _torch_softplus(x: float) -> float:
    return x if x > 20 else fl.log1p(fl.exp(x))


def _torch_gelu_backward(g: float, _: float, x: float) -> float:
    density = SPREAD * math.sqrt(0.5) * 0.5 * fl.exp(x * x * -0.5)
    return g * (0.5 * (1 + math.erf(x * math.sqrt(0.5))) + x * density)


def _torch_hardswish_backward(g: float, _: float, x: float) -> float:
    if x <= -3:
        return 0.0
    return g * (x / 3 + 0.5) if x < 3 else g


def _torch_silu_backward(g: float, _: float, x: float) -> float:
    s = _logistic(x)
    return g * s * (1 + x * (1 - s))


def _torch_softplus_backward(g: float, _: float, x: float) -> float:
    z = fl.exp(x)
    return g if x > 20 else g * z / (z + 1)


SMALLEST_PRODUCT = 9.999999960041972e-13  # 1e-12 in single precision, below which p(1 - p) is not divided by


def _clamped(x: float, low: float, high: float) -> float:
    return fl.minimum(fl.maximum(x, low), high)


def _clamp(low: float, high: float) -> Primitive:
    return _of_one(lambda x: _clamped(x, low, high), lambda g, _, x: 0.0 if x <= low or x >= high else g)


TORCH = Framework(
    "torch",
    "2.15.0",
    SHARED
    | {
        "divide": Primitive(divided, lambda g, y, _, b: (divided(g, b), -g * divided(y, b))),
        "number_over": Primitive(
            lambda a, x: divided(1.0, x) * a, lambda g, _, a, x: (None, -(g * a) * (divided(1.0, x) * divided(1.0, x)))
        ),
        "power": Primitive(raised, _torch_power_backward),
        "power_of_number": Primitive(_torch_power, lambda g, y, x, n: _torch_power_backward(g, y, x, n, _torch_power)),
        "abs": _of_one(abs, lambda g, _, x: g * _torch_sign(x)),
        "sign": _of_one(_torch_sign, lambda _, __, ___: 0.0),
        "log2": _of_one(fl.log2, lambda g, _, x: divided(g, x * math.log(2))),
        "log10": _of_one(fl.log10, lambda g, _, x: divided(g, x * math.log(10))),
        "tanh": _of_one(math.tanh, lambda g, y, _: g * (1 - y * y)),
        "atanh": _of_one(fl.atanh, lambda g, _, x: divided(g, 1 - x * x)),
        "atan2": Primitive(math.atan2, _torch_atan2),
        "maximum": Primitive(fl.maximum, lambda g, _, a, b: _shared_of_two(g, a, b, a < b, b < a)),
        "minimum": Primitive(fl.minimum, lambda g, _, a, b: _shared_of_two(g, a, b, a > b, b > a)),
        "amax": Primitive(lambda *x: _extreme(max, *x), _torch_of_ties),
        "amin": Primitive(lambda *x: _extreme(min, *x), _torch_of_ties),
        "clip": Primitive(_clamped, lambda g, _, x, low, high: (g if low < x < high else 0.0, None, None)),
        "clip_between": Primitive(_clamped, _torch_clamp_between),
        "relu": _of_one(lambda x: fl.maximum(x, 0.0), lambda g, y, _: 0.0 if y <= 0 else g),
        "relu6": _clamp(0.0, 6.0),
        "hardtanh": _clamp(-1.0, 1.0),
        "hardswish": _of_one(lambda x: x * _clamped(x + 3, 0.0, 6.0) / 6, _torch_hardswish_backward),
        "leaky_relu": Primitive(lambda x, a: x if x > 0 else a * x, lambda g, _, x, a: (g if x > 0 else g * a, None)),
        "elu": Primitive(lambda x, a: a * fl.expm1(x) if x < 0 else x, lambda g, _, x, a: (g * a * fl.exp(x) if x <= 0 else g, None)),
        "sigmoid": _of_one(_logistic, lambda g, y, _: g * (1 - y) * y),
        "silu": _of_one(lambda x: divided(x, 1 + fl.exp(-x)), _torch_silu_backward),
        "gelu": _of_one(lambda x: 0.5 * x * (1 + math.erf(x * math.sqrt(0.5))), _torch_gelu_backward),
        "softplus": _of_one(_torch_softplus, _torch_softplus_backward),
        "huber": Primitive(_huber, lambda g, _, r, d: (-g * d if r < -d else g * d if r > d else r * g, None)),
        "bce": Primitive(
            _torch_bce, lambda g, _, p, y: (g * divided(p - y, max((1 - p) * p, SMALLEST_PRODUCT)), g * (fl.log(1 - p) - fl.log(p)))
        ),
        "logsumexp": Primitive(_logsumexp, lambda g, y, *operands: tuple(g * fl.exp(x - y) for x in operands)),
        "norm": Primitive(lambda *x: abs(x[0]) if len(x) == 1 else _length(*x), _torch_norm),
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


def _is_number(kind: str) -> bool:
    return kind in ("integer", "number")


# JAX


def _jax_of_ties_of_two(g: float, y: float, a: float, b: float) -> Cotangents:
    return g * ((a == y) / (1 + (b == y))), g * ((b == y) / (1 + (a == y)))


def _jax_of_ties(g: float, y: float, *operands: float) -> Cotangents:
    share = divided(g, sum(x == y for x in operands))
    return tuple(share * (x == y) for x in operands)


def _jax_power_backward(g: float, y: float, base: float, exponent: float) -> Cotangents:
    return g * (exponent * raised(base, exponent - 1)), g * (fl.log(base or 1.0) * y)


def _jax_integer_power(g: float, _: float, base: float, exponent: float) -> Cotangents:
    if exponent == 0:
        return None, None
    return g if exponent == 1 else g * (exponent * raised(base, exponent - 1)), None


def _jax_tanh(g: float, y: float, _: float) -> float:
    kept = g * (1 - y)
    return kept + kept * y


def _jax_norm(g: float, y: float, *operands: float) -> Cotangents:
    """The root of the sum of the products x·x."""
    of_square = g * divided(0.5, y)
    return tuple(of_square * x + of_square * x for x in operands)


def _jax_logsumexp(g: float, _: float, *operands: float) -> Cotangents:
    """ln of the sum of e^(x - top), with the top held."""
    top = _finite_top(operands)
    powers = [fl.exp(x - top) for x in operands]
    of_sum = divided(g, sum(powers))
    return tuple(of_sum * power for power in powers)


def _jax_softplus(x: float) -> float:
    return fl.maximum(x, 0.0) + fl.log1p(fl.exp(-abs(x)))


def _jax_softplus_backward(g: float, y: float, x: float) -> float:
    """An infinite argument is taken for 0, and an infinite value."""
    return g * fl.exp((0.0 if x == fl.INFINITE else x) - (0.0 if y == fl.INFINITE else y))


JAX = Framework(
    "jax",
    "0.10.2",
    SHARED
    | {
        "divide": Primitive(divided, lambda g, _, a, b: (divided(g, b), -(g * divided(1.0, b * b) * a))),
        "power": Primitive(raised, _jax_power_backward),
        "integer_power": Primitive(raised, _jax_integer_power),
        "abs": _of_one(abs, lambda g, _, x: g if x >= 0 else -g),
        "sign": _without_gradient(fl.sign),
        "cbrt": _of_one(math.cbrt, lambda g, y, _: g * (1 / 3 * divided(1.0, y * y))),
        "tanh": _of_one(math.tanh, _jax_tanh),
        "atanh": _of_one(fl.atanh, lambda g, _, x: divided(g * divided(1.0, 1 + x), 1 - x)),
        "atan2": Primitive(math.atan2, lambda g, _, y, x: (g * divided(x, y * y + x * x), g * divided(-y, y * y + x * x))),
        "maximum": Primitive(fl.maximum, _jax_of_ties_of_two),
        "minimum": Primitive(fl.minimum, _jax_of_ties_of_two),
        "amax": Primitive(lambda *x: _extreme(max, *x), _jax_of_ties),
        "amin": Primitive(lambda *x: _extreme(min, *x), _jax_of_ties),
        "relu": _of_one(lambda x: fl.maximum(x, 0.0), lambda g, _, x: g if x > 0 else 0.0),
        "relu6": _of_one(lambda x: _clamped(x, 0.0, 6.0), lambda g, _, x: g if 0 < x < 6 else 0.0),
        "sigmoid": _of_one(_logistic, lambda g, y, _: g * (y * (1 - y))),
        "softplus": _of_one(_jax_softplus, _jax_softplus_backward),
        "logsumexp": Primitive(_logsumexp, _jax_logsumexp),
        "norm": Primitive(_length, _jax_norm),
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
FRAMEWORKS = (TORCH, JAX)
