"""Rules for what is built by +, · and /: constants, the variable itself, sums, multiples, products, quotients.

Belongs here: rules that read the structure alone. Does not: powers (`powers`) or functions (`calls`).
"""

from __future__ import annotations

from sympy import Expr, Indexed, KroneckerDelta, Mul, Pow, S

from pdtutor.calculus.slopes import nonzero
from pdtutor.calculus.solver import Problem
from pdtutor.calculus.step import Step
from pdtutor.notation.algebra import add, multiply, negate, power
from pdtutor.notation.writers.order import ordered_factors, ordered_terms


def identity(problem: Problem) -> Step | None:
    """(x)′ = 1; of an indexed name, ∂z[i]/∂z[k] = δ(i, k)."""
    if problem.of == problem.wrt:
        return problem.step("identity", S.One)
    if isinstance(problem.of, Indexed) and problem.moves(problem.of):
        return problem.step("identity", _same_entry(problem.of, problem.wrt))
    return None


def _same_entry(one: Indexed, other: Expr) -> Expr:
    return Mul(*(KroneckerDelta(i, k) for i, k in zip(one.indices, other.indices, strict=True)))


def constant(problem: Problem) -> Step | None:
    """(c)′ = 0."""
    return None if problem.moves(problem.of) else problem.step("constant", S.Zero)


def summed(problem: Problem) -> Step | None:
    """(f + g + …)′ = f′ + g′ + …"""
    if not problem.of.is_Add:
        return None
    children = tuple(problem.derive(term) for term in ordered_terms(problem.of))
    return problem.step("sum", add(child.gives for child in children), children=children)


def constant_multiple(problem: Problem) -> Step | None:
    """(c·f)′ = c·f′"""
    if not problem.of.is_Mul:
        return None
    still = [factor for factor in problem.of.args if not problem.moves(factor)]
    if not still:
        return None
    outside = Mul(*still)
    rest = Mul(*(factor for factor in problem.of.args if problem.moves(factor)))
    child = problem.derive(rest)
    return problem.step("constant_multiple", multiply(outside, child.gives), children=(child,), parts={"constant": outside, "rest": rest})


def quotient(problem: Problem) -> Step | None:
    """(f/g)′ = (f′·g - f·g′)/g²"""
    if not problem.of.is_Mul:
        return None
    below = [factor for factor in problem.of.args if _divides(factor)]
    if not below:
        return None
    numerator = Mul(*(factor for factor in problem.of.args if not _divides(factor)))
    denominator = Mul(*(Pow(factor.base, -factor.exp) for factor in below))
    top, bottom = problem.derive(numerator), problem.derive(denominator)
    difference = add((multiply(top.gives, denominator), negate(multiply(numerator, bottom.gives))))
    return problem.step(
        "quotient",
        multiply(difference, power(denominator, S(-2))),
        children=(top, bottom),
        parts={"numerator": numerator, "denominator": denominator},
        conditions=nonzero(denominator),
    )


def _divides(factor: Expr) -> bool:
    return bool(factor.is_Pow and factor.exp.is_Rational and factor.exp.is_negative)


def product(problem: Problem) -> Step | None:
    """(f·g)′ = f′·g + f·g′, and likewise one term for each of several factors."""
    if not problem.of.is_Mul:
        return None
    factors = tuple(ordered_factors(problem.of))
    children = tuple(problem.derive(factor) for factor in factors)
    terms = (multiply(child.gives, *factors[:k], *factors[k + 1 :]) for k, child in enumerate(children))
    return problem.step("product", add(terms), children=children)
