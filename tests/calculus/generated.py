"""Hypothesis strategies for expressions: every function that has a rule, sums, products, quotients and powers, nested.

Belongs here: what to generate. Does not: what must hold of it (`oracle`, the tests).
"""

from __future__ import annotations

import sympy as sp
from hypothesis import strategies as st
from sympy import Integer, Max, Min, Piecewise, Rational, Symbol
from sympy.core.function import AppliedUndef

from pdtutor.calculus.slopes import UNARY
from pdtutor.notation import functions as named
from tests.calculus.oracle import F, G

X, Y, W = (Symbol(name, real=True) for name in "xyw")
VARIABLES = (X, Y, W)
NUMBERS = [Integer(n) for n in (-3, -1, 1, 2, 3, 5)] + [Rational(1, 2), Rational(-2, 3)]
EXPONENTS = [Integer(n) for n in (-2, -1, 2, 3, 5)] + [Rational(1, 2), Rational(-1, 2), Rational(3, 2), Rational(1, 3)]


def _real(build):
    """The built expression, or the first part where the whole would be complex, undefined or too large."""

    def safely(parts):
        try:
            built = build(parts)
        except TypeError:  # SymPy refuses to compare complex numbers
            built = sp.nan
        among = parts if isinstance(parts, (tuple, list)) else (parts,)
        return next(part for part in among if isinstance(part, sp.Expr)) if built.has(*BAD) else built

    return safely


BAD = (sp.nan, sp.zoo, sp.oo, -sp.oo, sp.I, sp.AccumBounds)
leaves = st.sampled_from([*VARIABLES, *VARIABLES, *NUMBERS])


def _relation(pair: tuple[sp.Expr, sp.Expr]) -> sp.Basic:
    return sp.Gt(pair[0], pair[1])


def _cases(parts: tuple[sp.Expr, sp.Expr, sp.Expr]) -> sp.Expr:
    value, other, border = parts
    return Piecewise((value, sp.Gt(border, 0)), (other, True))


def _grown(inner: st.SearchStrategy[sp.Expr]) -> st.SearchStrategy[sp.Expr]:
    pairs = st.tuples(inner, inner)
    one = st.sampled_from(sorted(UNARY, key=lambda head: head.__name__))
    return st.one_of(
        pairs.map(_real(lambda p: p[0] + p[1])),
        pairs.map(_real(lambda p: p[0] * p[1])),
        pairs.map(_real(lambda p: p[0] / p[1] if p[1] != 0 else p[0])),
        st.lists(inner, min_size=3, max_size=4).map(_real(lambda parts: sp.Mul(*parts))),
        st.tuples(inner, st.sampled_from(EXPONENTS)).map(_real(lambda p: p[0] ** p[1] if p[0] != 0 else p[0])),
        st.tuples(st.sampled_from([Integer(2), Rational(1, 3), sp.pi]), inner).map(
            _real(lambda p: p[0] ** p[1] if p[1].free_symbols else p[1])
        ),
        pairs.map(_real(lambda p: p[0] ** p[1] if p[0].free_symbols and not p[1].is_number else p[0])),
        st.tuples(one, inner).map(_real(lambda p: p[0](p[1]))),
        st.tuples(one, inner).map(_real(lambda p: p[0](p[1]))),
        st.tuples(inner, inner).map(_real(lambda p: sp.atan2(*p))),
        inner.map(_real(F)),
        pairs.map(_real(lambda p: G(*p))),
        st.tuples(inner, inner).map(_real(lambda p: Max(*p, evaluate=False))),
        st.tuples(inner, inner, inner).map(_real(lambda p: Min(*p, evaluate=False))),
        st.tuples(inner, inner, inner).map(_real(_cases)),
        st.tuples(inner, st.sampled_from(NUMBERS[3:6])).map(_real(lambda p: named.elu(*p))),
        st.tuples(inner, st.sampled_from(NUMBERS[3:6])).map(_real(lambda p: named.leaky_relu(*p))),
        st.tuples(inner, st.sampled_from(NUMBERS[3:6])).map(_real(lambda p: named.huber(*p))),
        inner.map(_real(lambda x: named.clip(x, Integer(0), Integer(1)))),
        pairs.map(_real(lambda p: named.bce(named.sigmoid(p[0]), p[1]))),
        pairs.map(_real(lambda p: named.logsumexp(*p))),
        pairs.map(_real(lambda p: named.norm(*p))),
        pairs.map(_real(lambda p: sp.log(p[0]) / sp.log(p[1]) if p[1] != 1 and p[0] != 0 and p[1] != 0 else p[0])),
    )


def _is_usable(expression: sp.Expr) -> bool:
    is_plain = bool(expression.free_symbols) and not expression.has(*BAD) and sp.count_ops(expression) < 60
    return is_plain and all(map(_is_real, expression.atoms(sp.Function, sp.Pow)))


def _is_real(part: sp.Expr) -> bool:
    """No constant part is complex."""
    if not part.is_number or part.has(AppliedUndef):
        return True
    try:
        return bool(part.evalf(5).is_extended_real)
    except (ArithmeticError, TypeError, ValueError):  # a power of zero, a maximum of complex numbers
        return False


expressions = st.recursive(leaves, _grown, max_leaves=6).filter(_is_usable)
