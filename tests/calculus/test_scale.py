"""Networks of growing size: the graph is the network, the counts are those of its formulas, the fit is that of least squares."""

from __future__ import annotations

from itertools import pairwise
from math import log10, tanh
from statistics import linear_regression

import pytest

from pdtutor.calculus.operations import counts, forward, reverse
from pdtutor.calculus.scale import COUNTED, Architecture, Scale, architecture, network, row

SIZES = (1, 4, 5, 10, 37, 100, 250, 999, 1000, 3163, 10_000, 99_999)


def loss(widths: tuple[int, ...], parameters: list[float], x: list[float], y: float) -> float:
    """The same network in plain loops."""
    numbers = iter(parameters)
    layer = x
    for number, width in enumerate(widths[1:], 1):
        units = []
        for _ in range(width):
            total = 0.0
            for each in layer:
                total += next(numbers) * each
            units.append(total + next(numbers))
        layer = units if number == len(widths) - 1 else [tanh(unit) for unit in units]
    assert next(numbers, None) is None
    return (layer[0] - y) ** 2


@pytest.mark.parametrize("widths", [(1, 1, 1), (2, 3, 1), (3, 2, 4, 1)])
def test_the_graph_computes_the_loss_and_its_gradient(widths: tuple[int, ...]) -> None:
    graph = network(widths)
    parameters = [((7 * k) % 11 - 5) / 9 for k in range(len(graph.inputs))]
    x, y = [0.3 + 0.4 * k for k in range(widths[0])], 0.7
    numbers = {**dict(enumerate(parameters)), **{("x", k): each for k, each in enumerate(x)}, "y": y}
    values = forward(graph, numbers)
    adjoints = reverse(graph, values)
    assert values[graph.output] == pytest.approx(loss(widths, parameters, x, y), rel=1e-12)
    for k in range(len(parameters)):
        above, below = ([p + (h if j == k else 0) for j, p in enumerate(parameters)] for h in (1e-6, -1e-6))
        measured = (loss(widths, above, x, y) - loss(widths, below, x, y)) / 2e-6
        assert adjoints[graph.inputs[k]] == pytest.approx(measured, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("widths", [(1, 1, 1), (2, 2, 1), (9, 9, 1), (27, 20, 20, 1)])
def test_a_forward_pass_is_two_operations_for_each_weight_one_for_each_tanh_and_two_for_the_loss(widths: tuple[int, ...]) -> None:
    weights = sum(before * after for before, after in pairwise(widths))
    assert counts(network(widths)).forward == 2 * weights + sum(widths[1:-1]) + 2


@pytest.mark.parametrize("asked", SIZES)
def test_no_other_network_of_that_kind_comes_nearer(asked: int) -> None:
    found = architecture(asked)
    near = [
        Architecture(inputs, width, found.layers).parameters
        for width in range(max(1, found.width - 3), found.width + 4)
        for inputs in range((width + 1) // 2, 2 * width + 1)
    ]
    assert abs(found.parameters - asked) == min(abs(each - asked) for each in near)
    assert found.width <= 2 * found.inputs
    assert found.inputs <= 2 * found.width


@pytest.mark.parametrize("asked", [each for each in SIZES if each >= 100])
def test_from_a_hundred_parameters_on_the_number_is_met_within_one_per_cent(asked: int) -> None:
    assert abs(architecture(asked).parameters - asked) <= 0.01 * asked


def scale(*sizes: int) -> Scale:
    return Scale(tuple(row(size, architecture(size)) for size in sizes))


def test_slopes_are_those_of_least_squares_about_1_and_about_2() -> None:
    found = scale(10, 100, 1000, 3000)
    across = [log10(each.parameters) for each in found.rows]
    for method in COUNTED:
        up = [log10(getattr(each.counts, method)) for each in found.rows]
        assert found.slopes[method] == pytest.approx(linear_regression(across, up).slope, rel=1e-12)
    assert found.slopes["forward"] == pytest.approx(1, abs=0.05)
    assert found.slopes["reverse_mode"] == pytest.approx(1, abs=0.06)
    assert found.slopes["forward_mode"] == pytest.approx(2, abs=0.06)
    assert found.slopes["finite_differences"] == pytest.approx(2, abs=0.05)


def test_fewer_than_three_sizes_have_no_slopes() -> None:
    assert not scale(10, 100).slopes


def test_extrapolation_keeps_the_largest_count_and_multiplies_by_one_and_by_two_powers() -> None:
    found = scale(100, 1000)
    largest = found.rows[-1]
    here = found.extrapolated(largest.parameters)
    beyond = found.extrapolated(10 * largest.parameters)
    assert here == {method: getattr(largest.counts, method) for method in COUNTED}
    factors = [round(beyond[method] / here[method], 6) for method in COUNTED]
    assert factors == [10, 10, 100, 100]


def test_the_extrapolation_foretells_a_larger_network() -> None:
    foretold = scale(1000).extrapolated(architecture(10_000).parameters)
    counted = scale(10_000).rows[0].counts
    for method in COUNTED:
        assert foretold[method] == pytest.approx(getattr(counted, method), rel=0.1)


def test_every_network_obeys_the_bound_and_is_deeper_backward_than_forward() -> None:
    for each in scale(4, 10, 100, 1000).rows:
        assert 1 < each.ratio <= 5
        assert each.counts.depth < each.counts.reverse_depth <= 3 * each.counts.depth


def test_the_inputs_of_the_graph_are_all_weights_and_biases() -> None:
    for built in (Architecture(1, 1, 1), Architecture(3, 2, 2)):
        assert list(network(built.widths).inputs) == list(range(built.parameters))
