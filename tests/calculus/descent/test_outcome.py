"""What becomes of runs: each called by its right name, stopped where there are no more numbers, never losing what was computed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import pdtutor
from pdtutor.calculus.descent.methods import METHODS


def run(text: str, start: str, **options: Any) -> dict[str, Any]:
    return pdtutor.descent(text, from_=start, **options).to_dict()


CONVERGED = [
    ("x^2", "x=1", {"rate": 0.5}),
    ("x^2", "x=1", {"rate": 0.4, "steps": 100}),
    ("(w1 + 2 w2 - y)^2", "w1=1,w2=1", {"at": "y=5"}),
    ("-x^2", "x=0", {}),
    ("exp(x) - x", "x=1", {"steps": 500}),
    ("1e12*(x - 1)^2", "x=2", {"rate": 5e-13}),
]
RUNNING = [
    ("x^2", "x=1", {}),
    ("x^2", "x=1", {"rate": 1}),
    ("x^2", "x=1", {"rate": 0.999, "steps": 200}),
    ("x^2", "x=1", {"rate": 1.89, "method": "momentum", "steps": 60}),
    ("|x|", "x=0.35", {"steps": 100}),
    ("sin(x)", "x=1", {"rate": 5, "steps": 100}),
    ("cos(3x) + x^2/10", "x=2", {"rate": 3, "steps": 300}),
    ("exp(-x)", "x=0", {"steps": 1000}),
    ("(x - 1000)^2", "x=0", {"rate": 0.001, "steps": 50}),
    ("x^2 - 10^8*x", "x=0", {"steps": 5}),
    ("x^2", "x=1", {"rate": 10, "method": "adam", "steps": 40}),
    ("x^4 - x^2", "x=0.1", {"steps": 8, "method": "momentum"}),
]
DIVERGED = [
    ("x^2", "x=1", {"rate": 1.1}),
    ("x^2", "x=1", {"rate": 1.001, "steps": 5}),
    ("x^2", "x=1", {"rate": 2, "method": "momentum", "steps": 30}),
    ("x^2", "x=1", {"rate": 0.75, "method": "nesterov", "steps": 50}),
    ("x^2 + 100y^2", "x=1,y=0.001", {"rate": 0.02, "steps": 20}),
    ("x", "x=0", {}),
    ("-x^2", "x=1", {}),
    ("x^4", "x=2", {"rate": 0.5}),
    ("x^4", "x=10", {"rate": 0.5, "steps": 100}),
    ("x^3", "x=-1", {"steps": 10}),
]


@pytest.mark.parametrize(
    ("text", "start", "options", "status"),
    [(*case, status) for status, cases in (("converged", CONVERGED), ("running", RUNNING), ("diverged", DIVERGED)) for case in cases],
)
def test_a_run_is_called_by_its_right_name(text: str, start: str, options: dict[str, Any], status: str) -> None:
    assert run(text, start, **options)["status"] == status


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(METHODS)),
    st.sampled_from(["x^2 + 3y^2", "(1 - x)^2 + 5(y - x^2)^2", "sin(x) cos(y)", "|x| + y^2", "exp(x) + exp(-x) + y^2"]),
    st.floats(1e-3, 3),
    st.integers(1, 25),
)
def test_there_are_as_many_updates_as_asked_for_unless_it_stopped(method: str, text: str, rate: float, steps: int) -> None:
    found = run(text, "x=0.7,y=-0.3", method=method, rate=rate, steps=steps)
    numbers = [state["step"] for state in found["steps"]]
    assert numbers == list(range(len(numbers)))
    if found["stopped"] is None:
        assert len(numbers) == steps + 1
    else:
        assert found["status"] == "diverged"
        assert found["stopped"]["step"] == len(numbers) <= steps


@settings(max_examples=60, deadline=None)
@given(st.floats(0.05, 20), st.floats(1e-3, 1.95), st.floats(-100, 100), st.integers(2, 60))
def test_a_bowl_diverges_exactly_above_its_bound(curvature: float, share: float, start: float, steps: int) -> None:
    assume(abs(share - 1) > 1e-3)
    assume(abs(start) > 1e-3)
    found = run(f"{curvature!r}*x^2", f"x={start!r}", rate=share / curvature, steps=steps)
    assert (found["status"] == "diverged") == (share > 1)


@settings(max_examples=40, deadline=None)
@given(st.floats(1e-3, 5), st.integers(1, 80), st.sampled_from(sorted(METHODS)))
def test_converged_means_what_the_contract_says(rate: float, steps: int, method: str) -> None:
    found = run("cos(x) + x^2/20", "x=2", rate=rate, steps=steps, method=method)
    last = found["steps"][-1]
    assert (found["status"] == "converged") == (abs(last["gradient"]["x"]) <= 1e-8 * max(1, abs(last["value"])))


STOPS = [
    ("ln(x)", "x=1", {"rate": 0.5, "steps": 20}, 2, "domain", "log(x)", {"x": -0.5}),
    ("sqrt(x)", "x=1", {"rate": 0.7}, 3, "domain", "sqrt(x)", {"x": None}),
    ("x ln(x - y)", "x=2,y=0", {"rate": 1}, None, "domain", "log(x - y)", {"x - y": None}),
    ("acos(x)", "x=0", {"rate": 2}, 1, "domain", "acos(x)", {"x": 2.0}),
    ("x^4", "x=2", {"rate": 0.5}, 5, "overflow", "x**4", {"x": None}),
    ("exp(x^2)", "x=5", {}, 1, "overflow", "exp(x**2)", {"x**2": None}),
    ("x^2", "x=1", {"rate": 1e200}, 1, "overflow", "x**2", {"x": None}),
    ("x^2", "x=3", {"rate": 1e308}, 1, "overflow", None, {}),
    ("sqrt(x)", "x=1", {"rate": 2}, 1, "slope", "1/sqrt(x)", {"x": 0.0}),
    ("where(x > 0, x^2, ln(x))", "x=1", {"rate": 0.75}, 1, "domain", "log(x)", {"x": -0.5}),
]


@pytest.mark.parametrize(("text", "start", "options", "step", "why", "part", "arguments"), STOPS)
def test_a_run_stops_where_numbers_end_and_says_which_part_has_none(
    text: str, start: str, options: dict[str, Any], step: int | None, why: str, part: str | None, arguments: dict[str, float | None]
) -> None:
    found = run(text, start, **options)
    stopped = found["stopped"]
    assert found["status"] == "diverged"
    assert (stopped["why"], stopped["part"]) == (why, part)
    assert stopped["step"] == len(found["steps"])
    assert step in (None, stopped["step"])
    assert stopped["arguments"].keys() == arguments.keys()
    assert all(value is None or stopped["arguments"][name] == value for name, value in arguments.items())


def test_an_assumption_that_is_left_stops_the_run() -> None:
    stopped = run("x^2", "x=2", rate=0.9, assume="x>0")["stopped"]
    assert (stopped["why"], stopped["part"], stopped["point"]) == ("assumption", "x", {"x": pytest.approx(-1.6)})


@pytest.mark.parametrize(
    ("text", "start", "rate"), [("x^4", "x=2", 0.5), ("ln(x) + x^2", "x=3", 1), ("(1-x)^2 + 100(y-x^2)^2", "x=-1,y=1", 0.01)]
)
def test_the_smaller_rate_that_is_named_was_tried_and_does_not_diverge(text: str, start: str, rate: float) -> None:
    found = run(text, start, rate=rate)
    assert found["status"] == "diverged"
    assert found["tried_rate"] < rate
    assert run(text, start, rate=found["tried_rate"])["status"] != "diverged"
    assert run(text, start, rate=2 * found["tried_rate"])["status"] == "diverged"


def test_a_state_exactly_on_a_kink_is_named() -> None:
    assert run("|x|", "x=1", rate=0.5, steps=3)["kinks"] == [{"step": 2, "where": "x"}, {"step": 3, "where": "x"}]
    assert run("x^2", "x=0")["kinks"] == []


def test_the_row_that_has_no_value_is_named() -> None:
    data = {"x": [1.0, 2.0, 3.0]}
    stopped = pdtutor.descent("-ln(w - x/4)", from_="w=1", data=data, rate=10).to_dict()["stopped"]
    assert stopped is None
    stopped = pdtutor.descent("ln(w - x/4)", from_="w=1", data=data, rate=0.11).to_dict()["stopped"]
    assert (stopped["why"], stopped["part"], stopped["row"]) == ("domain", "log(w - x/4)", 3)
