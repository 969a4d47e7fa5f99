"""What a relation says: F = 0 with one unknown in it, differentiated as a whole and solved for the unknown's derivative.

Belongs here: choosing the unknown, -F_x/F_y and its tidying. Does not: the paths of the graph (`chains`), values (`places`), the check
(`agreement`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sympy import (
    Add,
    Derivative,
    Dummy,
    Eq,
    Expr,
    Ne,
    Pow,
    S,
    Subs,
    cancel,
    factor_terms,
    fraction,
    together,
)
from sympy.core.function import AppliedUndef

from pdtutor.calculus.check import expansion_size
from pdtutor.calculus.relations import essential
from pdtutor.calculus.tidy import LARGEST, node_count
from pdtutor.calculus.total.agreement import check_relation
from pdtutor.calculus.total.chains import begin, conditions, product_along, slopes, terms, with_edges, written
from pdtutor.calculus.total.dependencies import Dependencies, Graph
from pdtutor.calculus.total.places import relation_value
from pdtutor.calculus.total.results import Total
from pdtutor.errors import UsageError
from pdtutor.notation.algebra import add, divide, multiply, negate
from pdtutor.notation.limits import deep_recursion
from pdtutor.notation.names import in_natural_order, variables_of

MOST_CANCELLED = 60  # terms, multiplied out; a greatest common divisor of more takes too long


def relation(equation: Eq, wrt: Expr, dependencies: Dependencies, point: Mapping[Expr, Expr] | None = None) -> Total:
    """d(target)/d(wrt) as the relation left = right fixes it, by implicit differentiation: -F_x/F_y with F = left - right.

    equation  in plain names, unevaluated
    wrt       a Symbol or an Indexed
    point     variable → exact number, to evaluate there as well

    Raises UsageError where no single unknown dependent is left to settle or where it does not depend on `wrt`, DomainError where the point
    is not on the curve, and as `chains.total`.
    """
    *_, complete = relations(equation, wrt, dependencies, point)
    return complete


def relations(equation: Eq, wrt: Expr, dependencies: Dependencies, point: Mapping[Expr, Expr] | None = None) -> Iterator[Total]:
    """As `relation`, growing: first without any derivative, then with one more arrow of the graph each time."""
    with deep_recursion():
        of = add((equation.lhs, negate(equation.rhs)))
        begun, free = begin(of, wrt, dependencies, point)
        target = settled_by(of, free)
        if wrt not in free.reached((target,)):
            raise UsageError(f"{target} does not depend on {wrt}.", hint=f'Say what it depends on: --depends "{target}({wrt})"')
        graph = Graph(of, wrt, free)
        paths = tuple(graph.paths())
    for growing in with_edges(replace(begun, equation=equation, target=target), graph, free):
        yield growing
    with deep_recursion():
        yield _completed(growing, paths, free)


def settled_by(of: Expr, dependencies: Dependencies) -> Expr:
    """The one unknown dependent that no other unknown one depends on.

    Raises UsageError where there is none, or more than one.
    """
    inner = {other for each in dependencies.unknown for other in dependencies.reached((each,)) - {each}}
    outermost = in_natural_order(set(dependencies.unknown) - inner)
    if len(outermost) > 1:
        first, second = outermost[:2]
        raise UsageError(
            f"One equation settles one unknown, and {' and '.join(map(str, outermost))} are left open.",
            hint=f'Say how one depends on another, as in --depends "{second}({first})", or give a formula by --given.',
        )
    if not outermost:
        raise UsageError("An equation settles an unknown, and there is none.", hint='Name it and what it depends on: --depends "y(x)"')
    if outermost[0] not in dependencies.reached(variables_of(of)):
        raise _nothing_said(outermost[0])
    return outermost[0]


def _nothing_said(target: Expr) -> UsageError:
    return UsageError(f"The relation says nothing of {target}: it cancels out.")


def _completed(found: Total, paths: tuple[tuple[Expr, ...], ...], free: Dependencies) -> Total:
    assert found.target is not None
    known, inner = slopes(found, free), free.without(found.target)
    rest = add(product_along(path, known) for path in paths if found.target not in path)
    by_target = add(product_along(path, known) for path in Graph(found.of, found.target, inner).paths())
    if by_target is S.Zero:
        raise _nothing_said(found.target)
    derivative = quotient(negate(rest), by_target)
    partials_exist = conditions(found)
    where = essential((*partials_exist, Ne(fraction(factor_terms(by_target))[0], 0, evaluate=False)))
    found = replace(
        found,
        terms=terms(paths, found),
        rest=written(rest, found.calls),
        by_target=written(by_target, found.calls),
        derivative=written(derivative, found.calls),
        conditions=where,
        check=check_relation(found.of, found.wrt, found.target, derivative, by_target, inner, where),
    )
    return replace(found, value=relation_value(found, rest, by_target, derivative, partials_exist, free)) if found.point else found


def quotient(numerator: Expr, denominator: Expr) -> Expr:
    """numerator/denominator without common factors, as far as bounded algebra finds them; the denominator is not zero everywhere.

    Of the two ways of placing signs the one with fewer minus signs below is taken, so that -2x/(2y) is -x/y and not x/(-y).
    """
    if max(node_count(part, LARGEST) for part in (numerator, denominator)) >= LARGEST:
        return divide(numerator, denominator)
    names = {part: Dummy() for whole in (numerator, denominator) for part in whole.atoms(Derivative, Subs, AppliedUndef)}
    shared = _without_common_factors(*(whole.xreplace(names) for whole in (numerator, denominator)))
    return _with_signs_above(*fraction(shared.xreplace({name: part for part, name in names.items()})))


def _without_common_factors(numerator: Expr, denominator: Expr) -> Expr:
    above, below = fraction(together(divide(numerator, denominator)))
    plain = factor_terms(above) / factor_terms(below)
    if expansion_size(above) + expansion_size(below) > MOST_CANCELLED or not plain.is_rational_function(*plain.free_symbols):
        return plain
    return min(plain, cancel(plain), key=lambda form: node_count(form, 4 * LARGEST))


def _with_signs_above(numerator: Expr, denominator: Expr) -> Expr:
    if _minus_signs(-denominator) < _minus_signs(denominator):
        numerator, denominator = -numerator, -denominator
    sign = S.NegativeOne if numerator.is_Add and _minus_signs(numerator) == len(numerator.args) else S.One
    return multiply(sign, sign * numerator, Pow(denominator, S.NegativeOne))


def _minus_signs(expression: Expr) -> int:
    return sum(term.could_extract_minus_sign() for term in Add.make_args(expression))
