"""Reverse ≡ forward ≡ SymPy's diff ≡ central differences, over generated programs of up to forty lines with shared nodes."""

from __future__ import annotations

from math import isnan

import mpmath
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Expr, Symbol

from pdtutor.calculus.operations import forward, graph_of, reverse, tangent
from pdtutor.errors import DomainError
from pdtutor.notation import functions as named
from pdtutor.notation.functions import with_definitions
from tests.calculus.operations.programs import (
    DIGITS,
    INPUTS,
    SAFE,
    Line,
    central_differences,
    gradient,
    lines_of,
    names_of,
    value,
)

x, y, z, w = (Symbol(name, real=True) for name in "xyzw")
points = st.tuples(*(st.floats(-2, 2).map(lambda number: round(number, 3) + 0.0001) for _ in INPUTS))


def close(a: float, b: mpmath.mpf) -> bool:
    return bool(abs(a - b) <= 1e-9 * max(1, abs(b)))


@settings(max_examples=100, deadline=None)
@given(lines_of(SAFE), points)
def test_reverse_is_forward_is_diff_is_central_differences(program: tuple[Line, ...], point: tuple[float, ...]) -> None:
    names, last = names_of(program)
    graph = graph_of([last], INPUTS, names)
    numbers = dict(zip(INPUTS, point, strict=True))
    values = forward(graph, numbers)
    adjoints = reverse(graph, values)
    with mpmath.workdps(DIGITS):
        exactly = [mpmath.mpf(number) for number in point]
        assert close(values[graph.output], value(program, exactly))
        by_diff, by_steps = gradient(program, exactly), central_differences(program, exactly)
        for variable, expected, measured in zip(INPUTS, by_diff, by_steps, strict=True):
            assert close(adjoints[graph.inputs[variable]], expected)
            assert close(tangent(graph, values, {variable: 1})[graph.output], expected)
            assert abs(expected - measured) <= 1e-9 * max(1, abs(expected))


@settings(max_examples=50, deadline=None)
@given(lines_of(SAFE), points)
def test_a_tangent_along_a_direction_is_the_gradient_times_it(program: tuple[Line, ...], point: tuple[float, ...]) -> None:
    names, last = names_of(program)
    graph = graph_of([last], INPUTS, names)
    values = forward(graph, dict(zip(INPUTS, point, strict=True)))
    adjoints = reverse(graph, values)
    along = dict(zip(INPUTS, (0.5, -2.0, 3.0), strict=True))
    product = sum(adjoints[graph.inputs[variable]] * part for variable, part in along.items())
    assert close(tangent(graph, values, along)[graph.output], mpmath.mpf(product))


@pytest.mark.parametrize("formula", SAFE, ids=str)
def test_every_formula_alone_has_sympys_value_and_slopes(formula: Expr) -> None:
    program = (Line(formula, 0, 1),)
    names, last = names_of(program)
    graph = graph_of([last], INPUTS, names)
    for point in ((0.37, -0.61, 1), (-1.3, 0.8, 1), (1.9, 1.7, 1)):
        values = forward(graph, dict(zip(INPUTS, point, strict=True)))
        adjoints = reverse(graph, values)
        with mpmath.workdps(DIGITS):
            for variable, expected in zip(INPUTS, gradient(program, list(map(mpmath.mpf, point))), strict=True):
                assert close(adjoints[graph.inputs[variable]], expected)


def test_the_adjoint_of_a_name_is_not_that_of_an_equal_expression() -> None:
    names = {z: w * x, Symbol("a", real=True): w * x + z}
    graph = graph_of([Symbol("a", real=True)], [w], names)
    adjoints = reverse(graph, forward(graph, {w: 2, x: 3}))
    assert adjoints[graph.names[z]] == 1
    assert adjoints[graph.inputs[w]] == 6


def test_data_have_values_and_no_share_in_the_gradient() -> None:
    graph = graph_of([(w * x - y) ** 2], [w])
    assert set(graph.data) == {x, y}
    assert reverse(graph, forward(graph, {w: 2, x: 3, y: 1}))[graph.inputs[w]] == 30


def test_an_input_that_does_not_occur_has_derivative_0() -> None:
    graph = graph_of([x**2], [x, y])
    values = forward(graph, {x: 3, y: 1})
    assert reverse(graph, values)[graph.inputs[y]] == 0
    assert tangent(graph, values, {y: 1})[graph.output] == 0


