"""Sensitivity at a point: partials, elasticities and rankings against SymPy and central differences."""

from __future__ import annotations

from math import isnan

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Expr, Float, IndexedBase, Integer, Rational, Symbol

from pdtutor.calculus.sensitivity import Sensitivity, sensitivity
from pdtutor.errors import DomainError
from pdtutor.notation import functions as named

x, y, z = (Symbol(name, real=True) for name in "xyz")
X = IndexedBase("x", real=True)

SMOOTH = (x**2 * y + sp.sin(z), sp.exp(x - y) / (1 + z**2), x * y * z + 1, named.sigmoid(x + 2 * y) * z, sp.sqrt(1 + x**2) - y**3 / 5 + z)
numbers = st.integers(-30, 30).filter(bool).map(lambda n: Rational(n, 10))


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(SMOOTH), st.tuples(numbers, numbers, numbers))
def test_derivatives_and_elasticities_are_those_of_sympy(of: Expr, at: tuple[Expr, ...]) -> None:
    point = dict(zip((x, y, z), at, strict=True))
    found = sensitivity(of, (x, y, z), point)
    plain = named.with_definitions(of)
    value = float(plain.subs(point))
    assert found.value == pytest.approx(value, rel=1e-12, abs=1e-15)
    for entry in found.entries:
        derivative = float(plain.diff(entry.variable).subs(point))
        assert entry.derivative == pytest.approx(derivative, rel=1e-12, abs=1e-15)
        if value:
            assert entry.elasticity == pytest.approx(float(point[entry.variable]) * derivative / value, rel=1e-9, abs=1e-12)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(SMOOTH), st.tuples(numbers, numbers, numbers))
def test_an_elasticity_is_the_per_cents_of_the_function_for_one_of_the_variable(of: Expr, at: tuple[Expr, ...]) -> None:
    point = dict(zip((x, y, z), at, strict=True))
    found = sensitivity(of, (x, y, z), point)
    plain = named.with_definitions(of)
    for entry in found.entries:
        if entry.elasticity is None or abs(found.value) < 1e-3:
            continue
        h = Rational(1, 10**6)
        above, below = (plain.subs({**point, entry.variable: point[entry.variable] * (1 + s)}).evalf(30) for s in (h, -h))
        assert entry.elasticity == pytest.approx(float((above - below) / (2 * h)) / found.value, rel=1e-5, abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(-9, 9), min_size=2, max_size=5))
def test_the_ranking_falls_and_equal_ones_keep_their_order(weights: list[int]) -> None:
    variables = [Symbol(f"v{k}", real=True) for k in range(len(weights))]
    of = sp.Add(*(weight * variable for weight, variable in zip(weights, variables, strict=True)))
    found = sensitivity(of, variables, dict.fromkeys(variables, Integer(1)))
    expected = sorted(variables, key=lambda variable: -abs(weights[variables.index(variable)]))
    assert [entry.variable for entry in found.entries] == expected


def at(of: Expr, **values: object) -> Sensitivity:
    point = {Symbol(name, real=True): sp.sympify(value) for name, value in values.items()}
    return sensitivity(of, list(point), point)


KINKS = [
    (sp.Abs(x) + y, "kink", (-1.0, 1.0)),
    (named.relu(x) + y, "kink", (0.0, 1.0)),
    (sp.Max(x, 0) - sp.Min(x, 0) + y, "kink", (-1.0, 1.0)),
]


@pytest.mark.parametrize(("of", "why", "sides"), KINKS)
def test_at_a_kink_there_is_no_derivative_and_it_comes_last(of: Expr, why: str, sides: tuple[float, float]) -> None:
    found = at(of, x=0, y=3)
    last = found.entries[-1]
    assert (last.variable, last.derivative, last.elasticity) == (x, None, None)
    assert (last.slope.why, last.slope.sides) == (why, sides)
    assert found.entries[0].derivative == 1


def test_a_vertical_slope_is_no_derivative() -> None:
    last = at(named.cbrt(x) + y, x=0, y=1).entries[-1]
    assert (last.derivative, last.slope.why) == (None, "vertical")


def test_where_the_function_is_0_there_are_no_elasticities() -> None:
    assert [entry.elasticity for entry in at(x - y, x=1, y=1).entries] == [None, None]


