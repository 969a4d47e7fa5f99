"""A function as floats: its values on a grid, and why some of them are none.

Belongs here: evaluation. Does not: choosing where (`window`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import product
from math import inf, isfinite, nan

from sympy import Expr, Rational

from pdtutor.calculus.landscape.results import Place, Range, spread
from pdtutor.calculus.numeric import Compiled, evaluate

Function = Callable[[Place], float]
MOST_EXAMINED = 6  # places without a value that are looked at again in many digits
DIGITS = 50
ASIDE = Rational(1, 10**20)  # from a pole such as that of ln, where many digits give an infinite value too


def function_of(of: Expr, variables: Sequence[Expr]) -> Function:
    """The function as one of floats; nan where it has no value or none that a float holds."""
    compiled = Compiled((of,))

    def value(place: Place) -> float:
        (number,) = compiled(dict(zip(variables, place, strict=True)))
        return as_number(number)

    return value


def as_number(value: float | int) -> float:
    """A value as a float; nan where it is beyond them."""
    try:
        number = float(value)
    except OverflowError:
        return nan
    return number if isfinite(number) else nan


def values_on(function: Function, ends: Sequence[Range], size: int) -> tuple[tuple[float, ...], ...]:
    """The values on a grid of `size` numbers along each variable, one row for each number of the second."""
    across, *upwards = (spread(each, size) for each in ends)
    return tuple(tuple(function((x, *rest)) for x in across) for rest in product(*upwards))


def places_on(ends: Sequence[Range], size: int) -> Iterator[Place]:
    """The places of such a grid, in the order of its values."""
    across, *upwards = (spread(each, size) for each in ends)
    return ((x, *rest) for rest in product(*upwards) for x in across)


def gaps_of(of: Expr, variables: Sequence[Expr], places: Sequence[Place]) -> frozenset[str]:
    """Why places have no value: "undefined", "overflow", or both, as far as a few of them tell."""
    some = places[:: max(1, len(places) // MOST_EXAMINED)]
    return frozenset(why_none(of, variables, place) for place in some)


def why_none(of: Expr, variables: Sequence[Expr], place: Place) -> str:
    """Why a place has no value: a number that is only too large for a float is one in many digits, or is still infinite a little aside."""
    there = [exact(number) for number in place]
    value = evaluate(of, dict(zip(variables, there, strict=True)), DIGITS)
    if abs(value) == inf:
        beside = (number * (1 + ASIDE) + ASIDE for number in there)
        value = evaluate(of, dict(zip(variables, beside, strict=True)), DIGITS)
        return "overflow" if abs(value) == inf else "undefined"
    return "undefined" if value != value or isfinite(as_number(value)) else "overflow"


def exact(number: float) -> Expr:
    """The decimal that a float is written as."""
    fraction = Fraction(repr(float(number)))
    return Rational(fraction.numerator, fraction.denominator)
