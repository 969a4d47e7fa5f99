"""Names, generated expressions and a numeric comparison that the tests of the writers share."""

from __future__ import annotations

import sympy
from hypothesis import strategies as st
from sympy import (
    Add,
    Derivative,
    Dummy,
    E,
    Expr,
    Function,
    I,
    IndexedBase,
    Lambda,
    Max,
    Min,
    Mul,
    Piecewise,
    Pow,
    Rational,
    S,
    Subs,
    Symbol,
    atan2,
    cos,
    pi,
    sin,
    symbols,
)

from pdtutor.notation import functions as named
from pdtutor.notation.functions import with_definitions

x, y, z, b, n, w1, theta = symbols("x y z b n w1 theta", real=True)
i, j, k = symbols("i j k", integer=True)
W, X = IndexedBase("w", real=True), IndexedBase("x", real=True)
f, g = Function("f", real=True), Function("g", real=True)
xi = Symbol("xi_1", real=True)
NAMES = (x, y, z, w1, theta)

ELEMENTARY = tuple(getattr(sympy, name) for name in (
    "sin", "cos", "tan", "sec", "csc", "cot", "asin", "acos", "atan", "asec", "acsc", "acot", "sinh", "cosh", "tanh", "sech", "csch",
    "coth", "asinh", "acosh", "atanh", "asech", "acsch", "acoth", "exp", "log", "sqrt", "Abs", "sign", "erf",
))  # fmt: skip
NAMED_OF_ONE = (
    named.relu, named.sigmoid, named.softplus, named.silu, named.gelu, named.hardswish, named.hardtanh, named.relu6, named.cbrt,
)  # fmt: skip
NAMED_OF_TWO = (named.elu, named.leaky_relu, named.huber, named.bce, named.logsumexp, named.norm)
OF_TWO = (atan2, Max, Min, *NAMED_OF_TWO)

numbers = st.integers(-9, 12).map(lambda n: Rational(n)) | st.fractions(-3, 3, max_denominator=12).map(
    lambda q: Rational(q.numerator, q.denominator)
)
leaves = st.sampled_from([*NAMES, pi, E]) | numbers


def _extended(parts: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    pairs = st.tuples(parts, parts)
    small = st.sampled_from([-3, -2, -1, 2, 3, 10, Rational(1, 2), Rational(-1, 2), Rational(1, 3), Rational(-3, 2), x, -x, n])
    relation = st.tuples(st.sampled_from(NAMES), numbers).map(lambda s: s[0] > s[1]) | st.sampled_from([x >= y, x < 1, (x > 0) & (y <= 1)])
    return st.one_of(
        pairs.map(lambda p: p[0] + p[1]),
        pairs.map(lambda p: p[0] - p[1]),
        pairs.map(lambda p: p[0] * p[1]),
        st.tuples(parts, st.sampled_from(NAMES)).map(lambda p: p[0] / p[1]),
        st.tuples(parts, small).filter(lambda p: p[0] != 0).map(lambda p: Pow(*p)),
        pairs.map(lambda p: Mul(2, p[0] + p[1], evaluate=False)),
        pairs.map(lambda p: Add(p[0], Mul(-1, p[1] + x, evaluate=False), evaluate=False)),
        st.tuples(st.sampled_from(ELEMENTARY + NAMED_OF_ONE), parts).map(lambda p: p[0](p[1])),
        st.tuples(st.sampled_from(OF_TWO), parts, parts).map(lambda p: _applied(*p)),
        parts.map(lambda p: named.clip(p, -1, 1)),
        st.tuples(parts, relation, parts).map(lambda p: Piecewise((p[0], p[1]), (p[2], True))),
        parts.map(f),
        parts.map(lambda p: Subs(Derivative(f(xi), xi), xi, p)),
        parts.map(lambda p: Subs(Derivative(f(xi), (xi, 2)), xi, p)),
        pairs.map(lambda p: Subs(Derivative(g(p[0], xi), xi), xi, p[1])),
    ).filter(is_sound)


def _applied(function: type, *arguments: Expr) -> Expr:
    try:
        return function(*arguments)
    except ValueError:  # SymPy compares constants, and cannot compare one such as clip(pi, 0, 1)
        return arguments[0]


def is_sound(expression: Expr) -> bool:
    """Real by its looks: no complex number, infinity or undefined value was built by accident."""
    constants = (part for part in expression.atoms(Function, Pow) if part.is_number)
    return not expression.has(I, S.Infinity, S.NegativeInfinity, S.ComplexInfinity, S.NaN) and all(map(_is_real, constants))


def _is_real(constant: Expr) -> bool:
    try:
        return complex(with_definitions(constant).evalf()).imag == 0
    except (TypeError, ValueError):  # an unknown function of a constant, a maximum that SymPy cannot compare
        return True


expressions = st.recursive(leaves, _extended, max_leaves=8).filter(is_sound)

t, s = Dummy("t"), Dummy("s")
MEANINGS = {f: Lambda(t, sin(t) + t**2), g: Lambda((t, s), cos(t + 2 * s) + t * s**2)}
POINTS = ({x: 0.37, y: 1.21, z: -0.83, w1: 2.13, theta: -1.7, n: 2, b: 0.4}, {x: -1.3, y: 0.2, z: 0.77, w1: 0.6, theta: 0.9, n: 3, b: -1.1})


def value(expression: Expr, point: dict[Symbol, float]) -> complex:
    """The number an expression is at a point; unknown functions mean some smooth function."""
    known = expression
    for function, meaning in MEANINGS.items():
        known = known.replace(function, meaning)
    return complex(with_definitions(known.doit()).subs(point).evalf())


def agree(first: Expr, second: Expr) -> bool:
    """Whether two expressions are the same, or have the same values wherever both can be computed."""
    if first == second:
        return True
    pairs = []
    for point in POINTS:
        try:
            pairs.append((value(first, point), value(second, point)))
        except (TypeError, ValueError):  # SymPy has no number for it, or no derivative by f(x)
            continue
    return all(a == b or abs(a - b) <= 1e-9 * max(1, abs(a)) or (a != a and b != b) for a, b in pairs)
