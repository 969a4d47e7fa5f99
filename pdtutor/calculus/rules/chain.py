"""The chain rule, for any outer function of one or several moving arguments.

Belongs here: the naming of inner functions and the composition. Does not: the slopes of the outer functions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sympy import Expr

from pdtutor.calculus.solver import Problem
from pdtutor.calculus.step import Step
from pdtutor.notation.algebra import add, multiply, substitute


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
    terms = (multiply(substitute(f.gives, names), g.gives) for f, g in zip(outers, inner, strict=True))
    children = tuple(step for pair in zip(outers, inner, strict=True) for step in pair)
    return problem.step("chain", add(terms), children=children, names=names, parts={"outer": outer})


def is_bare(problem: Problem, args: Sequence[Expr]) -> bool:
    """Is the variable itself one argument, and no other argument moving?"""
    moving = [argument for argument in args if problem.moves(argument)]
    return len(moving) == 1 and moving[0] == problem.wrt
