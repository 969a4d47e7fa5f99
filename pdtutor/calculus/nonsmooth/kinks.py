"""The kinks of a function: the switches at which it really fails to be differentiable, and where they lie.

Belongs here: telling true kinks from switches that cancel, and writing down where they are. Does not: the switches themselves (`switches`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sympy import And, Basic, Eq, Expr, Indexed, Mul, S, Sum, factor_terms
from sympy.core.function import AppliedUndef

from pdtutor.calculus.limits import INFINITE, along_direction, is_same, side_slopes
from pdtutor.calculus.nonsmooth.clarke import pieces_of
from pdtutor.calculus.nonsmooth.germ import Germ, tends_to_zero
from pdtutor.calculus.nonsmooth.paths import straight
from pdtutor.calculus.nonsmooth.results import Kink
from pdtutor.calculus.nonsmooth.roots import samples, zeros
from pdtutor.calculus.nonsmooth.switches import Zeros, switches_of
from pdtutor.calculus.numeric import evaluate
from pdtutor.calculus.results import Value
from pdtutor.calculus.value import as_float, one_sided_value
from pdtutor.notation.algebra import linear_in
from pdtutor.notation.names import in_natural_order, variables_of

Point = Mapping[Expr, Expr]


class Found(NamedTuple):
    """The kinks, and whether they are all there are as far as can be told."""

    kinks: tuple[Kink, ...]
    is_complete: bool


def kinks_of(of: Expr) -> Found:
    """The kinks of a function of any number of variables."""
    variables = in_natural_order(variables_of(of))
    if of.has(Sum, Indexed, AppliedUndef):
        return Found(tuple(Kink(_where(zeros_), "kink") for zeros_ in _factored(of)), False)
    if len(variables) == 1:
        return _on_a_line(of, variables[0])
    germ = Germ(of, variables, dict.fromkeys(variables, S.One))
    found = (_kink_at(germ, zeros_) for zeros_ in _factored(of))
    return Found(tuple({kink.where: kink for kink in found if kink is not None}.values()), True)


def _factored(of: Expr) -> Iterator[Zeros]:
    """The switches, a product split into its factors."""
    found: dict[Zeros, None] = {}
    for zeros_ in switches_of(of):
        if len(zeros_) > 1:
            found[zeros_] = None
            continue
        for factor in Mul.make_args(factor_terms(zeros_[0])):
            base = factor.base if factor.is_Pow and factor.exp.is_positive else factor
            if base.free_symbols and not base.is_nonzero and not base.is_positive and not (factor.is_Pow and factor.exp.is_negative):
                found[(-base if base.could_extract_minus_sign() else base,)] = None
    return iter(found)


# --- one variable ---------------------------------------------------------------------------------------------------------------------


def _on_a_line(of: Expr, variable: Expr) -> Found:
    found: dict[Expr, Kink] = {}
    families: list[Kink] = []
    for zeros_ in _factored(of):
        places = _common_zeros(zeros_, variable)
        if places is None:
            families += _family(of, variable, zeros_)
            continue
        for place in places:
            kink = _kink_on_a_line(of, variable, place, zeros_)
            if kink is not None:
                found.setdefault(place, kink)
    isolated = sorted(found.items(), key=lambda pair: as_float(evaluate(pair[0], {})))
    return Found((*(kink for _, kink in isolated), *families), not families)


def _common_zeros(together: Zeros, variable: Expr) -> list[Expr] | None:
    first, *others = (zeros(expression, variable) for expression in together)
    if first is None or None in others:
        return None
    return [place for place in first if all(place in other for other in others if other is not None)]


def _kink_on_a_line(of: Expr, variable: Expr, place: Expr, together: Zeros) -> Kink | None:
    along, here = along_direction(of, {variable: S.One}, {variable: place})
    left, right = side_slopes(along, here)
    if here != here or is_same(left, right) or left != left or right != right:
        return None
    value = _value(place)
    where = Eq(variable, place, evaluate=False) if value.exact is not None else _where(together)
    sides = (one_sided_value(left), one_sided_value(right))
    return Kink(where, _kind(of, variable, place, left, right), {variable: value}, sides)


def _value(place: Expr) -> Value:
    number = as_float(evaluate(place, {}))
    return Value(None if place.is_Float else place, number)


def _kind(of: Expr, variable: Expr, place: Expr, left: object, right: object) -> str:
    germ = Germ(of, (variable,), {variable: place})
    if not all(tends_to_zero(germ.approach(straight((side,))).gap) for side in (-1.0, 1.0)):
        return "jump"
    return "vertical" if INFINITE in (abs(left), abs(right)) else "kink"  # type: ignore[arg-type]


def _family(of: Expr, variable: Expr, together: Zeros) -> list[Kink]:
    """A switch with more zeros than can be listed, like sin x = 0, if f has a kink at one of them."""
    kink = next(
        (kink for point in samples(together, (variable,)) if (kink := _kink_on_a_line(of, variable, point[variable], together))), None
    )
    return [] if kink is None else [Kink(_where(together), kink.kind)]


# --- several variables ----------------------------------------------------------------------------------------------------------------


def _kink_at(germ: Germ, together: Zeros) -> Kink | None:
    """The kink along a switch, if f has one at any of a few points of it."""
    for point in samples(together, germ.variables):
        kind = _kind_at(germ.moved_to(point))
        if kind is not None:
            return Kink(_where(together), kind, _single_point(together, germ.variables))
    return None


def _kind_at(germ: Germ) -> str | None:
    if germ.here != germ.here:
        return None
    directions = [[1.0 + 0.37 * k * (-1) ** j for k, _ in enumerate(germ.variables, j)] for j in range(2)]
    approaches = [germ.approach(straight([way * part for part in d])) for d in directions for way in (1, -1)]
    if any(approach.value != approach.value for approach in approaches):
        return None
    if not all(tends_to_zero(approach.gap) for approach in approaches):
        return "jump"
    if any(approach.is_growing for approach in approaches):
        return "vertical"
    return "kink" if len(pieces_of(approaches)) > 1 else None


def _single_point(together: Zeros, variables: Sequence[Expr]) -> dict[Expr, Value] | None:
    """The point that the equations x = a, y = b, … of a kink name, if they name every variable."""
    solved = {equation.lhs: equation.rhs for equation in map(_equation, together) if equation.lhs.is_Symbol and equation.rhs.is_number}
    return {v: _value(solved[v]) for v in variables} if solved.keys() == set(variables) else None


# --- equations ------------------------------------------------------------------------------------------------------------------------


def _where(together: Zeros) -> Basic:
    equations = [_equation(expression) for expression in together]
    return equations[0] if len(equations) == 1 else And(*equations)


def _equation(expression: Expr) -> Basic:
    """x = a where the expression says no more, p = q for two terms of different signs, else u = 0."""
    if len(expression.free_symbols) == 1:
        (variable,) = expression.free_symbols
        line = linear_in(expression, variable)
        if line is not None and line[0].is_number:
            return Eq(variable, -line[1] / line[0], evaluate=False)
    if expression.is_Add and len(expression.args) == 2:
        below = [term for term in expression.args if term.could_extract_minus_sign()]
        if len(below) == 1:
            return Eq(expression - below[0], -below[0], evaluate=False)
    return Eq(expression, 0, evaluate=False)
