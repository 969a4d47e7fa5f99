"""Where a derivative fails to exist: the conditions of all steps, said in the user's own variables.

Belongs here: collecting, replacing names, dropping what always holds or does no harm, asking at a point.
Does not: the conditions of one rule (`slopes`, `rules`).
"""

from __future__ import annotations

import random
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Set
from itertools import chain, islice, repeat
from typing import Any, TypeAlias

import mpmath
from sympy import (
    Abs,
    And,
    Basic,
    Eq,
    Expr,
    Gt,
    Indexed,
    Lt,
    Mul,
    Ne,
    Number,
    Or,
    Piecewise,
    Rational,
    S,
    Sum,
    factor_terms,
    tanh,
)
from sympy.core.function import AppliedUndef

from pdtutor.calculus.joins import only_within, regions
from pdtutor.calculus.limits import INFINITE, is_same, slopes_at
from pdtutor.calculus.numeric import evaluate
from pdtutor.calculus.step import Step
from pdtutor.calculus.unfolding import borders, on_a_line
from pdtutor.notation.algebra import linear_in, negation, substitute
from pdtutor.notation.functions import cbrt, sigmoid
from pdtutor.notation.names import in_natural_order, variables_of

Sides: TypeAlias = frozenset[Basic]

BETWEEN = {sigmoid: (0, 1), tanh: (-1, 1)}  # values strictly between the two
TIE = 1e-40  # of numbers evaluated in fifty digits; nearer than this, two are taken for equal
EDGE_POINTS = 16  # places tried on an edge
MAGNITUDES = (4, 16, 64, 256)  # sixty-fourths
MOST_TRIED = 6  # variables; conditions on more are rarely harmless, and stand as they are


def conditions_of(root: Step) -> tuple[Basic, ...]:
    """The relations under which the derivation holds, each once, without those at whose edge the derivative exists all the same."""
    found = essential(_collected(root, {}, set()))
    if not _can_be_tried(root):
        return essential(found)
    collected = (each for condition in found for each in _at_borders(condition, root))
    return tuple(condition for condition in essential(collected) if not _does_no_harm(condition, root))


def _can_be_tried(root: Step) -> bool:
    """Can the function be evaluated at enough places to tell how it behaves at an edge?"""
    variables = variables_of(root.of)
    return len(variables) <= MOST_TRIED and root.wrt in variables and not root.of.has(Sum, Indexed, AppliedUndef)


def _at_borders(condition: Basic, root: Step) -> tuple[Basic, ...]:
    """A tie that lasts throughout a region leaves the border of that region alone, where the derivative is found to exist inside."""
    ends = borders(condition)
    if ends is None or not _is_smooth_inside(condition, ends, root):
        return (condition,)
    return ends


def _is_smooth_inside(tie: Basic, ends: Iterable[Basic], root: Step) -> bool:
    places = _places(in_natural_order(variables_of(root.of)), sorted(root.of.atoms(Number), key=str), 4 * EDGE_POINTS)
    inside = (place for place in places if not holds_at(tie, place) and all(holds_at(end, place) for end in ends))
    tried = list(islice((place for place in inside if _is_defined(evaluate(root.of, place))), EDGE_POINTS))
    return bool(tried) and all(_is_smooth_at(root, place) for place in tried)


def conditions_below(step: Step) -> Iterator[Basic]:
    """The conditions of a step and of all below it, in the user's own variables."""
    return _collected(step, {}, set())


def essential(conditions: Iterable[Basic]) -> tuple[Basic, ...]:
    """Each condition once, in its simplest form, without those that always hold."""
    simple = dict.fromkeys(map(_simplified, dict.fromkeys(conditions)))
    strict = {_sides(condition) for condition in simple if isinstance(condition, (Gt, Lt))}
    first = {_sides(condition): condition for condition in reversed(simple) if isinstance(condition, Ne)}
    return tuple(condition for condition in simple if condition is not S.true and not _follows(condition, simple, strict, first))


