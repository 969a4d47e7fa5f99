"""What the sweeps cost: counts by hand, the cheap-gradient bound for generated programs, and growth in proportion to the length."""

from __future__ import annotations

import pytest
import sympy as sp
from hypothesis import given, settings
from sympy import Expr, Symbol

from pdtutor.calculus.operations import Counting, Graph, counts, forward, graph_of, tangent
from pdtutor.calculus.operations.counts import BOUND
from pdtutor.notation import functions as named
from tests.calculus.operations.programs import INPUTS, RAW, SAFE, Line, lines_of, names_of

x, y, z, w, b = (Symbol(name, real=True) for name in "xyzwb")
f, g = sp.Function("f", real=True), sp.Function("g", real=True)

BY_HAND: list[tuple[Expr, int, int, int]] = [  # forward, forward and backward, depth
    (x + y, 1, 1, 1),
    (x - y, 1, 1, 1),
    (-x - y, 1, 1, 1),
    (-x, 0, 0, 0),
    (x * y, 1, 3, 1),
    (x / y, 1, 3, 1),
    (3 * x, 1, 2, 1),
    (x - y / z, 2, 4, 2),
    (x**2, 1, 3, 1),
    (x**3, 1, 4, 1),
    (sp.sqrt(x), 1, 3, 1),
    (sp.log(x), 1, 2, 1),
    (sp.exp(x), 1, 2, 1),
    (sp.sin(x), 1, 3, 1),
    (sp.tanh(x), 1, 4, 1),
    (sp.erf(x), 1, 5, 1),
    (named.sigmoid(x), 1, 4, 1),
    (named.relu(x), 1, 2, 1),
    (x**y, 3, 8, 3),
    (sp.Max(x, y), 1, 2, 1),
    (f(x), 1, 3, 1),
    (g(x, y), 2, 6, 2),
    (sp.Piecewise((x, x > y), (y, True)), 2, 2, 2),
    (sp.sin(x) + sp.sin(x) * y, 3, 3 + 2 + 1 + 2, 3),  # sin x is calculated once and used twice: one addition of adjoints
    (x + y + z + w, 3, 3, 2),
    ((w * x + b - y) ** 2, 4, 4 + 2 + 2, 3),
]


@pytest.mark.parametrize(("expression", "evaluation", "gradient", "depth"), BY_HAND, ids=str)
def test_operations_are_those_counted_by_hand(expression: Expr, evaluation: int, gradient: int, depth: int) -> None:
    found = counts(graph_of([expression], sorted(expression.free_symbols, key=str)))
    assert (found.forward, found.reverse_mode, found.depth) == (evaluation, gradient, depth)


@settings(max_examples=150, deadline=None)
@given(lines_of(RAW + SAFE))
def test_the_full_gradient_of_any_program_costs_at_most_five_forward_passes(program: tuple[Line, ...]) -> None:
    names, last = names_of(program)
    found = counts(graph_of([last], INPUTS, names))
    assert found.forward <= found.reverse_mode <= BOUND * found.forward
    assert found.depth <= found.forward


@pytest.mark.parametrize("formula", RAW + SAFE, ids=str)
def test_chains_of_one_formula_obey_the_bound_too(formula: Expr) -> None:
    names, last = names_of(tuple(Line(formula, k + 2, k + 1) for k in range(40)))
    found = counts(graph_of([last], INPUTS, names))
    assert found.reverse_mode <= BOUND * found.forward


def test_one_function_reaches_the_bound() -> None:
    found = counts(graph_of([sp.erf(x)], [x]))
    assert found.reverse_mode == BOUND * found.forward


def passes(graph: Graph) -> list[int]:
    """The operations of a tangent pass along each input, each carried out by itself with numbers that are counted."""
    found = []
    for variable in graph.inputs:
        counting = Counting()
        tangent(graph, [1] * len(graph.instructions), {variable: 1}, counting)
        found.append(counting.operations)
    return found


@settings(max_examples=50, deadline=None)
@given(lines_of(SAFE))
def test_forward_mode_is_one_pass_for_each_input_and_all_passes_cost_the_same(program: tuple[Line, ...]) -> None:
    names, last = names_of(program)
    graph = graph_of([last], INPUTS, names)
    found = counts(graph)
    assert len(set(passes(graph))) == 1
    assert found.forward_mode == len(INPUTS) * found.forward + sum(passes(graph))
    assert found.finite_differences == (len(INPUTS) + 1) * found.forward + 2 * len(INPUTS)


@settings(max_examples=50, deadline=None)
@given(lines_of(SAFE))
def test_what_is_counted_is_what_is_calculated(program: tuple[Line, ...]) -> None:
    names, last = names_of(program)
    graph = graph_of([last], INPUTS, names)
    done = []

    def noted(operation, *operands):
        done.append(operation.cost)
        return operation.of(*operands)

    forward(graph, dict.fromkeys(INPUTS, 0.5), noted)
    assert sum(done) == counts(graph).forward


def long_program(length: int) -> Graph:
    names: dict[Expr, Expr] = {}
    last: Expr = x
    for number in range(length):
        name = Symbol(f"v{number}", real=True)
        names[name] = sp.sin(last) * w + last * y / (number + 2)
        last = name
    return graph_of([last], [x, w, y], names)


def test_length_costs_in_proportion() -> None:
    short, long = long_program(100), long_program(1000)
    assert len(long.instructions) - 3 == 10 * (len(short.instructions) - 3)
    assert counts(long).forward == 10 * counts(short).forward
    assert counts(long).reverse_mode + 2 == 10 * (counts(short).reverse_mode + 2)


def test_the_walk_looks_at_each_part_as_often_as_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    from pdtutor.calculus.operations import building

    looked: list[Expr] = []
    plain = building._operands
    monkeypatch.setattr(building, "_operands", lambda part: looked.append(part) or plain(part))
    seen = []
    for length in (100, 1000):
        looked.clear()
        long_program(length)
        seen.append(len(looked))
    assert seen[1] <= 10.1 * seen[0]


def test_shared_parts_of_one_expression_are_done_once_however_often_they_are_used() -> None:
    doubled: Expr = x
    for _ in range(60):
        doubled = sp.Add(sp.sin(doubled, evaluate=False), sp.cos(doubled, evaluate=False), evaluate=False)
    assert counts(graph_of([doubled], [x])).forward == 3 * 60
