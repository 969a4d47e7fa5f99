"""Hypothesis strategies for answers: derivatives of textbook functions, rewritten so that they stay the same, or with one thing changed.

Belongs here: what to generate, and the identities. Does not: what the engine must say of it (`test_rewriting`).

Every identity keeps the value wherever both sides are defined over the reals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import sympy as sp
from hypothesis import strategies as st
from sympy import Expr, Mul, Piecewise, Pow, Rational, S, Symbol

from pdtutor.notation import functions as named
from pdtutor.notation.functions import sigmoid, softplus, with_definitions

X, Y, W = VARIABLES = tuple(Symbol(name, real=True) for name in "xyw")
BAD = (sp.nan, sp.zoo, sp.oo, -sp.oo, sp.I, sp.AccumBounds, sp.Derivative, sp.Subs, sp.DiracDelta, sp.ITE, sp.re, sp.im, sp.arg)
FEWEST, LARGEST = 5, 90  # operations
EXPANDABLE = 30  # operations of what is multiplied out, factored or brought over one denominator
Identity = Callable[[Expr], Expr | None]
Path = tuple[int, ...]

# Functions and their derivatives

_inner = st.sampled_from([X, X, Y, 2 * X + 3 * Y, X * Y, X**2 + Y**2 + 1, W * X + Y, X - Y, X / 2, 3 * X, X**2, -X, X / Y, 1 - X, X**2 * Y])
_outer: list[Callable[[Expr], Expr]] = [
    *(sp.sin, sp.cos, sp.tan, sp.exp, sp.log, sp.sqrt, sp.atan, sp.asin, sp.sinh, sp.cosh, sp.tanh, sp.asinh, sp.Abs),
    *(sigmoid, softplus, sp.exp, sp.log, sp.sqrt),
    *(
        named.relu,
        named.silu,
        named.gelu,
        lambda u: named.elu(u, 2),
        lambda u: named.leaky_relu(u, Rational(1, 5)),
        lambda u: named.huber(u, 1),
    ),
    *(lambda u, n=n: u**n for n in (2, 3, 5, -1, -2, Rational(3, 2), Rational(-1, 2))),
    *(lambda u, n=n: n**u for n in (2, sp.pi)),
]


def _grown(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    pairs = st.tuples(inner, inner)
    return st.one_of(
        st.tuples(st.sampled_from(_outer), inner).map(lambda p: p[0](p[1])),
        st.tuples(st.sampled_from(_outer), inner).map(lambda p: p[0](p[1])),
        pairs.map(lambda p: p[0] + 2 * p[1]),
        pairs.map(lambda p: p[0] * p[1]),
        pairs.map(lambda p: p[0] / p[1]),
        pairs.map(lambda p: p[0] - p[1]),
    )


def is_usable(expression: Expr) -> bool:
    """Is it a real function, and not too large?"""
    return bool(expression.free_symbols) and not expression.has(*BAD) and 0 < sp.count_ops(expression) < LARGEST


def is_telling(expression: Expr) -> bool:
    """Has it a few parts of which something can be made?"""
    return is_usable(expression) and sp.count_ops(expression) > FEWEST


functions = st.recursive(_grown(_inner), _grown, max_leaves=4).filter(is_usable)


def _derived(function: Expr, wrt: Symbol) -> Expr:
    """SymPy's derivative, its unit steps as cases, which can be typed."""
    slope = with_definitions(function).diff(wrt)
    return slope.replace(sp.Heaviside, lambda u, *_: Piecewise((1, sp.Gt(u, 0)), (0, True)))


derivatives = st.tuples(functions, st.sampled_from((X, Y))).map(lambda p: _derived(*p)).filter(is_telling)


# Identities


def _multiplied_out(part: Expr) -> Expr | None:
    return sp.expand(part, log=False, power_base=False, power_exp=False)


def _as_fraction(part: Expr) -> Expr:
    """Above and below the line times x² + 1, multiplied out above."""
    above, below = part.as_numer_denom()
    return sp.expand(above * (X**2 + 1), log=False) / (below * (X**2 + 1))


def _in_one_pattern(part: Expr) -> Expr | None:
    """1/(1 + eᵛ) as σ(-v)."""
    if not (part.base.is_Add and part.exp.is_Integer and part.exp < 0 and len(part.base.args) == 2 and part.base.args[0] is S.One):
        return None
    growth = part.base.args[1]
    return sigmoid(-growth.args[0]) ** -part.exp if isinstance(growth, sp.exp) else None


