"""The value of a derivative at a point: by the formula where it applies, by the limit of the difference quotient elsewhere.

Belongs here: deciding which of the two, and exact substitution with bounded sizes. Does not: the limits themselves (`limits`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import mpmath
from sympy import Basic, Expr, Float, Ne, Pow, Rational, S

from pdtutor.calculus.conditions import holds_at
from pdtutor.calculus.limits import DIGITS, INFINITE, along_line, is_same, recognised, side_slopes
from pdtutor.calculus.numeric import Digits, Number, constant_number, evaluate
from pdtutor.calculus.results import Value
from pdtutor.calculus.step import Step
from pdtutor.errors import DomainError
from pdtutor.notation.algebra import substitute
from pdtutor.notation.functions import NamedFunction
from pdtutor.notation.names import in_natural_order, variables_of

Point = Mapping[Expr, Expr]
LARGEST_EXACT = 3000  # bits of an exact power; larger ones stay as powers


def value_at(roots: Sequence[Step], conditions: Sequence[Basic], point: Point) -> Value:
    """The value of the last derivative at a point.

    roots       the derivations, each of the one before
    conditions  of the last derivative
    point       variable → exact number; with a variable left out, the value is an expression in it

    Raises DomainError where the function itself is not defined there.
    """
    last = roots[-1]
    if not variables_of(roots[0].of) <= set(point):
        return _partly(roots, conditions, point)
    refuse_outside(roots[0].of, point)
    if all(holds_at(condition, point) for condition in conditions):
        number = evaluate(last.gives, point)
        if number == number and abs(number) != INFINITE:
            return Value(_exactly(last.gives, point), as_float(number))
    return _by_limit(roots, point)


def _partly(roots: Sequence[Step], conditions: Sequence[Basic], point: Point) -> Value:
    """The formula with some variables replaced; where that breaks a condition, why there is no value whatever the others are."""
    if any(_is_broken(condition, point) for condition in conditions):
        return Value(why=_why_at_sample(roots, conditions, point))
    there = substitute(roots[-1].gives, point)
    if there.has(S.NaN, S.ComplexInfinity):
        return Value(why="undefined")
    return Value(there, as_float(evaluate(there, {})) if there.is_number else None)


def _is_broken(condition: Basic, point: Point) -> bool:
    there = substitute(condition, point)
    return there == S.false or (isinstance(there, Ne) and there.lhs == there.rhs)


def _why_at_sample(roots: Sequence[Step], conditions: Sequence[Basic], point: Point) -> str:
    """Why the formula does not apply, tried with some numbers for the variables that are left free."""
    free = in_natural_order(variables_of(roots[0].of) - set(point))
    sample = {variable: Rational(2 * k + 3, 7) for k, variable in enumerate(free)}
    try:
        return value_at(roots, conditions, {**point, **sample}).why or "undefined"
    except DomainError:
        return "undefined"


def refuse_outside(of: Expr, point: Point) -> None:
    """Raise DomainError where the function has no value at the point."""
    here = evaluate(of, point)
    if here == here:
        return
    place = ", ".join(f"{variable} = {value}" for variable, value in point.items())
    raise DomainError(f"The function is not defined at {place}.", hint="Choose a point where the function has a value.")


def exact_value(expression: Expr, point: Point) -> Value:
    """An expression's value at a point, exact and decimal; nothing where it is undefined."""
    number = evaluate(expression, point)
    if number != number or abs(number) == INFINITE:
        return Value(why="undefined")
    return Value(_exactly(expression, point), as_float(number))


def _exactly(expression: Expr, point: Point) -> Expr | None:
    if any(value.has(Float) for value in point.values()):
        return None
    there = _settled(_with_small_powers(expression, point))
    return None if there.has(S.NaN, S.ComplexInfinity) else there


def _with_small_powers(expression: Expr, point: Point) -> Expr:
    """Substitution that leaves a power unevaluated whose digits would fill pages."""
    large = {part: Pow(*_held(part, point), evaluate=False) for part in expression.atoms(Pow) if _is_large(part, point)}
    return substitute(expression, {**point, **large})


def _held(part: Expr, point: Point) -> tuple[Expr, Expr]:
    return substitute(part.base, point), substitute(part.exp, point)


def _is_large(part: Expr, point: Point) -> bool:
    exponent = evaluate(part.exp, point)
    if exponent != exponent or abs(exponent) < 64:
        return False
    base = substitute(part.base, point)
    bits = max(int(base.p).bit_length(), int(base.q).bit_length()) if base.is_Rational else 64
    return bool(abs(exponent) * bits > LARGEST_EXACT)


def _settled(expression: Expr) -> Expr:
    """Named functions of numbers replaced by their values where these are rational."""
    values = {}
    for call in expression.atoms(NamedFunction):
        if call.is_number:
            number = call.definition().doit()
            if number.is_Rational:
                values[call] = number
    return substitute(expression, values) if values else expression


def as_float(number: Number) -> float:
    """The nearest float; ±inf beyond the range."""
    try:
        return float(number)
    except OverflowError:
        return INFINITE if number > 0 else -INFINITE


def _by_limit(roots: Sequence[Step], point: Point) -> Value:
    """(F(a + h) - F(a))/h for shrinking h, where F is what the last root differentiates."""
    last = roots[-1]
    along, here = along_line(last.of, last.wrt, point)
    if len(roots) > 1:
        previous = value_at(roots[:-1], (), point) if here == here else _by_limit(roots[:-1], point)
        here = _number(previous)
    left, right = side_slopes(along, here)
    if is_same(left, right):
        return Value(recognised(right), as_float(right), why="limit")
    return Value(why=_why_not(along, here, left, right), sides=(_neat(left), _neat(right)))


def _neat(slope: Number) -> float:
    """A one-sided slope without the trace of the last step: 0, not 10⁻⁶⁰."""
    exact = recognised(slope)
    return as_float(slope if exact is None else evaluate(exact, {}))


def _number(value: Value) -> Number:
    with mpmath.workdps(DIGITS):
        if value.exact is not None:
            return constant_number(value.exact, Digits())
        return mpmath.mpf("nan") if value.decimal is None else mpmath.mpf(value.decimal)


def _why_not(along: Any, here: Number, left: Number, right: Number) -> str:
    with mpmath.workdps(DIGITS):
        jumps = [abs(along(side * mpmath.mpf(10) ** -60) - here) for side in (-1, 1)]
    if any(jump == jump and jump > mpmath.mpf(10) ** -9 for jump in jumps):
        return "discontinuous"
    if left != left or right != right:
        return "undefined"
    return "vertical" if INFINITE in (abs(left), abs(right)) else "kink"
