"""The value of a derivative at a point: by the formula where it applies, by the limit of the difference quotient elsewhere.

Belongs here: deciding which of the two, and exact substitution with bounded sizes. Does not: the limits themselves (`limits`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import mpmath
from sympy import Basic, Expr, Float, Indexed, Max, Min, Ne, Pow, Rational, S, Sum, expand
from sympy.core.function import AppliedUndef

from pdtutor.calculus.arithmetic import NAN, Digits, Number
from pdtutor.calculus.limits import DIGITS, INFINITE, along_line, is_same, recognised, settling, side_slopes, slopes_at
from pdtutor.calculus.numeric import constant_number, evaluate, settled_number
from pdtutor.calculus.relations import holds_at
from pdtutor.calculus.results import Value
from pdtutor.calculus.step import Step
from pdtutor.errors import DomainError
from pdtutor.notation.algebra import substitute
from pdtutor.notation.functions import NamedFunction
from pdtutor.notation.names import in_natural_order, variables_of
from pdtutor.notation.sums import unrolled

Point = Mapping[Expr, Expr]
BESIDE = Rational(1, 10**5)  # a step aside, for derivatives that no formula gives there
LARGEST_EXACT = 3000  # bits of an exact power; larger ones stay as powers


def value_at(roots: Sequence[Step], conditions: Sequence[Basic], point: Point) -> Value:
    """The value of the last derivative at a point.

    roots       the derivations, each of the one before
    conditions  of the last derivative
    point       variable → exact number; with a variable left out, the value is an expression in it

    Raises DomainError where the function itself is not defined there.
    """
    if roots[0].of.has(Sum):
        return _of_sum(roots, conditions, point)
    return _of_formula(roots, conditions, point)


def _of_sum(roots: Sequence[Step], conditions: Sequence[Basic], point: Point) -> Value:
    """The value where sums can be written out; the conditions of their terms are left to the difference quotient to find."""
    plain = [_written_out(root, point) for root in roots]
    is_known = variables_of(plain[0].of) <= set(point) and not plain[0].of.has(Sum, AppliedUndef)
    if not is_known:
        return _partly(plain, conditions, point)
    refuse_outside(plain[0].of, point)
    number, limit = settled_number(plain[-1].gives, point), _by_limit(plain, point)
    is_smooth = limit.decimal is not None and abs(limit.decimal - number) <= 1e-9 * max(1, abs(number))
    return Value(_exactly(plain[-1].gives, point), as_float(number)) if is_smooth else limit


def _written_out(root: Step, point: Point) -> Step:
    """A root whose sums are written out, its variable the entry that the point names: of x[k] with k = 2, x[2]."""
    places = {symbol: point[symbol] for symbol in root.wrt.free_symbols if symbol in point and isinstance(root.wrt, Indexed)}
    wrt = root.wrt.xreplace(places) if not places.keys() & {root.wrt} else root.wrt
    return replace(root, of=unrolled(root.of, point), wrt=wrt, gives=unrolled(root.gives.xreplace(places), point))


def _of_formula(roots: Sequence[Step], conditions: Sequence[Basic], point: Point) -> Value:
    of, last = roots[0].of, roots[-1]
    if not variables_of(of) <= set(point) or of.has(AppliedUndef):
        return _partly(roots, conditions, point)
    refuse_outside(of, point)
    if all(holds_at(condition, point) for condition in conditions):
        number = settled_number(last.gives, point)
        if abs(number) == INFINITE:
            return Value(None, as_float(number))
        if number == number:
            return Value(_exactly(last.gives, point), as_float(number))
    return _by_limit(roots, point)


def _partly(roots: Sequence[Step], conditions: Sequence[Basic], point: Point) -> Value:
    """The formula with some variables replaced; where that breaks a condition, why there is no value whatever the others are."""
    if any(is_broken(condition, point) for condition in conditions):
        return _at_samples(roots, conditions, point)
    if _has_large_power(roots[-1].gives, point):
        raise DomainError("The value there has too many digits to write.", code="too_large", hint="Choose smaller numbers.")
    there = substitute(roots[-1].gives, point)
    if there.has(S.NaN, S.ComplexInfinity):
        return Value(why="undefined")
    is_known = there.is_number and not there.has(AppliedUndef)
    return Value(_settled(there), as_float(evaluate(there, {})) if is_known else None)


def is_broken(condition: Basic, point: Point) -> bool:
    """Does a condition fail at a point, whatever the variables are that it leaves free?"""
    there = substitute(condition, point)
    return there == S.false or (isinstance(there, Ne) and there.lhs == there.rhs)


def _at_samples(roots: Sequence[Step], conditions: Sequence[Basic], point: Point) -> Value:
    """What the value is where the formula does not apply, whatever the variables are that are left free: tried with some numbers."""
    of = roots[0].of
    free = in_natural_order(variables_of(of) - set(point))
    if not free or of.has(AppliedUndef, Sum):
        return Value(why="undefined")
    samples = [{variable: sign * Rational(2 * k + 3, 7) for k, variable in enumerate(free)} for sign in (1, -1)]
    try:
        one, other = (value_at(roots, conditions, {**point, **sample}) for sample in samples)
    except DomainError:
        return Value(why="undefined")
    if one.exact is not None and one.exact == other.exact:
        return Value(one.exact, one.decimal, why="limit")
    return Value(why=(one.why or other.why or "undefined") if one.exact is None else "undefined")


def refuse_outside(of: Expr, point: Point) -> None:
    """Raise DomainError where the function has no value at the point."""
    here = evaluate(of, point)
    if here == here and (_has_large_power(of, point) or not substitute(of, point).has(S.NaN, S.ComplexInfinity)):
        return
    place = ", ".join(f"{variable} = {value}" for variable, value in point.items())
    raise DomainError(f"The function is not defined at {place}.", hint="Choose a point where the function has a value.")


def exact_value(expression: Expr, point: Point) -> Value:
    """An expression's value at a point, exact and decimal; nothing where it is undefined."""
    number = settled_number(expression, point)
    if number != number or abs(number) == INFINITE:
        return Value(why="undefined")
    return Value(_exactly(expression, point), as_float(number))


