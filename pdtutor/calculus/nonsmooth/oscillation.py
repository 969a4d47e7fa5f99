"""Slopes that swing for ever as a point is approached, as that of x² sin(1/x) does at 0.

Belongs here: the interval such a slope fills, for functions of one variable. Does not: slopes that settle (`germ`).
"""

from __future__ import annotations

from collections.abc import Mapping

import mpmath
from sympy import Expr, Poly, PolynomialError, Symbol, cos, sin

from pdtutor.calculus.arithmetic import Digits, Number
from pdtutor.calculus.limits import DIGITS
from pdtutor.calculus.numeric import Compiled

SETTLED = 1e-15

Numbers = Mapping[Expr, Number]


def swing(slope: Expr, far: Numbers, near: Numbers) -> tuple[Number, Number] | None:
    """The ends of the interval that a slope A + B sin(w) + C cos(w) fills as w grows without bound: A ± √(B² + C²).

    far, near  the numbers of two places on the way to the point, the slope being free of cases there

    None where the slope is not of this form, with one w alone and A, B, C that settle.
    """
    waves = {call.args[0] for call in slope.atoms(sin, cos) if _grows(call.args[0], far, near)}
    if len(waves) != 1:
        return None
    (wave,) = waves
    up, across = Symbol("sine", real=True), Symbol("cosine", real=True)
    try:
        parts = Poly(slope.xreplace({sin(wave): up, cos(wave): across}), up, across)
    except PolynomialError:
        return None
    if parts.total_degree() > 1 or any(set(part.free_symbols) & {up, across} for part in parts.coeffs()):
        return None
    settled = [_settled(parts.coeff_monomial(monomial), far, near) for monomial in (1, up, across)]
    if any(part is None for part in settled):
        return None
    middle, *waving = settled
    with mpmath.workdps(DIGITS):
        reach = mpmath.norm(waving)
        return middle - reach, middle + reach


def _grows(argument: Expr, far: Numbers, near: Numbers) -> bool:
    before, after = (abs(_number(argument, place)) for place in (far, near))
    return bool(after > 1e6 and after > 10 * before)


def _settled(part: Expr, far: Numbers, near: Numbers) -> Number | None:
    before, after = (_number(part, place) for place in (far, near))
    return after if abs(after - before) <= SETTLED * max(1, abs(after)) else None


def _number(part: Expr, place: Numbers) -> Number:
    with mpmath.workdps(DIGITS):
        return mpmath.mpf(Compiled((part,), Digits())(place)[0])
