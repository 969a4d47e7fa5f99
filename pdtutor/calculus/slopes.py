"""The slope of each primitive function along each of its arguments, and where it exists.

Belongs here: the table that the step rules and the reverse sweep share, each entry f(args) ↦ ∂f/∂arg with its conditions.
Does not: sums, products and powers (`rules`), nor anything composed.

At a kink a slope takes one of its sides, and a condition says that the derivative may not exist there. It must not be undefined:
in a dead unit, relu(w·relu(x)) for x < 0, the outer kink is met on a whole region, where the derivative is 0.

Source of the formulas: any calculus text (e.g. Stewart, reference page 5); those of the machine-learning functions follow from their
definitions in `notation.functions`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sympy as sp
from sympy import (
    Abs,
    And,
    Basic,
    Expr,
    Ge,
    Gt,
    Integer,
    Le,
    Lt,
    Max,
    Ne,
    Or,
    Rational,
    S,
    cos,
    erf,
    exp,
    log,
    pi,
    sign,
    sin,
    sqrt,
)

from pdtutor.notation import functions as named
from pdtutor.notation.algebra import by_cases, compared

Conditions = tuple[Basic, ...]


@dataclass(frozen=True)
class Slope:
    """∂f/∂arg as an expression in the arguments, with the conditions under which it exists; `rule` names the rule that says so."""

    rule: str
    gives: Expr
    conditions: Conditions = ()


def positive(expression: Expr) -> Conditions:
    """The condition expression > 0, unless it always holds."""
    return () if expression.is_positive else (over(expression, S.Zero),)


def nonzero(expression: Expr) -> Conditions:
    """The condition expression ≠ 0, unless it always holds."""
    return () if expression.is_nonzero or expression.is_positive else (Ne(expression, 0, evaluate=False),)


def where_power_moves(base: Expr, exponent: Expr) -> Conditions:
    """Where base^exponent has a slope along its base."""
    if exponent.is_integer:
        return () if exponent.is_positive else nonzero(base)
    return positive(base)


def over(a: Expr, b: Expr) -> Basic:
    """a > b."""
    return compared(Gt, a, b)


def under(a: Expr, b: Expr) -> Basic:
    """a < b."""
    return compared(Lt, a, b)


def _apart(a: Expr, b: Expr) -> Conditions:
    return (Ne(a, b, evaluate=False),)


def _one_where(condition: Basic) -> Expr:
    return by_cases((S.One, condition), (S.Zero, S.true))


def _between(low: Expr, x: Expr, high: Expr) -> Basic:
    return And(over(x, low), under(x, high), evaluate=False)


# One argument: class → (rule, slope, conditions).
Unary = tuple[str, Callable[[Expr], Expr], Callable[[Expr], Conditions]]


def _everywhere(_: Expr) -> Conditions:
    return ()


def _inside_one(u: Expr) -> Conditions:
    return (Lt(Abs(u), 1, evaluate=False),)


def _outside_one(u: Expr) -> Conditions:
    return (Gt(Abs(u), 1, evaluate=False),)


TRIGONOMETRIC: dict[type, Unary] = {
    sp.sin: ("trigonometric", cos, _everywhere),
    sp.cos: ("trigonometric", lambda u: -sin(u), _everywhere),
    sp.tan: ("trigonometric", lambda u: sp.tan(u) ** 2 + 1, lambda u: nonzero(cos(u))),
    sp.cot: ("trigonometric", lambda u: -(sp.cot(u) ** 2) - 1, lambda u: nonzero(sin(u))),
    sp.sec: ("trigonometric", lambda u: sp.sec(u) * sp.tan(u), lambda u: nonzero(cos(u))),
    sp.csc: ("trigonometric", lambda u: -sp.csc(u) * sp.cot(u), lambda u: nonzero(sin(u))),
}
INVERSE_TRIGONOMETRIC: dict[type, Unary] = {
    sp.asin: ("inverse_trigonometric", lambda u: 1 / sqrt(1 - u**2), _inside_one),
    sp.acos: ("inverse_trigonometric", lambda u: -1 / sqrt(1 - u**2), _inside_one),
    sp.atan: ("inverse_trigonometric", lambda u: 1 / (u**2 + 1), _everywhere),
    sp.acot: ("inverse_trigonometric", lambda u: -1 / (u**2 + 1), nonzero),
    sp.asec: ("inverse_trigonometric", lambda u: 1 / (Abs(u) * sqrt(u**2 - 1)), _outside_one),
    sp.acsc: ("inverse_trigonometric", lambda u: -1 / (Abs(u) * sqrt(u**2 - 1)), _outside_one),
}
HYPERBOLIC: dict[type, Unary] = {
    sp.sinh: ("hyperbolic", sp.cosh, _everywhere),
    sp.cosh: ("hyperbolic", sp.sinh, _everywhere),
    sp.tanh: ("hyperbolic", lambda u: 1 - sp.tanh(u) ** 2, _everywhere),
    sp.coth: ("hyperbolic", lambda u: -1 / sp.sinh(u) ** 2, nonzero),
    sp.sech: ("hyperbolic", lambda u: -sp.sech(u) * sp.tanh(u), _everywhere),
    sp.csch: ("hyperbolic", lambda u: -sp.csch(u) * sp.coth(u), nonzero),
    sp.asinh: ("hyperbolic", lambda u: 1 / sqrt(u**2 + 1), _everywhere),
    sp.acosh: ("hyperbolic", lambda u: 1 / sqrt(u**2 - 1), lambda u: (Gt(u, 1, evaluate=False),)),
    sp.atanh: ("hyperbolic", lambda u: 1 / (1 - u**2), _inside_one),
    sp.acoth: ("hyperbolic", lambda u: 1 / (1 - u**2), _outside_one),
    sp.asech: ("hyperbolic", lambda u: -1 / (u * sqrt(1 - u**2)), lambda u: (over(u, S.Zero), under(u, S.One))),
    sp.acsch: ("hyperbolic", lambda u: -1 / (Abs(u) * sqrt(u**2 + 1)), nonzero),
}
GROWTH: dict[type, Unary] = {
    exp: ("exponential", exp, _everywhere),
    log: ("logarithm", lambda u: 1 / u, positive),
    erf: ("exponential", lambda u: 2 * exp(-(u**2)) / sqrt(pi), _everywhere),
    sp.erfc: ("exponential", lambda u: -2 * exp(-(u**2)) / sqrt(pi), _everywhere),
    named.cbrt: ("power", lambda u: 1 / (3 * named.cbrt(u) ** 2), nonzero),
}
CORNERS: dict[type, Unary] = {
    Abs: ("absolute_value", sign, nonzero),
    sign: ("piecewise", lambda _: S.Zero, nonzero),
}


def _silu(z: Expr) -> Expr:
    return named.sigmoid(z) * (1 + z * (1 - named.sigmoid(z)))


def _gelu(z: Expr) -> Expr:
    return (1 + erf(z / sqrt(2))) / 2 + z * exp(-(z**2) / 2) / sqrt(2 * pi)


def _hardswish(x: Expr) -> Expr:
    return by_cases(
        (S.Zero, under(x, Integer(-3))),
        (x / 3 + Rational(1, 2), under(x, Integer(3))),
        (S.One, S.true),
    )


def _window(low: int, high: int) -> tuple[Callable[[Expr], Expr], Callable[[Expr], Conditions]]:
    """The slope of a function that copies its argument between two bounds and is flat outside them."""
    a, b = Integer(low), Integer(high)
    return (
        lambda x: _one_where(_between(a, x, b)),
        lambda x: _apart(x, a) + _apart(x, b),
    )


ACTIVATIONS: dict[type, Unary] = {
    named.relu: ("activation", lambda x: _one_where(over(x, S.Zero)), nonzero),
    named.sigmoid: ("activation", lambda z: named.sigmoid(z) * (1 - named.sigmoid(z)), _everywhere),
    named.softplus: ("activation", named.sigmoid, _everywhere),
    named.silu: ("activation", _silu, _everywhere),
    named.gelu: ("activation", _gelu, _everywhere),
    named.hardswish: ("activation", _hardswish, lambda x: _apart(x, Integer(-3)) + _apart(x, Integer(3))),
    named.hardtanh: ("activation", *_window(-1, 1)),
    named.relu6: ("activation", *_window(0, 6)),
}
UNARY = TRIGONOMETRIC | INVERSE_TRIGONOMETRIC | HYPERBOLIC | GROWTH | CORNERS | ACTIVATIONS


# Several arguments: class → function of (index, args).


def _atan2(index: int, y: Expr, x: Expr) -> Slope:
    squared = x**2 + y**2
    gives = x / squared if index == 0 else -y / squared
    return Slope("inverse_trigonometric", gives, (Or(Ne(y, 0, evaluate=False), Gt(x, 0, evaluate=False), evaluate=False),))


def _elu(index: int, x: Expr, a: Expr) -> Slope:
    if index == 1:
        return Slope("activation", by_cases((S.Zero, over(x, S.Zero)), (exp(x) - 1, S.true)))
    if a is S.One:
        return Slope("activation", by_cases((S.One, over(x, S.Zero)), (exp(x), S.true)))
    return Slope("activation", by_cases((S.One, over(x, S.Zero)), (a * exp(x), S.true)), nonzero(x))


def _leaky_relu(index: int, x: Expr, a: Expr) -> Slope:
    if index == 1:
        return Slope("activation", by_cases((S.Zero, over(x, S.Zero)), (x, S.true)))
    return Slope("activation", by_cases((S.One, over(x, S.Zero)), (a, S.true)), nonzero(x))


def _clip(index: int, x: Expr, a: Expr, b: Expr) -> Slope:
    """b from b on, else x above a, else a: of three equal ones exactly one counts."""
    raised = Max(x, a, evaluate=False)
    if index == 0:
        return Slope("maximum", _one_where(_between(a, x, b)), _apart(x, a) + _apart(x, b))
    if index == 1:
        is_raised = And(compared(Ge, a, x), under(a, b), evaluate=False)
        return Slope("maximum", _one_where(is_raised), _apart(a, x) + _apart(a, b))
    return Slope("maximum", _one_where(compared(Le, b, raised)), _apart(b, raised))


def _huber(index: int, r: Expr, d: Expr) -> Slope:
    near = Le(Abs(r), d, evaluate=False)
    if index == 0:
        return Slope("activation", by_cases((r, near), (d * sign(r), S.true)))
    return Slope("activation", by_cases((S.Zero, near), (Abs(r) - d, S.true)))


def _bce(index: int, p: Expr, y: Expr) -> Slope:
    inside = (over(p, S.Zero), under(p, S.One))
    gives = (p - y) / (p * (1 - p)) if index == 0 else log(1 - p) - log(p)
    return Slope("activation", gives, inside)


def _logsumexp(index: int, *args: Expr) -> Slope:
    return Slope("activation", exp(args[index] - named.logsumexp(*args)))


def _norm(index: int, *args: Expr) -> Slope:
    length = named.norm(*args)
    return Slope("activation", args[index] / length, (Ne(length, 0, evaluate=False),))


SEVERAL: dict[type, Callable[..., Slope]] = {
    sp.atan2: _atan2,
    named.elu: _elu,
    named.leaky_relu: _leaky_relu,
    named.clip: _clip,
    named.huber: _huber,
    named.bce: _bce,
    named.logsumexp: _logsumexp,
    named.norm: _norm,
}


def slope(head: type, args: tuple[Expr, ...], index: int) -> Slope | None:
    """The slope of head(*args) along its argument number `index`, or None where the table has no such function."""
    if head in UNARY:
        rule, formula, conditions = UNARY[head]
        return Slope(rule, formula(*args), conditions(*args))
    if head in SEVERAL:
        return SEVERAL[head](index, *args)
    return None
