"""Rules for base^exponent, by which of the two moves.

Belongs here: power, exponential and general power. Does not: exp and log themselves (`slopes`).
"""

from __future__ import annotations

from sympy import Pow, S, log

from pdtutor.calculus.rules.chain import by_chain
from pdtutor.calculus.slopes import positive, where_power_moves
from pdtutor.calculus.solver import Problem
from pdtutor.calculus.step import Step
from pdtutor.errors import DomainError
from pdtutor.notation.algebra import multiply, power


def constant_power(problem: Problem) -> Step | None:
    """(xⁿ)′ = n·xⁿ⁻¹"""
    if not (problem.of.is_Pow and problem.moves(problem.of.base) and not problem.moves(problem.of.exp)):
        return None
    base, exponent = problem.of.base, problem.of.exp
    if base != problem.wrt:
        return by_chain(problem, (base,), lambda u: Pow(u, exponent, evaluate=False))
    return problem.step(
        "power",
        multiply(exponent, power(base, exponent - 1)),
        parts={"base": base, "exponent": exponent},
        conditions=where_power_moves(base, exponent),
    )


def exponential(problem: Problem) -> Step | None:
    """(aˣ)′ = aˣ·ln a"""
    if not (problem.of.is_Pow and problem.moves(problem.of.exp) and not problem.moves(problem.of.base)):
        return None
    base, exponent = problem.of.base, problem.of.exp
    if base.is_negative:
        raise DomainError(f"A power of {base} is a real number for whole exponents only, so it has no derivative by {problem.wrt}.")
    if exponent != problem.wrt:
        return by_chain(problem, (exponent,), lambda u: Pow(base, u, evaluate=False))
    if base.is_zero:
        return problem.step("exponential", S.Zero, parts={"base": base, "exponent": exponent}, conditions=positive(exponent))
    return problem.step(
        "exponential",
        multiply(log(base), problem.of),
        parts={"base": base, "exponent": exponent},
        conditions=positive(base),
    )


def general_power(problem: Problem) -> Step | None:
    """(f^g)′ = f^g·(g·ln f)′, because f^g = e^(g·ln f)"""
    if not problem.of.is_Pow:
        return None
    base, exponent = problem.of.base, problem.of.exp
    child = problem.derive(multiply(exponent, log(base)))
    return problem.step(
        "general_power",
        multiply(problem.of, child.gives),
        children=(child,),
        parts={"base": base, "exponent": exponent},
        conditions=positive(base),
    )
