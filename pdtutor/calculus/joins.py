"""Where the cases of a function meet: thin cases that fit the rest, seams that are smooth, seams that are not.

Belongs here: reading the conditions of a Piecewise, and what holds in one of its regions alone. Does not: the rule that uses it
(`rules.composed`), or putting together cases of a derivative that share a seam (`seams`).

A case is *thin* when its region has no inside (x = 0): a derivative there cannot be read off its formula, only from the limit of the
difference quotient.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sympy import Abs, And, Basic, Eq, Expr, Max, Min, Ne, Or, Piecewise, S, Symbol, expand, sign
from sympy.core.relational import Relational

from pdtutor.calculus.limits import is_same, recognised, slopes_at
from pdtutor.notation.algebra import by_cases, linear_in, negation, substitute
from pdtutor.notation.functions import NamedFunction
from pdtutor.notation.names import variables_of


def without_thin_cases(of: Expr) -> Expr:
    """The same function with every thin case dropped whose value the neighbouring formula takes there anyway."""
    if not isinstance(of, Piecewise):
        return of
    pairs = [(pair.expr, pair.cond) for pair in of.args]
    for k, region in enumerate(regions(of)):
        if not _is_thin(region):
            continue
        rest = pairs[:k] + pairs[k + 1 :]
        candidate = rest[0][0] if len(rest) == 1 else Piecewise(*rest[:-1], (rest[-1][0], True), evaluate=False)
        if _is_zero_at(candidate - pairs[k][0], _pinned(region)):
            return without_thin_cases(candidate)
    return of


def regions(of: Piecewise) -> list[Basic]:
    """The region of each case: its condition where no earlier one holds."""
    found: list[Basic] = []
    before: list[Basic] = []
    for pair in of.args:
        found.append(And(*before, pair.cond))
        before.append(negation(pair.cond))
    return found


def _is_thin(region: Basic, wrt: Expr | None = None) -> bool:
    """Has the region no inside along `wrt` (along any variable without it), because an equality must hold in it?"""
    if isinstance(region, Or):
        return all(_is_thin(part, wrt) for part in region.args)
    equalities = [part for part in And.make_args(region) if isinstance(part, Eq)]
    return region is S.false or any(wrt is None or wrt in equality.free_symbols for equality in equalities)


def only_within(condition: Basic, region: Basic) -> Basic:
    """A condition that matters inside a region alone: true where the region is left, and where the region implies it."""
    if condition in And.make_args(region):
        return S.true
    if isinstance(condition, Ne):
        root = _root(condition.lhs - condition.rhs, condition.lhs)
        if root is not None and len(condition.free_symbols) == 1 and substitute(region, root) == S.false:
            return S.true
    return Or(condition, negation(region))


def _pinned(region: Basic) -> dict[Expr, Expr]:
    """What the equalities of a thin region say of single variables: {x: 0, y: 0}."""
    found: dict[Expr, Expr] = {}
    for part in And.make_args(region):
        if isinstance(part, Eq):
            variable, value = (part.lhs, part.rhs) if part.lhs.is_Symbol else (part.rhs, part.lhs)
            if variable.is_Symbol and variable not in value.free_symbols:
                found[variable] = value
    return found


def _is_zero_at(difference: Expr, values: Mapping[Expr, Expr]) -> bool:
    if not values:
        return False
    there = substitute(difference, values).doit()
    return bool(there.is_finite is not False and not there.has(S.NaN) and expand(there) == 0)


def derived_cases(of: Piecewise, wrt: Expr, slopes: Sequence[Expr]) -> tuple[Expr, tuple[Basic, ...]]:
    """The derivative by cases, and the conditions under which it exists.

    slopes  the derivative of each case's formula
    """
    rough = _rough_seams(of, wrt, slopes)
    where = regions(of)
    if not any(_is_thin(region, wrt) for region in where):
        return by_cases(*((gives, pair.cond) for gives, pair in zip(slopes, of.args, strict=True))), rough
    known = [(_isolated_slope(of, wrt, _pinned(region)), region) for region in where if _is_thin(region, wrt)]
    thin_cases = [(value, region) for value, region in known if value is not None]
    missing = tuple(negation(region) for value, region in known if value is None)
    open_cases = [(gives, region) for gives, region in zip(slopes, where, strict=True) if not _is_thin(region, wrt)]
    if missing or of.args[-1].cond is not S.true:
        return by_cases(*thin_cases, *open_cases), (*rough, *missing)
    *first, (last, _) = [*thin_cases, *open_cases]
    return by_cases(*first, (last, S.true)), rough


def _rough_seams(of: Piecewise, wrt: Expr, slopes: Sequence[Expr]) -> tuple[Basic, ...]:
    """g ≠ h for every seam g = h between regions that value or slope do not cross unbroken."""
    relations = sorted((r for pair in of.args for r in pair.cond.atoms(Relational) if wrt in r.free_symbols), key=str)
    borders = [relation for relation in relations if not isinstance(relation, (Eq, Ne))]
    smooth = {_seam(border) for border in borders if _is_smooth(of, wrt, slopes, border)}
    return tuple(seam for seam in dict.fromkeys(map(_seam, borders)) if seam not in smooth)


def _seam(relation: Basic) -> Basic:
    return Ne(relation.lhs, relation.rhs, evaluate=False)


def _is_smooth(of: Piecewise, wrt: Expr, slopes: Sequence[Expr], relation: Relational) -> bool:
    """Do value and slope agree across the seam where the two sides of the relation are equal?"""
    root = _root(relation.lhs - relation.rhs, wrt)
    if root is None:
        return False
    if len(of.args) == 2 and of.args[1].cond is S.true and of.args[0].cond == relation:
        (one, _), (other, _) = (pair.args for pair in of.args)
        if not _has_corners(one, other, *slopes) and _is_zero_at(one - other, root) and _is_zero_at(slopes[0] - slopes[1], root):
            return True
    return set(root) == variables_of(of) and set(root) == {wrt} and is_same(*slopes_at(of, wrt, root))


def _has_corners(*formulas: Expr) -> bool:
    """Do the formulas have corners of their own, at which a value tells nothing of the sides?"""
    calls = {call for formula in formulas for call in formula.atoms(NamedFunction)}
    return any(formula.has(Piecewise, Max, Min, Abs, sign) for formula in formulas) or any(call.has_cases for call in calls)


def _root(difference: Expr, wrt: Expr) -> dict[Expr, Expr] | None:
    """A linear equation difference = 0 solved for one variable, `wrt` first."""
    symbols = sorted(difference.free_symbols, key=lambda symbol: (symbol != wrt, str(symbol)))
    for symbol in symbols:
        line = linear_in(difference, symbol) if isinstance(symbol, Symbol) else None
        if line is not None and line[0].is_number:
            return {symbol: -line[1] / line[0]}
    return None


def _isolated_slope(of: Expr, wrt: Expr, point: Mapping[Expr, Expr]) -> Expr | None:
    """The slope at a single point, every variable pinned, by the limit of the difference quotient; None where it is not recognised."""
    if set(point) != variables_of(of) or not all(value.is_number for value in point.values()):
        return None
    left, right = slopes_at(of, wrt, point)
    return recognised(right) if is_same(left, right) else None