def test_a_variable_at_0_has_elasticity_0() -> None:
    assert {entry.variable: entry.elasticity for entry in at(3 * x + y, x=0, y=2).entries} == {x: 0, y: 1}


def test_an_undefined_point_is_refused() -> None:
    with pytest.raises(DomainError, match="not defined"):
        at(sp.log(x) + y, x=-1, y=1)


DISPUTES = [
    (x * 1000 + y, {"x": Rational(1, 1000), "y": 10}, True, True),
    (x + 2 * y, {"x": 1, "y": 1}, False, False),
    (x + 2 * y, {"x": 5, "y": 1}, True, False),
    (x * y, {"x": 1, "y": 1000}, False, True),
    (x - y, {"x": 1, "y": 1}, False, False),
]


@pytest.mark.parametrize(("of", "values", "is_disputed", "has_scales_apart"), DISPUTES)
def test_rankings_that_disagree_and_scales_apart_are_seen(
    of: Expr, values: dict[str, Expr], is_disputed: bool, has_scales_apart: bool
) -> None:
    found = at(of, **values)
    assert (found.is_disputed, found.has_scales_apart) == (is_disputed, has_scales_apart)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6)), min_size=2, max_size=4))
def test_a_dispute_is_a_pair_in_opposite_orders(pairs: list[tuple[int, int]]) -> None:
    variables = [Symbol(f"v{k}", real=True) for k in range(len(pairs))]
    of = sp.Add(*(slope * variable for (slope, _), variable in zip(pairs, variables, strict=True)))
    found = sensitivity(of, variables, {variable: Integer(value) for (_, value), variable in zip(pairs, variables, strict=True)})
    opposite = any(a * p > b * q and a < b for a, p in pairs for b, q in pairs)
    assert found.is_disputed == opposite


def test_ties_are_neighbours_of_one_size() -> None:
    groups = at(x - y + 3 * z, x=1, y=1, z=1).ties
    assert [[entry.variable for entry in group] for group in groups] == [[x, y]]


def test_a_grid_holds_each_entry_in_its_row_and_column() -> None:
    entries = {X[i, j]: 10 * i + j for i in (1, 2) for j in (1, 2, 3)}
    of = sp.Add(*(weight * variable for variable, weight in entries.items()))
    found = sensitivity(of, list(entries), dict.fromkeys(entries, Integer(1)))
    sizes = [[None if entry is None else entry.size for entry in row] for row in found.grids["x"]]
    assert sizes == [[11, 12, 13], [21, 22, 23]]


def test_a_list_is_one_row_and_gaps_stay_gaps() -> None:
    entries = [X[k] for k in (1, 2, 4, 5)]
    one = sensitivity(sp.Add(*entries), entries, dict.fromkeys(entries, Integer(1))).grids["x"]
    assert [len(row) for row in one] == [4]
    square = [X[1, 1], X[1, 2], X[2, 2], X[3, 1]]
    grid = sensitivity(sp.Add(*square), square, dict.fromkeys(square, Integer(1))).grids["x"]
    assert [[entry is not None for entry in row] for row in grid] == [[True, True], [False, True], [True, False]]


def test_many_entries_agree_with_a_formula_written_out_by_hand() -> None:
    weights = {X[i, j]: ((3 * i + 5 * j) % 7 - 3) / 100 for i in range(1, 13) for j in range(1, 13)}
    of = sp.tanh(sp.Add(*(Float(weight) * variable for variable, weight in weights.items())))
    found = sensitivity(of, list(weights), dict.fromkeys(weights, Rational(1, 3)))
    inner = sum(weights.values()) / 3
    for entry in found.entries:
        assert entry.derivative == pytest.approx(weights[entry.variable] * float(1 - sp.tanh(inner) ** 2), rel=1e-9, abs=1e-12)
    assert not isnan(found.value)


def test_a_kink_among_many_variables_is_found_too() -> None:
    entries = [X[k] for k in range(1, 21)]
    of = sp.Add(*entries[1:]) + sp.Abs(entries[0])
    found = sensitivity(of, entries, {variable: Integer(k) for k, variable in enumerate(entries)})
    assert found.entries[-1].variable == entries[0]
    assert found.entries[-1].slope.why == "kink"
    assert {entry.derivative for entry in found.entries[:-1]} == {1}
