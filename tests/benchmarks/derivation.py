"""One derivation with its check, in process: over bare `diff`, over `simplify`, and over other algebra systems.

Belongs here: small functions, one after the other. Does not: how the cost grows (`growth`), whole processes (`start_up`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from statistics import median

from sympy import Expr, Symbol, diff, simplify

from pdtutor.calculus.deadline import within
from pdtutor.calculus.partial import partial
from tests.benchmarks.functions import TEXTBOOK, named_cases
from tests.benchmarks.peers.algebra import SYSTEMS, System
from tests.benchmarks.rows import Aim, Row, missing, over
from tests.benchmarks.timing import Effort, Pair, Program, calls, in_turn, once

LONGEST = 5.0  # seconds after which simplify is stopped
MANY = {"Maxima": 2000, "giac": 2000}  # times all textbook cases, so that starting the system is little beside them


def rows(effort: Effort) -> Iterator[Row]:
    """Textbook cases, then those with a bound in seconds."""
    yield _textbook("diff", diff, 8)
    yield _textbook("simplify of diff", lambda expression, variable: simplify(diff(expression, variable)), 1)
    for system in SYSTEMS:
        what = "the same, per derivation in one process"
        yield missing(what, system.name) if system.program is None else _over_system(what, system, effort)
    for name, expression, variables in named_cases():
        yield _bounded(name, expression, variables)


def _textbook(name: str, peer: Callable[[Expr, Symbol], Expr], aim: float) -> Row:
    pairs = [calls(lambda e=e, v=v: partial(e, v), lambda e=e, v=v: peer(e, v)) for e, v in TEXTBOOK]
    middle = Pair(*(median(each) for each in zip(*pairs, strict=True)))
    return over("derivation with check, ten textbook cases, median", middle, name, aim)


def _over_system(what: str, system: System, effort: Effort) -> Row:
    """Ours over theirs: theirs as one process with many derivations less one with few."""
    tasks = [(e, v) for e, v in TEXTBOOK]
    few, many = (Program(system.command(), system.script(tasks, times)) for times in (2, MANY[system.name]))

    def theirs() -> float:
        return max(many.seconds() - few.seconds(), 1e-6) / (MANY[system.name] * len(tasks))

    pair = in_turn(lambda: _ours(tasks) / len(tasks), theirs, min(effort.runs, 3))
    return over(what, pair, f"{system.name}, no steps, no check")


def _ours(tasks: Sequence[tuple[Expr, Symbol]]) -> float:
    return sum(once(lambda e=e, v=v: partial(e, v)) for e, v in tasks)


def _bounded(name: str, expression: Expr, variables: Sequence[Symbol]) -> Row:
    def simplified() -> object:
        return within(LONGEST, lambda: [simplify(diff(expression, each)) for each in variables])

    theirs = once(simplified)
    ours = median(once(lambda: [partial(expression, each) for each in variables]) for _ in range(3))
    said = f"stopped after {LONGEST:g} s" if theirs >= LONGEST else f"{theirs:.2g} s"
    return Row(name, f"{ours / theirs:.2g} of simplify's time", ours, "s", f"simplify of diff: {said}", Aim(0.3, "s"))
