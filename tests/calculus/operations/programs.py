"""Programs of named lines that share nodes, and their derivatives by other means than the graph.

Belongs here: generated programs; values and derivatives in many digits, line by line, with SymPy's `diff` of each line alone. Nothing here
may use `pdtutor.calculus` to compute a number.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import mpmath
import sympy as sp
from hypothesis import strategies as st
from sympy import Expr, Integer, Max, Min, Piecewise, Symbol

from pdtutor.notation import functions as named
from pdtutor.notation.functions import with_definitions

A, B = Symbol("A", real=True), Symbol("B", real=True)
INPUTS = tuple(Symbol(name, real=True) for name in "xyw")
F, G = sp.Function("f", real=True), sp.Function("g", real=True)
DIGITS = 40

SAFE: tuple[Expr, ...] = (  # defined and smooth at almost every point, of moderate size, so that forty lines stay comparable
    (A + B) / 2, (A - B) / 2 + sp.Rational(1, 11), A - B / 3, A * B / 4, A / (2 + B**2), B / (1 + A**2),
    sp.Rational(1, 3) - A, A + sp.Rational(10137, 10000), sp.Rational(19137, 10000) - A, A**2 / 4, A**3 / 20, 1 / (1 + A**2),
    sp.sin(A), sp.cos(A), sp.tan(A / (2 + A**2)), sp.exp(-(A**2)), sp.exp(A / 4) / 3, sp.log(1 + A**2), sp.sqrt(1 + A**2) / 2,
    sp.asin(A / (2 + A**2)), sp.acos(A / (2 + A**2)), sp.atan(A), sp.acot(2 + A**2), sp.sinh(A / 4), sp.cosh(A / 4) / 2, sp.tanh(A),
    sp.asinh(A), sp.acosh(2 + A**2) / 2, sp.atanh(A / (2 + A**2)), sp.erf(A) + B / 9, sp.erfc(A), sp.Abs(A + sp.Rational(1, 7)),
    sp.sign(A + 9) * A / 2,
    named.sigmoid(A), named.softplus(A) / 2, named.relu(A) + A / 9, named.cbrt(2 + A**2), named.silu(A), named.gelu(A),
    named.elu(A, Integer(1)), named.elu(A, sp.Rational(1, 2)), named.leaky_relu(A, sp.Rational(1, 10)), named.huber(A, Integer(1)),
    named.hardswish(A) + B / 9, named.clip(A, Integer(-1), Integer(1)) + A / 9, named.bce(named.sigmoid(A), B) / 4,
    named.logsumexp(A, B) / 2, named.norm(A, B, Integer(1)) / 2, Max(A, B + sp.Rational(1, 7)), Min(A, B + sp.Rational(1, 7)),
    Piecewise((A, sp.Gt(B, 0)), (B / 2, True)), Piecewise((A / 2, sp.And(sp.Gt(A, 0), sp.Lt(B, 1))), (sp.sin(B), True)),
    (1 + A**2) ** (B / 8), sp.Integer(2) ** (A / 4), sp.atan2(A, 2 + sp.sin(B)), sp.sec(A / (2 + A**2)), sp.coth(1 + A**2), sp.pi * A / 4,
)  # fmt: skip
RAW: tuple[Expr, ...] = (  # for counting alone: defined or not
    A + B, A - B, A * B, A / B, A**B, A**2, A**-3, sp.sqrt(A), sp.log(A), sp.exp(A), sp.tan(A), sp.atan2(A, B), F(A), G(A, B), Max(A, B),
    Min(A, B), sp.Abs(A), sp.sign(A) * B, named.relu(A), sp.erf(A), A * B * (A + B), A + B + 3, A / B / 2, named.logsumexp(A, B, A * B),
    sp.asech(A), sp.gamma(A), Piecewise((A, sp.Gt(A, B)), (B, sp.Eq(A, B)), (A * B, True)), 5 * A, -A, A, sp.Integer(3),
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A formula of A and B, and which earlier places these are."""

    formula: Expr
    first: int
    second: int


def lines_of(formulas: tuple[Expr, ...]) -> st.SearchStrategy[tuple[Line, ...]]:
    """Programs of one to forty lines; the places are drawn from all earlier ones, the last few more often."""

    def near(count: int) -> st.SearchStrategy[int]:
        return st.one_of(st.integers(0, count - 1), st.integers(max(0, count - 4), count - 1))

    @st.composite
    def program(draw: st.DrawFn) -> tuple[Line, ...]:
        length = draw(st.integers(1, 40))
        counts = range(len(INPUTS), len(INPUTS) + length)
        return tuple(Line(draw(st.sampled_from(formulas)), draw(near(count)), draw(near(count))) for count in counts)

    return program()


def names_of(program: tuple[Line, ...]) -> tuple[dict[Expr, Expr], Expr]:
    """The lines under their names, and the name of the last."""
    places: list[Expr] = list(INPUTS)
    names: dict[Expr, Expr] = {}
    for number, line in enumerate(program):
        name = Symbol(f"v{number}", real=True)
        names[name] = line.formula.xreplace({A: places[line.first], B: places[line.second]})
        places.append(name)
    return names, places[-1]


@cache
def in_digits(formula: Expr):
    """The formula and its derivatives by A and B, by SymPy, as functions of mpmath numbers."""
    plain = with_definitions(formula).replace(sp.sign, _sign).replace(Max, _larger).replace(Min, lambda a, b: -_larger(-a, -b))
    return tuple(sp.lambdify((A, B), each, "mpmath") for each in (plain, plain.diff(A), plain.diff(B)))


def _sign(u: Expr) -> Expr:
    return Piecewise((1, sp.Gt(u, 0)), (-1, True))


def _larger(a: Expr, b: Expr) -> Expr:
    return Piecewise((a, sp.Gt(a, b)), (b, True))


def _real(number) -> mpmath.mpf:
    found = mpmath.mpmathify(number)
    assert abs(mpmath.im(found)) < mpmath.mpf(10) ** -30
    return mpmath.re(found)


def value(program: tuple[Line, ...], point: list[mpmath.mpf]) -> mpmath.mpf:
    """The value of the last line."""
    places = list(point)
    for line in program:
        places.append(_real(in_digits(line.formula)[0](places[line.first], places[line.second])))
    return places[-1]


def gradient(program: tuple[Line, ...], point: list[mpmath.mpf]) -> list[mpmath.mpf]:
    """Each line differentiated by SymPy, put together by the chain rule from the first line to the last."""
    places = list(point)
    slopes = [[mpmath.mpf(k == j) for j in range(len(point))] for k in range(len(point))]
    for line in program:
        a, b = places[line.first], places[line.second]
        of, by_a, by_b = (_real(each(a, b)) for each in in_digits(line.formula))
        places.append(of)
        slopes.append([by_a * s + by_b * t for s, t in zip(slopes[line.first], slopes[line.second], strict=True)])
    return slopes[-1]


def central_differences(program: tuple[Line, ...], point: list[mpmath.mpf]) -> list[mpmath.mpf]:
    """(f(x + h) - f(x - h))/2h for each input."""
    h = mpmath.mpf(10) ** -12
    found = []
    for k in range(len(point)):
        above, below = ([x + (h * sign if j == k else 0) for j, x in enumerate(point)] for sign in (1, -1))
        found.append((value(program, above) - value(program, below)) / (2 * h))
    return found
