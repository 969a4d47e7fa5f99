"""All wrong ways to answer one question, tried on one answer.

Belongs here: which wrong ways a question has, and which of them fit an answer at some points. Does not: choosing the points, or what is
told of what fits (`diagnosis`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from sympy import Expr

from pdtutor.calculus.step import Step
from pdtutor.calculus.total.results import Total
from pdtutor.explain.mistakes.catalogue import rank
from pdtutor.grading.mistakes.pairs import Pair, Pairs
from pdtutor.grading.mistakes.paths import edge_slips, path_slips, relation_slips
from pdtutor.grading.mistakes.scope import Scope
from pdtutor.grading.mistakes.search import REPEATED, Derivation, Found, is_same
from pdtutor.grading.mistakes.slip import Slip
from pdtutor.grading.mistakes.vectors import Vector
from pdtutor.grading.mistakes.whole import Question, antiderivative, wholes
from pdtutor.notation.names import variables_of

STEP = 2.0**-16  # of a central difference


class Trial:
    """The wrong ways of a question, as numbers at some points or, in a scope of formulas, as formulas."""

    def __init__(self, question: Question, roots: Sequence[Step], total: Total | None, scope: Scope) -> None:
        self._question = question
        self._roots = roots
        self._total = total
        self._scope = scope
        self.right = self._scope.value(question.derivative)

    def value(self, answer: Expr) -> Vector:
        """An answer at the points."""
        return self._scope.value(answer)

    def ways(self) -> Iterator[Found]:
        """Every single wrong way that is the same whatever was answered, always in the same order."""
        if self._total is not None:
            yield from self._of_paths(self._total)
        else:
            yield from _bare(wholes(self._question, self._scope))
            derivation = self._derivation(self._scope)
            yield from chain(derivation.singles(), derivation.everywhere())

    def singles(self, answer: Expr) -> Iterator[Found]:
        """Every single wrong way, always in the same order."""
        yield from self.ways()
        if self._total is None:
            yield from self._in_the_first()
        if self._total is None or self._total.derivative is None:
            yield from _bare(antiderivative(self._question, answer, self._scope))

    def _in_the_first(self) -> Iterator[Found]:
        """Of two differentiations the first one wrong, its outcome differentiated rightly: by a central difference."""
        if len(self._roots) < 2 or not self._roots[-1].wrt.is_Symbol:
            return
        points, count = self._scope.points, len(self._scope.points)
        moved = [{**point, self._roots[-1].wrt: point[self._roots[-1].wrt] + step} for step in (STEP, -STEP) for point in points]
        derivation = Derivation(self._roots[-2], self._scope.at(moved))
        for found in chain(derivation.singles(), derivation.everywhere()):
            above, below = Vector(found.value[:count]), Vector(found.value[count:])
            yield Found(found.slip, (above - below).times(1 / (2 * STEP)), found.node, found.root)

    def _of_paths(self, total: Total) -> Iterator[Found]:
        if total.derivative is not None:
            yield from _bare(relation_slips(self._question.derivative, self._scope))
            return
        yield from _bare(path_slips(total, self._scope))
        yield from edge_slips(total, self._scope)

    def _derivation(self, scope: Scope) -> Derivation:
        order = self._question.order
        return Derivation(self._roots[-1], scope, REPEATED[len(set(order)) == 1] if len(order) > 1 else ())

    def explains(self, value: Vector, given: Vector) -> bool:
        """Whether a wrong way gives the answer, and not what is right."""
        return is_same(value, given, self.right) and not is_same(value, self.right, self.right)

    def matches(self, answer: Expr) -> list[Found]:
        """The single wrong ways that give the answer."""
        given = self.value(answer)
        return [found for found in self.singles(answer) if self.explains(found.value, given)]

    def together(self, answer: Expr) -> tuple[list[Found], list[Found]]:
        """Two wrong ways that give the answer together, the most specific such two, each with those that come to the same."""
        if self._total is not None or not variables_of(answer):
            return [], []
        given = self.value(answer)
        fitting = Pairs(self._derivation(self._scope)).leading_to(given)
        if not fitting or is_same(given, self.right, self.right):
            return [], []
        best, _ = min(fitting, key=_specificity)
        alike = [pair for pair in fitting if is_same(pair[0].value, best.value, self.right)]
        return [first for first, _ in alike], [second for _, second in alike]


def _bare(slips: Iterator[Slip]) -> Iterator[Found]:
    return (Found(slip, slip.gives) for slip in slips)


def _specificity(pair: Pair) -> int:
    return sum(rank(min(found.slip.ids, key=rank)) for found in pair)
