"""Places where an expression is zero: all of them for one variable where they can be found, some of them for several.

Belongs here: solving u = 0. Does not: what a zero means for a function (`kinks`).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise
from math import inf

import mpmath
from sympy import Abs, ComplexRootOf, Expr, Float, Poly, PolynomialError, Rational, real_roots, sign
from sympy.polys.polyerrors import CoercionFailed

from pdtutor.calculus.arithmetic import Digits, Number
from pdtutor.calculus.limits import DIGITS, recognised
from pdtutor.calculus.nonsmooth.branches import Branch
from pdtutor.calculus.nonsmooth.switches import switches_of
from pdtutor.calculus.numeric import Compiled, evaluate
from pdtutor.notation.algebra import linear_in, substitute
from pdtutor.notation.functions import cbrt

LARGEST_DEGREE = 12
REACH, STRIDE = 20.0, 0.173  # where zeros that no formula gives are looked for, and how densely
MOST = 8  # zeros that are listed one by one; of more, none is
SAMPLES = 24  # points tried on one switch
FIRST = 6  # zeros looked at where there are many
NEAR = 1e-9
NOTHING = 1e-30  # what a zero found in digits may leave

Point = Mapping[Expr, Expr]


def zeros(expression: Expr, variable: Expr) -> list[Expr] | None:
    """The zeros of an expression in one variable, ascending; None where there are too many to list."""
    found = exact_zeros(expression, variable)
    if found is not None:
        return found if len(found) <= MOST else None
    changes = _sign_changes(expression, variable)
    if len(changes) > MOST:
        return None
    return [root for low, high in changes if (root := _narrowed(expression, variable, low, high)) is not None]


def exact_zeros(expression: Expr, variable: Expr) -> list[Expr] | None:
    """All zeros of a polynomial, or of a function by cases that is one in each; None where it is neither."""
    found = _of_polynomial(expression, variable)
    return _of_pieces(expression, variable) if found is None and switches_of(expression) else found


def _of_pieces(expression: Expr, variable: Expr) -> list[Expr] | None:
    """The zeros between the places where the function switches, and those places at which it is zero."""
    inner = [exact_zeros(part, variable) for zeros_ in switches_of(expression) for part in zeros_]
    if None in inner:
        return None
    marks = sorted({mark for places in inner if places is not None for mark in places}, key=_as_number)
    ends = [-inf, *map(_as_number, marks), inf]
    found = [mark for mark in marks if _is_known_zero(substitute(expression, {variable: mark}))]
    for low, high in pairwise(ends):
        middle = (low + high) / 2 if high - low < inf else max(low, -1 - abs(high)) + 1 if low > -inf else min(high, 1.0) - 1
        piece = Branch({variable: mpmath.mpf(middle)}).of(expression)
        roots = _of_polynomial(piece, variable) if piece.free_symbols else []
        if roots is None:
            return None
        found += [root for root in roots if low < _as_number(root) < high]
    return sorted(dict.fromkeys(found), key=_as_number)


def _is_known_zero(value: Expr) -> bool:
    """Whether SymPy finds that a value is 0; where the value is none, it may fail while it looks."""
    try:
        return bool(value.is_zero)
    except (AttributeError, TypeError, ValueError):
        return False


def _as_number(place: Expr) -> float:
    return float(Compiled((place,))({})[0])


def _of_polynomial(expression: Expr, variable: Expr) -> list[Expr] | None:
    """None where it is neither linear nor a polynomial with fractions as coefficients."""
    line = linear_in(expression, variable)
    if line is not None and line[0].is_number and line[0].is_nonzero:
        return [-line[1] / line[0]]
    try:
        polynomial = Poly(expression, variable, domain="QQ")
    except (PolynomialError, CoercionFailed):
        return None
    if polynomial.is_zero or polynomial.degree() > LARGEST_DEGREE:
        return None
    return [_plain(root) for root in dict.fromkeys(real_roots(polynomial))] if polynomial.degree() > 0 else []


def _plain(root: Expr) -> Expr:
    """A root in radicals where it has few, else in digits."""
    return Float(root.evalf(DIGITS), DIGITS) if root.has(ComplexRootOf) else root


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


def is_zero_at(expression: Expr, variable: Expr, place: Expr) -> bool:
    """Whether an expression in one variable vanishes at a place."""
    with mpmath.workdps(DIGITS):
        return _is_zero(Compiled((expression,), Digits()), variable, place)


def _halved(function: Compiled, variable: Expr, low: float, high: float) -> float:
    below = function({variable: low})[0]
    while high - low > NEAR / 1000:
        middle = (low + high) / 2
        low, high = (middle, high) if function({variable: middle})[0] * below > 0 else (low, middle)
    return (low + high) / 2


def _is_zero(function: Compiled, variable: Expr, place: Expr) -> bool:
    number: Number = Compiled((place,), Digits())({})[0]
    return bool(abs(function({variable: number})[0]) < mpmath.mpf(10) ** (-DIGITS // 2))


def some_zeros(expression: Expr, variable: Expr) -> Iterator[Expr]:
    """The first of many zeros, those next to 0 first."""
    found = _of_polynomial(expression, variable)
    if found is None:
        narrowed = (_narrowed(expression, variable, low, high) for low, high in _sign_changes(expression, variable)[:FIRST])
        yield from (root for root in narrowed if root is not None)
    else:
        yield from found[:FIRST]


def samples(together: Sequence[Expr], variables: Sequence[Expr], landmarks: Sequence[Expr] = ()) -> Iterator[dict[Expr, Expr]]:
    """A few points at which all of the expressions are zero, the rest of the variables at random, near 0 and on both sides of landmarks."""
    generator = random.Random(3)
    for attempt in range(SAMPLES):
        drawn = {variable: _drawn(variable, generator, landmarks if attempt % 2 else ()) for variable in variables}
        point = _with_zeros(together, drawn)
        if point is not None:
            yield point


def _drawn(variable: Expr, generator: random.Random, landmarks: Sequence[Expr]) -> Expr:
    number = Rational(generator.randrange(17, 320, 2), 128) * generator.choice((-1, 1))  # no sum of it and a landmark is another one
    if landmarks:
        number = generator.choice(landmarks) + number
    if variable.is_nonnegative:
        return abs(number)
    return -abs(number) if variable.is_nonpositive else number


def _with_zeros(together: Sequence[Expr], drawn: Point) -> dict[Expr, Expr] | None:
    """The point with one variable for each expression moved to where all of them are zero; None where no way is found."""
    solved: dict[Expr, Expr] = {}
    for expression in together:
        left = substitute(core(expression), solved)
        if left == 0 or evaluate(left, drawn) == 0:  # there already, as a dead unit is on a whole stretch
            continue
        place = next(_solutions(left, {v: value for v, value in drawn.items() if v not in solved}), None)
        if place is None:
            return None
        solved = {variable: substitute(value, place) for variable, value in solved.items()} | place
    point = {**drawn, **{variable: substitute(value, drawn) for variable, value in solved.items()}}
    is_there = all(value.is_number for value in point.values()) and all(abs(evaluate(part, point)) < NOTHING for part in together)
    return point if is_there else None


def core(expression: Expr) -> Expr:
    """The part whose zeros are those of the expression."""
    return core(expression.args[0]) if isinstance(expression, (Abs, cbrt, sign)) else expression


def _solutions(expression: Expr, drawn: Point) -> Iterator[dict[Expr, Expr]]:
    """A variable as a linear function of the others, or at a zero that the others, as drawn, leave it."""
    for variable in sorted(expression.free_symbols & drawn.keys(), key=str):
        line = linear_in(expression, variable)
        slope = None if line is None else substitute(line[0], drawn)
        if line is not None and slope is not None and slope.is_nonzero:
            yield {variable: -line[1] / line[0]}
        elif line is None:
            left = substitute(expression, {v: value for v, value in drawn.items() if v != variable})
            if left.free_symbols == {variable}:
                yield from ({variable: root} for root in islice(some_zeros(left, variable), 1))
