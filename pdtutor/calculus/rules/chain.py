"""The chain rule, for any outer function of one or several moving arguments.

Belongs here: the naming of inner functions and the composition. Does not: the slopes of the outer functions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sympy import Expr, Piecewise

from pdtutor.calculus.solver import Problem
from pdtutor.calculus.step import Step
from pdtutor.notation.algebra import add, by_cases, multiply, substitute


def by_chain(problem: Problem, args: Sequence[Expr], build: Callable[..., Expr]) -> Step:
    """(f(g))′ = f′(g)·g′; with several moving arguments, one such product for each, added.

    args   the arguments of the outer function
    build  makes the outer function from arguments
    """
    moving = [k for k, argument in enumerate(args) if problem.moves(argument)]
    inner = tuple(problem.derive(args[k]) for k in moving)
    symbols = dict(zip(moving, problem.solver.names_above(inner, len(moving)), strict=True))
    outer = build(*(symbols.get(k, argument) for k, argument in enumerate(args)))
    outers = tuple(problem.solver.derive(outer, symbol) for symbol in symbols.values())
    names: dict[Expr, Expr] = {symbol: args[k] for k, symbol in symbols.items()}
    terms = (_composed(substitute(f.gives, names), g.gives, is_everywhere=not f.conditions) for f, g in zip(outers, inner, strict=True))
    children = tuple(step for pair in zip(outers, inner, strict=True) for step in pair)
    return problem.step("chain", add(terms), children=children, names=names, parts={"outer": outer})


def _composed(outer: Expr, inner: Expr, is_everywhere: bool) -> Expr:
    """f′(g)·g′; where g stands still in one of its cases, the slope there is 0, also where f′ has no value."""
    if is_everywhere or not isinstance(inner, Piecewise) or all(pair.expr != 0 for pair in inner.args):
        return multiply(outer, inner)
    return by_cases(*((multiply(outer, pair.expr), pair.cond) for pair in inner.args))


def is_bare(problem: Problem, args: Sequence[Expr]) -> bool:
    """Is the variable itself one argument, and no other argument moving?"""
    moving = [argument for argument in args if problem.moves(argument)]
    return len(moving) == 1 and moving[0] == problem.wrt
