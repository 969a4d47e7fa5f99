"""Arithmetic over the reals, in machine precision and in many digits, and the value of every named function in both.

Belongs here: functions of numbers. Does not: expressions (`numeric`).

Every function takes the arithmetic `b` first. Where a real function has no value, nan or an ArithmeticError says so.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

import sympy as sp
from sympy import Expr, KroneckerDelta

from pdtutor.notation import functions as named

Number = Any  # float, or mpmath's mpf
NAN = float("nan")
LARGEST = 4096  # bits before the point; beyond it, reducing an argument of exp or sin takes as many digits as the number has


class Machine:
    """Floating point by the `math` module."""

    digits = 17
    pi, e = math.pi, math.e
    exp, log, sin, cos, tan = math.exp, math.log, math.sin, math.cos, math.tan
    asin, acos, atan, atan2 = math.asin, math.acos, math.atan, math.atan2
    sinh, cosh, tanh, asinh, acosh, atanh = math.sinh, math.cosh, math.tanh, math.asinh, math.acosh, math.atanh
    erf, erfc, sqrt, cbrt = math.erf, math.erfc, math.sqrt, math.cbrt

    @staticmethod
    def rational(p: int, q: int) -> float:
        """p/q."""
        return p / q

    @staticmethod
    def total(numbers: Iterable[float]) -> float:
        """The sum, rounded once."""
        return math.fsum(numbers)

    @staticmethod
    def other(number: Expr) -> float:
        """Any other constant of SymPy as a number."""
        return float(number)


class Digits:
    """Many digits by mpmath, at its precision of the moment."""

    def __init__(self) -> None:
        import mpmath

        self._mp = mpmath.mp
        for name in ("log", "asin", "acos", "atan", "atan2", "asinh", "acosh", "atanh", "sqrt"):
            setattr(self, name, getattr(mpmath, name))
        for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh", "erf", "erfc"):
            setattr(self, name, _bounded(getattr(mpmath, name)))

    @property
    def digits(self) -> int:
        """How many decimal digits are counted with."""
        return int(self._mp.dps)

    @property
    def pi(self) -> Number:
        """π at the precision of the moment."""
        return +self._mp.pi

    @property
    def e(self) -> Number:
        """e at the precision of the moment."""
        return +self._mp.e

    def exp(self, x: Number) -> Number:
        """e^x; 0 or ∞ where the argument is beyond LARGEST."""
        if _is_too_large(x):
            return self._mp.inf if x > 0 else self._mp.zero
        return self._mp.exp(x)

    def cbrt(self, x: Number) -> Number:
        """The real cube root, of negative numbers too."""
        return self._mp.cbrt(x) if x >= 0 else -self._mp.cbrt(-x)

    def rational(self, p: int, q: int) -> Number:
        """p/q."""
        return self._mp.mpf(p) / q

    def total(self, numbers: Iterable[Number]) -> Number:
        """The sum, rounded once."""
        return self._mp.fsum(numbers)

    def other(self, number: Expr) -> Number:
        """Any other constant of SymPy as a number."""
        return sp.N(number, self._mp.dps)._to_mpmath(self._mp.prec)


def _is_too_large(x: Number) -> bool:
    if not hasattr(x, "_mpf_"):
        return bool(abs(x) > 2**LARGEST)
    _, mantissa, exponent, bits = x._mpf_
    return bool(mantissa and exponent + bits > LARGEST)


def _bounded(function: Callable[[Number], Number]) -> Callable[[Number], Number]:
    def call(x: Number) -> Number:
        if _is_too_large(x):
            raise OverflowError
        return function(x)

    return call


def power(b: Any, base: Number, exponent: Number) -> Number:
    """base^exponent over the reals by the arithmetic b; nan where there is none."""
    if abs(exponent) > 2**63:
        return _boundless(base, exponent)
    if base == 0 and exponent <= 0:
        return NAN
    if exponent == int(exponent):
        return (base * b.rational(1, 1)) ** int(exponent)
    if base > 0:
        return base**exponent
    return b.rational(0, 1) if base == 0 and exponent > 0 else NAN


def _boundless(base: Number, exponent: Number) -> Number:
    """A power whose exponent is too large to be counted with."""
    if base <= 0 or base == 1:
        return NAN
    return float("inf") if (base > 1) == (exponent > 0) else 0.0


def _sigmoid(b: Any, z: Number) -> Number:
    if z >= 0:
        return 1 / (1 + b.exp(-z))
    return 1 - 1 / (1 + b.exp(z)) if z > -1 else b.exp(z) / (1 + b.exp(z))


def _softplus(b: Any, z: Number) -> Number:
    return z + _softplus(b, -z) if z > 0 else b.log(1 + b.exp(z))


def _sign(_: Any, x: Number) -> Number:
    return (x > 0) - (x < 0)


def _clip(_: Any, x: Number, low: Number, high: Number) -> Number:
    return min(max(x, low), high)


def _logsumexp(b: Any, *args: Number) -> Number:
    top = max(args)
    return top + b.log(b.total(b.exp(x - top) for x in args))


def _inverse(function: str) -> Callable[..., Number]:
    return lambda b, x: getattr(b, function)(1 / x)


def _reciprocal(function: str) -> Callable[..., Number]:
    return lambda b, x: 1 / getattr(b, function)(x)


def _vanishing(function: str) -> Callable[..., Number]:
    """The reciprocal of a function that grows without bound: 0 where it is beyond the range of floats."""

    def call(b: Any, x: Number) -> Number:
        try:
            return 1 / getattr(b, function)(x)
        except OverflowError:
            return b.rational(0, 1)

    return call


def _plain(function: str) -> Callable[..., Number]:
    return lambda b, *args: getattr(b, function)(*args)


CALLS: dict[type, Callable[..., Number]] = {
    **{getattr(sp, name): _plain(name) for name in ("exp", "log", "sin", "cos", "tan", "asin", "acos", "atan", "atan2")},
    **{getattr(sp, name): _plain(name) for name in ("sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "erf", "erfc")},
    sp.sec: _reciprocal("cos"),
    sp.csc: _reciprocal("sin"),
    sp.cot: _reciprocal("tan"),
    sp.sech: _vanishing("cosh"),
    sp.csch: _vanishing("sinh"),
    sp.coth: _reciprocal("tanh"),
    sp.asec: _inverse("acos"),
    sp.acsc: _inverse("asin"),
    sp.acot: lambda b, x: b.pi / 2 if x == 0 else b.atan(1 / x),
    sp.asech: _inverse("acosh"),
    sp.acsch: _inverse("asinh"),
    sp.acoth: _inverse("atanh"),
    sp.Abs: lambda _, x: abs(x),
    sp.sign: _sign,
    sp.Max: lambda _, *args: max(args),
    sp.Min: lambda _, *args: min(args),
    sp.Heaviside: lambda _, x, at_zero: at_zero if x == 0 else (x > 0) * 1,
    KroneckerDelta: lambda _, i, k, *__: int(i == k),
    named.relu: lambda _, x: max(x, 0),
    named.sigmoid: _sigmoid,
    named.softplus: _softplus,
    named.silu: lambda b, z: z * _sigmoid(b, z),
    named.gelu: lambda b, z: z * (1 + b.erf(z / b.sqrt(2))) / 2,
    named.elu: lambda b, x, a: x if x > 0 else a * (b.exp(x) - 1),
    named.leaky_relu: lambda _, x, a: x if x > 0 else a * x,
    named.hardswish: lambda b, x: x * _clip(b, x + 3, 0, 6) / 6,
    named.hardtanh: lambda b, x: _clip(b, x, -1, 1),
    named.relu6: lambda b, x: _clip(b, x, 0, 6),
    named.clip: _clip,
    named.huber: lambda _, r, d: r * r / 2 if abs(r) <= d else d * (abs(r) - d / 2),
    named.bce: lambda b, p, y: -y * b.log(p) - (1 - y) * b.log(1 - p),
    named.logsumexp: _logsumexp,
    named.norm: lambda b, *args: b.sqrt(b.total(x * x for x in args)),
    named.cbrt: lambda b, x: b.cbrt(x),
}


def stand_in(b: Any, seed: int, orders: tuple[int, ...], args: list[Number]) -> Number:
    """F(a, b, …) = 2 + sin(Σ cₖ aₖ)/2 + Σ cₖ aₖ²/8 with cₖ = (seed + 5k)/23, differentiated by argument k orders[k] times."""
    weights = [b.rational(seed + 5 * k, 23) for k in range(len(args))]
    phase = b.total(c * a for c, a in zip(weights, args, strict=True))
    scale = b.rational(1, 2)
    for c, order in zip(weights, orders, strict=True):
        scale = scale * c**order
    wave = (b.sin(phase), b.cos(phase), -b.sin(phase), -b.cos(phase))[sum(orders) % 4]
    return scale * wave + _squares(weights, orders, args)


def _squares(weights: list[Number], orders: tuple[int, ...], args: list[Number]) -> Number:
    moved = [k for k, order in enumerate(orders) if order]
    if not moved:
        return 2 + sum(c * a * a / 8 for c, a in zip(weights, args, strict=True))
    if len(moved) > 1 or orders[moved[0]] > 2:
        return 0
    k = moved[0]
    return weights[k] * args[k] / 4 if orders[k] == 1 else weights[k] / 4
