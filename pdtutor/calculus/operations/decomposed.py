"""Functions that are no primitives, written with those that are.

Belongs here: one formula for each, on names of its own, so that a large argument is never rewritten. Does not: primitives (`primitives`).

Where the definition of a function overflows although the function does not, the formula here is the one that programs use.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import sympy as sp
from sympy import Add, Dummy, Expr, Max, Piecewise, S, log, sqrt

from pdtutor.notation import functions as named

Formula = Callable[..., Expr]


def _logsumexp(*args: Expr) -> Expr:
    top = Max(*args, evaluate=False)
    return top + log(Add(*(sp.exp(each - top) for each in args), evaluate=False))


def _reciprocal(kind: type) -> Formula:
    return lambda x: 1 / kind(x)


def _of_reciprocal(kind: type) -> Formula:
    return lambda x: kind(1 / x)


FORMULAS: dict[type, Formula] = {
    sp.sec: _reciprocal(sp.cos),
    sp.csc: _reciprocal(sp.sin),
    sp.cot: _reciprocal(sp.tan),
    sp.sech: _reciprocal(sp.cosh),
    sp.csch: _reciprocal(sp.sinh),
    sp.coth: _reciprocal(sp.tanh),
    sp.asec: _of_reciprocal(sp.acos),
    sp.acsc: _of_reciprocal(sp.asin),
    sp.asech: _of_reciprocal(sp.acosh),
    sp.acsch: _of_reciprocal(sp.asinh),
    sp.acoth: _of_reciprocal(sp.atanh),
    sp.Heaviside: lambda x, at_zero: Piecewise((S.Zero, x < 0), (at_zero, sp.Eq(x, 0)), (S.One, True)),
    named.silu: lambda z: z * named.sigmoid(z),
    named.gelu: lambda z: z * (1 + sp.erf(z / sqrt(2))) / 2,
    named.logsumexp: _logsumexp,
}


def formula_of(kind: type) -> Formula | None:
    """The formula of a function, or None where there is none."""
    known = FORMULAS.get(kind)
    if known is None and issubclass(kind, named.NamedFunction):
        return kind.defined
    return known


@cache
def template(kind: type, arity: int) -> tuple[tuple[Expr, ...], Expr] | None:
    """Names for the arguments, and the function written in them; None where there is no formula."""
    formula = formula_of(kind)
    if formula is None:
        return None
    arguments = tuple(Dummy(f"a{k}", real=True) for k in range(arity))
    return arguments, formula(*arguments)
