"""Jacobians: rows of gradients, central differences, determinants, and what a matrix does at a point."""

from __future__ import annotations

import random

import mpmath
import pytest
import sympy as sp
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sympy import Abs, Expr, Integer, Matrix, Max, Min, cos, exp, log, pi, sin, symbols, tanh

from pdtutor.calculus.gradient import gradient, spelled_out
from pdtutor.calculus.jacobian import jacobian
from pdtutor.errors import DomainError
from pdtutor.notation.functions import clip, elu, relu, sigmoid
from tests.calculus.generated import VARIABLES, expressions
from tests.calculus.oracle import DIGITS, assert_slope, numbers_of

x, y, z, r, t, p = symbols("x y z r t p", real=True)
z1, z2, z3 = symbols("z1:4", real=True)


def assert_equal(one: Expr, other: Expr) -> None:
    """The two agree at random points, in many digits."""
    variables = sorted(one.free_symbols | other.free_symbols, key=str)
    a, b = numbers_of(one, variables), numbers_of(other, variables)
    generator = random.Random(4)
    with mpmath.workdps(DIGITS):
        for _ in range(4):
            point = [mpmath.mpf(generator.uniform(0.2, 1.7)) for _ in variables]
            assert abs(a(*point) - b(*point)) <= mpmath.mpf(10) ** -30 * max(1, abs(a(*point)))


@given(st.lists(expressions, min_size=1, max_size=3))
@example([sp.sqrt(Min(-3, VARIABLES[0])), VARIABLES[0], VARIABLES[1]])  # nowhere real
@example([clip(VARIABLES[0], elu(VARIABLES[2], Integer(2)), sp.acosh(VARIABLES[2]))])  # a bound that is complex where w = 0
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_rows_are_gradients_and_agree_with_central_differences(outputs: list[Expr]) -> None:
    try:
        found = jacobian(outputs, VARIABLES)
    except DomainError:
        return
    assert found.entries == tuple(spelled_out(gradient(output, VARIABLES)) for output in outputs)
    for output, row in zip(outputs, found.entries, strict=True):
        for variable, entry in zip(VARIABLES, row, strict=True):
            assert_slope(output, variable, entry)


SOFTMAX = [exp(a) / (exp(z1) + exp(z2) + exp(z3)) for a in (z1, z2, z3)]


def test_softmax_is_s_times_delta_minus_s() -> None:
    found = jacobian(SOFTMAX, (z1, z2, z3))
    for i, row in enumerate(found.entries):
        for k, entry in enumerate(row):
            assert_equal(entry, SOFTMAX[i] * (int(i == k) - SOFTMAX[k]))


def test_softmax_flattens_space_because_its_outputs_add_up_to_one() -> None:
    found = jacobian(SOFTMAX, (z1, z2, z3), {z1: Integer(0), z2: Integer(1), z3: Integer(2)})
    assert (found.determinant, found.log_abs_determinant, found.rank) == (0, None, 2)
    assert found.log_abs_determinant_value is None


W1, W2 = Matrix(2, 2, symbols("a1:5", real=True)), Matrix(2, 2, symbols("b1:5", real=True))
HIDDEN = [tanh(W1[i, 0] * x + W1[i, 1] * y) for i in range(2)]
LAYERS = [sigmoid(W2[i, 0] * HIDDEN[0] + W2[i, 1] * HIDDEN[1]) for i in range(2)]


def test_the_jacobian_of_two_layers_is_the_product_of_theirs() -> None:
    """J = diag(σ′)·W2·diag(tanh′)·W1."""
    inner = Matrix(2, 2, lambda i, j: (1 - HIDDEN[i] ** 2) * W1[i, j])
    outer = Matrix(2, 2, lambda i, j: LAYERS[i] * (1 - LAYERS[i]) * W2[i, j])
    found = jacobian(LAYERS, (x, y))
    for entry, expected in zip(Matrix(found.entries), outer * inner, strict=True):
        assert_equal(entry, expected)
    assert found.determinant is not None
    assert_equal(found.determinant, (outer * inner).det())


DETERMINANTS = [
    pytest.param([r * cos(t), r * sin(t)], (r, t), r, id="polar"),
    pytest.param([r * sin(t) * cos(p), r * sin(t) * sin(p), r * cos(t)], (r, t, p), r**2 * sin(t), id="spherical"),
    pytest.param([x * y, x + y], (x, y), y - x, id="symmetric functions"),
    pytest.param([x * exp(y), y], (x, y), exp(y), id="an affine coupling layer"),
    pytest.param([x, x**2], (x, y), Integer(0), id="a curve"),
    pytest.param([2 * x + 3 * y, x - y], (x, y), Integer(-5), id="linear"),
    pytest.param([x**3], (x,), 3 * x**2, id="one variable"),
]


@pytest.mark.parametrize(("outputs", "variables", "expected"), DETERMINANTS)
def test_the_determinant_is_written_in_its_short_form(outputs: list[Expr], variables: tuple[Expr, ...], expected: Expr) -> None:
    assert sp.expand(jacobian(outputs, variables).determinant - expected) == 0


@pytest.mark.parametrize(("outputs", "variables", "expected"), DETERMINANTS)
def test_the_logarithm_of_the_determinant_is_that_of_its_size(outputs: list[Expr], variables: tuple[Expr, ...], expected: Expr) -> None:
    found = jacobian(outputs, variables).log_abs_determinant
    assert found is None if expected == 0 else found == log(Abs(jacobian(outputs, variables).determinant))


