"""Hypothesis strategies for smooth functions of x, y, z that depend on each other without circles.

Belongs here: what to generate. Does not: what must hold of it (the tests).
"""

from __future__ import annotations

import sympy as sp
from hypothesis import strategies as st
from sympy import Integer, Rational, Symbol

T, X, Y, Z = (Symbol(name, real=True) for name in "txyz")
NUMBERS = [Integer(n) for n in (-2, 1, 3)] + [Rational(1, 2), Rational(-2, 3)]


def functions_of(*variables: Symbol) -> st.SearchStrategy[sp.Expr]:
    """Smooth functions of the variables, defined everywhere; few of them constant."""
    leaves = st.sampled_from([*variables, *variables, *variables, *NUMBERS])
    return st.recursive(leaves, _grown, max_leaves=5)


def _grown(inner: st.SearchStrategy[sp.Expr]) -> st.SearchStrategy[sp.Expr]:
    pairs = st.tuples(inner, inner)
    return st.one_of(
        pairs.map(lambda p: p[0] + p[1]),
        pairs.map(lambda p: p[0] * p[1]),
        inner.map(lambda u: u**2),
        inner.map(sp.sin),
        inner.map(sp.cos),
        inner.map(sp.tanh),
        inner.map(lambda u: sp.exp(sp.sin(u))),
        inner.map(lambda u: 1 / (1 + u**2)),
        inner.map(lambda u: sp.sqrt(2 + u**2)),
    )
