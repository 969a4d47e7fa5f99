"""The one formula that a function by cases follows at an ordinary place, and its exact value at a point nearby.

Belongs here: choosing the branch of every part. Does not: which places to choose (`paths`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import mpmath
from sympy import Abs, Basic, Expr, Max, Min, Piecewise, S, sign

from pdtutor.calculus.arithmetic import Digits, Number
from pdtutor.calculus.limits import DIGITS, recognised
from pdtutor.calculus.numeric import Compiled
from pdtutor.calculus.results import Value
from pdtutor.calculus.value import as_float, exact_value
from pdtutor.notation.algebra import multiply
from pdtutor.notation.functions import NamedFunction

NEAR_ENOUGH = 1e-15  # of an exact value to the limit that it is to be the exact value of


class Branch:
    """The branches that hold at a place: `of(expression)` is the expression with only these left."""

    def __init__(self, numbers: Mapping[Expr, Number]) -> None:
        self._numbers = numbers
        self._known: dict[Basic, Basic] = {}

    def of(self, part: Basic) -> Basic:
        """The part without cases."""
        if not part.args:
            return part
        if part not in self._known:
            self._known[part] = self._chosen(part)
        return self._known[part]

    def _chosen(self, part: Basic) -> Basic:
        if isinstance(part, Piecewise):
            return next((self.of(pair.expr) for pair in part.args if self._number(pair.cond) is True), S.NaN)
        if isinstance(part, (Abs, sign)):
            return self._signed(part)
        if isinstance(part, (Max, Min)):
            choose = max if isinstance(part, Max) else min
            return self.of(choose(part.args, key=self._number))
        if isinstance(part, NamedFunction) and part.has_cases:
            return self.of(part.definition())
        parts = [self.of(argument) for argument in part.args]
        return multiply(*parts) if part.is_Mul else part.func(*parts)

    def _signed(self, part: Basic) -> Basic:
        above = self._number(part.args[0]) > 0
        if isinstance(part, sign):
            return S.One if above else S.NegativeOne
        return self.of(part.args[0]) if above else multiply(S.NegativeOne, self.of(part.args[0]))

    def _number(self, part: Basic) -> Number:
        with mpmath.workdps(DIGITS):
            value = Compiled((part,), Digits())(self._numbers)[0]
            return bool(value) if isinstance(value, bool) or value in (S.true, S.false) else value


def exact_vector(
    entries: Sequence[Expr], limits: Sequence[Number], numbers: Mapping[Expr, Number], point: Mapping[Expr, Expr]
) -> tuple[Value, ...]:
    """The limits of the entries at the point, exact where the branches that hold at the numbers nearby have a value there."""
    branch = Branch(numbers)
    return tuple(_exact(entry, limit, branch, point) for entry, limit in zip(entries, limits, strict=True))


def _exact(entry: Expr, limit: Number, branch: Branch, point: Mapping[Expr, Expr]) -> Value:
    simple = recognised(limit)
    if simple is not None:
        return Value(simple, as_float(limit) if simple != 0 else 0.0)
    formula = branch.of(entry)
    found = exact_value(formula, point) if formula is not S.NaN else Value()
    if found.decimal is not None and abs(found.decimal - as_float(limit)) <= NEAR_ENOUGH * max(1.0, abs(as_float(limit))):
        return found
    return Value(None, as_float(limit))
