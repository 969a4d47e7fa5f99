"""The total derivative of an expression: one term for each path of the dependency graph, and their sum.

Belongs here: the derivatives along the arrows, and putting paths, sum, check and value together. Does not: the shape of the graph
(`dependencies`), relations (`implicit`), numbers (`places`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from sympy import Basic, Expr, expand

from pdtutor.calculus.check import COMPARABLE, expansion_size
from pdtutor.calculus.partial import partial
from pdtutor.calculus.relations import essential
from pdtutor.calculus.results import Partial
from pdtutor.calculus.tidy import LARGEST, node_count, tidy_expression
from pdtutor.calculus.total.agreement import check_total, check_where
from pdtutor.calculus.total.dependencies import Dependencies, Graph, Node, called, put_in, written_out
from pdtutor.calculus.total.places import completed, total_value
from pdtutor.calculus.total.results import Edge, Term, Total
from pdtutor.errors import DomainError, UsageError
from pdtutor.notation.algebra import add, multiply, substitute
from pdtutor.notation.limits import deep_recursion
from pdtutor.notation.names import in_natural_order, variables_of
from pdtutor.notation.unknown import UnknownDerivative

Slopes = Mapping[tuple[Node, Expr], Expr]


def total(of: Expr, wrt: Expr, dependencies: Dependencies, point: Mapping[Expr, Expr] | None = None) -> Total:
    """d(of)/d(wrt), where the variables of the expression depend on each other.

    of     a scalar in real variables, dependents by their plain names
    wrt    a Symbol or an Indexed; a dependent where nothing else moves together with it
    point  variable → exact number, to evaluate there as well

    Raises UsageError where `wrt` is a dependent and what it depends on moves the function in other ways too, DomainError where the
    function is not defined at the point, where the point contradicts a formula, and where there are too many paths.
    """
    *_, complete = totals(of, wrt, dependencies, point)
    return complete


def totals(of: Expr, wrt: Expr, dependencies: Dependencies, point: Mapping[Expr, Expr] | None = None) -> Iterator[Total]:
    """As `total`, growing: first without any derivative, then with one more arrow of the graph each time."""
    with deep_recursion():
        begun, free = begin(of, wrt, dependencies, point)
        graph = Graph(of, wrt, free)
        paths = tuple(graph.paths())
    yield begun
    direct = _derived(of, wrt, begun.point)
    for growing in with_edges(replace(begun, partial=direct), graph, free):
        yield growing
    with deep_recursion():
        yield _completed(growing, paths, free, point or {})


def begin(of: Expr, wrt: Expr, dependencies: Dependencies, point: Mapping[Expr, Expr] | None) -> tuple[Total, Dependencies]:
    """The result before any derivative is known, and the dependencies with `wrt` taken for a variable of its own."""
    if wrt.is_integer:
        raise DomainError(f"{wrt} takes whole numbers only: there is no derivative by it.", hint="Name another variable by --wrt.")
    free = dependencies.without(wrt)
    _refuse_company(of, wrt, dependencies, free)
    whole = completed(point or {}, dependencies)
    return Total(of, wrt, dependencies.formulas, dependencies.on, free.calls, point=whole), free


def _refuse_company(of: Expr, wrt: Expr, dependencies: Dependencies, free: Dependencies) -> None:
    """A dependent cannot move alone where what moves it moves the function in other ways too."""
    shared = (dependencies.reached((wrt,)) - {wrt}) & free.reached(variables_of(of))
    if shared:
        other = in_natural_order(shared)[0]
        raise UsageError(
            f"{wrt} depends on {other}, which the function depends on in other ways too: {wrt} does not move alone.",
            hint=f"Take the derivative by what moves them: --wrt {other}",
        )


def with_edges(begun: Total, graph: Graph, free: Dependencies) -> Iterator[Total]:
    """The result as it stands, then with one more arrow of the graph each time, those of the function first."""
    yield begun
    for of in reversed(graph.arrows):
        for by in graph.arrows[of]:
            begun = replace(begun, edges=(*begun.edges, _edge(begun, of, by, free)))
            yield begun


def _edge(begun: Total, of: Node, by: Expr, free: Dependencies) -> Edge:
    if of in free.unknown:
        return Edge(of, by, written(_unknown_slope(of, by, free), begun.calls))
    is_known = of is None and by == begun.wrt and begun.partial is not None
    found = begun.partial if is_known else _derived(begun.of if of is None else free.formulas[of], by, begun.point)
    assert found is not None
    return Edge(of, by, written(found.derivative, begun.calls), found)


def _derived(of: Expr, by: Expr, point: Mapping[Expr, Expr]) -> Partial:
    """The partial derivative, with its value where the point gives a number."""
    variables = variables_of(of) | of.free_symbols
    return partial(of, by, {variable: value for variable, value in point.items() if variable in variables})


def _unknown_slope(of: Expr, by: Expr, free: Dependencies) -> Expr:
    arguments = free.unknown[of]
    return UnknownDerivative.of_call(called(of, arguments)).raised(arguments.index(by)).expression()


def written(expression: Expr, calls: Mapping[Expr, Expr]) -> Expr:
    """The expression with unknown dependents written as functions."""
    with deep_recursion():
        return substitute(expression, calls) if calls else expression


def slopes(found: Total, free: Dependencies) -> Slopes:
    """The derivatives along the arrows, in plain names."""
    return {(edge.of, edge.by): edge.partial.derivative if edge.partial else _unknown_slope(edge.of, edge.by, free) for edge in found.edges}


def product_along(path: tuple[Expr, ...], known: Slopes) -> Expr:
    """The derivatives along a path multiplied, in plain names."""
    return multiply(*_factors(path, known))


def _factors(path: tuple[Expr, ...], known: Slopes) -> tuple[Expr, ...]:
    return tuple(known[of, by] for of, by in zip((None, *path[:-1]), path, strict=True))


def terms(paths: Iterable[tuple[Expr, ...]], found: Total) -> tuple[Term, ...]:
    """One term for each path, from the derivatives along the arrows as they are written."""
    known = {(edge.of, edge.by): edge.derivative for edge in found.edges}
    return tuple(Term(path, factors, multiply(*factors)) for path, factors in ((path, _factors(path, known)) for path in paths))


def conditions(found: Total) -> tuple[Basic, ...]:
    """The conditions of all derivatives along the arrows, each once."""
    return essential(condition for edge in found.edges if edge.partial for condition in edge.partial.conditions)


def _completed(found: Total, paths: tuple[tuple[Expr, ...], ...], free: Dependencies, asked: Mapping[Expr, Expr]) -> Total:
    known, along, where = slopes(found, free), terms(paths, found), conditions(found)
    plain = add(product_along(path, known) for path in paths)
    found = replace(found, terms=along, total=add(term.product for term in along), conditions=where)
    found = _checked(found, plain, free)
    return replace(
        found,
        substituted=_substituted(found, plain, free),
        value=total_value(found, plain, where, free, asked) if found.point else None,
    )


def _checked(found: Total, plain: Expr, free: Dependencies) -> Total:
    """With its check; where that contradicts the total, with the same at points that the conditions allow."""
    checked = check_total(found.of, found.wrt, plain, free)
    if checked.is_passed or not found.conditions:
        return replace(found, check=checked)
    within = check_where(found.of, found.wrt, plain, free, found.conditions)
    return replace(found, check=within, has_gaps=within.is_passed)


def _substituted(found: Total, plain: Expr, free: Dependencies) -> Expr | None:
    """The formulas put into the total, where these are all that matters."""
    matter = free.reached(variables_of(found.of))
    if matter & free.unknown.keys() or not matter & free.formulas.keys():
        return None
    alone = written_out(found.of if found.has_gaps else plain, put_in(free.definitions))
    if alone is None:
        return None
    return partial(alone, found.wrt).derivative if found.has_gaps else _neat(alone, found.wrt)


def _neat(expression: Expr, wrt: Expr) -> Expr:
    """The shortest of the expression, the same tidied, and the same multiplied out, where that costs little."""
    tidy = tidy_expression(expression, wrt)
    if node_count(tidy, LARGEST) >= LARGEST or expansion_size(tidy) > COMPARABLE:
        return tidy
    return min(tidy, expand(tidy, log=False, power_base=False, power_exp=False), key=lambda form: node_count(form, LARGEST))
