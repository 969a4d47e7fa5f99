"""The switches of a function: the expressions at whose zeros one of its parts changes from one formula to another, or stops having a slope.

Belongs here: the table of which function switches where. Does not: whether a switch makes a kink of the whole (`kinks`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from sympy import (
    Abs,
    Add,
    Basic,
    Expr,
    Integer,
    Max,
    Min,
    Mul,
    Piecewise,
    Pow,
    S,
    acos,
    acosh,
    acot,
    acsc,
    asec,
    asech,
    asin,
    atan2,
    log,
    preorder_traversal,
    sign,
)
from sympy.core.relational import Relational

from pdtutor.notation import functions as named

Zeros = tuple[Expr, ...]  # expressions that are zero together


def _at(*places: int) -> Callable[..., Iterator[Zeros]]:
    """Switches at given values of the first argument."""
    return lambda x, *_: (((x - Integer(place)),) for place in places)


def _between(x: Expr, low: Expr, high: Expr) -> Iterator[Zeros]:
    yield from ((x - low,), (x - high,))
    if (high - low).free_symbols:
        yield (high - low,)


def _pairs(*args: Expr) -> Iterator[Zeros]:
    return ((one - other,) for one, other in combinations(args, 2))


SWITCHES: dict[type, Callable[..., Iterator[Zeros]]] = {
    Abs: _at(0),
    sign: _at(0),
    Max: _pairs,
    Min: _pairs,
    named.relu: _at(0),
    named.leaky_relu: _at(0),
    named.elu: _at(0),
    named.hardswish: _at(-3, 3),
    named.hardtanh: _at(-1, 1),
    named.relu6: _at(0, 6),
    named.clip: _between,
    named.cbrt: _at(0),
    named.huber: lambda r, d: iter([(r - d,), (r + d,)]),
    named.norm: lambda *args: iter([args]),
    atan2: lambda y, _: iter([(y,)]),
    log: _at(0),
    asin: _at(-1, 1),
    acos: _at(-1, 1),
    acosh: _at(1),
    asech: _at(0, 1),
    asec: _at(-1, 1),
    acsc: _at(-1, 1),
    acot: _at(0),
}


def switches_of(of: Expr) -> tuple[Zeros, ...]:
    """Every switch once, outermost first."""
    found = (zeros for part in dict.fromkeys(preorder_traversal(of)) for zeros in _of_part(part))
    return tuple(dict.fromkeys(kept for zeros in found if (kept := _vanishing(zeros))))


def _of_part(part: Basic) -> Iterator[Zeros]:
    if isinstance(part, Piecewise):
        relations = {relation for pair in part.args for relation in pair.cond.atoms(Relational)}
        yield from ((relation.lhs - relation.rhs,) for relation in sorted(relations, key=str))
    elif isinstance(part, Pow) and not (part.exp.is_integer and part.exp.is_nonnegative):
        yield _zeros_of(part.base)
    elif type(part) in SWITCHES:
        yield from SWITCHES[type(part)](*part.args)


def _zeros_of(total: Expr) -> Zeros:
    """The terms of a sum of squares, which are zero only together; else the expression itself."""
    terms = Add.make_args(total)
    return tuple(map(_core, terms)) if all(term.is_nonnegative for term in terms) else (total,)


def _core(term: Expr) -> Expr:
    """The part whose zeros are those of the term: x of 4x²."""
    moving = [factor for factor in Mul.make_args(term) if factor.free_symbols]
    bases = [_core(factor.base) if factor.is_Pow and factor.exp.is_positive else factor for factor in moving]
    return Mul(*bases) if moving else S.One


def _vanishing(zeros: Zeros) -> Zeros:
    """The expressions that can vanish at all; nothing where one of them cannot."""
    if any(part.is_nonzero or part.is_positive or part.is_negative or (part.is_number and not part.is_zero) for part in zeros):
        return ()
    return tuple(dict.fromkeys(part for part in zeros if part.free_symbols))
