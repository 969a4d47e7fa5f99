"""At a point: the value, both sides where they differ, holes, and the table in which the error falls and then rises."""

from __future__ import annotations

from itertools import pairwise
from math import inf, isnan, nan

import pytest
import sympy as sp
from sympy import Abs, Integer, Piecewise, Rational, Symbol, cos, exp, log, sin, sqrt

from pdtutor.calculus.first_principles import first_principles
from pdtutor.errors import DomainError
from pdtutor.notation.functions import cbrt, elu, relu

x, y = Symbol("x", real=True), Symbol("y", real=True)
f = sp.Function("f", real=True)
n, i = (Symbol(name, integer=True) for name in "ni")
data = sp.IndexedBase("x", real=True)
ZERO = {x: Integer(0)}

VALUES = [
    (x**2, {x: Integer(3)}, Integer(6), None),
    (x * Abs(x), ZERO, Integer(0), None),
    (Piecewise((sin(x) / x, sp.Ne(x, 0)), (1, True)), ZERO, Integer(0), None),
    (Piecewise((x**2 * sin(1 / x), sp.Ne(x, 0)), (0, True)), ZERO, Integer(0), None),
    (sin(x) / x, ZERO, Integer(0), Integer(1)),
    ((x**2 - 1) / (x - 1), {x: Integer(1)}, Integer(1), Integer(2)),
    ((1 - cos(x)) / x, ZERO, Rational(1, 2), Integer(0)),
    (exp(-1 / x**2), ZERO, Integer(0), Integer(0)),
]


@pytest.mark.parametrize(("of", "point", "exact", "continued"), VALUES)
def test_value_is_exact_and_holes_are_filled(of, point, exact, continued) -> None:
    found = first_principles(of, x, point)
    assert (found.value.exact, found.continued) == (exact, continued)
    assert (found.at, found.is_example, found.table_left) == (point, False, ())


SIDES = [
    (Abs(x), "kink", (-1, 1), None),
    (relu(x), "kink", (0, 1), None),
    (elu(x, Integer(2)), "kink", (2, 1), None),
    (cbrt(x), "vertical", (inf, inf), None),
    (sqrt(Abs(x)), "vertical", (-inf, inf), None),
    (sqrt(x), "vertical", (nan, inf), None),
    (x * log(x), "vertical", (nan, -inf), Integer(0)),
    (x**x, "vertical", (nan, -inf), Integer(1)),
    (sqrt(-x), "vertical", (-inf, nan), None),
    (Piecewise((1, x >= 0), (0, True)), "discontinuous", (inf, 0), None),
]


@pytest.mark.parametrize(("of", "why", "sides", "continued"), SIDES)
def test_both_sides_are_told_where_there_is_no_one_limit(of, why, sides, continued) -> None:
    found = first_principles(of, x, ZERO)
    assert (found.value.decimal, found.value.why, found.continued) == (None, why, continued)
    assert found.value.sides == pytest.approx(sides, nan_ok=True)
    assert len(found.table) == 16
    assert len(found.table_left) == (0 if isnan(sides[0]) else 16)
    assert not any(row.error for row in found.table_left if abs(sides[0]) == inf)


OUTSIDE = [
    (1 / x, ZERO),
    (log(x), {x: Integer(-1)}),
    (sin(1 / x), ZERO),
    (sin(x) / Abs(x), ZERO),
    (sp.tan(x), {x: sp.pi / 2}),
    (x * log(y), {y: Integer(-1)}),
]


@pytest.mark.parametrize(("of", "point"), OUTSIDE)
def test_a_point_outside_the_domain_is_refused(of, point) -> None:
    with pytest.raises(DomainError, match="not defined"):
        first_principles(of, x, point)


FALLING = [x**2, 1 / x, sqrt(x), sin(x), log(x), exp(x), x**3 * y + exp(x * y), sp.atan(x), (x - 1) ** 2, sqrt(x - 1000)]


@pytest.mark.parametrize("of", FALLING)
def test_errors_fall_and_then_rise_by_rounding(of) -> None:
    found = first_principles(of, x)
    errors = [row.error for row in found.table]
    best = [row.h for row in found.table].index(found.best_step)
    assert found.is_example
    assert [row.h for row in found.table] == pytest.approx([10.0**-k for k in range(1, 17)], rel=1e-15)
    assert 1e-10 < found.best_step < 1e-5
    assert all(after < before for before, after in pairwise(errors[:6]))
    assert errors[-1] > 1e4 * errors[best]


def test_an_example_keeps_what_is_given() -> None:
    found = first_principles(Abs(x) * y, x, ZERO)
    assert (found.at, found.is_example, found.value.why) == ({x: 0, y: 1}, True, "kink")


EXAMPLES = [
    (sqrt(x - y), lambda at: at[x] > at[y]),
    (sp.asin(x * y), lambda at: abs(at[x] * at[y]) < 1),
    (log(Symbol("m", negative=True) * x), lambda at: at[x] < 0),
    (Abs(x - 1) + Abs(x - 2), lambda at: at[x] not in (1, 2)),
    (log(x), lambda at: at[x] != 1),
]


@pytest.mark.parametrize(("of", "fits"), EXAMPLES)
def test_an_example_is_where_the_function_is_defined_and_smooth(of, fits) -> None:
    found = first_principles(of, x)
    assert fits(found.at)
    assert found.value.decimal is not None


def test_a_sum_over_an_index_gets_a_length_and_data() -> None:
    found = first_principles(sp.Sum(y * data[i] ** 2, (i, 1, n)), y)
    assert found.at[n] == 3
    assert found.value.exact == sum(found.at[data[k]] ** 2 for k in (1, 2, 3))
    assert found.table


@pytest.mark.parametrize("of", [f(x * y), sqrt(x - 10**9) * sqrt(10**9 - x - 1)])
def test_without_numbers_there_is_no_table(of) -> None:
    found = first_principles(of, x)
    assert (found.at, found.table, found.best_step, found.value.decimal) == ({}, (), None, None)


def test_a_sum_of_many_variables_takes_no_example() -> None:
    many = sp.symbols("x1:2001", real=True)
    found = first_principles(sp.Add(*(v**2 for v in many)), many[0])
    assert (found.limit, found.at, found.table) == (2 * many[0], {}, ())