def test_a_constant_output_has_gradient_0() -> None:
    graph = graph_of([sp.Integer(7)], [x])
    values = forward(graph, {x: 1})
    assert values[graph.output] == 7
    assert reverse(graph, values)[graph.inputs[x]] == 0


UNTAKEN: list[tuple[Expr, dict[Expr, float], float]] = [
    (sp.Piecewise((sp.log(x), x > 0), (x, True)), {x: -1.0}, 1),
    (sp.Piecewise((x, x > 0), (sp.exp(-1000 * x), True)), {x: 2.0}, 1),
    (named.elu(x, sp.Integer(1)), {x: 1000.0}, 1),
    (sp.Max(x, sp.sqrt(x) / 2), {x: 4.0}, 1),
]


@pytest.mark.parametrize(("expression", "point", "slope"), UNTAKEN)
def test_a_case_that_is_not_taken_spoils_nothing(expression: Expr, point: dict[Expr, float], slope: float) -> None:
    graph = graph_of([expression], [x])
    values = forward(graph, point)
    assert reverse(graph, values)[graph.inputs[x]] == slope
    assert tangent(graph, values, {x: 1})[graph.output] == slope


LARGE: list[tuple[Expr, float, float]] = [
    (named.softplus(x), 1000.0, 1.0),
    (named.sigmoid(x), -1000.0, 0.0),
    (named.silu(x), -1000.0, 0.0),
    (named.logsumexp(x, sp.Integer(1000)), 1001.0, 1 / (1 + float(sp.exp(-1)))),
]


@pytest.mark.parametrize(("expression", "at", "slope"), LARGE)
def test_functions_whose_definitions_overflow_do_not(expression: Expr, at: float, slope: float) -> None:
    graph = graph_of([expression], [x])
    assert reverse(graph, forward(graph, {x: at}))[graph.inputs[x]] == pytest.approx(slope, abs=1e-12)


UNDEFINED = [(sp.log(x), -1.0), (1 / x, 0.0), (sp.sqrt(x), -2.0), (sp.asin(x), 3.0), (sp.exp(x), 1e4), (x ** sp.Rational(1, 3), -8.0)]


@pytest.mark.parametrize(("expression", "at"), UNDEFINED)
def test_where_a_real_function_has_no_value_there_is_nan(expression: Expr, at: float) -> None:
    graph = graph_of([expression], [x])
    assert isnan(forward(graph, {x: at})[graph.output])


def test_a_whole_power_of_a_negative_number_has_its_value() -> None:
    graph = graph_of([x**y], [x])
    values = forward(graph, {x: -2, y: 3})
    assert values[graph.output] == -8
    assert reverse(graph, values)[graph.inputs[x]] == 12


def test_a_sum_of_known_length_is_written_out_and_one_of_unknown_length_refused() -> None:
    i, n = Symbol("i", integer=True), Symbol("n", integer=True)
    family = sp.IndexedBase("w", real=True)
    graph = graph_of([sp.Sum(family[i] ** 2, (i, 1, 3))], [family[1], family[3]])
    values = forward(graph, {family[1]: 1, family[2]: 2, family[3]: 3})
    assert values[graph.output] == 14
    assert reverse(graph, values)[graph.inputs[family[3]]] == 6
    with pytest.raises(DomainError, match="length is a number"):
        graph_of([sp.Sum(family[i] ** 2, (i, 1, n))], [family[1]])


FOREIGN = [sp.gamma(x), sp.besselj(1, x), sp.loggamma(x)]


@pytest.mark.parametrize("expression", FOREIGN)
def test_functions_that_sympy_alone_knows_have_its_numbers(expression: Expr) -> None:
    graph = graph_of([expression], [x])
    values = forward(graph, {x: 1.7})
    assert values[graph.output] == pytest.approx(float(expression.subs(x, 1.7)), rel=1e-12)
    assert reverse(graph, values)[graph.inputs[x]] == pytest.approx(float(expression.diff(x).subs(x, 1.7)), rel=1e-12)


def test_named_functions_mean_their_definitions() -> None:
    for expression in (named.bce(x, y), named.clip(x, y, sp.Integer(2)), named.huber(x, y), named.relu6(x), named.hardtanh(x)):
        variables = sorted(expression.free_symbols, key=str)
        graph = graph_of([expression], variables)
        point = dict(zip(variables, (0.7, 0.4), strict=False))
        assert forward(graph, point)[graph.output] == pytest.approx(float(with_definitions(expression).subs(point)), rel=1e-12)
