"""Where a derivative fails to exist: the conditions of all steps, said in the user's own variables.

Belongs here: collecting, replacing names, dropping what always holds or does no harm, asking at a point.
Does not: the conditions of one rule (`slopes`, `rules`).
"""

from __future__ import annotations

import random
from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import repeat

import mpmath
from sympy import Abs, And, Basic, Eq, Expr, Gt, Indexed, Integer, Lt, Mul, Ne, Or, Piecewise, Rational, S, Sum, tanh
from sympy.core.function import AppliedUndef

from pdtutor.calculus.joins import only_within, regions
from pdtutor.calculus.limits import is_same, slopes_at
from pdtutor.calculus.numeric import evaluate
from pdtutor.calculus.step import Step
from pdtutor.notation.algebra import linear_in, substitute
from pdtutor.notation.functions import cbrt, sigmoid
from pdtutor.notation.names import variables_of

BETWEEN = {sigmoid: (0, 1), tanh: (-1, 1)}  # values strictly between the two
TIE = 1e-40  # of numbers evaluated in fifty digits; nearer than this, two are taken for equal
MOST_TRIED = 6  # variables; conditions on more are rarely harmless, and stand as they are


def conditions_of(root: Step) -> tuple[Basic, ...]:
    """The relations under which the derivation holds, each once, without those at whose edge the derivative exists all the same."""
    return tuple(c for c in essential(_collected(root, {}, set())) if not _does_no_harm(c, root))


def essential(conditions: Iterable[Basic]) -> tuple[Basic, ...]:
    """Each condition once, in its simplest form, without those that always hold."""
    simple = dict.fromkeys(map(_simplified, dict.fromkeys(conditions)))
    return tuple(condition for condition in simple if condition is not S.true and not _follows(condition, simple))


def _follows(condition: Basic, others: Iterable[Basic]) -> bool:
    """Does a condition follow from another: g ≠ 0 from g > 0 or g < 0 or itself with its sides exchanged, "p or q" from p?"""
    if isinstance(condition, Or):
        return any(part in others for part in condition.args)
    if not isinstance(condition, Ne):
        return False
    sides = {condition.lhs, condition.rhs}
    for other in others:
        if other is condition:
            return any(isinstance(later, (Gt, Lt)) and set(later.args) == sides for later in others)
        if isinstance(other, (Ne, Gt, Lt)) and set(other.args) == sides:
            return True
    return False


def _collected(step: Step, names: Mapping[Expr, Expr], seen: set[Hashable]) -> Iterator[Basic]:
    """The conditions of a step and all below it, names spelled out; a shared step again for each meaning of the names in it."""
    meaning = frozenset((name, names[name]) for name in step.of.free_symbols if name in names)
    if (id(step), meaning) in seen:
        return
    seen.add((id(step), meaning))
    for condition in step.conditions:
        yield substitute(condition, names)
    inside = {**names, **{name: substitute(inner, names) for name, inner in step.names.items()}} if step.names else names
    regions_of_children = regions(step.of) if isinstance(step.of, Piecewise) and step.rule == "piecewise" else repeat(S.true)
    for child, region in zip(step.children, regions_of_children, strict=False):
        below = _collected(child, inside, seen)
        yield from below if region == S.true else (only_within(condition, substitute(region, names)) for condition in below)


def _simplified(condition: Basic) -> Basic:
    """What SymPy knows to hold becomes true; g² > 0, |g| > 0 and ∛g ≠ 0 become g ≠ 0; factors that cannot vanish are dropped."""
    if isinstance(condition, Gt) and condition.rhs == 0 and condition.lhs.is_nonnegative and not condition.lhs.is_positive:
        condition = Ne(condition.lhs, 0, evaluate=False)
    if not isinstance(condition, Ne):
        return S.true if _always_holds(condition) else condition
    difference = condition.lhs - condition.rhs
    if difference.is_nonzero:
        return S.true
    if condition.rhs != 0:
        return condition
    kept = [factor for factor in Mul.make_args(_core(difference)) if not factor.is_nonzero]
    return Ne(Mul(*kept), 0, evaluate=False)


def _core(expression: Expr) -> Expr:
    """The part whose zeros are the zeros of the expression: x of |x|, ∛x, x²."""
    if isinstance(expression, (Abs, cbrt)):
        return _core(expression.args[0])
    if expression.is_Pow and expression.exp.is_positive and expression.exp.is_Rational:
        return _core(expression.base)
    return expression


def _always_holds(condition: Basic) -> bool:
    if not hasattr(condition, "gts"):
        return False
    greater, less = condition.gts, condition.lts
    low, _ = BETWEEN.get(type(greater), (None, None))
    _, high = BETWEEN.get(type(less), (None, None))
    is_above = low is not None and less.is_number and less <= low
    is_below = high is not None and greater.is_number and greater >= high
    return bool(is_above or is_below or (greater - less).is_positive)


def _does_no_harm(condition: Basic, root: Step) -> bool:
    """Does the derivative exist, with the value that the formula gives, wherever g ≠ 0 is broken? Tried at three places."""
    variables = variables_of(root.of)
    if not isinstance(condition, Ne) or len(variables) > MOST_TRIED or root.of.has(Sum, Indexed, AppliedUndef) or root.wrt not in variables:
        return False
    edges = list(_edge_points(condition, root))
    return bool(edges) and all(_is_smooth_at(root, point) for point in edges)


def _edge_points(condition: Ne, root: Step) -> Iterator[dict[Expr, Expr]]:
    """Three points at which the two sides of g ≠ h are equal, found where the difference is linear in a variable; none elsewhere."""
    generator = random.Random(7)
    variables = variables_of(root.of)
    difference = condition.lhs - condition.rhs
    for variable in sorted(difference.free_symbols & variables, key=lambda v: (v != root.wrt, str(v))):
        line = linear_in(difference, variable) if variable.is_Symbol else None
        if line is None:
            continue
        for _ in range(3):
            point = {other: Rational(Integer(generator.randint(3, 40)), 16) for other in variables if other != variable}
            slope, rest = (substitute(part, point) for part in line)
            if slope.is_number and slope.is_nonzero:
                yield point | {variable: -rest / slope}
        return


def _is_smooth_at(root: Step, point: Mapping[Expr, Expr]) -> bool:
    """Does the derivative exist at the point, with the value that the formula gives?"""
    formula = evaluate(root.gives, point)
    left, right = slopes_at(root.of, root.wrt, point)
    return formula == formula and is_same(left, right) and is_same(right, mpmath.mpf(formula))


def holds_at(condition: Basic, point: Mapping[Expr, Expr]) -> bool:
    """Does a condition hold at a point of exact numbers? Ties count as broken, an undefined side too."""
    if isinstance(condition, And):
        return all(holds_at(part, point) for part in condition.args)
    if isinstance(condition, (Ne, Eq)):
        gap = evaluate(condition.lhs - condition.rhs, point)
        is_tie = bool(abs(gap) < TIE) if gap == gap else True
        return is_tie if isinstance(condition, Eq) else not is_tie
    if hasattr(condition, "gts"):
        gap = evaluate(condition.gts - condition.lts, point)
        return bool(gap == gap and gap > TIE)
    return any(holds_at(part, point) for part in condition.args)
