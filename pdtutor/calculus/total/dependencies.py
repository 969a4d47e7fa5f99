"""What depends on what: dependents given by formulas or by unknown functions, and the paths from a function to a variable.

Belongs here: the graph and what its shape alone tells. Does not: the derivatives along its arrows (`chains`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import TypeAlias, TypeVar

from sympy import Expr, Function, preorder_traversal

from pdtutor.calculus.rules import RULES
from pdtutor.calculus.solver import Solver
from pdtutor.errors import DomainError
from pdtutor.notation import limits
from pdtutor.notation.algebra import substitute
from pdtutor.notation.names import in_natural_order, variables_of

MOST_PATHS = 1_000
LARGEST_WRITTEN_OUT = 5_000  # nodes of an expression with its dependents put in; beyond it nobody reads it, and SymPy takes seconds
Node: TypeAlias = "Expr | None"  # None is the function itself
Definition = TypeVar("Definition")


@dataclass(frozen=True)
class Dependencies:
    """Dependents and what they are, in plain names and without circles.

    formulas  dependent → its formula
    unknown   dependent → the variables that the unknown function takes, in order
    """

    formulas: Mapping[Expr, Expr]
    unknown: Mapping[Expr, tuple[Expr, ...]]

    @cached_property
    def on(self) -> dict[Expr, tuple[Expr, ...]]:
        """Dependent → the variables it depends on."""
        given = {dependent: tuple(in_natural_order(variables_of(formula))) for dependent, formula in self.formulas.items()}
        return {**given, **self.unknown}

    @cached_property
    def order(self) -> tuple[Expr, ...]:
        """The dependents, each after those that it depends on."""
        return tuple(TopologicalSorter({each: [other for other in on if other in self.on] for each, on in self.on.items()}).static_order())

    @cached_property
    def definitions(self) -> dict[Expr, Expr]:
        """Dependent → its formula, or the unknown function of its variables; each after those that it is written in."""
        return {each: self.formulas[each] if each in self.formulas else called(each, self.unknown[each]) for each in self.order}

    @cached_property
    def calls(self) -> dict[Expr, Expr]:
        """Unknown dependent → how it is written: y(x), or y(x(t)) in a chain.

        Raises DomainError where that is too large.
        """
        found = put_in({each: call for each, call in self.definitions.items() if each in self.unknown})
        if found is None:
            raise DomainError("The dependents are nested too deeply in each other to be written out.", code="too_large")
        return found

    @property
    def formulas_in_order(self) -> dict[Expr, Expr]:
        """The formulas alone, each after those that it is written in."""
        return {each: self.formulas[each] for each in self.order if each in self.formulas}

    def without(self, variable: Expr) -> Dependencies:
        """The same with one dependent taken for a variable of its own."""
        return Dependencies(_without(self.formulas, variable), _without(self.unknown, variable))

    def reached(self, starts: Iterable[Expr]) -> set[Expr]:
        """The variables, and all that they depend on at last."""
        found: set[Expr] = set()
        waiting = list(starts)
        while waiting:
            variable = waiting.pop()
            if variable not in found:
                found.add(variable)
                waiting.extend(self.on.get(variable, ()))
        return found


def _without(mapping: Mapping[Expr, Definition], variable: Expr) -> dict[Expr, Definition]:
    return {key: value for key, value in mapping.items() if key != variable}


def called(dependent: Expr, arguments: Iterable[Expr]) -> Expr:
    """The unknown function of the dependent's name: y(x)."""
    return Function(str(dependent), real=True)(*arguments)


def circle(on: Mapping[Expr, Iterable[Expr]]) -> tuple[Expr, ...]:
    """Dependents each of which depends on the next, and the last on the first, named again at the end; empty where there are none such."""
    try:
        TopologicalSorter({each: [other for other in others if other in on] for each, others in on.items()}).prepare()
    except CycleError as error:
        return tuple(reversed(error.args[1]))
    return ()


