"""Conditions such as |x| = x, whose two sides are the same throughout a region, as conditions on the parts: x ≥ 0.

Belongs here: taking relations between functions with corners apart, case by case. Does not: where the cases of a function meet (`joins`).
"""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Abs, And, Basic, Eq, Expr, FiniteSet, Ge, Gt, Le, Lt, Max, Min, Ne, Or, Piecewise, S, Set, Union, expand, sign
from sympy.core.relational import Relational

from pdtutor.notation.algebra import OPPOSITE, linear_in, substitute
from pdtutor.notation.functions import NamedFunction

MOST_CASES = 32  # into which one relation is taken apart; with more it stands as it is
Case = tuple[Basic, Expr]  # a region, and the formula there


def unfolded(of: Piecewise) -> Expr:
    """The same function; a relation whose sides are the same throughout a region is written as conditions on their parts.

    No longer one by cases where all but one of these turn out never to hold.
    """
    relations = {relation for pair in of.args for relation in pair.cond.atoms(Relational)}
    plain = {relation: condition for relation in relations if (condition := _unfolded(relation)) is not None}
    return Piecewise(*((pair.expr, pair.cond.xreplace(plain)) for pair in of.args), evaluate=False) if plain else of


def on_a_line(condition: Basic) -> Basic:
    """A condition on one variable as intervals of it, where its relations take apart into such; any other as it is."""
    parts = {relation: _joined(relation, cases) for relation in condition.atoms(Relational) if (cases := _cases_of(relation))}
    plain = condition.xreplace(parts)
    return _in_one_variable(plain) if len(plain.free_symbols) == 1 and _corner(plain) is None else condition


def borders(tie: Basic) -> tuple[Basic, ...] | None:
    """Of g ≠ h in one variable, where the two are the same throughout a region: variable ≠ end for each end of it; None of any other."""
    if not isinstance(tie, Ne) or len(tie.free_symbols) != 1:
        return None
    cases = _cases_of(tie) if _corner(tie) is not None else None
    if not cases or all(formula != 0 for _, formula in cases):
        return None
    same = Or(*(_consistent(And(region, _solved(Eq, formula))) for region, formula in cases))
    if not _is_on_a_line(same):
        return None
    (variable,) = tie.free_symbols
    ends = same.as_set().boundary
    return tuple(Ne(variable, end, evaluate=False) for end in sorted(ends)) if isinstance(ends, FiniteSet) else ()


def _unfolded(relation: Relational) -> Basic | None:
    cases = _cases_of(relation) if _corner(relation) is not None else None
    return _in_one_variable(_joined(relation, cases)) if cases and any(formula == 0 for _, formula in cases) else None


def _cases_of(relation: Relational) -> list[Case] | None:
    return _cases(S.true, relation.lhs - relation.rhs, MOST_CASES)


def _joined(relation: Relational, cases: list[Case]) -> Basic:
    return Or(*(_consistent(And(region, _solved(relation.func, formula))) for region, formula in cases))


def _cases(region: Basic, formula: Expr, most: int) -> list[Case] | None:
    """Regions and the formula without corners in each; None where there are too many."""
    formula = expand(formula)
    corner = _corner(formula)
    if corner is None:
        return [(region, formula)]
    found: list[Case] = []
    for condition, value in _of_corner(corner):
        inside = _cases(And(region, condition), substitute(formula, {corner: value}), most - len(found))
        if inside is None or len(found) + len(inside) > most:
            return None
        found += inside
    return found


def _corner(formula: Basic) -> Expr | None:
    """A part with corners, none of whose own parts has any."""
    parts = (part for part in formula.atoms(Abs, sign, Max, Min, Piecewise, NamedFunction) if _has_corner(part))
    return next((part for part in sorted(parts, key=str) if not any(map(_corner, part.args))), None)


def _has_corner(part: Expr) -> bool:
    return part.has_cases if isinstance(part, NamedFunction) else True


def _of_corner(corner: Expr) -> Iterator[Case]:
    if isinstance(corner, NamedFunction):
        yield S.true, corner.definition()
    elif isinstance(corner, Piecewise):
        yield from ((pair.cond, pair.expr) for pair in corner.args)
    elif isinstance(corner, Abs | sign):
        yield from _by_sign(corner, corner.args[0])
    else:
        relation = Ge if isinstance(corner, Max) else OPPOSITE[Ge]
        for argument in corner.args:
            yield And(*(_solved(relation, argument - rival) for rival in corner.args if rival != argument)), argument


def _by_sign(corner: Expr, g: Expr) -> Iterator[Case]:
    if isinstance(corner, Abs):
        yield from ((_solved(Ge, g), g), (_solved(Lt, g), -g))
    else:
        yield from ((_solved(Gt, g), S.One), (_solved(Lt, g), S.NegativeOne), (_solved(Eq, g), S.Zero))


def _solved(relation: type, difference: Expr) -> Basic:
    """difference > 0 and the like, solved for its variable where it is a line in one."""
    symbols = difference.free_symbols
    line = linear_in(difference, next(iter(symbols))) if len(symbols) == 1 else None
    if line is None or not line[0].is_number:
        return relation(difference, S.Zero)
    slope, rest = line
    return (OPPOSITE.get(relation, relation) if slope.is_negative else relation)(next(iter(symbols)), -rest / slope)


def _consistent(region: Basic) -> Basic:
    """The region, false where what an equality says of a variable contradicts the rest."""
    parts = And.make_args(region)
    known = {part.lhs: part.rhs for part in parts if isinstance(part, Eq) and part.lhs.is_Symbol and part.rhs.is_number}
    others = And(*(part for part in parts if not (isinstance(part, Eq) and part.lhs in known))).xreplace(known)
    return And(*(Eq(*pair, evaluate=False) for pair in known.items()), others) if known else region


def _in_one_variable(condition: Basic) -> Basic:
    """A condition that compares one variable with numbers, as intervals of it; any other as it is."""
    if not _is_on_a_line(condition):
        return condition
    (variable,) = condition.free_symbols
    region = condition.as_set()
    if region is S.EmptySet:
        return S.false
    outside = region.complement(S.Reals)
    if isinstance(outside, FiniteSet):
        return And(*(Ne(variable, number) for number in outside))
    return Or(*(_within(variable, part) for part in (region.args if isinstance(region, Union) else (region,))))


def _is_on_a_line(condition: Basic) -> bool:
    relations = condition.atoms(Relational)
    return len(condition.free_symbols) == 1 and all(each.lhs.is_Symbol and each.rhs.is_Rational for each in relations)


def _within(variable: Expr, part: Set) -> Basic:
    if isinstance(part, FiniteSet):
        return Or(*(Eq(variable, number) for number in part))
    above = S.true if part.start == -S.Infinity else (Gt if part.left_open else Ge)(variable, part.start)
    below = S.true if part.end == S.Infinity else (Lt if part.right_open else Le)(variable, part.end)
    return And(above, below)
