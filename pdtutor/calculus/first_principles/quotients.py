"""The recursion over an expression: the difference quotient of each part, simplified, and its limit.

Belongs here: the memo, and what every rule builds with: f(x + h), differences that stay as they are written, standard quotients.
Does not: any rule (`structure`, `functions`, `cases`, …).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sympy import Abs, Add, Expr, Heaviside, Indexed, KroneckerDelta, Max, Min, Mul, Ne, Piecewise, Pow, S, Sum, Symbol, atan2, sign

from pdtutor.calculus.first_principles.results import Move
from pdtutor.calculus.rules import RULES
from pdtutor.calculus.solver import Solver, may_be_same, names_used
from pdtutor.calculus.tidy import node_count
from pdtutor.notation.algebra import by_cases, multiply, negate, substitute
from pdtutor.notation.functions import NamedFunction, norm

Rule = Callable[["Quotients", Expr], "Part | None"]
FLAT = (Abs, Max, Min, Piecewise, sign, Heaviside, atan2, KroneckerDelta, Sum)
LARGEST_CHANGE = 200  # nodes; a longer change of an inner function is left as g(x + h) - g(x)


@dataclass(frozen=True)
class Part:
    """The difference quotient of one part: simplified, its limit, and the moves that lead there."""

    simplified: Expr
    limit: Expr
    moves: tuple[Move, ...] = ()


STILL = Part(S.Zero, S.Zero)


@dataclass(frozen=True)
class Inner:
    """An inner function g: its quotient, and its change k = g(x + h) - g(x)."""

    g: Expr
    part: Part
    k: Expr

    @property
    def is_still(self) -> bool:
        """It does not change at all."""
        return bool(self.part.simplified == 0)


class Quotients:
    """The difference quotients of all parts of one expression, each worked out once.

    wrt    what moves, a Symbol or an Indexed
    step   h
    rules  tried in order
    """

    def __init__(self, rules: tuple[Rule, ...], of: Expr, wrt: Expr, step: Symbol) -> None:
        self.wrt, self.step = wrt, step
        self._rules = rules
        self._solver = Solver(RULES, names_used(of) | names_used(wrt) | {step.name})
        self._parts: dict[Expr, Part] = {}
        self._shifted: dict[Expr, Expr] = {}
        self._standard: set[Expr] = set()
        self._plain: dict[Expr, bool] = {}
        self._rests: dict[Expr, bool] = {}

    def of(self, expression: Expr) -> Part:
        """The quotient of an expression."""
        known = self._parts.get(expression)
        if known is None:
            known = self._parts[expression] = self._worked_out(expression)
        return known

    def _worked_out(self, expression: Expr) -> Part:
        if not self.moves(expression):
            return STILL
        found = (part for rule in self._rules if (part := rule(self, expression)) is not None)
        return next(found, None) or self.by_rule(expression)

    def by_rule(self, expression: Expr) -> Part:
        """The honest fallback: the quotient as it stands, its limit by the rules of differentiation."""
        quotient, limit = self.quotient(expression), self._solver.derive(expression, self.wrt).gives
        return Part(quotient, limit, (Move("by_rule", quotient, limit),))

    def moves(self, expression: Expr) -> bool:
        """Does the expression change while `wrt` moves?"""
        return self._solver.depends(expression, self.wrt)

    def shifted(self, expression: Expr) -> Expr:
        """f(x + h); of entries of an indexed name, z[i] + h where i is the k of z[k]."""
        known = self._shifted.get(expression)
        if known is None:
            known = self._shifted[expression] = substitute(expression, self._places(expression) | self._shifted)
        return known

    def _places(self, expression: Expr) -> dict[Expr, Expr]:
        if not isinstance(self.wrt, Indexed):
            return {self.wrt: self.wrt + self.step}
        entries = {entry for entry in expression.atoms(Indexed) if may_be_same(entry, self.wrt)}
        return {entry: entry + self.step * same_entry(entry, self.wrt) for entry in entries}

    def difference(self, expression: Expr) -> Expr:
        """f(x + h) - f(x), as it is written."""
        return Add(self.shifted(expression), negate(expression), evaluate=False)

    def quotient(self, expression: Expr) -> Expr:
        """(f(x + h) - f(x))/h, as it is written."""
        return over(self.difference(expression), self.step)

    def inner(self, g: Expr) -> Inner:
        """An inner function with its change: h times its quotient, or the difference as it is written where that is simpler."""
        part = self.of(g)
        difference, change = self.difference(g), self.times(self.step, part.simplified)
        is_short = self._is_plain(part.simplified) and node_count(change, LARGEST_CHANGE) <= node_count(difference, LARGEST_CHANGE)
        return Inner(g, part, change if is_short else difference)

    def standard(self, numerator: Expr, change: Expr, limit: Expr, inner: Inner) -> Expr:
        """A standard quotient numerator/change, which later products leave whole."""
        ratio = over(numerator, change)
        self._standard.add(ratio)
        return self.unbroken(ratio, change, limit, inner)

    def unbroken(self, ratio: Expr, denominator: Expr, limit: Expr, inner: Inner) -> Expr:
        """The ratio, continued by its limit if the denominator may be 0 for all small h: where the inner function stands still."""
        if not self._may_rest(inner.g):
            return ratio
        return by_cases((ratio, Ne(denominator, 0, evaluate=False)), (limit, S.true))

    def together(self, of: Expr, simplified: Expr, limit: Expr, moves: Iterable[Move]) -> Part:
        """A part made of others: their moves, and then the whole."""
        quotient = self.quotient(of)
        return Part(simplified, limit, (*moves, *([Move("together", quotient, simplified)] if simplified != quotient else [])))

    def times(self, *factors: Expr) -> Expr:
        """The product, in which standard quotients are not cancelled against anything."""
        whole = [part for factor in factors for part in self._standard_in(factor)]
        if not whole:
            return multiply(*factors)
        rest = multiply(*(part for factor in factors for part in self._plain_in(factor)))
        if rest == 0:
            return S.Zero
        front = () if rest is S.One else rest.args if rest.is_Mul else (rest,)
        return Mul(*front, *whole, evaluate=False) if front or len(whole) > 1 else whole[0]

    def _standard_in(self, factor: Expr) -> list[Expr]:
        return [part for part in self._factors(factor) if part in self._standard]

    def _plain_in(self, factor: Expr) -> list[Expr]:
        return [part for part in self._factors(factor) if part not in self._standard]

    def _factors(self, factor: Expr) -> tuple[Expr, ...]:
        return factor.args if factor.is_Mul and factor not in self._standard else (factor,)

    def _is_plain(self, expression: Expr) -> bool:
        """Is there no standard quotient in the expression?"""
        known = self._plain.get(expression)
        if known is None:
            known = self._plain[expression] = expression not in self._standard and all(map(self._is_plain, expression.args))
        return known

    def _may_rest(self, g: Expr) -> bool:
        """May the expression keep its value over a whole stretch of h?"""
        known = self._rests.get(g)
        if known is None:
            known = self._rests[g] = self.moves(g) and (self._has_flats(g) or any(map(self._may_rest, g.args)))
        return known

    def _has_flats(self, g: Expr) -> bool:
        if isinstance(g, NamedFunction):
            return g.has_cases or isinstance(g, norm)
        return isinstance(g, FLAT) or (isinstance(g, Indexed) and g != self.wrt)


def over(numerator: Expr, denominator: Expr) -> Expr:
    """The fraction, as it is written."""
    return Mul(numerator, Pow(denominator, -1, evaluate=False), evaluate=False)


def same_entry(one: Indexed, other: Indexed) -> Expr:
    """1 where two entries of one indexed name are the same, else 0."""
    return Mul(*(KroneckerDelta(i, k) for i, k in zip(one.indices, other.indices, strict=True)))
