"""The point at which the limit is looked at: one that fits when none is given, and a function continued where it has a hole.

Belongs here: choosing numbers, writing sums out there, the value by which a function is continued. Does not: the derivative there
(`there`), or the table (`table`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import mpmath
from sympy import Basic, Expr, Float, Indexed, Integer, Rational, Sum

from pdtutor.calculus.arithmetic import NAN, Digits, Number
from pdtutor.calculus.limits import DIGITS, along_line, recognised
from pdtutor.calculus.numeric import constant_number, evaluate
from pdtutor.calculus.relations import holds_at
from pdtutor.notation.names import in_natural_order, natural_key, variables_of
from pdtutor.notation.sums import unrolled

Point = Mapping[Expr, Expr]
SCALES = tuple(Rational(number) for number in ("1", "2", "1/2", "3", "-1", "1/4", "-2", "1/10", "5", "-4"))
MOST_LANDMARKS = 4
MOST_CHOSEN = 30  # variables; a point of more shows nobody anything
LENGTH = 3  # of a sum over 1..n
NEAR, NEARER = -75, -150  # powers of ten at which a hole is approached
WRITTEN = 15  # digits of a value that is no simple number
LARGE, SMALL = 1e8, 1e-3  # of values that show little in a table
TIE = 1e-15  # relative; nearer than this, two limits are taken for equal


def free_indices(of: Expr, wrt: Expr) -> set[Expr]:
    """The indices that no sum runs over: i and k of z[i] by z[k]."""
    entries = of.atoms(Indexed) | wrt.atoms(Indexed)
    indices = {symbol for entry in entries for index in entry.indices for symbol in index.free_symbols}
    return indices - _bound(of) - _ends(of)


def _bound(of: Expr) -> set[Expr]:
    return {index for total in of.atoms(Sum) for index in total.variables}


def _ends(of: Expr) -> set[Expr]:
    limits = [limit for total in of.atoms(Sum) for limit in total.limits]
    return {symbol for _, *ends in limits for end in ends for symbol in end.free_symbols} - _bound(of)


def is_complete(of: Expr, wrt: Expr, point: Point) -> bool:
    """Does the point give everything a number that the function needs?"""
    places = {index: point[index] for index in free_indices(of, wrt) if index in point}
    plain = unrolled(of, point).xreplace(places)
    return not plain.has(Sum) and variables_of(plain) | {wrt.xreplace(places)} | free_indices(of, wrt) <= set(point)


def candidates(of: Expr, wrt: Expr, given: Point) -> Iterator[dict[Expr, Expr]]:
    """Points of simple numbers that keep what is given: a length for each sum over 1..n, a place for each free index, the variables."""
    lengths = dict.fromkeys(_ends(of), Integer(LENGTH))
    counted: dict[Expr, Expr] = {**lengths, **dict.fromkeys(free_indices(of, wrt), Integer(LENGTH - 1)), **given}
    places = {index: counted[index] for index in free_indices(of, wrt)}
    plain, entry = unrolled(of, counted).xreplace(places), wrt.xreplace(places)
    chosen = (variables_of(plain) | {entry}) - set(counted)
    if plain.has(Sum) or len(chosen) > MOST_CHOSEN:
        return
    in_order = sorted(chosen, key=lambda variable: (variable != entry, natural_key(str(variable))))
    for scale in (*SCALES, *_beside(of)):
        point = counted | {variable: _number(variable, scale, place) for place, variable in enumerate(in_order)}
        yield {variable: point[variable] for variable in in_natural_order(point)}


def _beside(of: Expr) -> list[Expr]:
    """Numbers beside those in the function: of √(x - 1000), 1001."""
    landmarks = sorted((number for number in of.atoms(Rational) if abs(number) > 3), key=abs)[:MOST_LANDMARKS]
    return [sign * abs(number) + step for number in landmarks for sign in (1, -1) for step in (1, -1)]


def _number(variable: Expr, scale: Expr, place: int) -> Expr:
    """1, 2, 3, 4 and numbers between for the first, second, … variable, times the scale; within what is assumed of it."""
    number = scale * (1 + place % 4 + Rational(place // 4 % 8, 8))
    if getattr(variable, "is_integer", False):
        number = Integer(max(1, int(abs(number))))
    if variable.is_nonnegative:
        return abs(number)
    return -abs(number) if variable.is_nonpositive else number


def example(of: Expr, wrt: Expr, limit: Expr, conditions: Sequence[Basic], given: Point) -> dict[Expr, Expr] | None:
    """The first candidate at which function and limit have plain values, preferably not 0; else one where the function is defined."""
    fitting, defined = [], []
    indices = free_indices(of, wrt)
    for point in candidates(of, wrt, given):
        places = {index: point[index] for index in indices}
        here, slope = (_number_of(part.xreplace(places), point) for part in (of, limit))
        if not _is_plain(here):
            continue
        defined.append(point)
        if _is_plain(slope) and all(_holds(condition.xreplace(places), point) for condition in conditions):
            if abs(here) > SMALL:
                return point
            fitting.append(point)
    return next(iter([*fitting, *defined]), None)


def _holds(condition: Basic, point: Point) -> bool:
    """Does the condition hold? One on the terms of a sum is left to the value to find."""
    return condition.has(Sum) or not variables_of(condition) <= set(point) or holds_at(condition, point)


def _number_of(part: Expr, point: Point) -> Number:
    return evaluate(unrolled(part, point), point, 20)


def _is_plain(number: Number) -> bool:
    return bool(abs(number) < LARGE)


@dataclass(frozen=True)
class Hole:
    """What a function tends to where it is not defined: in many digits, and as a number to be shown."""

    number: Number
    value: Expr


def hole(of: Expr, wrt: Expr, point: Point) -> Hole | None:
    """What a function that is not defined at a point tends to along `wrt`, from whichever side it is defined on.

    None where it tends to nothing, or to two different values.
    """
    along, _ = along_line(of, wrt, point)
    with mpmath.workdps(DIGITS):
        found = [value for side in (-1, 1) for value in _approached(along, side)]
        if not found or any(value != value for value in found) or abs(found[0] - found[-1]) > TIE * max(1, abs(found[0])):
            return None
        exact = recognised(found[0])
        return Hole(found[0], Float(found[0], WRITTEN)) if exact is None else Hole(constant_number(exact, Digits()), exact)


def _approached(along: Callable[[Number], Number], side: int) -> list[Number]:
    """What a function tends to from one side: nothing where it is not defined there, nan where it does not settle."""
    near, nearer = (along(side * mpmath.mpf(10) ** exponent) for exponent in (NEAR, NEARER))
    if near != near or nearer != nearer:
        return []
    return [nearer if abs(nearer - near) <= TIE * max(1, abs(nearer)) else NAN]
