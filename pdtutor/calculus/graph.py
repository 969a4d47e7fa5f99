"""The computational graph of an expression, and one backward sweep over it that gives every partial derivative.

Belongs here: reverse mode (adjoints accumulated from the output to the variables; Griewank & Walther, *Evaluating Derivatives*,
ch. 3), with the parts that many entries share kept under one name. Does not: derivations for people (`derive`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count

from sympy import Basic, Dummy, Expr, Gt, Indexed, Lt, Max, Min, Ne, S, Sum, Symbol

from pdtutor.calculus.conditions import conditions_below
from pdtutor.calculus.rules import RULES
from pdtutor.calculus.slopes import SEVERAL, UNARY, slope, where_power_moves
from pdtutor.calculus.solver import Solver, names_used
from pdtutor.calculus.tidy import node_count
from pdtutor.notation.algebra import add, by_cases, compared, multiply, power, substitute

LETTERS = "rstuvpqacdgh"
LARGE = 6  # nodes; from here on a part that is used again gets a name


@dataclass(frozen=True)
class Sweep:
    """What one sweep finds.

    entries     one derivative per variable, in the names of `shared`
    shared      name → expression, each using earlier names only
    conditions  of all the slopes met on the way
    """

    entries: tuple[Expr, ...]
    shared: Mapping[Expr, Expr]
    conditions: tuple[Basic, ...]


def reverse_sweep(output: Expr, variables: Sequence[Expr]) -> Sweep:
    """∂output/∂v for each variable, by one sweep from the output down; the cost grows with the graph, not with the number of variables."""
    return _ReverseSweep(output, frozenset(variables)).run(variables)


class _ReverseSweep:
    def __init__(self, output: Expr, variables: frozenset[Expr]) -> None:
        self._variables = variables
        self._used = names_used(output)
        self._solver = Solver(RULES, self._used)
        self._order = tuple(self._moving_parts(output))
        self._moving = set(self._order)
        self._received: dict[Basic, list[Expr]] = {output: [S.One]}
        self._names = chain([Symbol(_letter(self._used), real=True)], (Dummy(real=True) for _ in count()))
        self._parts: dict[Basic, Symbol] = {}
        self._adjoints: dict[Expr, Expr] = {}
        self._conditions: dict[Basic, None] = {}

    def run(self, variables: Sequence[Expr]) -> Sweep:
        for part in reversed(self._order):
            if part not in self._variables and part in self._received:
                self._push(part, self._adjoint(part))
        entries = tuple(add(self._received.get(variable, ())) for variable in variables)
        return _well_named(Sweep(entries, self._shared(entries), tuple(self._conditions)), self._used)

    def _moving_parts(self, output: Basic) -> Iterator[Basic]:
        """The parts of the expression that contain a variable, each once, arguments before what is made of them.

        Sums over an index and entries of indexed names are taken whole: which entry moves is for the rules to say.
        """
        moves: dict[Basic, bool] = {}
        waiting: list[tuple[Basic, bool]] = [(output, False)]
        while waiting:
            part, is_ready = waiting.pop()
            if part in moves:
                continue
            if part in self._variables or not part.args:
                moves[part] = part in self._variables
            elif isinstance(part, (Sum, Indexed)):
                moves[part] = any(self._solver.depends(part, variable) for variable in self._variables)
            elif not is_ready:
                waiting.append((part, True))
                waiting.extend((argument, False) for argument in reversed(part.args) if argument not in moves)
                continue
            else:
                moves[part] = any(moves[argument] for argument in part.args)
            if moves[part]:
                yield part

    def _adjoint(self, part: Basic) -> Expr:
        """∂output/∂part, under a name where it is large and goes to several places."""
        total = add(self._received.pop(part))
        goes_to = sum(argument in self._moving for argument in part.args)
        if goes_to < 2 or node_count(total, LARGE) < LARGE:
            return total
        name = next(self._names)
        self._adjoints[name] = total
        return name

    def _push(self, part: Basic, adjoint: Expr) -> None:
        local: Iterable[tuple[Basic, Expr]]
        if part.is_Add:
            local = ((argument, S.One) for argument in part.args if argument in self._moving)
        elif part.is_Mul:
            local = self._of_product(part)
        elif part.is_Pow and part.base in self._moving and part.exp not in self._moving:
            local = self._of_power(part)
        elif type(part) in UNARY or type(part) in SEVERAL:
            local = self._of_call(part)
        elif isinstance(part, (Max, Min)) and len(part.args) == 2:
            local = self._of_extreme(part)
        else:
            local = self._by_rules(part)
        for argument, derivative in local:
            self._received.setdefault(argument, []).append(multiply(adjoint, derivative))

    def _of_product(self, part: Basic) -> Iterator[tuple[Basic, Expr]]:
        moving = [factor for factor in part.args if factor in self._moving]
        if len(moving) == 1:
            yield moving[0], multiply(*(self._reference(factor) for factor in part.args if factor is not moving[0]))
            return
        references = [self._reference(factor) for factor in part.args]
        for k, factor in enumerate(part.args):
            if factor in self._moving:
                yield factor, multiply(*references[:k], *references[k + 1 :])

    def _of_power(self, part: Basic) -> Iterator[tuple[Basic, Expr]]:
        base = self._reference(part.base)
        self._conditions.update(dict.fromkeys(where_power_moves(base, part.exp)))
        yield part.base, multiply(part.exp, power(base, part.exp - 1))

    def _of_call(self, part: Basic) -> Iterator[tuple[Basic, Expr]]:
        references = tuple(map(self._reference, part.args))
        for k, argument in enumerate(part.args):
            if argument in self._moving:
                found = slope(type(part), references, k)
                assert found is not None
                self._conditions.update(dict.fromkeys(found.conditions))
                yield argument, self._with_own_name(part, references, found.gives)

    def _with_own_name(self, part: Basic, references: tuple[Basic, ...], gives: Expr) -> Expr:
        """A slope that contains the function's own value, like σ·(1 - σ), says it by the value's name where it has one or needs one."""
        value = part.func(*references)
        if part not in self._parts and (node_count(value, LARGE) < LARGE or not gives.has(value)):
            return gives
        return substitute(gives, {value: self._reference(part)})

    def _of_extreme(self, part: Basic) -> Iterator[tuple[Basic, Expr]]:
        """max(a, b) follows a where a > b and b elsewhere; min likewise."""
        one, other = sorted(part.args, key=lambda argument: argument not in self._moving)
        first, second = self._reference(one), self._reference(other)
        is_first = compared(Gt if isinstance(part, Max) else Lt, first, second)
        self._conditions[Ne(first, second, evaluate=False)] = None
        yield one, by_cases((S.One, is_first), (S.Zero, S.true))
        if other in self._moving:
            yield other, by_cases((S.Zero, is_first), (S.One, S.true))

    def _by_rules(self, part: Basic) -> Iterator[tuple[Basic, Expr]]:
        """Anything else (general powers, cases, sums over an index, unknown functions): the rules give its slope along each variable."""
        for variable in self._variables:
            if self._solver.depends(part, variable):
                step = self._solver.derive(part, variable)
                self._conditions.update(dict.fromkeys(conditions_below(step)))
                yield variable, step.gives

    def _reference(self, part: Basic) -> Basic:
        """The part itself, or the name that stands for it where it is large."""
        if part in self._parts:
            return self._parts[part]
        if node_count(part, LARGE) < LARGE:
            return part
        name = self._parts[part] = next(self._names)
        return name

    def _shared(self, entries: Sequence[Expr]) -> dict[Expr, Expr]:
        """Names of parts, inner ones first and used in the outer ones, then names of adjoints in the order in which entries need them."""
        known: dict[Expr, Expr] = {}
        shared: dict[Expr, Expr] = {}
        for part in self._order:
            if part in self._parts:
                shared[self._parts[part]] = substitute(part, known)
                known[part] = self._parts[part]
        for part in self._parts:
            shared.setdefault(self._parts[part], part)
        for entry in (*entries, *self._adjoints):
            self._gather(entry, shared)
        return shared

    def _gather(self, expression: Expr, shared: dict[Expr, Expr]) -> None:
        needed = (name for name in expression.free_symbols if name in self._adjoints and name not in shared)
        for name in sorted(needed, key=str):
            self._gather(self._adjoints[name], shared)
            shared[name] = self._adjoints[name]


def _well_named(sweep: Sweep, used: frozenset[str]) -> Sweep:
    """The sweep with its shared parts called r where there is one (as it is already), or r1, r2, … in the order in which they stand."""
    if len(sweep.shared) < 2:
        return sweep
    letter = _letter(used)
    names = (name for name in (f"{letter}{number}" for number in count(1)) if name not in used)
    calls = {old: Symbol(next(names), real=True) for old in sweep.shared}
    return Sweep(
        tuple(entry.xreplace(calls) for entry in sweep.entries),
        {calls[old]: expression.xreplace(calls) for old, expression in sweep.shared.items()},
        tuple(condition.xreplace(calls) for condition in sweep.conditions),
    )


def _letter(used: frozenset[str]) -> str:
    """A letter that no name in use begins with; where all are taken, one that at least is no name itself."""
    free = (letter for letter in LETTERS if not any(name.startswith(letter) for name in used))
    return next(free, None) or next(name for name in (*LETTERS, *(f"r{number}" for number in count())) if name not in used)
