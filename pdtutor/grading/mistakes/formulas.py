"""Formulas in the place of numbers: what a wrong way leads to, as it would be written; nan where no formula says it.

Belongs here: the arithmetic of `vectors` and the names of `scope`, with SymPy expressions. Does not: which wrong ways there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

import sympy as sp
from sympy import Basic, Expr, Float, Rational

from pdtutor.grading.mistakes.scope import Scope
from pdtutor.grading.mistakes.vectors import Call, Vector

LARGEST_DENOMINATOR = 10_000


class Formula(Vector):
    """One expression where a Vector has numbers: every operation gives the expression for its result."""

    expression: Expr

    def __new__(cls, expression: Expr) -> Formula:
        """The formula; as a Vector it is empty."""
        formula = super().__new__(cls)
        formula.expression = expression
        return formula

    def __add__(self, other: Vector) -> Formula:  # type: ignore[override]
        return Formula(self.expression + _of(other))

    def __sub__(self, other: Vector) -> Formula:
        return Formula(self.expression - _of(other))

    def __mul__(self, other: Vector) -> Formula:  # type: ignore[override]
        return Formula(self.expression * _of(other))

    def __truediv__(self, other: Vector) -> Formula:
        return Formula(self.expression / _of(other))

    def __neg__(self) -> Formula:
        return Formula(-self.expression)

    def __pow__(self, other: Vector) -> Formula:
        return Formula(self.expression ** _of(other))

    def map(self, call: Call) -> Formula:
        """The function of the expression."""
        return Formula(sp.S(1) * call(self.expression, sp))

    def times(self, number: float) -> Formula:
        """The expression multiplied by a number, which is a fraction where a float of it is the same."""
        near = Fraction(number).limit_denominator(LARGEST_DENOMINATOR)
        return Formula(self.expression * (Rational(near.numerator, near.denominator) if float(near) == number else Float(number)))

    def constant(self, number: float) -> Formula:
        """The number."""
        return Formula(sp.S.One).times(number)

    def chosen(self, other: Vector) -> Formula:
        """1 where both are the same expression; no formula says where two that differ are the same."""
        return Formula(sp.S.One if self.expression == _of(other) else sp.nan)

    def following(self, rights: Sequence[Vector], gives: Sequence[Vector]) -> Formula:
        """What is given in place of the one that this is; no formula says which of several it follows where."""
        same = [given for right, given in zip(rights, gives, strict=True) if _of(right) == self.expression]
        return Formula(_of(same[0]) if len(rights) == 1 and same else sp.nan)


def _of(vector: Vector) -> Expr:
    assert isinstance(vector, Formula)
    return vector.expression


class FormulaScope(Scope):
    """The scope in which the value of an expression is the expression in the learner's own variables."""

    def without(self, name: Expr) -> FormulaScope:
        """The scope in which a name stands for itself."""
        return FormulaScope(self.points, {each: inner for each, inner in self.names.items() if each != name})

    @property
    def zero(self) -> Formula:
        """0."""
        return Formula(sp.S.Zero)

    @property
    def one(self) -> Formula:
        """1."""
        return Formula(sp.S.One)

    def learn(self, expressions: Iterable[Basic]) -> None:
        """Nothing has to be computed."""

    def value(self, expression: Basic) -> Formula:
        """The expression without the names of inner functions."""
        return Formula(self.put_back(expression))
