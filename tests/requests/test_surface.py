"""The request for a picture: ranges as typed, what is drawn and what is held, the descent, and what is refused where."""

from __future__ import annotations

from itertools import pairwise
from math import pi
from typing import Any

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from pdtutor.errors import DomainError, TutorError
from pdtutor.requests.surface import SurfaceResult, growing, surface

BOWL = "x^2 + 2y^2"


def ranges(found: SurfaceResult) -> dict[str, tuple[float, float]]:
    return {str(variable): ends for variable, ends in found.landscape.ranges.items()}


def drawn(found: SurfaceResult) -> list[str]:
    return [str(variable) for variable in found.variables]


# --- ranges -----------------------------------------------------------------------------------------------------------------------------

READ = [
    ("x=-3:3,y=0:1", {"x": (-3, 3), "y": (0, 1)}),
    (" x = -pi : 2pi ; y=1e-3:1", {"x": (-pi, 2 * pi), "y": (1e-3, 1)}),
    ("x=log(8, 2):10,y=(1+1):3", {"x": (3, 10), "y": (2, 3)}),
    ("x=-1/2:√2,y=-2e3:-1", {"x": (-0.5, 2**0.5), "y": (-2000, -1)}),
    ({"x": (-3, 3), "y": (0, sp.pi)}, {"x": (-3, 3), "y": (0, pi)}),
    ({sp.Symbol("x"): ("-pi", "2pi"), "y": "0:1"}, {"x": (-pi, 2 * pi), "y": (0, 1)}),
]


@pytest.mark.parametrize(("given_", "expected"), READ)
def test_ranges_are_read(given_: Any, expected: dict[str, tuple[float, float]]) -> None:
    found = ranges(surface(BOWL, range=given_))
    assert found.keys() == expected.keys()
    for name, ends in expected.items():
        assert found[name] == pytest.approx(ends)


@settings(max_examples=25, deadline=None)
@given(st.floats(-1e6, 1e6), st.floats(0.01, 1e6))
def test_any_two_floats_in_order_are_a_range(low: float, size: float) -> None:
    first = next(growing("x^2", range={"x": (low, low + size)}))
    assert ranges(first)["x"] == pytest.approx((low, low + size), rel=1e-12)


REFUSED = [
    ("x=3:-3", 1, "down", "x=-3:3"),
    ("x=1:1", 1, "no width", "x=0:2"),
    ("x=1e9:1e9+1e-3", 1, "no width", None),
    ("y=0:1,x", 7, "name=low:high", "x=-3:3"),
    ("y=0:1, x=1", 8, "two ends", "x=-3:3"),
    ("x=1:2:3", 1, "two ends", None),
    ("x=:3", 1, "two ends", None),
    ("x=a:2", 3, "number", "finite number"),
    ("x=0:oo", 5, "number", "finite number"),
    ("y=0:1,x=0:1/0", 13, "zero", None),
    ("x=0:10^400", 1, "finite", None),
    ("x=0:ln(-1)", 5, "real", None),
    ("x=0:(1", 5, "bracket", None),
    ("x=0:1,", 7, "missing", "name=low:high"),
    ("x=0:1,x=2:3", 7, "twice", None),
    ("y=0:1,3=0:1", 7, "variable", "name=low:high"),
    ("qq=0:1", 1, "qq does not occur", "x, y"),
]


@pytest.mark.parametrize(("text", "column", "said", "mend"), REFUSED)
def test_a_malformed_range_is_refused_at_its_column_with_the_mend(text: str, column: int, said: str, mend: str | None) -> None:
    with pytest.raises(TutorError) as caught:
        surface(BOWL, range=text)
    error = caught.value
    assert said in error.message
    assert (error.text, error.column) == (text, column)
    assert error.hint
    assert mend is None or mend in error.hint


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="xy=:,;-+*/^()1e. π", max_size=14))
def test_any_text_for_a_range_is_read_or_refused(text: str) -> None:
    try:
        found = next(growing(BOWL, range=text))
    except TutorError:
        return
    assert all(low < high for low, high in ranges(found).values())


@pytest.mark.parametrize("ends", [(1,), (1, 2, 3), 5, (3, 1)])
def test_a_range_handed_over_needs_two_ends_in_order(ends: Any) -> None:
    with pytest.raises(TutorError):
        surface("x^2", range={"x": ends})


# --- what is drawn ----------------------------------------------------------------------------------------------------------------------

DRAWN = [
    (BOWL, {}, ["x", "y"], {}),
    (BOWL, {"at": "y=2"}, ["x"], {"y": 2}),
    (BOWL, {"at": "x=1,y=2", "range": "x=-3:3"}, ["x", "y"], {}),
    (BOWL, {"range": "x=-3:3"}, ["x", "y"], {}),
    (BOWL, {"wrt": "x", "at": "x=1,y=2"}, ["x"], {"y": 2}),
    ("x y z", {"at": "z=2"}, ["x", "y"], {"z": 2}),
    ("x y z", {"range": "x=0:1,z=0:1", "at": "y=3"}, ["x", "z"], {"y": 3}),
    ("x y z", {"range": "x=0:1,y=0:1", "at": "x=1,y=1,z=1"}, ["x", "y"], {"z": 1}),
    ("x y z", {"path": "y=1,z=1", "at": "x=3"}, ["y", "z"], {"x": 3}),
    ("a b c d", {"wrt": "a", "at": "a=1,b=1,c=1,d=1"}, ["a"], {"b": 1, "c": 1, "d": 1}),
    ("loss^2 + rate", {"range": "loss=0:1"}, ["loss", "rate"], {}),
    ("lr^2", {"range": "lr=0:1"}, ["lr"], {}),
    ("3", {"range": "x=0:1,y=0:1"}, ["x", "y"], {}),
    ("x - x", {}, ["x"], {}),
    ("x^n", {"assume": "n integer", "at": "n=3"}, ["x"], {"n": 3}),
    ("sum(w[i], i=1..2)^2", {}, ["w[1]", "w[2]"], {}),
    ("sum(w[i], i=1..n)^2", {"at": "n=2"}, ["w[1]", "w[2]"], {"n": 2}),
]