def _even_root(part: Expr) -> Expr | None:
    """u^(p/2) as (u²)^(p/4): where the former is defined, u is no less than 0."""
    is_root = part.exp.is_Rational and part.exp.q == 2
    return Pow(sp.expand(part.base**2), part.exp / 2) if is_root and part.base.is_Add else None


def _power_apart(part: Expr) -> Expr | None:
    return Mul(part.base, Pow(part.base, part.exp - 1), evaluate=False) if part.exp.is_Integer and part.exp > 1 else None


def _turned(part: Expr) -> Expr:
    return part.func(*reversed(part.args), evaluate=False)


def _half_angle_tangent(u: Expr) -> Expr:
    return 2 * sp.tan(u / 2) / (1 - sp.tan(u / 2) ** 2)


WHOLE: dict[str, Identity] = {
    "multiply out": _multiplied_out,
    "factor": sp.factor,
    "one denominator": sp.together,
    "a common factor": _as_fraction,
    "cancel": sp.cancel,
    "each angle": sp.expand_trig,
    "other order": lambda part: _turned(part) if part.is_Add or part.is_Mul else None,
    "add nothing": lambda part: part + sp.sin(X) ** 2 + sp.cos(X) ** 2 - 1,
    "add a square": lambda part: part + (Y + 1) ** 2 - Y**2 - 2 * Y - 1,
    "times one": lambda part: part * (sp.sin(Y) ** 2 + sp.cos(Y) ** 2),
    "times hyperbolic one": lambda part: part * (1 - sp.tanh(X) ** 2) * sp.cosh(X) ** 2,
}
OF_FUNCTION: dict[type, list[Identity]] = {
    sp.sin: [lambda u: 2 * sp.sin(u / 2) * sp.cos(u / 2), lambda u: sp.tan(u) * sp.cos(u), lambda u: 1 / sp.csc(u)],
    sp.cos: [
        lambda u: 1 - 2 * sp.sin(u / 2) ** 2,
        lambda u: 2 * sp.cos(u / 2) ** 2 - 1,
        lambda u: sp.cos(u / 2) ** 2 - sp.sin(u / 2) ** 2,
        lambda u: sp.sin(u) / sp.tan(u),
    ],
    sp.tan: [lambda u: sp.sin(u) / sp.cos(u), _half_angle_tangent, lambda u: 1 / sp.cot(u)],
    sp.exp: [
        lambda u: sp.cosh(u) + sp.sinh(u),
        lambda u: sigmoid(u) / (1 - sigmoid(u)),
        lambda u: (1 + sp.tanh(u / 2)) / (1 - sp.tanh(u / 2)),
    ],
    sp.log: [lambda u: sp.log(u**2) / 2, lambda u: -sp.log(1 / u), lambda u: sp.log(3 * u) - sp.log(3), lambda u: sp.log(sp.Abs(u))],
    sp.sinh: [lambda u: (sp.exp(u) - sp.exp(-u)) / 2, lambda u: 2 * sp.sinh(u / 2) * sp.cosh(u / 2)],
    sp.cosh: [lambda u: (sp.exp(u) + sp.exp(-u)) / 2, lambda u: 1 + 2 * sp.sinh(u / 2) ** 2, lambda u: 1 / sp.sech(u)],
    sp.tanh: [
        lambda u: 1 - 2 / (sp.exp(2 * u) + 1),
        lambda u: sp.sinh(u) / sp.cosh(u),
        lambda u: (sp.exp(u) - sp.exp(-u)) / (sp.exp(u) + sp.exp(-u)),
        lambda u: 2 * sigmoid(2 * u) - 1,
    ],
    sp.atan: [lambda u: sp.asin(u / sp.sqrt(1 + u**2)), lambda u: 2 * sp.atan(u / (1 + sp.sqrt(1 + u**2)))],
    sp.asin: [lambda u: sp.pi / 2 - sp.acos(u), lambda u: sp.atan(u / sp.sqrt(1 - u**2))],
    sp.asinh: [lambda u: sp.log(u + sp.sqrt(u**2 + 1)), lambda u: -sp.asinh(-u)],
    sp.Abs: [
        lambda u: sp.Max(u, -u, evaluate=False),
        lambda u: Piecewise((u, sp.Gt(u, 0)), (-u, True)),
        lambda u: u * sp.sign(u),
        lambda u: sp.sqrt(sp.expand(u**2)),
    ],
    sp.sign: [lambda u: u / sp.Abs(u), lambda u: Piecewise((-1, sp.Lt(u, 0)), (1, True)), lambda u: sp.Abs(u) / u],
    sigmoid: [
        lambda u: 1 - sigmoid(-u),
        lambda u: (1 + sp.tanh(u / 2)) / 2,
        lambda u: sp.exp(u) / (1 + sp.exp(u)),
        lambda u: 1 / (1 + sp.exp(-u)),
    ],
    softplus: [lambda u: u + softplus(-u), lambda u: sp.log(1 + sp.exp(u)), lambda u: -sp.log(sigmoid(-u))],
}
OF_POWER: list[Identity] = [_in_one_pattern, _even_root, _power_apart]


