"""What is drawn of a function: values against SymPy's own, gradients against central differences, kinks where the slopes part."""

from __future__ import annotations

from itertools import product
from math import inf, isfinite, isnan

import pytest
import sympy as sp
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sympy import Abs, Expr, Max, Min, Piecewise, Symbol, exp, sign, sin, sqrt

from pdtutor.calculus.landscape import Landscape, landscape
from pdtutor.errors import DomainError
from pdtutor.notation import functions as named
from tests.calculus.generated import expressions
from tests.calculus.oracle import numbers_of

X, Y, Z = (Symbol(name, real=True) for name in "xyz")
BOX = {X: (-2.0, 2.0), Y: (-1.0, 3.0)}
SIZE = 9


def drawn(of: Expr, *, size: int | None = SIZE, **options) -> Landscape:
    variables = [v for v in (X, Y) if v in of.free_symbols] or [X]
    ranges = options.pop("ranges", {v: BOX[v] for v in variables})
    return landscape(of, variables, ranges, size=size, **options)


# --- values -----------------------------------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(expressions.filter(lambda e: not e.has(sp.core.function.AppliedUndef)))
def test_the_values_on_the_grid_are_sympys(of: Expr) -> None:
    others = dict.fromkeys(of.free_symbols - {X, Y}, 0.75)
    try:
        found = landscape(of, [X, Y], BOX, fixed=others, size=4)
    except DomainError:
        return
    oracle = numbers_of(found.of, [X, Y])
    pairs = [
        (found.values[j][i], oracle(x, y))
        for (j, y), (i, x) in product(enumerate(found.coordinates(1)), enumerate(found.coordinates(0)))
        if abs(x) > 1e-9 and abs(y) > 1e-9
    ]
    known = [(value, float(exact)) for value, exact in pairs if value == value and exact is not None]
    for value, exact in known:
        assert value == pytest.approx(exact, rel=1e-6, abs=1e-6)


def test_the_grid_includes_the_ends_and_rows_go_up_the_second_variable() -> None:
    found = drawn(X + 10 * Y, ranges={X: (0.0, 1.0), Y: (0.0, 2.0)}, size=3)
    assert found.values == ((0, 0.5, 1), (10, 10.5, 11), (20, 20.5, 21))
    assert found.coordinates(0) == (0, 0.5, 1)
    assert found.coordinates(1) == (0, 1, 2)


def test_one_variable_makes_one_row() -> None:
    assert drawn(X**2, ranges={X: (-1.0, 1.0)}, size=5).values == ((1, 0.25, 0, 0.25, 1),)


def test_other_variables_are_held() -> None:
    found = landscape(X * Y * Z, [X, Y], {X: (0.0, 1.0), Y: (0.0, 1.0)}, fixed={Z: 7}, size=2)
    assert found.values == ((0, 0), (0, 7))


@settings(max_examples=50, deadline=None)
@given(st.floats(-2, 2), st.floats(-1, 3), st.lists(st.floats(-3, 3), min_size=3, max_size=3))
def test_between_the_grid_a_plane_is_met_exactly(x: float, y: float, plane: list[float]) -> None:
    a, b, c = (sp.Rational(str(round(part, 3))) for part in plane)
    found = landscape(a * X + b * Y + c, [X, Y], BOX, size=5)
    assert found.at((x, y)) == pytest.approx(float(a) * x + float(b) * y + float(c), abs=1e-9)


def test_beside_a_gap_the_nearest_value_counts() -> None:
    found = drawn(sqrt(X), ranges={X: (-1.0, 1.0)}, size=3)
    assert isnan(found.at((-0.6,)))
    assert found.at((-0.4,)) == 0
    assert found.at((0.5,)) == 0.5


