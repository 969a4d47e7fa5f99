"""Whether a derivative exists where a condition g ≠ 0 fails: tried at many places of exact numbers.

Belongs here: choosing the places, and looking there. Does not: the conditions (`conditions`), the slopes at one place (`limits`).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sized
from itertools import accumulate, islice
from typing import Any

import mpmath
from sympy import Abs, Basic, Expr, Indexed, Ne, Number, Rational, S, Sum
from sympy.core.function import AppliedUndef

from pdtutor.calculus.limits import INFINITE, is_same, slopes_at
from pdtutor.calculus.numeric import evaluate
from pdtutor.calculus.relations import edges, holds_at
from pdtutor.calculus.step import Step
from pdtutor.calculus.unfolding import borders
from pdtutor.notation.algebra import linear_in, substitute
from pdtutor.notation.names import in_natural_order, variables_of

EDGE_POINTS = 16  # places tried on an edge
MAGNITUDES = (4, 16, 64, 256)  # sixty-fourths
MOST_EVALUATED = 5_000  # subexpressions, of all that conditions concern: about a second
MOST_TRIED = 6  # variables; conditions on more are rarely harmless, and stand as they are


def can_be_tried(root: Step, conditions: Sized) -> bool:
    """Can the function be evaluated at enough places to tell how it behaves where conditions fail?"""
    variables = variables_of(root.of)
    if len(conditions) > MOST_EVALUATED or len(variables) > MOST_TRIED:
        return False
    return root.wrt in variables and not root.of.has(Sum, Indexed, AppliedUndef)


def is_too_much(functions: Iterable[Expr]) -> bool:
    """Would it take long to evaluate all of these at the places that are tried?"""
    sizes = (times * _size(function) for function, times in Counter(functions).items())
    return any(total > MOST_EVALUATED for total in accumulate(sizes))


def _size(expression: Basic) -> int:
    """How many different subexpressions there are; the count ends where they are too many."""
    seen, waiting = {expression}, [expression]
    while waiting and len(seen) <= MOST_EVALUATED:
        new = set(waiting.pop().args) - seen
        seen |= new
        waiting.extend(new)
    return len(seen)


def at_borders(condition: Basic, root: Step) -> tuple[Basic, ...]:
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


def does_no_harm(condition: Basic, root: Step) -> bool:
    """Does the derivative exist, with the value that the formula gives, wherever g ≠ 0 is broken? Tried at many places."""
    if not isinstance(condition, Ne):
        return False
    return all(_is_smooth_along(edge, root) for edge in edges(condition))


def agree_at_edges(condition: Basic, root: Step, other: Step) -> bool:
    """Do the formulas of two derivations give the same wherever g ≠ 0 is broken?"""
    points = (point for edge in edges(condition) for point in _edge_points(edge, root))
    pairs = ((evaluate(root.gives, point), evaluate(other.gives, point)) for point in points)
    return all(is_same(mpmath.mpf(one), mpmath.mpf(two)) for one, two in pairs if _is_defined(one) and _is_defined(two))


def is_border_of_domain(condition: Basic, root: Step) -> bool:
    """Has the function no value wherever g ≠ 0 is broken? False where no such place is found."""
    if not isinstance(condition, Ne):
        return False
    size = Abs(condition.lhs - condition.rhs)
    if root.of.has(size) and substitute(root.of, {size: S.Zero}).has(S.ComplexInfinity, S.NaN):
        return True
    points = list(_edge_points(condition.lhs - condition.rhs, root))
    return bool(points) and not any(abs(evaluate(root.of, point)) < INFINITE for point in points)


def has_values_outside(condition: Basic, region: Basic, of: Expr) -> bool:
    """Has a function a value wherever a condition fails outside a region, as far as it was tried? False where no such place is found."""
    variables = in_natural_order(variables_of(of))
    if of.has(Sum, Indexed, AppliedUndef) or len(variables) > MOST_TRIED:
        return False
    places = _places(variables, sorted(of.atoms(Number), key=str), 4 * EDGE_POINTS)
    failing = [place for place in places if not holds_at(region, place) and not holds_at(condition, place)]
    return bool(failing) and all(abs(evaluate(of, place)) < INFINITE for place in failing)


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
