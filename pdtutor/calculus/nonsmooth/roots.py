"""Places where an expression is zero: all of them for one variable where they can be found, some of them for several.

Belongs here: solving u = 0. Does not: what a zero means for a function (`kinks`).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise

import mpmath
from sympy import Expr, Float, Poly, PolynomialError, Rational, real_roots

from pdtutor.calculus.arithmetic import Digits, Number
from pdtutor.calculus.limits import DIGITS, recognised
from pdtutor.calculus.numeric import Compiled
from pdtutor.notation.algebra import linear_in, substitute

LARGEST_DEGREE = 12
REACH, STRIDE = 20.0, 0.173  # where zeros that no formula gives are looked for, and how densely
MOST = 8  # zeros that are listed one by one; of more, none is
SAMPLES = 24  # points tried on one switch
FIRST = 6  # zeros looked at where there are many
NEAR = 1e-9

Point = Mapping[Expr, Expr]


def zeros(expression: Expr, variable: Expr) -> list[Expr] | None:
    """The zeros of an expression in one variable, ascending; None where there are too many to list."""
    found = _of_polynomial(expression, variable)
    if found is not None:
        return found if len(found) <= MOST else None
    changes = _sign_changes(expression, variable)
    if len(changes) > MOST:
        return None
    return [root for low, high in changes if (root := _narrowed(expression, variable, low, high)) is not None]


def _of_polynomial(expression: Expr, variable: Expr) -> list[Expr] | None:
    """None where it is no polynomial with fractions as coefficients."""
    try:
        polynomial = Poly(expression, variable, domain="QQ")
    except PolynomialError:
        return None
    if polynomial.is_zero or polynomial.degree() > LARGEST_DEGREE:
        return None
    return [_plain(root) for root in dict.fromkeys(real_roots(polynomial))] if polynomial.degree() > 0 else []


def _plain(root: Expr) -> Expr:
    """A root in radicals where it has few, else in digits."""
    if root.is_Rational or root.is_Pow or root.is_Mul or root.is_Add:
        return root
    return Float(root.evalf(DIGITS), DIGITS)


def _sign_changes(expression: Expr, variable: Expr) -> list[tuple[float, float]]:
    """Neighbouring places within reach between which the sign changes, those next to zero first."""
    function = Compiled((expression,))
    places = [-REACH + STRIDE * (k + 0.31) for k in range(int(2 * REACH / STRIDE))]
    values = [(place, function({variable: place})[0]) for place in places]
    found = [(low, high) for (low, below), (high, above) in pairwise(values) if below * above < 0]
    return sorted(found, key=lambda ends: abs(ends[0] + ends[1]))


def _narrowed(expression: Expr, variable: Expr, low: float, high: float) -> Expr | None:
    """The zero between two places, exactly where it is a simple number; None where the sign changes without one."""
    middle = _halved(Compiled((expression,)), variable, low, high)
    with mpmath.workdps(DIGITS):
        function = Compiled((expression,), Digits())
        try:
            root = mpmath.findroot(lambda x: function({variable: x})[0], middle, tol=mpmath.mpf(10) ** (-DIGITS // 2))
        except (ValueError, ZeroDivisionError, TypeError):
            return None
        if abs(root - middle) > NEAR:
            return None
        exact = recognised(root)
        return exact if exact is not None and _is_zero(function, variable, exact) else Float(root, DIGITS)


def _halved(function: Compiled, variable: Expr, low: float, high: float) -> float:
    below = function({variable: low})[0]
    while high - low > NEAR / 1000:
        middle = (low + high) / 2
        low, high = (middle, high) if function({variable: middle})[0] * below > 0 else (low, middle)
    return (low + high) / 2


def _is_zero(function: Compiled, variable: Expr, place: Expr) -> bool:
    number: Number = Compiled((place,), Digits())({})[0]
    return bool(abs(function({variable: number})[0]) < mpmath.mpf(10) ** (-DIGITS // 2))


def samples(together: Sequence[Expr], variables: Sequence[Expr]) -> Iterator[dict[Expr, Expr]]:
    """A few points at which all of the expressions are zero, the rest of the variables at random."""
    generator = random.Random(3)
    for _ in range(SAMPLES):
        drawn = {variable: _drawn(variable, generator) for variable in variables}
        point = _with_zeros(together, drawn)
        if point is not None:
            yield point


def _drawn(variable: Expr, generator: random.Random) -> Expr:
    number = Rational(generator.randint(8, 160), 64) * generator.choice((-1, 1))
    if variable.is_nonnegative:
        return abs(number)
    return -abs(number) if variable.is_nonpositive else number


def _with_zeros(together: Sequence[Expr], drawn: Point) -> dict[Expr, Expr] | None:
    """The point with one variable for each expression moved to where it is zero."""
    point = dict(drawn)
    moved: set[Expr] = set()
    for expression in together:
        place = next(_solutions(expression, point, moved), None)
        if place is None:
            return None
        moved |= place.keys()
        point |= place
    return point


def _solutions(expression: Expr, point: Point, moved: set[Expr]) -> Iterator[dict[Expr, Expr]]:
    for variable in sorted((expression.free_symbols & point.keys()) - moved, key=str):
        others = {v: value for v, value in point.items() if v != variable}
        left = substitute(expression, others)
        line = linear_in(left, variable)
        if line is not None and line[0].is_number and line[0].is_nonzero:
            yield {variable: -line[1] / line[0]}
        elif line is None and left.free_symbols == {variable}:
            yield from ({variable: root} for root in _first_zero(left, variable))


def _first_zero(expression: Expr, variable: Expr) -> Iterator[Expr]:
    """One of the zeros, however many there are."""
    found = _of_polynomial(expression, variable)
    if found is None:
        narrowed = (_narrowed(expression, variable, low, high) for low, high in _sign_changes(expression, variable))
        found = [root for root in islice(narrowed, FIRST) if root is not None]
    yield from found[:1]