GAPS = [
    (sp.log(X), (-1.0, 1.0), {"undefined"}),
    (exp(X**2), (-50.0, 50.0), {"overflow"}),
    (exp(exp(X)), (-5.0, 50.0), {"overflow"}),
    (sp.log(X + 40) * exp(X**2), (-45.0, 30.0), {"undefined", "overflow"}),
    (1 / X, (-1.0, 1.0), {"undefined"}),
    (X**2, (-1.0, 1.0), set()),
]


@pytest.mark.parametrize(("of", "ends", "gaps"), GAPS)
def test_gaps_say_whether_a_value_is_missing_or_too_large(of: Expr, ends: tuple[float, float], gaps: set[str]) -> None:
    assert drawn(of, ranges={X: ends}, size=31).gaps == gaps


def test_a_function_without_any_value_is_refused() -> None:
    with pytest.raises(DomainError, match="x from 1 to 2"):
        drawn(sp.log(-X), ranges={X: (1.0, 2.0)})


def test_values_of_the_others_that_leave_none_are_refused() -> None:
    with pytest.raises(DomainError):
        landscape(X / Y, [X], {X: (0.0, 1.0)}, fixed={Y: 0})


# --- the smallest value -----------------------------------------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 3), st.integers(-3, 3))
def test_the_smallest_value_is_at_most_that_of_any_place_of_the_grid(a: int, b: int) -> None:
    of = sin(a * X + Y) + b * X * Y
    found = drawn(of)
    there = dict(zip((X, Y), found.minimum.place, strict=True))
    assert found.minimum.value <= min(found.numbers)
    assert found.minimum.value == pytest.approx(float(of.subs(there)), abs=1e-12)


def test_the_smallest_value_may_lie_on_the_path_or_at_a_kink_between_the_grid() -> None:
    assert drawn((X - sp.Rational(1, 3)) ** 2, path=[{X: 1.0}, {X: 1 / 3}]).minimum.place == (1 / 3,)
    assert drawn(Abs(X - sp.Rational(1, 3)), path=[]).minimum.value == pytest.approx(0, abs=1e-9)


# --- the point --------------------------------------------------------------------------------------------------------------------------

SMOOTH = [X**2 * Y + sin(X * Y), exp(X - Y) / (1 + X**2), named.sigmoid(X * Y), sqrt(1 + X**2 + Y**4), sp.atan2(Y + 5, X + 4)]


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(SMOOTH), st.floats(-1.5, 1.5), st.floats(-0.9, 2.5))
def test_the_gradient_is_that_of_central_differences(of: Expr, x: float, y: float) -> None:
    found = landscape(of, [X, Y], BOX, point={X: x, Y: y}, size=2)
    f = sp.lambdify([X, Y], named.with_definitions(of), "math")
    h = 1e-5
    measured = ((f(x + h, y) - f(x - h, y)) / (2 * h), (f(x, y + h) - f(x, y - h)) / (2 * h))
    assert found.point is not None
    assert found.point.value == pytest.approx(f(x, y), rel=1e-9, abs=1e-9)
    assert found.point.gradient == pytest.approx(measured, rel=1e-4, abs=1e-6)


NO_GRADIENT = [
    (Abs(X), {X: 0}, "kink", ((-1, 1),)),
    (Abs(X) + Y**2, {X: 0, Y: 1}, "kink", ((-1, 1), (2, 2))),
    (sign(X) + Y, {X: 0, Y: 1}, "jump", None),
    (sqrt(X), {X: 0}, "edge", None),
    (named.cbrt(X), {X: 0}, "vertical", None),
    (X**2 * Y / (X**2 + Y**2), {X: 0, Y: 0}, "kink", ((0, 0), (0, 0))),
]


@pytest.mark.parametrize(("of", "point", "why", "sides"), NO_GRADIENT)
def test_without_a_gradient_it_is_said_why(of: Expr, point: dict, why: str, sides: tuple | None) -> None:
    found = drawn(of, point=point).point
    assert found is not None
    assert (found.gradient, found.why) == (None, why)
    assert sides is None or found.sides == sides