def _follows(condition: Basic, others: Collection[Basic], strict: Set[Sides], first: Mapping[Sides, Basic]) -> bool:
    """Does a condition follow from another: g ≠ 0 from g > 0 or g < 0 or itself with its sides exchanged, "p or q" from p?

    strict  the sides of every < and >
    first   the first ≠ of its two sides
    """
    if isinstance(condition, Or):
        return any(part in others for part in condition.args)
    if not isinstance(condition, Ne):
        return False
    return _sides(condition) in strict or first[_sides(condition)] is not condition


def _sides(condition: Basic) -> Sides:
    return frozenset(condition.args)


def _collected(step: Step, names: Mapping[Expr, Expr], seen: set[Hashable]) -> Iterator[Basic]:
    """The conditions of a step and all below it, names spelled out; a shared step again for each meaning of the names in it."""
    meaning = frozenset((name, names[name]) for name in step.of.free_symbols if name in names)
    if (id(step), meaning) in seen:
        return
    seen.add((id(step), meaning))
    for condition in step.conditions:
        yield substitute(condition, names)
    inside = {**names, **{name: substitute(inner, names) for name, inner in step.names.items()}} if step.names else names
    for child, region in zip(step.children, _regions_of_children(step), strict=False):
        below = _collected(child, inside, seen)
        yield from below if region == S.true else _inside(below, step, region, names)


def _inside(conditions: Iterable[Basic], step: Step, region: Basic, names: Mapping[Expr, Expr]) -> Iterator[Basic]:
    """The conditions of a child as far as they matter to the step, in the region alone."""
    there, of = substitute(region, names), substitute(step.of, names)
    for condition in conditions:
        yield condition if there == S.true else _limited(condition, there, of, step.rule)


def _regions_of_children(step: Step) -> Iterable[Basic]:
    """Where the conditions of each child matter to the step."""
    if isinstance(step.of, Piecewise) and step.rule == "piecewise":
        return regions(step.of)
    if step.rule == "chain":
        return chain.from_iterable((_moving(inner.gives), S.true) for inner in step.children[1::2])
    return repeat(S.true)


def _moving(slope: Expr) -> Basic:
    """Where an inner function by cases moves at all."""
    if not isinstance(slope, Piecewise):
        return S.true
    return negation(Or(*(region for pair, region in zip(slope.args, regions(slope), strict=True) if pair.expr == 0)))


def _limited(condition: Basic, region: Basic, of: Expr, rule: str) -> Basic:
    """A condition that matters inside a region alone; of a chain only if the function has a value outside it where the condition fails."""
    if rule == "chain" and not _has_values_outside(condition, region, of):
        return condition
    return on_a_line(only_within(condition, region))


def _has_values_outside(condition: Basic, region: Basic, of: Expr) -> bool:
    """Has a function a value wherever a condition fails outside a region, as far as it was tried? False where no such place is found."""
    variables = in_natural_order(variables_of(of))
    if of.has(Sum, Indexed, AppliedUndef) or len(variables) > MOST_TRIED:
        return False
    places = _places(variables, sorted(of.atoms(Number), key=str), 4 * EDGE_POINTS)
    failing = [place for place in places if not holds_at(region, place) and not holds_at(condition, place)]
    return bool(failing) and all(abs(evaluate(of, place)) < INFINITE for place in failing)


def _simplified(condition: Basic) -> Basic:
    """What SymPy knows to hold becomes true; g² > 0, |g| > 0 and ∛g ≠ 0 become g ≠ 0; factors that cannot vanish are dropped."""
    if isinstance(condition, Gt) and condition.rhs == 0 and condition.lhs.is_nonnegative and not condition.lhs.is_positive:
        condition = Ne(condition.lhs, 0, evaluate=False)
    if isinstance(condition, Or):
        return _without_tautology(Or(*map(_simplified, condition.args)))
    if not isinstance(condition, Ne):
        return S.true if _always_holds(condition) else condition
    difference = condition.lhs - condition.rhs
    if difference.is_nonzero:
        return S.true
    if condition.rhs != 0:
        return condition
    kept = [factor for factor in Mul.make_args(_core(difference)) if not factor.is_nonzero]
    return Ne(Mul(*kept), 0, evaluate=False)