def _identities(part: Expr) -> Iterator[Identity]:
    """What may be done to a part."""
    for of in OF_FUNCTION.get(type(part), ()):
        yield lambda whole, of=of: of(whole.args[0])
    if part.is_Pow:
        yield from OF_POWER
    if part.is_Add or part.is_Mul:
        yield from WHOLE.values() if sp.count_ops(part) < EXPANDABLE else [WHOLE["other order"], WHOLE["add nothing"], WHOLE["times one"]]


def places(expression: Expr, path: Path = ()) -> Iterator[tuple[Path, Expr]]:
    """Every part that is a number or a formula, with the way to it."""
    yield path, expression
    if isinstance(expression, (Piecewise, sp.Rational)):
        return
    for k, argument in enumerate(expression.args):
        yield from places(argument, (*path, k))


def replaced(expression: Expr, path: Path, new: Expr) -> Expr:
    """The expression with the part at the end of a path replaced."""
    if not path:
        return new
    first, *rest = path
    args = list(expression.args)
    args[first] = replaced(args[first], tuple(rest), new)
    return expression.func(*args)


@st.composite
def rewritten(draw: st.DrawFn, of: Expr) -> Expr:
    """The expression with one to six identities applied, each somewhere in it."""
    for _ in range(draw(st.integers(1, 6))):
        of = _with_identity(draw, of) or of
    return of


def _with_identity(draw: st.DrawFn, expression: Expr) -> Expr | None:
    possible = [(path, part, identity) for path, part in places(expression) for identity in _identities(part)]
    if not possible:
        return None
    path, part, identity = draw(st.sampled_from(possible))
    new = identity(part)
    if new is None or new.has(*BAD):
        return None
    result = replaced(expression, path, new)
    return result if is_usable(result) else None


# Mistakes: one coefficient, sign, exponent or variable changed

Change = Callable[[Expr], Expr | None]


def _another_number(part: Expr) -> Expr | None:
    return part + 1 if part.is_Rational and part != -1 else None


def _doubled(part: Expr) -> Expr | None:
    return 2 * part if part.is_Mul or part.is_Function else None


def _other_sign(part: Expr) -> Expr | None:
    return -part if part.is_Mul or part.is_Symbol or part.is_Function or part.is_Pow else None


def _raised(part: Expr) -> Expr | None:
    if part.is_Pow:
        return Pow(part.base, part.exp + 1) if part.exp.is_Integer else None
    return part**2 if part.is_Symbol or part.is_Function else None


def _other_variable(variables: list[Symbol], part: Expr) -> Expr | None:
    others = [variable for variable in variables if variable != part]
    return others[0] if part.is_Symbol and others else None


@st.composite
def perturbed(draw: st.DrawFn, of: Expr) -> Expr | None:
    """The expression with one thing changed in one place; None where nothing could be."""
    variables = sorted(of.free_symbols | {X, Y}, key=str)
    changes: list[Change] = [_another_number, _doubled, _other_sign, _raised, partial(_other_variable, variables)]
    change = draw(st.sampled_from(changes))
    possible = [(path, new) for path, part in places(of) if (new := change(part)) is not None]
    if not possible:
        return None
    result = replaced(of, *draw(st.sampled_from(possible)))
    return result if is_usable(result) else None
