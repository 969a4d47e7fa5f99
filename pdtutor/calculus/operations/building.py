"""Expressions as graphs of primitive operations: every shared part once, every line of a program under its name.

Belongs here: which primitives an expression is made of. Does not: what a primitive does (`primitives`), sums of unknown length.

Sums and products of many parts are joined in pairs. What is taken away is subtracted, and a factor in a denominator divides, so that
a - b/c is two operations. Constants are calculated beforehand.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import NamedTuple

import sympy as sp
from sympy import Basic, Expr, Indexed, Symbol
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational

from pdtutor.calculus.arithmetic import NAN, Machine, Number
from pdtutor.calculus.numeric import constant_number, operands_of
from pdtutor.calculus.operations import primitives as prim
from pdtutor.calculus.operations.decomposed import template
from pdtutor.calculus.operations.graph import Builder, Graph, in_pairs
from pdtutor.calculus.operations.operation import calculate
from pdtutor.calculus.operations.primitives import Primitive
from pdtutor.errors import DomainError
from pdtutor.notation.sums import unrolled
from pdtutor.notation.unknown import UnknownDerivative


class Fixed(NamedTuple):
    """A number that is known beforehand."""

    number: Number


Place = int | Fixed
Places = dict[Basic, Place]
Signed = tuple[int, Place]


def graph_of(outputs: Sequence[Expr], inputs: Sequence[Expr], names: Mapping[Expr, Expr] | None = None) -> Graph:
    """The graph of a program; time and memory grow with its size.

    outputs  expressions (or names) whose values are wanted; the gradient is that of the last
    inputs   the variables that derivatives are taken by; every other variable needs a value too, and is held
    names    name → expression, in order; expressions may use earlier names

    Raises DomainError for a sum whose length is no number.
    """
    building = _Building(inputs)
    for name, expression in (names or {}).items():
        building.name(name, expression)
    return building.graph(outputs)


class _Building:
    def __init__(self, inputs: Sequence[Expr]) -> None:
        self._builder = Builder()
        self._inputs: dict[Hashable, int] = {variable: self._builder.leaf() for variable in inputs}
        self._data: dict[Hashable, int] = {}
        self._names: dict[Hashable, int] = {}
        self._places: Places = dict(self._inputs)
        self._done: dict[tuple[Primitive, tuple[int, ...]], int] = {}

    def name(self, name: Expr, expression: Expr) -> None:
        """One line: the name gets a place of its own."""
        value = self._operand(self._placed(expression, self._places))
        self._places[name] = self._names[name] = self._builder.apply(prim.COPY, value)

    def graph(self, outputs: Sequence[Expr]) -> Graph:
        places = [self._operand(self._placed(output, self._places)) for output in outputs]
        return self._builder.graph(self._inputs, places, self._data, self._names)

    # --- the walk ---------------------------------------------------------------------------------------------------------------------

    def _placed(self, root: Basic, places: Places) -> Place:
        """The place of an expression, its parts first; `places` holds what is placed already."""
        waiting: list[tuple[Basic, bool]] = [(root, False)]
        while waiting:
            part, is_ready = waiting.pop()
            if part in places:
                continue
            operands = _operands(part)
            if operands and not is_ready:
                waiting.append((part, True))
                waiting.extend((operand, False) for operand in reversed(operands))
            else:
                places[part] = self._made(part, [places[operand] for operand in operands], places)
        return places[root]

    def _made(self, part: Basic, operands: list[Place], places: Places) -> Place:
        if isinstance(part, sp.Sum):
            return self._placed(_written_out(part), places)
        if isinstance(part, (Symbol, Indexed)):
            self._data[part] = self._builder.leaf()
            return self._data[part]
        if not operands:
            return _fixed(part)
        for family, make in MAKERS.items():
            if isinstance(part, family):
                return make(self, part, operands)
        return self._call(type(part), operands)

    def _call(self, kind: type, operands: Sequence[Place]) -> Place:
        if kind in prim.UNARY:
            return self.apply(prim.UNARY[kind], *operands)
        known = template(kind, len(operands))
        if known is not None:
            arguments, formula = known
            return self._placed(formula, dict(zip(arguments, operands, strict=True)))
        return self.apply(prim.call_of(kind, len(operands), not issubclass(kind, AppliedUndef)), *operands)

    # --- instructions -----------------------------------------------------------------------------------------------------------------

    def apply(self, primitive: Primitive, *operands: Place) -> Place:
        """The place of a result: calculated beforehand where all operands are known, and the same place for the same thing twice."""
        if all(isinstance(operand, Fixed) for operand in operands):
            return Fixed(calculate(primitive.operation, *(operand.number for operand in operands if isinstance(operand, Fixed))))
        places = tuple(self._operand(operand) for operand in operands)
        if (primitive, places) not in self._done:
            self._done[primitive, places] = self._builder.apply(primitive, *places)
        return self._done[primitive, places]

    def _operand(self, place: Place) -> int:
        return self._builder.constant(place.number) if isinstance(place, Fixed) else place

    def signed(self, place: Place) -> Signed:
        """The place without its change of sign."""
        if isinstance(place, Fixed):
            return (-1, Fixed(-place.number)) if place.number < 0 else (1, place)
        primitive, operands = self._builder.instructions[place]
        return (-1, operands[0]) if primitive is prim.NEGATE else (1, place)

    def with_sign(self, sign: int, place: Place) -> Place:
        """The place, its sign changed where `sign` is negative."""
        return self.apply(prim.NEGATE, place) if sign < 0 else place

    def joined(self, one: Signed, other: Signed) -> Signed:
        """The sum of two, by an addition or a subtraction."""
        (sign, a), (other_sign, b) = one, other
        if sign == other_sign:
            return sign, self.apply(prim.ADD, a, b)
        return (1, self.apply(prim.SUBTRACT, a, b)) if sign > 0 else (1, self.apply(prim.SUBTRACT, b, a))

    def multiplied(self, factors: Sequence[Place]) -> Signed:
        """The product of several, known numbers first, without its sign; 1 is no factor."""
        number: Number = 1
        for factor in factors:
            number = number * factor.number if isinstance(factor, Fixed) else number
        moving = [self.signed(factor) for factor in factors if not isinstance(factor, Fixed)]
        sign, size = self.signed(Fixed(number))
        places = [place for _, place in moving]
        for each, _ in moving:
            sign *= each
        parts = places if places and size == Fixed(1) else [size, *places]
        return sign, in_pairs(parts, lambda a, b: self.apply(prim.MULTIPLY, a, b))


# --- parts of expressions -------------------------------------------------------------------------------------------------------------


def _written_out(total: sp.Sum) -> Expr:
    """The sum term by term."""
    plain = unrolled(total, {})
    if plain.has(sp.Sum):
        raise DomainError("Operations can be counted only in sums whose length is a number.", hint="Write the end as a number: i=1..3.")
    return plain


def _operands(part: Basic) -> tuple[Basic, ...]:
    if part.is_Mul:
        return tuple(factor.base if _is_below(factor) else factor for factor in part.args)
    return (part.base,) if part.is_Pow and _is_number(part.exp) else operands_of(part)


def _is_below(factor: Basic) -> bool:
    """Whether a factor stands in the denominator."""
    return bool(factor.is_Pow and _is_number(factor.exp) and factor.exp.is_negative and factor.base is not sp.E)


def _is_number(exponent: Basic) -> bool:
    return bool(exponent.is_Rational)


def _fixed(part: Basic) -> Fixed:
    if isinstance(part, sp.Rational):
        return Fixed(part.p if part.q == 1 else Machine.rational(part.p, part.q))
    return Fixed(constant_number(part, Machine))


def _sum(building: _Building, _: Basic, operands: list[Place]) -> Place:
    """Known numbers first, then what moves."""
    known = [operand.number for operand in operands if isinstance(operand, Fixed)]
    moving: list[Place] = [operand for operand in operands if not isinstance(operand, Fixed)]
    parts = [*moving, *([Fixed(Machine.total(known))] if known and (any(known) or not moving) else [])]
    return building.with_sign(*in_pairs([building.signed(part) for part in parts], building.joined))


def _product(building: _Building, part: Basic, operands: list[Place]) -> Place:
    """What stands above over what stands below."""
    pairs = list(zip(part.args, operands, strict=True))
    sign, above = building.multiplied([operand for factor, operand in pairs if not _is_below(factor)])
    under = [_power_by(building, operand, -factor.exp) for factor, operand in pairs if _is_below(factor)]
    if not under:
        return building.with_sign(sign, above)
    other_sign, below = building.multiplied(under)
    return building.with_sign(sign * other_sign, building.apply(prim.DIVIDE, above, below))


def _power(building: _Building, part: Basic, operands: list[Place]) -> Place:
    if len(operands) == 1:
        return _power_by(building, operands[0], part.exp)
    if part.base is sp.E:
        return building.apply(prim.UNARY[sp.exp], operands[1])
    return building.apply(prim.RAISE, *operands)


def _power_by(building: _Building, base: Place, exponent: Expr) -> Place:
    if exponent == 1:
        return base
    if exponent == -1:
        return building.apply(prim.DIVIDE, Fixed(1), base)
    if exponent == sp.S.Half:
        return building.apply(prim.SQRT, base)
    return building.apply(prim.power_by(_fixed(exponent).number), base)


def _extreme(primitive: Primitive) -> Callable[[_Building, Basic, list[Place]], Place]:
    return lambda building, _, operands: in_pairs(operands, lambda a, b: building.apply(primitive, a, b))


def _angle(building: _Building, _: Basic, operands: list[Place]) -> Place:
    return building.apply(prim.ANGLE, *operands)


def _cases(building: _Building, _: Basic, operands: list[Place]) -> Place:
    """From the last case up: where its condition holds a case, else what comes after it."""
    chosen: Place = Fixed(NAN)
    for value, condition in reversed(list(zip(operands[::2], operands[1::2], strict=True))):
        if isinstance(condition, Fixed):
            chosen = value if condition.number is True else chosen
        else:
            chosen = building.apply(prim.WHERE, condition, value, chosen)
    return chosen


def _relation(building: _Building, part: Basic, operands: list[Place]) -> Place:
    return building.apply(prim.RELATIONS[type(part)], *operands)


def _logic(primitive: Primitive) -> Callable[[_Building, Basic, list[Place]], Place]:
    return lambda building, _, operands: in_pairs(operands, lambda a, b: building.apply(primitive, a, b))


def _negation(building: _Building, _: Basic, operands: list[Place]) -> Place:
    return building.apply(prim.NOT, *operands)


def _unknown_slope(building: _Building, part: Basic, operands: list[Place]) -> Place:
    known = UnknownDerivative.of_derivative(part)
    assert known is not None
    kind = type(str(known.head) + "".join(map(str, known.orders)), (AppliedUndef,), {})
    return building.apply(prim.call_of(kind, len(operands), False), *operands)


MAKERS: dict[type, Callable[[_Building, Basic, list[Place]], Place]] = {
    sp.Add: _sum,
    sp.Mul: _product,
    sp.Pow: _power,
    sp.Max: _extreme(prim.MAXIMUM),
    sp.Min: _extreme(prim.MINIMUM),
    sp.Piecewise: _cases,
    Relational: _relation,
    sp.And: _logic(prim.BOTH),
    sp.Or: _logic(prim.EITHER),
    sp.Not: _negation,
    sp.atan2: _angle,
    sp.Subs: _unknown_slope,
    sp.Derivative: _unknown_slope,
}
