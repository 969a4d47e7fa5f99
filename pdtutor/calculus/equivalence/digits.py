"""Numbers of two expressions compared in many digits, the number of digits raised until rounding is out of the question.

Belongs here: one point. Does not: which points (`samples`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

import mpmath
from sympy import Expr, Rational

from pdtutor.calculus.arithmetic import Digits, Number
from pdtutor.calculus.numeric import Compiled
from pdtutor.calculus.points import Point

DIGITS = 50
FINER = (110, 230, 470)
LONGEST = 1200  # digits that long numbers in the expressions may add
LOST = 12  # digits of a result that a few operations may have spoilt
STEADY = 0.01  # relative change of a gap that is no rounding


class Pair:
    """Two expressions to be compared at points, in many digits."""

    def __init__(self, expected: Expr, given: Expr) -> None:
        self._expressions = (expected, given)
        self._difference = expected - given
        self._longer = min(LONGEST, 3 * max((_length(each) for each in self._difference.atoms(Rational)), default=0))

    def compiled(self) -> Compiled:
        """Both, in machine precision."""
        return Compiled(self._expressions)

    @cached_property
    def _compiled(self) -> Compiled:
        return Compiled(self._expressions, Digits())

    def values(self, at: Mapping[Expr, Number], digits: int = DIGITS) -> tuple[Number, Number]:
        """Both values, nan where there is none."""
        with mpmath.workdps(digits):
            numbers = _exact(at)
            compiled = self._compiled if digits == DIGITS else Compiled(self._expressions, Digits())
            expected, given = compiled(numbers)
            return +mpmath.mpf(expected), +mpmath.mpf(given)

    def is_gap_at(self, at: Mapping[Expr, Number]) -> bool:
        """Whether the expected one has a value and the given one has none, and not because numbers grew beyond bounds."""
        with mpmath.workdps(DIGITS):
            (expected, given), scale, _ = self._compiled.measured(_exact(at), _tiny(DIGITS))
            return is_finite(expected) and given != given and is_finite(scale)

    def is_same_at(self, at: Mapping[Expr, Number]) -> bool | None:
        """Whether both have the same value; None where one has none, or no number of digits settles it."""
        found = self._values_at(at, DIGITS)
        if found is None:
            return None
        if found.is_alike and not found.is_all_rounding:
            return True
        return self._settled(at, found)

    def is_far_at(self, at: Mapping[Expr, Number]) -> bool:
        """Whether the difference, like terms joined, is certainly not 0: x + e⁻¹⁰⁰ and x share their first forty digits."""
        finest = FINER[0] + self._longer
        value, rounding = self._difference_at(at, finest)
        if value is None or abs(value) <= rounding:
            return False
        finer, _ = self._difference_at(at, 2 * finest)
        return finer is not None and bool(abs(finer - value) <= STEADY * abs(finer))

    def _difference_at(self, at: Mapping[Expr, Number], digits: int) -> tuple[Number | None, Number]:
        with mpmath.workdps(digits):
            (value,), scale, _ = Compiled((self._difference,), Digits()).measured(_exact(at), _tiny(digits))
            return (value if is_finite(value) else None), scale * _tiny(digits)

    def _settled(self, at: Mapping[Expr, Number], before: _Values) -> bool | None:
        """A gap that stays the same in more digits is one, if rounding cannot have made it; one that shrinks with them is rounding.

        Where in every number of digits nothing but rounding is left of both, they pass for the same.
        """
        for digits in FINER:
            now = self._values_at(at, digits)
            if now is None:
                return None
            with mpmath.workdps(digits):
                if now.is_alike and not now.is_all_rounding:
                    return True
                if now.gap and now.gap <= before.gap * mpmath.mpf(10) ** (-digits // 4) and not now.is_all_rounding:
                    return True
                if now.gap and abs(now.gap - before.gap) <= STEADY * now.gap and now.is_certain(before):
                    return False
            before = now
        return True if before.is_all_rounding else None

    def _values_at(self, at: Mapping[Expr, Number], digits: int) -> _Values | None:
        with mpmath.workdps(digits):
            compiled = self._compiled if digits == DIGITS else Compiled(self._expressions, Digits())
            (expected, given), scale, has_cancelled = compiled.measured(_exact(at), _tiny(digits))
            if not (is_finite(expected) and is_finite(given)):
                return None
            return _Values(+mpmath.mpf(expected), +mpmath.mpf(given), scale * _tiny(digits), _tiny(digits), has_cancelled)


def _tiny(digits: int) -> Number:
    """The share of a number that a few operations may have spoilt."""
    return mpmath.mpf(10) ** (LOST - digits)


class _Values(NamedTuple):
    """Both values at some number of digits, how much of them may be rounding, and whether terms cancelled altogether on the way."""

    expected: Number
    given: Number
    rounding: Number
    tiny: Number
    has_cancelled: bool

    @property
    def gap(self) -> Number:
        """How far they are apart."""
        return abs(self.expected - self.given)

    @property
    def size(self) -> Number:
        """The larger of the two."""
        return max(abs(self.expected), abs(self.given))

    @property
    def is_alike(self) -> bool:
        """No further apart than rounding, if the values themselves are sound."""
        return bool(self.gap <= self.size * self.tiny)

    @property
    def is_all_rounding(self) -> bool:
        """Nothing else may be left of either, as of 1 - σ(z) far out."""
        return self.has_cancelled and bool(self.size <= self.rounding)

    def is_certain(self, before: _Values) -> bool:
        """Whether no rounding made the gap: where terms cancel altogether, any number of digits gives the same 0 for something small.

        That 0 may be one term of many, as 1 - tanh(x) is far out, so that a value which stays the same proves nothing.
        """
        return bool(self.gap > self.rounding) or not (self.has_cancelled or before.has_cancelled)


def _length(number: Expr) -> int:
    """The digits of a long number, 0 of a short one."""
    digits = max(abs(number.p), number.q).bit_length() * 3 // 10
    return digits if digits > 15 else 0


def _exact(at: Mapping[Expr, Number]) -> Mapping[Expr, Number]:
    return at.exact() if isinstance(at, Point) else at


def is_finite(number: Number) -> bool:
    """Neither nan nor infinite."""
    return bool(number - number == 0)
