"""Where a derivative fails to exist: the conditions of all steps, said in the user's own variables.

Belongs here: collecting, replacing names, dropping what always holds or does no harm.
Does not: the conditions of one rule (`slopes`, `rules`).
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping

import mpmath
from sympy import And, Basic, Eq, Expr, Gt, Integer, Lt, Ne, Rational, S, tanh

from pdtutor.calculus.limits import is_same, slopes_at
from pdtutor.calculus.numeric import evaluate
from pdtutor.calculus.step import Step
from pdtutor.notation.algebra import linear_in, substitute
from pdtutor.notation.functions import sigmoid
from pdtutor.notation.names import variables_of


def conditions_of(root: Step) -> tuple[Basic, ...]:
    """The relations under which the derivation holds, each once, without those at whose edge the derivative exists all the same."""
    return tuple(c for c in essential(_collected(root, {}, set())) if not _does_no_harm(c, root))


def essential(conditions: Iterable[Basic]) -> tuple[Basic, ...]:
    """Each condition once, in its simplest form, without those that always hold."""
    simple = dict.fromkeys(map(_simplified, dict.fromkeys(conditions)))
    return tuple(condition for condition in simple if condition is not S.true and not _follows(condition, simple))


def _follows(condition: Basic, others: Iterable[Basic]) -> bool:
    """Does g ≠ 0 follow from another condition g > 0 or g < 0, or say the same as an earlier one with its sides exchanged?"""
    if not isinstance(condition, Ne):
        return False
    sides = {condition.lhs, condition.rhs}
    for other in others:
        if other is condition:
            return any(isinstance(later, (Gt, Lt)) and set(later.args) == sides for later in others)
        if isinstance(other, (Ne, Gt, Lt)) and set(other.args) == sides:
            return True
    return False


def _collected(step: Step, names: Mapping[Expr, Expr], seen: set[int]) -> Iterator[Basic]:
    if id(step) in seen:
        return
    seen.add(id(step))
    for condition in step.conditions:
        yield substitute(condition, names)
    inside = {**names, **{name: substitute(inner, names) for name, inner in step.names.items()}}
    for child in step.children:
        yield from _collected(child, inside, seen)


def _simplified(condition: Basic) -> Basic:
    """Factors that cannot vanish are dropped from g ≠ 0, and what SymPy knows to hold becomes true."""
    if not isinstance(condition, Ne):
        return S.true if _always_holds(condition) else condition
    difference = condition.lhs - condition.rhs
    if difference.is_nonzero:
        return S.true
    if condition.rhs != 0 or not difference.is_Mul:
        return condition
    kept = [factor for factor in difference.args if not factor.is_nonzero]
    return Ne(difference.func(*kept), 0, evaluate=False)


BETWEEN = {sigmoid: (0, 1), tanh: (-1, 1)}  # values strictly between the two


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
    if not isinstance(condition, Ne) or len(variables_of(root.of)) > 6 or not root.wrt.is_Symbol:
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
        is_tie = bool(abs(gap) < 1e-40) if gap == gap else True
        return is_tie if isinstance(condition, Eq) else not is_tie
    if hasattr(condition, "gts"):
        gap = evaluate(condition.gts - condition.lts, point)
        return bool(gap == gap and gap > 1e-40)
    return any(holds_at(part, point) for part in condition.args)
