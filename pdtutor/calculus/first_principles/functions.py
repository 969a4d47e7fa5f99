"""Quotients of functions F(g): the change k of the inner function, an addition theorem, and limits that are known.

Belongs here: each F as factors of the inner quotient. Does not: functions by cases (`cases`), roots and |u| (`structure`).

In every formula k = g(x + h) - g(x). A limit that is known and not proved here is the slope of F, from the table that all derivations share
(`calculus.slopes`); the move says so. Source of the identities: any table of addition theorems (e.g. Stewart, reference page 2).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sympy as sp
from sympy import Add, Derivative, Expr, Pow, S, Subs, cos, cosh, exp, log, sin, sinh
from sympy.core.function import AppliedUndef

from pdtutor.calculus.first_principles.quotients import Inner, Part, Quotients
from pdtutor.calculus.first_principles.results import Move
from pdtutor.calculus.slopes import UNARY, slope
from pdtutor.notation import functions as named
from pdtutor.notation.algebra import add, multiply, negate, power
from pdtutor.notation.unknown import UnknownDerivative


@dataclass(frozen=True)
class Outer:
    """What an outer function multiplies the quotient of its inner one by: a factor, the limit of it, and why."""

    factor: Expr
    limit: Expr
    moves: tuple[Move, ...]


@dataclass(frozen=True)
class Call:
    """F(g), with what is known of g."""

    quotients: Quotients
    of: Expr
    inner: Inner

    @property
    def g(self) -> Expr:
        """The inner function."""
        return self.inner.g

    @property
    def k(self) -> Expr:
        """Its change, g(x + h) - g(x)."""
        return self.inner.k

    @property
    def shifted(self) -> Expr:
        """g(x + h)"""
        return self.quotients.shifted(self.g)

    def standard(self, numerator: Expr, limit: Expr, change: Expr | None = None) -> tuple[Expr, Move]:
        """A standard quotient over the change of the inner function, or another, and the move to its limit."""
        change = self.k if change is None else change
        ratio = self.quotients.standard(numerator, change, limit, self.inner)
        return ratio, Move("standard_limit", ratio, limit)

    def rewritten(self, kind: str, right: Expr) -> Move:
        """The difference F(g(x + h)) - F(g(x)) in another form."""
        return Move(kind, self.quotients.difference(self.of), right)


def called(quotients: Quotients, of: Expr) -> Part | None:
    """(F(g(x + h)) - F(g(x)))/h = (F(g + k) - F(g))/k·(g(x + h) - g(x))/h"""
    head = type(of)
    if head not in OUTER and head not in UNARY:
        return None
    return _chained(quotients, of, of.args[0], OUTER.get(head, _from_table))


def constant_base(quotients: Quotients, of: Expr) -> Part | None:
    """a^(g + k) - a^g = a^g·(aᵏ - 1), and (aᵏ - 1)/k → ln a"""
    if not of.is_Pow or quotients.moves(of.base) or of.base.is_zero:
        return None
    return _chained(quotients, of, of.exp, _exponential)


def constant_exponent(quotients: Quotients, of: Expr) -> Part | None:
    """((g + k)ᵃ - gᵃ)/k → a·gᵃ⁻¹, for exponents whose powers are not written out"""
    if not of.is_Pow or quotients.moves(of.exp):
        return None
    return _chained(quotients, of, of.base, _power)


def general_power(quotients: Quotients, of: Expr) -> Part | None:
    """f^g = e^(g·ln f)"""
    if not of.is_Pow or of.base.is_zero:
        return None
    exponent = multiply(of.exp, log(of.base))
    form = Move("exponential_form", of, exp(exponent, evaluate=False))
    part = _chained(quotients, of, exponent, _exponential)
    return Part(part.simplified, part.limit, (form, *part.moves))


def _chained(quotients: Quotients, of: Expr, g: Expr, outer: Callable[[Call], Outer]) -> Part:
    inner = quotients.inner(g)
    if inner.is_still:
        return inner.part
    found = outer(Call(quotients, of, inner))
    simplified = quotients.times(found.factor, inner.part.simplified)
    moves = (*inner.part.moves, *_increment(quotients, inner), *found.moves)
    return quotients.together(of, simplified, multiply(found.limit, inner.part.limit), moves)


def _increment(quotients: Quotients, inner: Inner) -> tuple[Move, ...]:
    difference = quotients.difference(inner.g)
    return () if inner.k == difference or inner.g == quotients.wrt else (Move("increment", difference, inner.k),)


def _from_table(call: Call) -> Outer:
    """F has no addition theorem worth the while: (F(g + k) - F(g))/k → F′(g)."""
    found = slope(type(call.of), (call.g,), 0)
    assert found is not None
    ratio, move = call.standard(call.quotients.difference(call.of), found.gives)
    return Outer(ratio, found.gives, (move,))


def _power(call: Call) -> Outer:
    limit = multiply(call.of.exp, power(call.g, call.of.exp - 1))
    ratio, move = call.standard(call.quotients.difference(call.of), limit)
    return Outer(ratio, limit, (move,))


def _exponential(call: Call) -> Outer:
    """b^(g + k) - b^g = b^g·(bᵏ - 1), of f^g too, which is e^(g·ln f)."""
    is_plain = call.of.is_Pow and not call.quotients.moves(call.of.base)
    rise = (Pow(call.of.base, call.k, evaluate=False) if is_plain else exp(call.k, evaluate=False)) - 1
    limit = log(call.of.base) if is_plain else S.One
    ratio, move = call.standard(rise, limit)
    theorem = call.rewritten("addition_theorem", multiply(call.of, rise))
    return Outer(call.quotients.times(call.of, ratio), multiply(call.of, limit), (theorem, move))


def _logarithm(call: Call) -> Outer:
    """ln(g + k) - ln g = ln(1 + k/g), and ln(1 + k/g)/k → 1/g"""
    grown = log(1 + call.k / call.g)
    ratio, move = call.standard(grown, 1 / call.g)
    return Outer(ratio, 1 / call.g, (call.rewritten("logarithm_law", grown), move))


def _added(call: Call, still: Expr, turned: Expr, bend: Expr, turn: Expr) -> Outer:
    """F(g + k) - F(g) = still·bend + turned·turn, where bend/k → 0 and turn/k → 1."""
    (bending, to_zero), (turning, to_one) = call.standard(bend, S.Zero), call.standard(turn, S.One)
    times = call.quotients.times
    theorem = call.rewritten("addition_theorem", add((multiply(still, bend), multiply(turned, turn))))
    return Outer(add((times(still, bending), times(turned, turning))), turned, (theorem, to_zero, to_one))


def _sine(call: Call) -> Outer:
    """sin(g + k) - sin g = sin g·(cos k - 1) + cos g·sin k"""
    return _added(call, sin(call.g), cos(call.g), cos(call.k, evaluate=False) - 1, sin(call.k, evaluate=False))


def _cosine(call: Call) -> Outer:
    """cos(g + k) - cos g = cos g·(cos k - 1) - sin g·sin k"""
    return _added(call, cos(call.g), -sin(call.g), cos(call.k, evaluate=False) - 1, sin(call.k, evaluate=False))


def _hyperbolic_sine(call: Call) -> Outer:
    """sinh(g + k) - sinh g = sinh g·(cosh k - 1) + cosh g·sinh k"""
    return _added(call, sinh(call.g), cosh(call.g), cosh(call.k, evaluate=False) - 1, sinh(call.k, evaluate=False))


def _hyperbolic_cosine(call: Call) -> Outer:
    """cosh(g + k) - cosh g = cosh g·(cosh k - 1) + sinh g·sinh k"""
    return _added(call, cosh(call.g), sinh(call.g), cosh(call.k, evaluate=False) - 1, sinh(call.k, evaluate=False))


def _over_both(turn: type, below: type, sign: Expr) -> Callable[[Call], Outer]:
    """tan(g + k) - tan g = sin k/(cos g·cos(g + k)), and those like it."""

    def outer(call: Call) -> Outer:
        rise = turn(call.k, evaluate=False)
        ratio, move = call.standard(rise, S.One)
        both = multiply(sign, power(below(call.g), S.NegativeOne), power(below(call.shifted), S.NegativeOne))
        theorem = call.rewritten("addition_theorem", multiply(rise, both))
        return Outer(call.quotients.times(both, ratio), multiply(sign, power(below(call.g), S(-2))), (theorem, move))

    return outer


def _arctangent(call: Call) -> Outer:
    """atan(g + k) - atan g = atan(m) with m = k/(1 + g·(g + k)), for small k"""
    below = 1 + multiply(call.g, call.shifted)
    change = call.k / below
    rise = sp.atan(change, evaluate=False)
    ratio, move = call.standard(rise, S.One, change)
    return Outer(call.quotients.times(ratio, 1 / below), 1 / (1 + call.g**2), (call.rewritten("addition_theorem", rise), move))


def _sigmoid(call: Call) -> Outer:
    """σ(g + k) - σ(g) = σ(g + k)·(1 - σ(g))·(1 - e⁻ᵏ)"""
    here, moved = named.sigmoid(call.g), named.sigmoid(call.shifted)
    rise = 1 - exp(-call.k, evaluate=False)
    ratio, move = call.standard(rise, S.One)
    theorem = call.rewritten("addition_theorem", multiply(moved, 1 - here, rise))
    return Outer(call.quotients.times(moved, 1 - here, ratio), multiply(here, 1 - here), (theorem, move))


def _softplus(call: Call) -> Outer:
    """ln(1 + e^(g + k)) - ln(1 + e^g) = ln(1 + m) with m = σ(g)·(eᵏ - 1)"""
    here = named.sigmoid(call.g)
    rise = exp(call.k, evaluate=False) - 1
    change = multiply(here, rise)
    (growth, first), (ratio, second) = call.standard(log(1 + change), S.One, change), call.standard(rise, S.One)
    theorem = call.rewritten("logarithm_law", log(1 + change))
    return Outer(call.quotients.times(here, growth, ratio), here, (theorem, first, second))


OUTER: dict[type, Callable[[Call], Outer]] = {
    exp: _exponential,
    log: _logarithm,
    sin: _sine,
    cos: _cosine,
    sinh: _hyperbolic_sine,
    cosh: _hyperbolic_cosine,
    sp.tan: _over_both(sin, cos, S.One),
    sp.cot: _over_both(sin, sin, S.NegativeOne),
    sp.tanh: _over_both(sinh, cosh, S.One),
    sp.coth: _over_both(sinh, sinh, S.NegativeOne),
    sp.atan: _arctangent,
    named.sigmoid: _sigmoid,
    named.softplus: _softplus,
}


# Functions that are others in disguise.

DEFINITIONS: dict[type, Callable[..., Expr]] = {
    sp.sec: lambda u: 1 / cos(u),
    sp.csc: lambda u: 1 / sin(u),
    sp.sech: lambda u: 1 / cosh(u),
    sp.csch: lambda u: 1 / sinh(u),
    named.silu: lambda z: z * named.sigmoid(z),
    **{head: head.defined for head in (named.gelu, named.bce, named.logsumexp, named.norm)},
}


def defined(quotients: Quotients, of: Expr) -> Part | None:
    """F(g) by what it means: sec u = 1/cos u, silu(z) = z·σ(z)."""
    definition = DEFINITIONS.get(type(of))
    if definition is None:
        return None
    meaning = definition(*of.args)
    part = quotients.of(meaning)
    return quotients.together(of, part.simplified, part.limit, (Move("definition", of, meaning), *part.moves))


# Functions of several arguments, and unknown ones: one argument moves after the other.


def several(quotients: Quotients, of: Expr) -> Part | None:
    """F(a + i, b + k) - F(a, b) = (F(a + i, b + k) - F(a, b + k)) + …, each over the change of its argument"""
    unknown = UnknownDerivative.of_call(of) if isinstance(of, AppliedUndef) else None
    if isinstance(of, (Derivative, Subs)):
        unknown = UnknownDerivative.of_derivative(of)
    if unknown is not None:
        return _one_by_one(quotients, of, unknown.args, lambda *args: unknown.at(args).expression(), _of_unknown(unknown), "by_definition")
    if isinstance(of, sp.atan2):
        return _one_by_one(quotients, of, of.args, sp.atan2, _of_table(of), "standard_limit")
    return None


def _of_unknown(unknown: UnknownDerivative) -> Callable[[int], Expr]:
    return lambda place: unknown.raised(place).expression()


def _of_table(of: Expr) -> Callable[[int], Expr]:
    def gives(place: int) -> Expr:
        found = slope(type(of), of.args, place)
        assert found is not None
        return found.gives

    return gives


def _one_by_one(
    quotients: Quotients, of: Expr, args: tuple[Expr, ...], build: Callable[..., Expr], gives: Callable[[int], Expr], kind: str
) -> Part:
    """The quotient by its moving arguments.

    build  makes the function from arguments
    gives  its slope along the argument of a number
    kind   of the move to each slope
    """
    terms, limits, moves = [], [], []
    for place, argument in enumerate(args):
        inner = quotients.inner(argument)
        if inner.is_still:
            continue
        before = tuple(quotients.shifted(each) for each in args[:place])
        after = args[place + 1 :]
        moved, unmoved = build(*before, quotients.shifted(argument), *after), build(*before, argument, *after)
        changed = Add(moved, negate(unmoved), evaluate=False)
        ratio = quotients.standard(changed, inner.k, gives(place), inner)
        terms.append(quotients.times(ratio, inner.part.simplified))
        limits.append(multiply(gives(place), inner.part.limit))
        moves += [*inner.part.moves, *_increment(quotients, inner), Move(kind, ratio, gives(place))]
    return quotients.together(of, add(terms), add(limits), moves)
