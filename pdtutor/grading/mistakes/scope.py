"""Values of expressions at the sample points, in the names that are valid at one place of a derivation.

Belongs here: names of inner functions and numbers together. Does not: the derivation itself (`tree`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Self

from sympy import Basic, Expr

from pdtutor.calculus.numeric import Compiled, Numbers
from pdtutor.grading.mistakes.vectors import NAN, Vector
from pdtutor.notation.algebra import substitute


class Scope:
    """The sample points, and what names of inner functions stand for here; each expression is computed once.

    Names given from the start are the learner's own: dependents and what they are.
    """

    def __init__(self, points: Sequence[Numbers], names: Mapping[Expr, Expr] | None = None) -> None:
        self.points = points
        self.names = dict(names or {})
        self._known: dict[Basic, Vector] = {}
        self._given: frozenset[Expr] = frozenset()
        self._put_back: dict[Expr, Expr] = {}

    @classmethod
    def of_learner(cls, points: Sequence[Numbers], meanings: Mapping[Expr, Expr]) -> Self:
        """The scope of a whole question, its dependents named by the learner."""
        scope = cls(points, meanings)
        scope._given = frozenset(meanings)
        return scope

    def at(self, points: Sequence[Numbers]) -> Self:
        """The same question's scope at other points."""
        return self.of_learner(points, {name: self.names[name] for name in self.names if name in self._given})

    def within(self, names: Mapping[Expr, Expr]) -> Self:
        """The scope in which these names are valid too."""
        if not names:
            return self
        inside = type(self)(self.points, {**self.names, **names})
        inside._given = self._given
        return inside

    @property
    def zero(self) -> Vector:
        """0 at every point."""
        return Vector([0.0] * len(self.points))

    @property
    def one(self) -> Vector:
        """1 at every point."""
        return Vector([1.0] * len(self.points))

    def learn(self, expressions: Iterable[Basic]) -> None:
        """Compute many together, over their shared graph."""
        wanted = tuple(dict.fromkeys(each for each in expressions if each not in self._known))
        if wanted:
            self._known.update(zip(wanted, self._computed(wanted), strict=True))

    def value(self, expression: Basic) -> Vector:
        """The values of one expression."""
        known = self._known.get(expression)
        if known is None:
            (known,) = self._computed((expression,))
            self._known[expression] = known
        return known

    def _computed(self, expressions: tuple[Basic, ...]) -> list[Vector]:
        compiled = Compiled(expressions, names=self.names)
        rows = [_in_floats(compiled, point, len(expressions)) for point in self.points]
        return [Vector(column) for column in zip(*rows, strict=True)]

    def put_back(self, expression: Expr) -> Expr:
        """The expression in the learner's own variables, without the names of inner functions."""
        known = self._put_back.get(expression)
        if known is None:
            known = expression
            for name, inner in reversed(self.names.items()):
                if name not in self._given:
                    known = substitute(known, {name: inner})
            self._put_back[expression] = known
        return known


def _in_floats(compiled: Compiled, point: Numbers, how_many: int) -> list[float]:
    try:
        return [_as_float(value) for value in compiled(point)]
    except OverflowError:
        return [NAN] * how_many


def _as_float(value: float) -> float:
    try:
        return float(value)
    except OverflowError:
        return NAN