@pytest.mark.parametrize(("text", "options", "variables", "held"), DRAWN)
def test_what_moves_and_what_is_held(text: str, options: dict[str, Any], variables: list[str], held: dict[str, int]) -> None:
    found = surface(text, **options)
    assert drawn(found) == variables
    assert {str(variable): int(value) for variable, value in found.held.items()} == held


NOT_DRAWN = [
    ("x y z", {}, "3 are left to move"),
    ("x y z", {"range": "x=0:1,y=0:1"}, "3 are left to move"),
    ("x y z", {"at": "x=1,y=1,z=1"}, "one variable or two"),
    ("x y z", {"range": "x=0:1,y=0:1", "at": "x=1,z=1"}, "--at says nothing of y"),
    (BOWL, {"path": "x=1"}, "--path says nothing of y"),
    (BOWL, {"path": "x=1,y=1,q=1"}, "q does not occur"),
    ("x^n", {"assume": "n integer"}, "n is not drawn"),
    ("f(x)", {}, "unknown function"),
    ("sum(w[i], i=1..n)", {}, "sum"),
    ("x^2", {"assume": "x>0", "range": "x=-1:1"}, "beyond its domain"),
    ("x^2", {"assume": "x>0", "path": "x=-1"}, "outside its domain"),
    ("ln(x)", {"at": "x=-1"}, "not defined"),
    ("ln(x)", {"path": "x=-1"}, "cannot start"),
    ("ln(x)", {"range": "x=-2:-1"}, "no value anywhere"),
    (BOWL, {"range": ""}, "empty"),
    (BOWL, {"path": "x=1,y=1", "rate": 0.0}, "rate"),
    (BOWL, {"path": "x=1,y=1", "rate": float("nan")}, "rate"),
    (BOWL, {"path": "x=1,y=1", "steps": -1}, "steps"),
]


@pytest.mark.parametrize(("text", "options", "said"), NOT_DRAWN)
def test_what_cannot_be_drawn_is_refused_with_a_mend(text: str, options: dict[str, Any], said: str) -> None:
    with pytest.raises(TutorError) as caught:
        surface(text, **options)
    assert said in caught.value.message
    assert caught.value.hint or isinstance(caught.value, DomainError)


def test_an_incomplete_point_draws_no_point() -> None:
    assert surface(BOWL, at="y=2").landscape.point is None
    assert surface(BOWL, at="x=1,y=2").landscape.point is not None


# --- the descent ------------------------------------------------------------------------------------------------------------------------


@settings(max_examples=30, deadline=None)
@given(st.floats(-2, 2), st.floats(-2, 2), st.floats(0.01, 0.4), st.integers(0, 12))
def test_the_path_is_that_of_gradient_descent(x: float, y: float, rate: float, steps: int) -> None:
    *_, found = growing(BOWL, path={"x": x, "y": y}, rate=rate, steps=steps, range="x=-3:3,y=-3:3")
    assert len(found.path) == steps + 1
    expected = (x, y)
    for state in found.path:
        assert state.point == pytest.approx(expected, rel=1e-9, abs=1e-12)
        expected = (expected[0] - rate * 2 * expected[0], expected[1] - rate * 4 * expected[1])
    assert found.landscape.path == tuple(state.point for state in found.path)
    assert all(later.value <= earlier.value + 1e-12 for earlier, later in pairwise(found.path))


STOPPED = [
    ("ln(x)", {"path": "x=1", "rate": 2.0}, "domain", 1),
    ("sqrt(x)", {"path": "x=1", "rate": 3.0}, "domain", 1),
    ("x^2", {"path": "x=1", "rate": 5.0, "steps": 2000}, "overflow", 162),
    ("x", {"path": "x=1", "assume": "x>0", "rate": 1.5}, "assumption", 1),
]


@pytest.mark.parametrize(("text", "options", "why", "step"), STOPPED)
def test_a_descent_that_cannot_go_on_stops_and_keeps_its_path(text: str, options: dict[str, Any], why: str, step: int) -> None:
    found = surface(text, **options)
    assert found.stop is not None
    assert (found.stop.why, found.stop.step) == (why, step)
    assert len(found.path) == step
    assert found.landscape.path


def test_a_picture_grows_from_a_coarse_grid_to_a_fine_one() -> None:
    first, last = growing(BOWL)
    assert first.missing
    assert not last.missing
    assert len(first.landscape.values) < len(last.landscape.values)
    assert first.landscape.ranges == last.landscape.ranges


@pytest.mark.parametrize("options", [{}, {"at": "k=2"}])
def test_an_entry_without_a_number_for_its_index_is_refused_with_the_mend(options: dict[str, str]) -> None:
    with pytest.raises(TutorError, match=r"x\[k\] has no number for its index") as caught:
        surface("x[k]^2", **options)
    assert caught.value.hint == "Write one: x[1]"