def test_a_matrix_that_is_not_square_has_no_determinant() -> None:
    found = jacobian([x * y, x, y], (x, y), {x: Integer(1), y: Integer(2)})
    assert (found.determinant, found.determinant_value, found.rank) == (None, None, 2)


def test_values_determinant_and_rank_at_a_point_are_exact() -> None:
    found = jacobian([r * cos(t), r * sin(t)], (r, t), {r: Integer(2), t: pi / 3})
    assert found.value is not None
    assert [[entry.exact for entry in row] for row in found.value] == [[sp.Rational(1, 2), -sp.sqrt(3)], [sp.sqrt(3) / 2, 1]]
    assert found.determinant_value is not None
    assert found.determinant_value.exact == 2
    assert found.log_abs_determinant_value is not None
    assert found.log_abs_determinant_value.exact == log(2)
    assert found.rank == 2


v1, v2, v3, v4, v5 = symbols("v1:6", real=True)
DETERMINANTS = [
    pytest.param([v1**2, v2**2, v3**2, v4**2, v5**2], id="a diagonal of five"),
    pytest.param([v1, v2 * exp(v1), v3 * exp(v2), v4 * exp(v3), v5 * exp(v4)], id="a triangle of five"),
    pytest.param([v1 + v5, v2 + v1, v3 + v2, v4 + v3, v5 + v4], id="a ring of five"),
    pytest.param([v1 + v4, v2 + v1, v3 + v2, v4 + v3], id="a ring of four, singular"),
    pytest.param([exp(a) / (exp(v1) + exp(v2) + exp(v3) + exp(v4)) for a in (v1, v2, v3, v4)], id="softmax of four, singular"),
]


@pytest.mark.parametrize("outputs", DETERMINANTS)
def test_the_determinant_agrees_with_sympy(outputs: list[Expr]) -> None:
    variables = (v1, v2, v3, v4, v5)[: len(outputs)]
    found = jacobian(outputs, variables).determinant
    assert found is not None
    assert_equal(found, Matrix(outputs).jacobian(list(variables)).det(method="berkowitz"))


def test_the_logarithm_of_a_flow_is_a_sum() -> None:
    flow = [z1, z2 * exp(tanh(z1)) + z1**2, z3 * exp(sigmoid(z1 * z2))]
    assert jacobian(flow, (z1, z2, z3)).log_abs_determinant == sigmoid(z1 * z2) + tanh(z1)


RANKS = [
    pytest.param([x**2, y**2], {x: Integer(0), y: Integer(1)}, 1, id="one direction lost"),
    pytest.param([x**2, y**2], {x: Integer(0), y: Integer(0)}, 0, id="all lost"),
    pytest.param([x + y, 2 * x + 2 * y], {x: Integer(1), y: Integer(1)}, 1, id="proportional rows"),
    pytest.param([sin(x) * y, cos(x) * y], {x: pi / 5, y: sp.sqrt(2)}, 2, id="irrational entries"),
    pytest.param(
        [sin(x) + y, sp.sqrt(2) * sin(x) + sp.sqrt(2) * y], {x: Integer(1), y: Integer(1)}, 1, id="irrationally proportional rows"
    ),
]


@pytest.mark.parametrize(("outputs", "point", "expected"), RANKS)
def test_the_rank_counts_independent_rows(outputs: list[Expr], point: dict[Expr, Expr], expected: int) -> None:
    assert jacobian(outputs, (x, y), point).rank == expected


def test_a_small_step_is_predicted_to_second_order() -> None:
    found = jacobian([x**2 * y, sin(x * y)], (x, y), {x: Integer(1), y: Integer(2)}).small_step
    assert found is not None
    assert all(abs(a - b) < 5 * found.step[0] ** 2 for a, b in zip(found.predicted, found.actual, strict=True))
    assert found.predicted != found.actual


def test_an_entry_at_a_kink_has_no_value_and_then_there_is_no_rank() -> None:
    found = jacobian([relu(x) + y, Max(x, y)], (x, y), {x: Integer(0), y: Integer(1)})
    assert found.value is not None
    assert found.value[0][0].why == "kink"
    assert (found.rank, found.determinant_value, found.small_step) == (None, None, None)


def test_many_variables_are_swept_and_their_entries_spelled_out() -> None:
    ws, xs = symbols("w1:21", real=True), symbols("x1:21", real=True)
    total = sum(w * v for w, v in zip(ws, xs, strict=True))
    found = jacobian([tanh(total), total**2], ws)
    assert not any(row.partials for row in found.rows)
    assert found.check.is_passed
    for output, row in zip(found.outputs, found.entries, strict=True):
        assert_equal(row[7], sp.diff(output, ws[7]))


def test_a_point_outside_the_domain_of_one_output_is_refused() -> None:
    with pytest.raises(DomainError):
        jacobian([x, log(x)], (x,), {x: Integer(-1)})


def test_a_wrong_row_would_be_noticed() -> None:
    """The oracle of this file can fail."""
    with pytest.raises(AssertionError):
        assert_slope(x**2, x, 2 * x + sp.Rational(1, 1000))
    with pytest.raises(AssertionError):
        assert_equal(x, x + sp.Rational(1, 10**20))
