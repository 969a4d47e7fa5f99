"""Rules for functions called by name: those of the slope table, unknown ones and their derivatives, and those merely looked up.

Belongs here: anything of the form f(args). Does not: max, min and cases (`composed`), whose arguments are derived one by one.
"""

from __future__ import annotations

from sympy import Derivative, Expr, Function, Subs
from sympy.core.function import AppliedUndef, ArgumentIndexError

from pdtutor.calculus.rules.chain import by_chain, is_bare
from pdtutor.calculus.slopes import SEVERAL, UNARY, slope
from pdtutor.calculus.solver import Problem
from pdtutor.calculus.step import Step
from pdtutor.notation.unknown import UnknownDerivative


def named_call(problem: Problem) -> Step | None:
    """f′ from the table of slopes, the chain rule where the argument is not the bare variable."""
    head = type(problem.of)
    if head not in UNARY and head not in SEVERAL:
        return None
    if not is_bare(problem, problem.of.args):
        return by_chain(problem, problem.of.args, lambda *args: head(*args, evaluate=False))
    found = slope(head, problem.of.args, problem.of.args.index(problem.wrt))
    assert found is not None
    return problem.step(found.rule, found.gives, conditions=found.conditions)


def unknown_call(problem: Problem) -> Step | None:
    """(f(x))′ = f′(x), whatever f is."""
    if not isinstance(problem.of, AppliedUndef):
        return None
    return _unknown(problem, UnknownDerivative.of_call(problem.of))


def unknown_derivative(problem: Problem) -> Step | None:
    """(f′(x))′ = f″(x), whatever f is."""
    if not isinstance(problem.of, (Derivative, Subs)):
        return None
    known = UnknownDerivative.of_derivative(problem.of)
    return None if known is None else _unknown(problem, known)


def _unknown(problem: Problem, unknown: UnknownDerivative) -> Step:
    if not is_bare(problem, unknown.args):
        return by_chain(problem, unknown.args, lambda *args: unknown.at(args).expression())
    index = unknown.args.index(problem.wrt)
    return problem.step("unknown_function", unknown.raised(index).expression())


def looked_up(problem: Problem) -> Step | None:
    """A derivative that SymPy's tables know and no rule here says."""
    if not isinstance(problem.of, Function):
        return problem.step("table", problem.of.diff(problem.wrt))
    if not is_bare(problem, problem.of.args):
        return by_chain(problem, problem.of.args, problem.of.func)
    return problem.step("table", _from_table(problem.of, problem.wrt))


def _from_table(call: Expr, wrt: Expr) -> Expr:
    try:
        return call.fdiff(call.args.index(wrt) + 1)
    except ArgumentIndexError:
        return Derivative(call, wrt)
