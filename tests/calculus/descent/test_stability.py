"""The bounds on the rate are where runs turn from settling to going away; a function is called quadratic only where it is one."""

from __future__ import annotations

import mpmath
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Abs, Expr, Symbol, exp, sin

import pdtutor
from pdtutor.calculus.descent.stability import degree
from tests.calculus.descent import pytorch_oracle as torch

X, Y, A = (Symbol(name, real=True) for name in "xya")
FAMILY = ("gd", "momentum", "nesterov")


def distance_after(method: str, momentum: float, curvature: float, rate: float, steps: int = 3000) -> float:
    """How far PyTorch's method is from the minimum of curvature·x²/2, having started at 1."""
    path = torch.sgd(
        lambda p: [min(max(curvature * p[0], -1e200), 1e200)],
        [1.0],
        rate,
        steps,
        momentum=0.0 if method == "gd" else momentum,
        nesterov=method == "nesterov",
    )
    return max(abs(point[0]) for point in path[-5:])


@pytest.mark.parametrize("method", FAMILY)
@settings(max_examples=25, deadline=None)
@given(curvature=st.floats(0.01, 100), momentum=st.floats(0.05, 0.95))
def test_below_the_bound_runs_settle_and_above_it_they_go_away(method: str, curvature: float, momentum: float) -> None:
    asked = {"from_": {"x": 1}, "method": method, "momentum": momentum}
    bound = pdtutor.descent(sp.Float(curvature) / 2 * X**2, rate=1e-9, steps=1, **asked).to_dict()["stable_rate"]
    assert distance_after(method, momentum, curvature, 0.97 * bound) < 1e-3
    assert distance_after(method, momentum, curvature, 1.03 * bound) > 1e3


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(-5, 5), min_size=3, max_size=3))
def test_the_eigenvalues_are_those_of_the_second_derivatives(numbers: list[int]) -> None:
    a, b, c = numbers
    of = a * X**2 + b * X * Y + c * Y**2 + X
    found = pdtutor.descent(of, from_={X: 1, Y: 2} if of.has(Y) else {X: 1}, steps=1).to_dict()["curvature"]
    variables = (X, Y) if of.has(Y) else (X,)
    expected = sorted(map(float, mpmath.eigsy(mpmath.matrix(sp.hessian(of, variables).tolist()), eigvals_only=True)))
    assert found["is_exact"]
    assert abs(found["smallest"] - expected[0]) < 1e-9
    assert abs(found["largest"] - expected[-1]) < 1e-9


def test_the_best_rate_of_gd_reaches_the_valley_of_the_first_lesson_in_one_step() -> None:
    found = pdtutor.descent("(w1 + 2 w2 - y)^2", from_="w1=1,w2=1", at="y=5", rate=0.1).to_dict()
    assert (found["stable_rate"], found["best_rate"]) == (pytest.approx(0.2), pytest.approx(0.1))
    assert found["steps"][1]["value"] == pytest.approx(0, abs=1e-28)


@pytest.mark.parametrize(("ratio", "steps"), [(2.0, 40), (10.0, 100), (100.0, 1500)])
def test_no_rate_is_faster_than_the_best(ratio: float, steps: int) -> None:
    text = f"x^2 + {ratio}*y^2"
    best = pdtutor.descent(text, from_="x=1,y=1", steps=1).to_dict()["best_rate"]

    def left(rate: float) -> float:
        return float(pdtutor.descent(text, from_="x=1,y=1", rate=rate, steps=steps).to_dict()["steps"][-1]["value"])

    assert left(best) < min(left(0.9 * best), left(1.1 * best))


DEGREES: list[tuple[Expr, int | None]] = [
    (X**2 + X * Y, 2),
    ((X + Y - A) ** 2, 2),
    (A**7 * X + sin(A), 1),
    (exp(A) * Y**2, 2),
    (X**2 * Y, 3),
    (X**4, 4),
    (Abs(X), None),
    (sp.sqrt(X), None),
    (1 / X, None),
    (X**A, None),
    (sp.Piecewise((X**2, X > 0), (0, True)), None),
    (A, 0),
]


@pytest.mark.parametrize(("of", "expected"), DEGREES)
def test_the_degree_is_read_off_polynomials_alone(of: Expr, expected: int | None) -> None:
    assert degree(of, (X, Y)) == expected


@pytest.mark.parametrize("text", ["|x|", "relu(x)", "max(x, 0)", "where(x > 0, x, -x)", "huber(x)"])
def test_straight_pieces_are_not_taken_for_a_plane(text: str) -> None:
    found = pdtutor.descent(text, from_="x=1", steps=1).to_dict()["curvature"]
    assert not found["is_exact"]
    assert not found["is_unbounded"]


UNBOUNDED = [
    ("x", "x=0", True),
    ("-x^2", "x=1", True),
    ("x^2 - y^2", "x=1,y=1", True),
    ("(x + 2y)^2 + x", "x=1,y=1", True),
    ("(x + 2y)^2", "x=1,y=1", False),
    ("(x + 2y)^2 + 3x + 6y", "x=1,y=1", False),
    ("x^2 + y^2", "x=0,y=0", False),
    ("(x - 10^6)^2", "x=0", False),
]


@pytest.mark.parametrize(("text", "start", "falls"), UNBOUNDED)
def test_a_quadratic_that_falls_without_end_is_known(text: str, start: str, falls: bool) -> None:
    assert pdtutor.descent(text, from_=start, steps=1, rate=1e-3).to_dict()["curvature"]["is_unbounded"] is falls


def test_the_curvature_of_data_is_that_of_the_mean() -> None:
    data = {"x": [1.0, 2.0, 4.0], "y": [0.0, 1.0, 1.0]}
    found = pdtutor.descent("(w x - y)^2", from_="w=0", data=data, steps=1, rate=0.01).to_dict()
    assert found["curvature"]["largest"] == pytest.approx(2 * (1 + 4 + 16) / 3)
    assert found["stable_rate"] == pytest.approx(3 / 21)
