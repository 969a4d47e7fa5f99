"""The wall-clock limit: what is finished is kept and shown, the rest is said to be missing."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

from pdtutor.calculus import deadline, hessian, jacobian
from pdtutor.cli import budget as budgets
from pdtutor.cli.budget import Budget
from pdtutor.errors import BudgetError
from pdtutor.render import formats
from pdtutor.requests import gradient as gradient_request
from pdtutor.requests import partial as partial_request
from tests.cli.conftest import Run, ring


def out_of_time_after(count: int, right: Callable[..., object]) -> Callable[..., object]:
    """The function, but after so many calls the alarm rings."""
    calls = iter(range(1_000_000))

    def slowed(*arguments: object) -> object:
        if next(calls) >= count:
            ring()
        return right(*arguments)

    return slowed


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


def test_finished_rows_of_a_hessian_are_shown_without_what_the_matrix_says(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hessian, "differentiated_again", out_of_time_after(4, hessian.differentiated_again))
    found = run("hessian", "x^2 y + z^3", "--budget", "600", "--format", "json")
    assert found.code == 3
    assert found.json["result"]["hessian"] == [["2*y", "2*x", "0"]]
    assert found.json["result"]["gradient"] == ["2*x*y", "x**2", "3*z**2"]
    assert [found.json["result"][name] for name in ("symmetric", "definiteness", "mixed")] == [None, None, []]
    assert "Not finished: the second derivatives by y, z." in found.json["error"]["message"]


@pytest.mark.parametrize("format", ["rich", "plain", "latex", "markdown", "python"])
def test_finished_rows_of_a_hessian_are_shown_in_every_format(run: Run, monkeypatch: pytest.MonkeyPatch, format: str) -> None:
    monkeypatch.setattr(hessian, "differentiated_again", out_of_time_after(4, hessian.differentiated_again))
    found = run("hessian", "x^5 y + z^3", "--budget", "600", "--format", format)
    assert found.code == 3
    assert "20" in found.out


def test_a_whole_hessian_is_shown_although_what_it_says_is_not_known(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hessian, "_pair", out_of_time_after(0, hessian._pair))
    found = run("hessian", "x^2 y", "--budget", "600", "--format", "json")
    assert found.json["result"]["hessian"] == [["2*y", "2*x"], ["2*x", "0"]]
    assert found.json["result"]["symmetric"] is None
    assert "Not finished: the comparison of mixed derivatives, the definiteness." in found.json["error"]["message"]


def test_all_rows_of_a_jacobian_are_shown_although_its_determinant_is_not_finished(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jacobian, "_determinant", out_of_time_after(0, jacobian._determinant))
    found = run("jacobian", "[x y, x + y]", "--budget", "600", "--format", "json")
    assert found.code == 3
    assert found.json["result"]["jacobian"] == [["y", "x"], ["1", "1"]]
    assert found.json["result"]["determinant"] is None
    assert "Not finished: the determinant." in found.json["error"]["message"]


def test_nothing_finished_is_an_error_alone(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gradient_request, "partial", out_of_time_after(0, gradient_request.partial))
    found = run("gradient", "x^2 + y^2", "--budget", "600", "--format", "json")
    assert found.code == 3
    assert "result" not in found.json


@pytest.mark.parametrize("format", ["json", "latex", "markdown", "plain"])
def test_a_result_that_takes_too_long_to_write_is_written_in_short(run: Run, monkeypatch: pytest.MonkeyPatch, format: str) -> None:
    right = formats.text

    def slowed(result: Any, format: str, error: Any = None, in_short: bool = False, *rest: Any) -> str:
        if not in_short:
            ring()
        return right(result, format, error, in_short, *rest)

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
    monkeypatch.setattr(formats, "text", lambda *_: ring())
    found = run("partial", "x^2", "--budget", "600", "--format", "json")
    assert found.code == 3
    assert "result" not in found.json


def test_work_that_is_done_before_its_time_is_over_is_left_alone() -> None:
    assert Budget(60, time.monotonic()).for_work(lambda: "done") == "done"


def test_an_interruption_by_the_user_is_not_taken_for_the_budget() -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Budget(60, time.monotonic()).for_work(interrupted)


def test_time_that_is_over_before_the_work_begins_begins_nothing() -> None:
    with pytest.raises(BudgetError):
        Budget(1, time.monotonic() - 2).for_work(lambda: pytest.fail("the work began"))


@pytest.mark.parametrize("seconds", [0.001, 0.5, 1.0, 2.0, 10.0, 600.0, 1e9, 1e300])
def test_what_is_kept_for_writing_lies_between_the_work_and_a_second_past_the_budget(seconds: float) -> None:
    ends: list[float] = []
    budget = Budget(seconds, 0.0)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(budgets, "monotonic", lambda: 0.0)
        patched.setattr(deadline, "at_most", lambda left, _: ends.append(left))
        for phase in (budget.for_work, budget.for_writing, budget.for_writing_in_short):
            phase(lambda: None)
        ends.append(budget.until_stuck())
    assert ends == sorted(ends)
    assert ends[0] >= min(0.79 * seconds, budgets.LONGEST)
    assert ends[-1] < seconds + 1


@pytest.mark.parametrize(
    ("seconds", "code"),
    [("0", 2), ("-1", 2), ("nan", 2), ("inf", 2), ("-inf", 2), ("soon", 2), ("", 2), ("1e9", 0), ("1e300", 0), ("0.000001", 3)],
)
def test_a_budget_that_leaves_no_time_is_refused_and_any_other_is_kept(run: Run, seconds: str, code: int) -> None:
    found = run("partial", "x^2", "--budget", seconds, "--format", "json")
    assert found.code == code
    assert ("result" in found.json) == (code == 0)
    if code == 3:
        assert found.json["error"]["code"] == "budget"


def test_what_a_process_has_loaded_before_its_command_counts() -> None:
    code = "import time\nwhile time.process_time() < 0.2: pass\nfrom pdtutor.cli.environment import of_process\n"
    code += "print(time.monotonic() - of_process().started >= 0.2)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert found.stdout == "True\n"