def _exactly(expression: Expr, point: Point) -> Expr | None:
    if any(value.has(Float) for value in point.values()) or _has_large_power(expression, point):
        return None
    there = _settled(substitute(expression, point))
    if there.has(S.NaN, S.ComplexInfinity):
        return None
    return S.Zero if settled_number(there, {}) == 0 and expand(there) == 0 else there


def _has_large_power(expression: Expr, point: Point) -> bool:
    """Would the exact value have a power whose digits fill pages?"""
    return any(_is_large(part, point) for part in expression.atoms(Pow))


def _is_large(part: Expr, point: Point) -> bool:
    if part.exp.free_symbols - set(point):
        return False
    exponent = evaluate(part.exp, {symbol: point[symbol] for symbol in part.exp.free_symbols})
    if exponent != exponent or abs(exponent) < 64:
        return False
    base = substitute(part.base, point)
    bits = max(int(base.p).bit_length(), int(base.q).bit_length()) if base.is_Rational else 64
    return bool(abs(exponent) * bits > LARGEST_EXACT)


def _settled(expression: Expr) -> Expr:
    """Named functions and extremes of numbers replaced by their values where these are known exactly."""
    calls = [call for call in expression.atoms(NamedFunction, Max, Min) if call.is_number]
    known = {call: value for call in calls if (value := _known(call)) is not None}
    return substitute(expression, known) if known else expression


def _known(call: Expr) -> Expr | None:
    if isinstance(call, (Max, Min)):
        choose = max if isinstance(call, Max) else min
        return choose(call.args, key=lambda argument: evaluate(argument, {}))
    try:
        value = call.definition().doit()
    except (TypeError, ValueError):  # SymPy cannot compare some constants
        return None
    return value if value.is_Rational else None


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
    if len(roots) == 2 and not _is_first_slope(along, roots, point):
        return _by_first_slopes(roots, point)
    left, right = side_slopes(along, here)
    if is_same(left, right):
        return Value(recognised(right), neat(right), why="limit")
    return Value(why=why_not(along, here, left, right), sides=(neat(left), neat(right)))


def _is_first_slope(along: Any, roots: Sequence[Step], point: Point) -> bool:
    """Is the formula of the first derivative what its quotient tends to, a little way to either side along the second variable?"""
    with mpmath.workdps(DIGITS):
        return all(is_same(along(mpmath.mpf(h.p) / h.q), _first_slope(roots, point, h)) for h in (BESIDE, -BESIDE))


def _first_slope(roots: Sequence[Step], point: Point, h: Rational) -> Number:
    """The first derivative a step h away along the second variable; nan where the slopes of the two sides differ."""
    first, second = roots
    left, right = slopes_at(first.of, first.wrt, {**point, second.wrt: point[second.wrt] + h})
    return right if is_same(left, right) else NAN


def _by_first_slopes(roots: Sequence[Step], point: Point) -> Value:
    """The limit of (F(a + h) - F(a))/h where no formula gives F, the first derivative, but only its own limit does."""
    here = _first_slope(roots, point, S.Zero)

    def quotient(h: Rational) -> Number:
        return (_first_slope(roots, point, h) - here) * h.q / h.p

    with mpmath.workdps(DIGITS):
        left, right = (settling([quotient(side * BESIDE**k) for k in (1, 2, 3)]) for side in (-1, 1))
    return Value(recognised(right), neat(right), why="limit") if is_same(left, right) else Value(why="undefined")


def one_sided_value(slope: Number) -> Value:
    """A one-sided slope, exact where it is recognised; nothing where there is none."""
    return Value(recognised(slope), None if slope != slope else neat(slope))


def neat(slope: Number) -> float:
    """A one-sided slope without the trace of the last step: 0, not 10⁻⁶⁰."""
    exact = recognised(slope)
    return as_float(slope if exact is None else evaluate(exact, {}))


def _number(value: Value) -> Number:
    with mpmath.workdps(DIGITS):
        if value.exact is not None:
            return constant_number(value.exact, Digits())
        return mpmath.mpf("nan") if value.decimal is None else mpmath.mpf(value.decimal)


def why_not(along: Any, here: Number, left: Number, right: Number) -> str:
    """Why two one-sided slopes are no derivative: "discontinuous", "undefined", "vertical" or "kink".

    along  h ↦ the function h away from the point, `here` its value there
    """
    if any(_jumps(along, here, side) for side in (-1, 1)):
        return "discontinuous"
    if left != left or right != right:
        return "undefined"
    return "vertical" if INFINITE in (abs(left), abs(right)) else "kink"


def _jumps(along: Any, here: Number, side: int) -> bool:
    """Does the function keep its distance from its value at the point, however near it is followed?"""
    with mpmath.workdps(DIGITS):
        far, near = (abs(along(side * mpmath.mpf(10) ** exponent) - here) for exponent in (-20, -60))
        return bool(near > far / 2 and near > mpmath.mpf(10) ** (-DIGITS // 2))