def _without_tautology(condition: Basic) -> Basic:
    """True for "p, or not p"; x² + y² ≠ 0 is the opposite of x = 0 and y = 0."""
    parts = set(Or.make_args(condition))
    for part in list(parts):
        parts |= _spread_squares(part)
    known = any(negation(part) in parts or set(Or.make_args(negation(part))) <= parts for part in parts)
    return S.true if known else condition


def _spread_squares(condition: Basic) -> set[Basic]:
    if not isinstance(condition, Ne) or not condition.lhs.is_Add or condition.rhs != 0:
        return set()
    cores = [_core(term) for term in condition.lhs.args]
    is_sum_of_squares = all(term.is_nonnegative for term in condition.lhs.args)
    return {Ne(core, 0, evaluate=False) for core in cores} if is_sum_of_squares else set()


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
    """Does the derivative exist, with the value that the formula gives, wherever g ≠ 0 is broken? Tried at many places."""
    if not isinstance(condition, Ne):
        return False
    factors = Mul.make_args(factor_terms(condition.lhs - condition.rhs))
    return all(_is_smooth_along(factor, root) for factor in factors if factor.free_symbols)


def is_border_of_domain(condition: Basic, root: Step) -> bool:
    """Has the function no value wherever g ≠ 0 is broken, as ln|x| at x = 0? False where no such place is found."""
    if not isinstance(condition, Ne) or len(variables_of(root.of)) > MOST_TRIED or root.of.has(Sum, Indexed, AppliedUndef):
        return False
    size = Abs(condition.lhs - condition.rhs)
    if root.of.has(size) and substitute(root.of, {size: S.Zero}).has(S.ComplexInfinity, S.NaN):
        return True
    edges = list(_edge_points(condition.lhs - condition.rhs, root))
    return bool(edges) and not any(abs(evaluate(root.of, point)) < INFINITE for point in edges)


def _is_smooth_along(factor: Expr, root: Step) -> bool:
    """Does the derivative exist wherever the factor is zero? False where no such place is found."""
    edges = list(_edge_points(factor, root))
    inside = [point for point in edges if _is_defined(evaluate(root.of, point))]
    return bool(inside) and all(_is_smooth_at(root, point) for point in inside)


def _edge_points(factor: Expr, root: Step) -> Iterator[dict[Expr, Expr]]:
    """Points at which a factor is zero, found where it is linear in a variable; none elsewhere.

    The other variables take both signs and several magnitudes, and lie on both sides of every number in the function.
    """
    others = variables_of(root.of)
    for variable in sorted(factor.free_symbols & others, key=lambda v: (v != root.wrt, str(v))):
        line = linear_in(factor, variable) if variable.is_Symbol else None
        if line is None:
            continue
        for point in _places(in_natural_order(others - {variable}), sorted(root.of.atoms(Number), key=str)):
            slope, rest = (substitute(part, point) for part in line)
            if slope.is_number and slope.is_nonzero:
                yield point | {variable: -rest / slope}
        return


def _places(variables: list[Expr], landmarks: list[Expr], count: int = EDGE_POINTS) -> Iterator[dict[Expr, Expr]]:
    generator = random.Random(7)
    for attempt in range(count if variables else 1):
        yield {variable: _drawn(variable, generator, landmarks, attempt) for variable in variables}


def _drawn(variable: Expr, generator: random.Random, landmarks: list[Expr], attempt: int) -> Expr:
    number = Rational(generator.randint(1, 40) * MAGNITUDES[attempt % len(MAGNITUDES)], 64) * generator.choice((-1, 1))
    if landmarks and attempt % 2:
        number = generator.choice(landmarks) + number / 8
    if variable.is_nonnegative:
        return abs(number)
    return -abs(number) if variable.is_nonpositive else number


def _is_defined(number: Any) -> bool:
    return bool(number == number)


def _is_smooth_at(root: Step, point: Mapping[Expr, Expr]) -> bool:
    """Does the derivative exist at the point, with the value that the formula gives?"""
    formula = evaluate(root.gives, point)
    left, right = slopes_at(root.of, root.wrt, point)
    return _is_defined(formula) and is_same(left, right) and is_same(right, mpmath.mpf(formula))


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