def test_a_hole_is_filled_by_what_the_function_tends_to() -> None:
    found = drawn(sin(X) / X, point={X: 0}).point
    assert found is not None
    assert (found.value, found.gradient) == (1, (0,))


def test_a_point_without_a_value_is_refused() -> None:
    with pytest.raises(DomainError):
        drawn(sp.log(X), point={X: -1})
    with pytest.raises(DomainError, match="too large"):
        drawn(exp(X**2), point={X: 40})


# --- kinks ------------------------------------------------------------------------------------------------------------------------------

KINKS = [
    (Abs(X) + Abs(Y), {X, Y}),
    (Max(X, Y), {X - Y}),
    (Min(X, Y, 0), {X - Y, X, Y}),
    (named.relu(X * Y), {X, Y}),
    (named.relu(X * Y - 1), {X * Y - 1}),
    (named.relu(X**2 + Y**2 - 1), {X**2 + Y**2 - 1}),
    (Piecewise((X**2, X > Y), (Y, True)), {X - Y}),
    (named.norm(X, Y), {X**2 + Y**2}),
    (named.norm(X, Y - 1) + X, {X**2 + (Y - 1) ** 2}),
    (Abs(X) * Y, {X}),
    (named.hardtanh(X + Y), {X + Y - 1, X + Y + 1}),
]


@pytest.mark.parametrize(("of", "zeros"), KINKS)
def test_every_piece_of_a_kink_lies_on_its_equation(of: Expr, zeros: set[Expr]) -> None:
    found = drawn(of)
    ends = [end for crease in found.kinks for piece in crease.pieces for end in piece]
    assert ends
    for x, y in ends:
        assert found.is_inside((x, y))
        assert min(abs(float(zero.subs({X: x, Y: y}))) for zero in zeros) < 1e-9


@pytest.mark.parametrize(("of", "zeros"), KINKS)
def test_each_equation_of_a_kink_has_its_pieces(of: Expr, zeros: set[Expr]) -> None:
    ends = [end for crease in drawn(of).kinks for piece in crease.pieces for end in piece]
    for zero in zeros:
        assert any(abs(float(zero.subs({X: x, Y: y}))) < 1e-9 for x, y in ends)


@pytest.mark.parametrize(("of", "zeros"), KINKS)
def test_the_slopes_on_the_sides_of_each_piece_differ(of: Expr, zeros: set[Expr]) -> None:
    f = sp.lambdify([X, Y], named.with_definitions(of), "math")
    found = drawn(of)
    for crease in found.kinks:
        for one, other in crease.pieces:
            x, y = ((a + b) / 2 for a, b in zip(one, other, strict=True))
            if abs(x) > 1e-3 and abs(y) > 1e-3 and crease.kind == "kink" and min(abs(float(z.subs({X: x, Y: y}))) for z in zeros) < 1e-12:
                h = 1e-5
                bends = [abs(f(x + a * h, y + b * h) - 2 * f(x, y) + f(x - a * h, y - b * h)) / h for a, b in ((1, 0), (0, 1))]
                assert max(bends) > 1e-3


def test_a_kink_that_is_cut_off_by_another_function_is_drawn_only_where_it_is_one() -> None:
    found = drawn(named.relu(Abs(X) + Y - 1))
    on_axis = [end for crease in found.kinks for piece in crease.pieces for end in piece if end[0] == 0]
    assert on_axis
    assert min(y for _, y in on_axis) >= 0.9


def test_a_line_of_kinks_is_one_length_of_pieces_without_holes() -> None:
    (crease,) = drawn(Max(X, Y)).kinks
    length = sum(abs(b[0] - a[0]) for a, b in crease.pieces)
    assert length == pytest.approx(3, rel=0.05)  # x = y from (-1, -1) to (2, 2)


ONE = [
    (Abs(X), [0]),
    (Max(X, X**2), [0, 1]),
    (Abs(sin(3 * X)), [-sp.pi / 3, 0, sp.pi / 3]),
    (named.relu(X - sp.Rational(1, 3)), [sp.Rational(1, 3)]),
    (sign(X), [0]),
    (Abs(X) ** sp.Rational(1, 2), [0]),
    (X * Abs(X), []),
    (sp.log(Abs(X)), []),
    (1 / X, []),
    (sin(X), []),
]


