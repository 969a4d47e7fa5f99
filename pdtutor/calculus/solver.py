"""The solver: finds the rule for each expression.

Belongs here: the memo, fresh names, and the trying of rules in order. Does not: any rule (`rules`), or tidying (`tidy`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, count

from sympy import Basic, Expr, Function, Indexed, IndexedBase, Symbol

from pdtutor.calculus.step import Step

Rule = Callable[["Problem"], "Step | None"]


class Problem:
    """d(of)/d(wrt), and the solver that may be asked for smaller ones."""

    __slots__ = ("of", "solver", "wrt")

    def __init__(self, of: Expr, wrt: Expr, solver: Solver) -> None:
        self.of = of
        self.wrt = wrt
        self.solver = solver

    def moves(self, part: Basic) -> bool:
        """Does the part change while `wrt` moves?"""
        return self.solver.depends(part, self.wrt)

    def derive(self, part: Expr) -> Step:
        """The derivation of a part, by the same variable."""
        return self.solver.derive(part, self.wrt)

    def step(self, rule: str, gives: Expr, **details: object) -> Step:
        """The Step that answers this problem."""
        return Step(rule, self.of, self.wrt, gives, **details)  # type: ignore[arg-type]


class Solver:
    """One derivation's memory: each subexpression is derived once for each variable, and no name is given twice on one path.

    `used` holds names that inner functions may not take.
    """

    def __init__(self, rules: tuple[Rule, ...], used: frozenset[str]) -> None:
        self._rules = rules
        self._steps: dict[tuple[Expr, Expr], Step] = {}
        self._depends: dict[tuple[Basic, Expr], bool] = {}
        self._levels: dict[int, int] = {}
        self._fresh = fresh_names(used)
        self._names: list[Symbol] = []

    def derive(self, of: Expr, wrt: Expr) -> Step:
        """The derivation of `of` by `wrt`; raises LookupError where no rule applies."""
        known = self._steps.get((of, wrt))
        if known is None:
            known = self._steps[of, wrt] = self._solve(Problem(of, wrt, self))
        return known

    def _solve(self, problem: Problem) -> Step:
        for rule in self._rules:
            step = rule(problem)
            if step is not None:
                return step
        raise LookupError(f"no rule for {type(problem.of).__name__}")

    def depends(self, part: Basic, wrt: Expr) -> bool:
        """Does the part contain the variable? An entry z[i] of an indexed name may be any entry z[k] of it."""
        if part == wrt:
            return True
        if isinstance(part, Indexed):
            return isinstance(wrt, Indexed) and may_be_same(part, wrt)
        if not part.args:
            return False
        known = self._depends.get((part, wrt))
        if known is None:
            known = self._depends[part, wrt] = any(self.depends(argument, wrt) for argument in part.args)
        return known

    def names_above(self, steps: tuple[Step, ...], how_many: int) -> tuple[Symbol, ...]:
        """Names for inner functions that none of the steps below uses: u innermost, then v, …"""
        level = max(map(self._level, steps), default=0)
        while len(self._names) < level + how_many:
            self._names.append(Symbol(next(self._fresh), real=True))
        return tuple(self._names[level : level + how_many])

    def _level(self, step: Step) -> int:
        known = self._levels.get(id(step))
        if known is None:
            below = max(map(self._level, step.children), default=0)
            known = self._levels[id(step)] = below + len(step.names)
        return known


def may_be_same(one: Indexed, other: Indexed) -> bool:
    """Could the two entries be one and the same? Not when the bases or two numerical indices differ."""
    if one.base != other.base or len(one.indices) != len(other.indices):
        return False
    return not any((a - b).is_nonzero for a, b in zip(one.indices, other.indices, strict=True))


def fresh_names(used: frozenset[str]) -> Iterator[str]:
    """Names for inner functions, in the order of textbooks, none of them used."""
    plain = "uvstpqrm"
    numbered = (f"{letter}{number}" for number in count(1) for letter in "uvst")
    return (name for name in chain(plain, numbered) if name not in used)


def names_used(expression: Basic) -> frozenset[str]:
    """Every name in the expression: variables, indices, families and functions."""
    return frozenset(map(_name_of, expression.atoms(Symbol, IndexedBase, Function)))


def _name_of(part: Basic) -> str:
    return part.name if isinstance(part, Symbol) else str(part.label) if isinstance(part, IndexedBase) else type(part).__name__
