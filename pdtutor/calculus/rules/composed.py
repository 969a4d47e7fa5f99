"""Rules whose parts are derived one by one and then put together: extremes, cases, indexed sums.

Belongs here: which part counts where. Does not: functions with an entry in the table of slopes.
"""

from __future__ import annotations

from sympy import Basic, Expr, Ge, Gt, Lt, Max, Min, Ne, Or, Piecewise, S, Sum, default_sort_key

from pdtutor.calculus.indexed import sum_over, with_fresh_indices
from pdtutor.calculus.joins import derived_cases, without_thin_cases
from pdtutor.calculus.solver import Problem
from pdtutor.calculus.step import Step
from pdtutor.calculus.unfolding import unfolded
from pdtutor.errors import DomainError
from pdtutor.notation.algebra import OPPOSITE, compared
from pdtutor.notation.algebra import by_cases as case_by_case


def extreme(problem: Problem) -> Step | None:
    """(max(f, g, …))′ is the slope of whichever is largest, where one alone is; likewise min."""
    if not isinstance(problem.of, (Max, Min)):
        return None
    args = sorted(problem.of.args, key=lambda part: (not problem.moves(part), default_sort_key(part)))
    children = tuple(problem.derive(argument) for argument in args)
    *ahead, last = zip(children, _ahead(problem.of, args), strict=True)
    gives = case_by_case(*((child.gives, condition) for child, condition in ahead), (last[0].gives, S.true))
    return problem.step("maximum", gives, children=children, conditions=(_one_alone(problem.of, args),))


def _ahead(of: Expr, args: list[Expr]) -> list[Basic]:
    """For each argument, the condition that it is the extreme one; of equal ones the first counts."""
    above = Gt if len(args) == 2 else Ge
    relation = above if isinstance(of, Max) else OPPOSITE[above]
    return [compared(relation, argument, rival) for argument, rival in zip(args, _rivals(of, args), strict=True)]


def _rivals(of: Expr, args: list[Expr]) -> list[Expr]:
    if len(args) == 2:
        return args[::-1]
    return [of.func(*args[:k], *args[k + 1 :], evaluate=False) for k in range(len(args))]


def _one_alone(of: Expr, args: list[Expr]) -> Basic:
    """The condition that no two arguments are extreme together."""
    if len(args) == 2:
        return Ne(*args, evaluate=False)
    relation = Gt if isinstance(of, Max) else Lt
    return Or(*(compared(relation, argument, rival) for argument, rival in zip(args, _rivals(of, args), strict=True)), evaluate=False)


def by_cases(problem: Problem) -> Step | None:
    """The slope of a function by cases is, inside each region, the slope of its formula there."""
    if not isinstance(problem.of, Piecewise):
        return None
    joined = without_thin_cases(unfolded(problem.of))
    if joined != problem.of:
        child = problem.derive(joined)
        return problem.step("rewrite", child.gives, children=(child,))
    children = tuple(problem.derive(pair.expr) for pair in problem.of.args)
    gives, conditions = derived_cases(problem.of, problem.wrt, [child.gives for child in children])
    return problem.step("piecewise", gives, children=children, conditions=conditions)


def indexed_sum(problem: Problem) -> Step | None:
    """(Σ fᵢ)′ = Σ fᵢ′; by one entry z[k] only the terms with i = k are left."""
    if not isinstance(problem.of, Sum):
        return None
    total, original = with_fresh_indices(problem.of, problem.wrt)
    if any(problem.moves(end) for _, *ends in total.limits for end in ends):
        raise DomainError(f"{problem.wrt} counts the terms of a sum, so it takes whole numbers only and has no derivative.")
    child = problem.derive(total.function)
    gives = child.gives
    for index, low, high in total.limits:
        gives = sum_over(gives, index, low, high)
    return problem.step("indexed_sum", gives.xreplace(original), children=(child,))
