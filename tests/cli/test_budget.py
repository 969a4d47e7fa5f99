"""The wall-clock limit: what is finished is kept and shown, the rest is said to be missing."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from typing import Any

import pytest

from pdtutor.cli import budget
from pdtutor.errors import BudgetError
from pdtutor.render import formats
from pdtutor.requests import gradient as gradient_request
from pdtutor.requests import partial as partial_request
from tests.cli.conftest import Run


def out_of_time_after(count: int, right: Callable[..., object]) -> Callable[..., object]:
    """The function, but after so many calls the alarm rings."""
    calls = iter(range(1_000_000))

    def slowed(*arguments: object) -> object:
        if next(calls) >= count:
            signal.raise_signal(signal.SIGALRM)
        return right(*arguments)

    return slowed


def calls_forever() -> None:
    while True:
        pass


def calls_forever_whatever_is_raised() -> None:
    try:
        calls_forever()
    except Exception:
        calls_forever()


def test_finished_partials_are_shown_with_the_error(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partial_request.calculus, "partial", out_of_time_after(1, partial_request.calculus.partial))
    found = run("partial", "x^2 + y^2 + z", "--budget", "600", "--format", "json")
    assert found.code == 3
    assert [partial["derivative"] for partial in found.json["result"]["partials"]] == ["2*x"]
    assert found.json["error"]["code"] == "budget"
    assert "y, z" in found.json["error"]["message"]
    assert found.json["reading"] == "x**2 + y**2 + z"


def test_finished_partials_are_shown_in_words_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partial_request.calculus, "partial", out_of_time_after(1, partial_request.calculus.partial))
    found = run("partial", "x^2 + y^2", "--budget", "600")
    assert found.code == 3
    assert "∂f/∂x = 2·x" in found.out
    assert "The budget of 600 s ran out" in found.err


def test_finished_entries_of_a_gradient_are_shown_without_a_norm(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gradient_request, "partial", out_of_time_after(2, gradient_request.partial))
    found = run("gradient", "x^2 + y^2 + z", "--at", "x=1,y=1,z=1", "--budget", "600", "--format", "json")
    assert found.code == 3
    assert found.json["result"]["variables"] == ["x", "y"]
    assert found.json["result"]["gradient"] == ["2*x", "2*y"]
    assert found.json["result"]["norm"] is None
    assert "by z" in found.json["error"]["message"]


def test_nothing_finished_is_an_error_alone(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gradient_request, "partial", out_of_time_after(0, gradient_request.partial))
    found = run("gradient", "x^2 + y^2", "--budget", "600", "--format", "json")
    assert found.code == 3
    assert "result" not in found.json


@pytest.mark.parametrize("format", ["json", "latex", "markdown", "plain"])
def test_a_result_that_takes_too_long_to_write_is_written_in_short(run: Run, monkeypatch: pytest.MonkeyPatch, format: str) -> None:
    right = formats.text

    def slowed(result: Any, format: str, error: Any = None, in_short: bool = False) -> str:
        if not in_short:
            signal.raise_signal(signal.SIGALRM)
        return right(result, format, error, in_short)

    monkeypatch.setattr(formats, "text", slowed)
    found = run("partial", "sin(sin(x^2))", "--wrt", "x", "--budget", "600", "--format", format)
    assert found.code == 3
    assert "cos" in found.out
    if format == "json":
        assert found.json["result"]["partials"][0]["steps"] is None
        assert "steps are left out" in found.json["error"]["message"]
    else:
        assert "steps are left out" in found.err


def test_a_result_that_cannot_even_be_written_in_short_is_an_error_alone(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "text", lambda *_: signal.raise_signal(signal.SIGALRM))
    found = run("partial", "x^2", "--budget", "600", "--format", "json")
    assert found.code == 3
    assert "result" not in found.json


def test_after_work_done_in_time_no_alarm_is_left() -> None:
    with budget.limited(60, time.monotonic()):
        pass
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


@pytest.mark.parametrize("has_alarm", [True, False])
def test_the_body_is_interrupted_with_and_without_an_alarm_signal(monkeypatch: pytest.MonkeyPatch, has_alarm: bool) -> None:
    if not has_alarm:
        monkeypatch.setattr(budget, "_has_alarm", lambda: False)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # which a run in the background ignores
    try:
        with pytest.raises(BudgetError), budget.limited(0.05, time.monotonic()):
            calls_forever()
    finally:
        signal.signal(signal.SIGINT, before)


def test_an_interruption_by_the_user_is_not_taken_for_the_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "_has_alarm", lambda: False)
    with pytest.raises(KeyboardInterrupt), budget.limited(60, time.monotonic()):
        raise KeyboardInterrupt


def test_an_interruption_that_somebody_swallows_comes_again() -> None:
    with pytest.raises(BudgetError), budget.limited(0.05, time.monotonic()):
        calls_forever_whatever_is_raised()


def test_time_that_is_over_before_the_work_begins_begins_nothing() -> None:
    with pytest.raises(BudgetError), budget.limited(1, time.monotonic() - 2):
        pytest.fail("the body ran")
