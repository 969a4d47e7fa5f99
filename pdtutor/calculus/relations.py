"""Relations that must hold: in their simplest form, without those that follow from others, and asked at a point.

Belongs here: what can be told from the relations alone. Does not: which ones a derivation needs (`conditions`), whether the derivative
exists where one fails (`trials`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from typing import TypeAlias

from sympy import Abs, And, Basic, Eq, Expr, Gt, Lt, Mul, Ne, Or, S, factor_terms, tanh

from pdtutor.calculus.numeric import evaluate
from pdtutor.notation.algebra import negation
from pdtutor.notation.flat import takes_any_value
from pdtutor.notation.functions import cbrt, sigmoid

Sides: TypeAlias = frozenset[Basic]

BETWEEN = {sigmoid: (0, 1), tanh: (-1, 1)}  # values strictly between the two
TIE = 1e-40  # of numbers evaluated in fifty digits; nearer than this, two are taken for equal


def essential(conditions: Iterable[Basic]) -> tuple[Basic, ...]:
    """Each condition once, in its simplest form, without those that always hold."""
    simple = dict.fromkeys(map(simplified, dict.fromkeys(conditions)))
    strict = {_sides(condition) for condition in simple if isinstance(condition, (Gt, Lt))}
    first: dict[Sides, Basic] = {}
    repeated = {each for each in simple if isinstance(each, Ne) and first.setdefault(_zeros(each), each) is not each}
    return tuple(each for each in simple if each is not S.true and each not in repeated and not _follows(each, simple, strict))


def _follows(condition: Basic, others: Collection[Basic], strict: Set[Sides]) -> bool:
    """Does a condition follow from another: g ≠ 0 from g > 0 or g < 0, "p or q" from p?

    strict  the sides of every < and >
    """
    if isinstance(condition, Or):
        return any(part in others for part in condition.args)
    return isinstance(condition, Ne) and _sides(condition) in strict


def _zeros(condition: Basic) -> Sides:
    """The same for relations ≠ that are broken at the same places, as far as that is plain to see."""
    return frozenset(edges(condition)) or _sides(condition)


def edges(condition: Basic) -> Iterator[Expr]:
    """Of g ≠ 0, the factors of g without number and sign; nothing of any other."""
    if not isinstance(condition, Ne):
        return
    for factor in _factors(condition.lhs - condition.rhs):
        if factor.free_symbols:
            yield -factor if factor.could_extract_minus_sign() else factor


def _factors(expression: Expr) -> tuple[Expr, ...]:
    """The factors of an expression; a sum with a number in it can only have a number taken out."""
    if expression.is_Add and expression.args[0].is_Rational:
        _, primitive = expression.primitive()
        return (primitive,)
    factors: tuple[Expr, ...] = Mul.make_args(factor_terms(expression))
    return factors


def _sides(condition: Basic) -> Sides:
    return frozenset(condition.args)


def simplified(condition: Basic) -> Basic:
    """What SymPy knows to hold becomes true; g² > 0, |g| > 0 and ∛g ≠ 0 become g ≠ 0; factors that cannot vanish are dropped."""
    if isinstance(condition, (Gt, Lt, Ne)) and takes_any_value(condition.lhs - condition.rhs):
        return condition
    if isinstance(condition, Gt) and condition.rhs == 0 and condition.lhs.is_nonnegative and not condition.lhs.is_positive:
        condition = Ne(condition.lhs, 0, evaluate=False)
    if isinstance(condition, Or):
        return _without_tautology(Or(*map(simplified, condition.args)))
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
