"""Quotients of functions by cases: for h small enough one case alone counts, wherever no two meet.

Belongs here: which formula counts where. Does not: the point where cases meet (`point`), or |u|, which needs no cases (`structure`).
"""

from __future__ import annotations

from collections.abc import Callable

from sympy import Abs, And, Basic, Eq, Expr, Ge, Gt, Heaviside, Integer, Le, Max, Min, Or, Piecewise, S, exp, sign

from pdtutor.calculus.first_principles.quotients import Part, Quotients
from pdtutor.calculus.first_principles.results import Move
from pdtutor.calculus.joins import derived_cases, regions, without_thin_cases
from pdtutor.calculus.slopes import over, under
from pdtutor.calculus.unfolding import unfolded
from pdtutor.notation import functions as named
from pdtutor.notation.algebra import OPPOSITE, by_cases, compared

Branches = list[tuple[Expr, Basic]]


def _kept_between(x: Expr, low: Expr, high: Expr) -> Branches:
    if low.is_number and high.is_number and (high - low).is_positive:
        return [(low, under(x, low)), (x, under(x, high)), (high, S.true)]
    return [(high, compared(Ge, Max(x, low, evaluate=False), high)), (x, over(x, low)), (low, S.true)]


def _hardswish(x: Expr) -> Branches:
    return [(S.Zero, under(x, Integer(-3))), (x * (x + 3) / 6, under(x, Integer(3))), (x, S.true)]


BRANCHES: dict[type, Callable[..., Branches]] = {
    named.relu: lambda x: [(x, over(x, S.Zero)), (S.Zero, S.true)],
    named.leaky_relu: lambda x, a: [(x, over(x, S.Zero)), (a * x, S.true)],
    named.elu: lambda x, a: [(x, over(x, S.Zero)), (a * (exp(x) - 1), S.true)],
    named.huber: lambda r, d: [(r**2 / 2, compared(Le, Abs(r), d)), (d * (Abs(r) - d / 2), S.true)],
    named.hardswish: _hardswish,
    named.hardtanh: lambda x: _kept_between(x, S.NegativeOne, S.One),
    named.relu6: lambda x: _kept_between(x, S.Zero, Integer(6)),
    named.clip: _kept_between,
}


def branching(quotients: Quotients, of: Expr) -> Part | None:
    """The quotient of a function by cases is, inside each case, the quotient of its formula."""
    branches = _extreme(of) if isinstance(of, (Max, Min)) else BRANCHES[type(of)](*of.args) if type(of) in BRANCHES else None
    if branches is None:
        return None
    parts = [quotients.of(formula) for formula, _ in branches]
    conditions = [condition for _, condition in branches]
    alone = by_cases(*((quotients.quotient(formula), condition) for formula, condition in branches))
    simplified = by_cases(*((part.simplified, condition) for part, condition in zip(parts, conditions, strict=True)))
    limit = by_cases(*((part.limit, condition) for part, condition in zip(parts, conditions, strict=True)))
    moves = [move for part in parts for move in part.moves]
    return quotients.together(of, simplified, limit, [Move("one_case", quotients.quotient(of), alone), *moves])


def _extreme(of: Expr) -> Branches:
    """Each argument where it is ahead of all others."""
    *first, last = of.args
    relation = Gt if isinstance(of, Max) else OPPOSITE[Gt]
    ahead = [(argument, compared(relation, argument, _rival(of, argument))) for argument in first]
    return [*ahead, (last, S.true)]


def _rival(of: Expr, argument: Expr) -> Expr:
    others = [other for other in of.args if other != argument]
    return others[0] if len(others) == 1 else of.func(*others, evaluate=False)


def flat(quotients: Quotients, of: Expr) -> Part | None:
    """sign and the unit step stand still on either side of their jump."""
    if not isinstance(of, (sign, Heaviside)):
        return None
    return Part(S.Zero, S.Zero, (Move("one_case", quotients.quotient(of), S.Zero),))


def piecewise(quotients: Quotients, of: Expr) -> Part | None:
    """In a region with an inside, the quotient of its formula; at a single point, the quotient as it stands."""
    if not isinstance(of, Piecewise):
        return None
    joined = without_thin_cases(unfolded(of))
    if joined != of:
        part = quotients.of(joined)
        return quotients.together(of, part.simplified, part.limit, (Move("definition", of, joined), *part.moves))
    parts = [quotients.of(pair.expr) for pair in of.args]
    limit, _ = derived_cases(of, quotients.wrt, [part.limit for part in parts])
    moves = [move for part in parts for move in part.moves]
    alone = _by_region(quotients, of, [quotients.quotient(pair.expr) for pair in of.args])
    simplified = _by_region(quotients, of, [part.simplified for part in parts])
    return quotients.together(of, simplified, limit, [Move("one_case", quotients.quotient(of), alone), *moves])


def _by_region(quotients: Quotients, of: Expr, inside: list[Expr]) -> Expr:
    where = regions(of)
    formulas = [quotients.quotient(of) if _is_thin(region, quotients.wrt) else part for part, region in zip(inside, where, strict=True)]
    return by_cases(*zip(formulas, (pair.cond for pair in of.args), strict=True))


def _is_thin(region: Basic, wrt: Expr) -> bool:
    """Must the variable that moves have one certain value in the region?"""
    if isinstance(region, Or):
        return all(_is_thin(part, wrt) for part in region.args)
    return any(isinstance(part, Eq) and wrt in part.free_symbols for part in And.make_args(region))
