"""What is known of each function that has a name, from what is known of its arguments.

Belongs here: how a function bends, moves and lies, one entry for each. Does not: what follows for sums, products, powers (`facts`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from math import inf

import sympy as sp

from pdtutor.calculus.nonsmooth.facts import (
    ONE,
    UNKNOWN,
    ZERO,
    Bound,
    Curvature,
    Facts,
    absolute,
    between,
    composed,
    concluded,
    exponential,
    logarithm,
    maximum,
    minimum,
    negated,
    power_of,
    scaled,
    sign_kept,
    total_of,
)
from pdtutor.notation import functions as named


def _of_its_sign(low: Bound, high: Bound, above: Curvature = "unknown") -> Callable[[Facts], Facts]:
    """A function that has the sign of its argument; with `above`, an odd rising one that bends this way above 0 and the other way below."""

    def of(g: Facts) -> Facts:
        bounds = sign_kept(g, low, high)
        bends_up = g.low >= 0 if above == "convex" else g.high <= 0
        bends_down = g.low >= 0 if above == "concave" else g.high <= 0
        is_odd = above != "unknown"
        return composed(g, convex=is_odd and bends_up, concave=is_odd and bends_down, rising=is_odd, low=bounds[0], high=bounds[1])

    return of


def _between(low: int, high: int) -> Callable[[Facts], Facts]:
    return lambda g: composed(g, low=Fraction(low), high=Fraction(high))


def _sigmoid(g: Facts) -> Facts:
    """ln σ(g) = -softplus(-g) is concave and rises with g."""
    f = composed(g, convex=g.high <= 0, concave=g.low >= 0, rising=True, low=Fraction(0), high=Fraction(1))
    return concluded(replace(f, is_log_concave=g.is_concave))


def _cosh(g: Facts) -> Facts:
    """ln cosh is convex and rises with |g|."""
    size = absolute(g)
    return concluded(Facts(g.is_constant, low=Fraction(1), degree=inf if size.is_convex else 0))


def _softplus(g: Facts) -> Facts:
    return composed(g, convex=True, rising=True, low=max(g.low, Fraction(0)))


def _cbrt(g: Facts) -> Facts:
    if g.low >= 0:
        return power_of(g, Fraction(1, 3))
    return negated(_cbrt(negated(g))) if g.high <= 0 else composed(g)


def _clip(g: Facts, low: Facts, high: Facts) -> Facts:
    return minimum(maximum(g, low), high)


def _leaky_relu(g: Facts, a: Facts) -> Facts:
    """max(g, a g) for a ≤ 1, min(g, a g) for a ≥ 1."""
    if not a.is_constant:
        return UNKNOWN
    if a.high <= 1:
        return maximum(g, scaled(a, g))
    return minimum(g, scaled(a, g)) if a.low >= 1 else composed(g)


def _elu(g: Facts, a: Facts) -> Facts:
    """Its slope is a e^g below 0 and 1 above: it rises with g if 0 ≤ a ≤ 1."""
    if g.low >= 0 and a.is_constant:
        return g
    if not (a.is_constant and a.low >= 0):
        return UNKNOWN
    return composed(g, convex=a.high <= 1, rising=True, low=-a.high, high=max(g.high, Fraction(0)))


def _huber(r: Facts, d: Facts) -> Facts:
    """Convex for d ≥ 0, and rising with |r|."""
    if not (d.is_constant and d.low >= 0):
        return UNKNOWN
    return composed(absolute(r), convex=True, rising=True, low=Fraction(0))


def _logsumexp(*parts: Facts) -> Facts:
    return concluded(replace(logarithm(total_of([exponential(g) for g in parts])), low=max(g.low for g in parts)))


def _norm(*parts: Facts) -> Facts:
    return power_of(total_of([power_of(g, Fraction(2)) for g in parts]), Fraction(1, 2))


HEADS: dict[type, Callable[..., Facts]] = {
    sp.exp: exponential,
    sp.log: logarithm,
    sp.Abs: absolute,
    sp.Max: maximum,
    sp.Min: minimum,
    sp.sin: _between(-1, 1),
    sp.cos: _between(-1, 1),
    sp.tanh: _of_its_sign(Fraction(-1), Fraction(1), "concave"),
    sp.erf: _of_its_sign(Fraction(-1), Fraction(1), "concave"),
    sp.erfc: lambda g: total_of([ONE, negated(_of_its_sign(Fraction(-1), Fraction(1), "concave")(g))]),
    sp.atan: _of_its_sign(Fraction(-2), Fraction(2), "concave"),
    sp.asinh: _of_its_sign(-inf, inf, "concave"),
    sp.sinh: _of_its_sign(-inf, inf, "convex"),
    sp.asin: _of_its_sign(Fraction(-2), Fraction(2), "convex"),
    sp.atanh: _of_its_sign(-inf, inf, "convex"),
    sp.acosh: lambda g: composed(g, concave=True, rising=True, low=Fraction(0)),
    sp.cosh: _cosh,
    sp.sign: _of_its_sign(Fraction(-1), Fraction(1)),
    named.relu: lambda g: maximum(g, ZERO),
    named.sigmoid: _sigmoid,
    named.softplus: _softplus,
    named.silu: _of_its_sign(Fraction(-1), inf),
    named.gelu: _of_its_sign(Fraction(-1), inf),
    named.hardswish: _of_its_sign(Fraction(-1), inf),
    named.hardtanh: lambda g: _clip(g, negated(ONE), ONE),
    named.relu6: lambda g: _clip(g, ZERO, between(Fraction(6), Fraction(6))),
    named.cbrt: _cbrt,
    named.clip: _clip,
    named.leaky_relu: _leaky_relu,
    named.elu: _elu,
    named.huber: _huber,
    named.logsumexp: _logsumexp,
    named.norm: _norm,
}