@pytest.mark.parametrize(("of", "places"), ONE)
def test_the_kinks_of_a_function_of_one_variable(of: Expr, places: list) -> None:
    found = sorted(one[0] for crease in drawn(of, ranges={X: (-2.0, 2.0)}).kinks for one, _ in crease.pieces)
    assert found == pytest.approx([float(place) for place in places], abs=1e-9)


# --- the window -------------------------------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(-50, 50), st.floats(-50, 50)), min_size=1, max_size=5))
@example([(0.0, 1.0), (3e-28, 1.0)])
@example([(7.0, 1.0), (7.0 + 1e-15, -1e-300)])
def test_places_of_interest_lie_well_inside_the_window_that_is_chosen(places: list[tuple[float, float]]) -> None:
    path = [{X: x, Y: y} for x, y in places]
    found = landscape(X + Y, [X, Y], {}, path=path, size=2)
    for k, variable in enumerate((X, Y)):
        low, high = found.ranges[variable]
        assert all(low + 0.1 * (high - low) <= place[k] <= high - 0.1 * (high - low) for place in places)


WINDOWS = [
    (sp.log(X), (0, 3)),
    (sqrt(X - 10), (10, 12)),
    (sqrt(1 - X**2), (-1, 1)),
    (X**X, (0, 3)),
    (X**2, (-3, 3)),
]


@pytest.mark.parametrize(("of", "ends"), WINDOWS)
def test_without_places_the_window_is_where_the_function_is_defined(of: Expr, ends: tuple[float, float]) -> None:
    low, high = landscape(of, [X], {}, size=9).ranges[X]
    assert low <= ends[0] <= low + 0.4
    assert high - 0.4 <= ends[1] <= high + 0.4


def test_a_range_that_is_given_is_taken() -> None:
    assert landscape(X + Y, [X, Y], {X: (5.0, 6.0)}, point={X: 0, Y: 0}, size=2).ranges[X] == (5, 6)


def test_a_chosen_window_stays_in_the_domain_of_its_variable() -> None:
    positive = Symbol("p", positive=True)
    assert landscape(positive**2, [positive], {}, size=3).ranges[positive] == (0, 3)
    assert landscape(X**2, [X], {}, domains={X: (0.0, 1.0)}, size=3).ranges[X] == (0, 1)
    assert landscape(X**2, [X], {}, domains={X: (5.0, inf)}, size=3).ranges[X] == (5, 11)


def test_a_descent_that_runs_away_is_shown_as_long_as_it_can_be_seen() -> None:
    found = landscape(X**4, [X], {}, path=[{X: (-9.0) ** k} for k in range(300)], size=9)
    low, high = found.ranges[X]
    assert low < 1 < high
    assert high - low < 1e4
    assert found.is_inside((1.0,))


EXTREME = [1 / (X * Y), exp(X**2 + Y**2) ** 40, X**X, sp.Integer(3) + 0 * X, sin(X * Y) / (X * Y), sign(X - Y), sp.log(X * Y), 1e-200 * X]


@pytest.mark.parametrize("of", EXTREME)
def test_extreme_functions_are_surveyed(of: Expr) -> None:
    found = landscape(sp.nsimplify(of), [X, Y], {X: (-50.0, 50.0), Y: (-50.0, 50.0)}, size=9)
    assert found.numbers
    assert all(map(isfinite, found.numbers))
    assert isfinite(found.minimum.value)


def test_a_switch_that_is_not_finite_everywhere_does_no_harm() -> None:
    found = drawn(Abs(1 / X - 1), ranges={X: (-2.0, 2.0)})
    assert [one[0] for crease in found.kinks for one, _ in crease.pieces] == pytest.approx([1])
