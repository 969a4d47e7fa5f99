"""Partial derivatives, one or mixed, with their conditions, values and checks.

Belongs here: putting derivation, tidying, conditions, value and check together. Does not: text, or many variables at once (`gradient`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sympy import Basic, Expr, S

from pdtutor.calculus.check import check
from pdtutor.calculus.conditions import conditions_of
from pdtutor.calculus.results import Check, Partial
from pdtutor.calculus.rules import RULES
from pdtutor.calculus.solver import Solver, names_used
from pdtutor.calculus.step import Step
from pdtutor.calculus.tidy import tidied
from pdtutor.calculus.value import value_at
from pdtutor.errors import DomainError
from pdtutor.notation.limits import deep_recursion


def partial(expression: Expr, wrt: Expr, point: Mapping[Expr, Expr] | None = None) -> Partial:
    """∂(expression)/∂wrt with its derivation and check.

    expression  a scalar in real variables
    wrt         a Symbol or an Indexed
    point       variable → exact number, to evaluate there as well

    Raises DomainError where the function is not defined at the point, and where wrt takes whole numbers only.
    """
    return mixed_partial(expression, (wrt,), point)


def mixed_partial(expression: Expr, order: Sequence[Expr], point: Mapping[Expr, Expr] | None = None) -> Partial:
    """The derivative by each variable of `order` in turn: order (x, y) is ∂²f/∂y∂x."""
    _refuse_whole(order)
    with deep_recursion():
        return _put_together(_derivations(expression, order), point)


def differentiated_again(before: Partial, wrt: Expr, point: Mapping[Expr, Expr] | None = None) -> Partial:
    """The derivative of a derivative, its first derivations taken over."""
    _refuse_whole((wrt,))
    with deep_recursion():
        return _put_together((*before.roots, *_derivations(before.derivative, (wrt,), before.of)), point)


def _refuse_whole(order: Sequence[Expr]) -> None:
    for variable in order:
        if variable.is_integer:
            raise DomainError(f"{variable} takes whole numbers only: there is no derivative by it.", hint="Name other variables by --wrt.")


def _put_together(roots: tuple[Step, ...], point: Mapping[Expr, Expr] | None) -> Partial:
    conditions = _all_conditions(roots)
    return Partial(
        of=roots[0].of,
        order=tuple(root.wrt for root in roots),
        derivative=roots[-1].gives,
        roots=roots,
        held=roots[0].held,
        conditions=conditions,
        check=combined([check(root.of, root.wrt, root.gives) for root in roots]),
        value=value_at(roots, conditions, point) if point else None,
    )


def _derivations(expression: Expr, order: Sequence[Expr], user_expression: Expr = S.Zero) -> tuple[Step, ...]:
    """One derivation after the other; no name given to an inner function is one of the user's."""
    used = names_used(expression).union(names_used(user_expression), *map(names_used, order))
    roots: list[Step] = []
    for wrt in order:
        root = Solver(RULES, used).derive(expression, wrt)
        roots.append(tidied(root))
        expression = roots[-1].gives
    return tuple(roots)


def _all_conditions(roots: Sequence[Step]) -> tuple[Basic, ...]:
    return tuple(dict.fromkeys(condition for root in roots for condition in conditions_of(root)))


def combined(checks: Sequence[Check]) -> Check:
    """One check for several differentiations: as strong as the weakest."""
    symbolic = [each.symbolic for each in checks]
    errors = [each.max_relative_error for each in checks if each.max_relative_error is not None]
    return Check(
        False if False in symbolic else None if None in symbolic else True,
        min(each.points for each in checks),
        max(errors, default=None),
    )