def put_in(definitions: Mapping[Expr, Expr]) -> dict[Expr, Expr] | None:
    """The definitions with each name in them replaced by its own; None where one would grow too large or too deep.

    definitions  each after those that it is written in
    """
    full: dict[Expr, Expr] = {}
    sizes: dict[Expr, int] = {}
    depths: dict[Expr, int] = {}
    for name, definition in definitions.items():
        sizes[name], depths[name] = _size(definition, sizes), _depth(definition, depths)
        if sizes[name] > LARGEST_WRITTEN_OUT or depths[name] > 2 * limits.LEVELS:
            return None
        full[name] = substitute(definition, full)
    return full


def written_out(expression: Expr, full: Mapping[Expr, Expr] | None) -> Expr | None:
    """The expression with what `put_in` gave in the place of the names; None where that is too large."""
    if full is None or _size(expression, {name: _size(definition, {}) for name, definition in full.items()}) > LARGEST_WRITTEN_OUT:
        return None
    return substitute(expression, full)


def _size(expression: Expr, sizes: Mapping[Expr, int]) -> int:
    return sum(sizes.get(part, 1) for part in preorder_traversal(expression))


def _depth(expression: Expr, depths: Mapping[Expr, int]) -> int:
    deepest, waiting = 0, [(expression, 0)]
    while waiting:
        part, level = waiting.pop()
        deepest = max(deepest, level + depths.get(part, 1))
        waiting.extend((argument, level + 1) for argument in part.args)
    return deepest


class Graph:
    """The arrows on which a change of `goal` travels to the function: each node → the next ones on its paths to the goal."""

    def __init__(self, of: Expr, goal: Expr, dependencies: Dependencies) -> None:
        self.goal = goal
        self._moves = Solver(RULES, frozenset())
        arrows: dict[Node, tuple[Expr, ...]] = {}
        for dependent, definition in dependencies.definitions.items():
            if dependent != goal:
                arrows[dependent] = self._next(definition, arrows)
        arrows[None] = self._next(of, arrows)
        self.arrows = {node: following for node, following in arrows.items() if node in _from_the_function(arrows)}

    def _next(self, definition: Expr, arrows: Mapping[Node, tuple[Expr, ...]]) -> tuple[Expr, ...]:
        direct = (self.goal,) if self._moves.depends(definition, self.goal) else ()
        return (*direct, *(name for name in in_natural_order(variables_of(definition) - {self.goal}) if arrows.get(name)))

    def paths(self) -> Iterator[tuple[Expr, ...]]:
        """The paths from the function to the goal, the direct one first.

        Raises DomainError where there are more than MOST_PATHS, or where one has more than 200 arrows.
        """
        self._refuse_many()
        waiting: list[tuple[Expr, ...]] = [()]
        while waiting:
            path = waiting.pop()
            if path and path[-1] == self.goal:
                yield path
            else:
                waiting.extend((*path, following) for following in reversed(self.arrows[path[-1] if path else None]))

    def _refuse_many(self) -> None:
        """Counted node by node: the paths themselves may be more than anything could list."""
        count, length = {self.goal: 1}, {self.goal: 0}
        for node, following in self.arrows.items():
            count[node] = sum(count[each] for each in following)
            length[node] = 1 + max((length[each] for each in following), default=0)
        if count[None] > MOST_PATHS:
            message = f"There are {count[None]:,} paths from the function to {self.goal}; up to {MOST_PATHS:,} are written out."
            raise DomainError(message, code="too_large", hint="Put some of the formulas into each other first.")
        if length[None] > limits.LEVELS:
            raise DomainError(f"A path from the function to {self.goal} has more than {limits.LEVELS} arrows.", code="too_large")


def _from_the_function(arrows: Mapping[Node, tuple[Expr, ...]]) -> set[Node]:
    found: set[Node] = {None}
    for node in reversed(arrows):
        if node in found:
            found.update(arrows[node])
    return found
