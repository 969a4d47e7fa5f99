"""The kinks of a function: the switches at which it really fails to be differentiable, and where they lie.

Belongs here: telling true kinks from switches that cancel, and writing down where they are. Does not: the switches themselves (`switches`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from sympy import Add, And, Basic, Eq, Expr, Indexed, Mul, Rational, S, Sum, factor_terms
from sympy.core.function import AppliedUndef

from pdtutor.calculus.limits import INFINITE, is_same
from pdtutor.calculus.nonsmooth.clarke import pieces_of
from pdtutor.calculus.nonsmooth.germ import Germ, tends_to_zero
from pdtutor.calculus.nonsmooth.paths import straight
from pdtutor.calculus.nonsmooth.results import Kink
from pdtutor.calculus.nonsmooth.roots import core, exact_zeros, is_zero_at, samples, some_zeros, zeros
from pdtutor.calculus.nonsmooth.switches import Zeros, switches_of
from pdtutor.calculus.numeric import Compiled, evaluate
from pdtutor.calculus.results import Value
from pdtutor.calculus.value import as_float, one_sided_value
from pdtutor.notation.algebra import linear_in
from pdtutor.notation.names import in_natural_order, variables_of

Point = Mapping[Expr, Expr]

CLOSE = 1e-9  # a switch nearer to zero, in machine precision, may be zero
POLE = 1e60  # a larger value is that of a pole, met up to rounding
WAYS = (straight((-1.0,)), straight((1.0,)))


class Found(NamedTuple):
    """The kinks, and whether they are all there are as far as can be told."""

    kinks: tuple[Kink, ...]
    is_complete: bool


def kinks_of(of: Expr) -> Found:
    """The kinks of a function of any number of variables."""
    variables = in_natural_order(variables_of(of))
    if of.has(Sum, Indexed, AppliedUndef):
        return Found(tuple(Kink(_where(zeros_), "kink") for zeros_ in _factored(of)), False)
    whole = Pieced(of, variables)
    if len(variables) == 1:
        return _on_a_line(whole)
    found = (_kink_at(whole, zeros_) for zeros_ in _factored(of))
    return Found(tuple({kink.where: kink for kink in found if kink is not None}.values()), True)


class Pieced:
    """A function as a sum of terms, of which only those that switch at a place can make a kink there."""

    def __init__(self, of: Expr, variables: Sequence[Expr]) -> None:
        self.of, self.variables = of, tuple(variables)
        self._terms = [(term, tuple(part for zeros_ in switches_of(term) for part in zeros_)) for term in Add.make_args(of)]
        self._switches = Compiled((of, *(switch for _, switches in self._terms for switch in switches)))
        self._germs: dict[Expr, Germ] = {}
        self.landmarks = sorted({sign * number for number in of.atoms(Rational) for sign in (1, -1)}, key=float)

    def germ(self, point: Point) -> Germ | None:
        """The terms that switch at a point, near it; None where the function has no value there, or no term switches."""
        value, *numbers = self._switches({variable: as_float(evaluate(place, {})) for variable, place in point.items()})
        following = iter(numbers)
        near = [(term, [not abs(number) > CLOSE for number in islice(following, len(switches))]) for term, switches in self._terms]
        active = [term for term, are_close in near if any(are_close)]
        return None if value != value or not active else self.near(Add(*active), point)

    def near(self, part: Expr, point: Point) -> Germ:
        """A part of the function near a point, compiled once."""
        if part not in self._germs:
            self._germs[part] = Germ(part, self.variables, dict.fromkeys(self.variables, S.One))
        return self._germs[part].moved_to(point)


def _factored(of: Expr) -> Iterator[Zeros]:
    """The switches, a product split into its factors."""
    found: dict[Zeros, None] = {}
    for zeros_ in switches_of(of):
        if len(zeros_) > 1:
            found[zeros_] = None
            continue
        for factor in Mul.make_args(factor_terms(core(zeros_[0]))):
            base = core(factor.base if factor.is_Pow and factor.exp.is_positive else factor)
            if base.free_symbols and not base.is_nonzero and not base.is_positive and not (factor.is_Pow and factor.exp.is_negative):
                found[(-base if base.could_extract_minus_sign() else base,)] = None
    return iter(found)


# --- one variable ---------------------------------------------------------------------------------------------------------------------


def _on_a_line(whole: Pieced) -> Found:
    (variable,) = whole.variables
    found: dict[Expr, Kink] = {}
    families: list[Kink] = []
    for zeros_ in _factored(whole.of):
        places = _common_zeros(zeros_, variable)
        if places is None:
            families += _family(whole, zeros_)
            continue
        for place in places:
            kink = _kink_on_a_line(whole, place, zeros_) if place not in found else None
            if kink is not None:
                found[place] = kink
    isolated = sorted(found.items(), key=lambda pair: as_float(evaluate(pair[0], {})))
    return Found((*(kink for _, kink in isolated), *families), not families and _is_settled(whole.of, variable))


def _is_settled(of: Expr, variable: Expr) -> bool:
    """Whether all zeros of the switches are known: those of polynomials are, others only within reach and where the sign changes."""
    return all(exact_zeros(part, variable) is not None for zeros_ in _factored(of) for part in zeros_)


def _common_zeros(together: Zeros, variable: Expr) -> list[Expr] | None:
    """The places where all of the expressions are zero: zeros of one at which the others vanish too, be it on a whole stretch."""
    found: dict[Expr, None] = {}
    for expression in together:
        places = zeros(expression, variable)
        if places is None:
            return None
        found |= dict.fromkeys(places)
    return [place for place in found if len(together) == 1 or all(is_zero_at(part, variable, place) for part in together)]


def _kink_on_a_line(whole: Pieced, place: Expr, together: Zeros) -> Kink | None:
    (variable,) = whole.variables
    germ = whole.germ({variable: place})
    kind = None if germ is None else _kind_on_a_line(germ)
    if kind is None:
        return None
    value = _value(place)
    where = Eq(variable, place, evaluate=False) if value.exact is not None else _where(together)
    return Kink(where, kind, {variable: value}, _sides(whole.near(whole.of, {variable: place}), kind))


def _kind_on_a_line(germ: Germ) -> str | None:
    left, right = germ.sides((1.0,), germ.here)
    if not abs(germ.here) < POLE or is_same(left, right) or left != left or right != right:
        return None
    if not all(tends_to_zero(germ.approach(way).gap) for way in WAYS):
        return "jump"
    return "vertical" if INFINITE in (abs(left), abs(right)) else "kink"


def _sides(germ: Germ, kind: str) -> tuple[Value, Value]:
    """The slopes left and right; at a corner what the derivative tends to there."""
    left, right = (germ.seen(way)[1][0] for way in WAYS) if kind == "kink" else germ.sides((1.0,), germ.here)
    return one_sided_value(left), one_sided_value(right)


def _value(place: Expr) -> Value:
    number = as_float(evaluate(place, {}))
    return Value(None if place.is_Float else place, number)


def _family(whole: Pieced, together: Zeros) -> list[Kink]:
    """A switch with more zeros than can be listed, like sin x = 0, if f has a kink at one of them."""
    places = some_zeros(together[0], whole.variables[0])
    kink = next((kink for place in places if (kink := _kink_on_a_line(whole, place, together))), None)
    return [] if kink is None else [Kink(_where(together), kink.kind)]


# --- several variables ----------------------------------------------------------------------------------------------------------------


def _kink_at(whole: Pieced, together: Zeros) -> Kink | None:
    """The kink along a switch, if f has one at any of a few points of it."""
    for point in samples(together, whole.variables, whole.landmarks):
        germ = whole.germ(point)
        kind = None if germ is None else _kind_at(germ)
        if kind is not None:
            return Kink(_where(together), kind, _single_point(together, whole.variables))
    return None


def _kind_at(germ: Germ) -> str | None:
    directions = [[1.0 + 0.37 * k * (-1) ** j for k, _ in enumerate(germ.variables, j)] for j in range(2)]
    approaches = [germ.approach(straight([way * part for part in d])) for d in directions for way in (1, -1)]
    if germ.here != germ.here or any(approach.value != approach.value for approach in approaches):
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
