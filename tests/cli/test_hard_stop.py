"""A process in one endless call ends with the exit code of a spent budget and says why; one that works on is left alone."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

from pdtutor.cli import hard_stop
from pdtutor.cli.budget import Budget

PROGRAM = """
import sys, time
from pdtutor.cli import budget, hard_stop
from pdtutor.cli.app import run
from pdtutor.cli.environment import of_process
from pdtutor.requests import partial

hard_stop.BUSY, budget.STUCK = 0.01, {stuck}
def growing(*_, **__):
    end = time.process_time() + 0.1
    while time.process_time() < end:
        pass
    {work}
    yield from right("x^2")
right, partial.growing = partial.growing, growing
environment = of_process()
object.__setattr__(environment, "started", time.monotonic())
sys.exit(run(sys.argv[1:], environment))
"""
ENDLESS, QUICK = "sum(iter(int, 1))", "pass"  # one call into C: no signal is heard while it lasts


def ran(work: str, stuck: float, *options: str) -> subprocess.CompletedProcess[str]:
    """A command of a minute's budget, ended from outside so many seconds after that; before, where the number is negative."""
    command = [sys.executable, "-c", PROGRAM.format(work=work, stuck=stuck), "partial", "x^2", "--budget", "60", *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_an_endless_call_ends_with_one_json_object() -> None:
    found = ran(ENDLESS, -59.5, "--format", "json")
    assert found.returncode == 3
    assert found.stderr == ""
    document = json.loads(found.stdout)
    assert (document["command"], document["error"]["code"]) == ("partial", "budget")
    assert hard_stop.MESSAGE in document["error"]["message"]


def test_an_endless_call_ends_with_a_sentence() -> None:
    found = ran(ENDLESS, -59.5)
    assert (found.returncode, found.stdout) == (3, "")
    assert found.stderr.startswith("Error: The budget of 60 s ran out. ")
    assert "--budget" in found.stderr


def test_work_that_is_done_in_time_is_shown_once_and_nothing_more_is_said() -> None:
    found = ran(QUICK, 0.5, "--format", "json")
    assert (found.returncode, found.stderr) == (0, "")
    assert json.loads(found.stdout)["result"]["partials"][0]["derivative"] == "2*x"


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The processes that were begun, by their arguments; none really is."""
    begun: list[list[str]] = []

    def spawn(_: str, arguments: list[str], *__: object, **___: object) -> int:
        begun.append(arguments)
        raise OSError("no more processes")

    monkeypatch.setattr(os, "posix_spawn", spawn)
    monkeypatch.setattr(hard_stop, "_quit_by_itself", lambda: None)
    return begun


def said(_: object) -> tuple[Any, str]:
    return sys.__stderr__, "The budget ran out."


def test_nothing_is_begun_for_a_command_that_is_soon_done(started: list[list[str]]) -> None:
    with hard_stop.after(Budget(10, time.monotonic()), said):
        pass
    assert started == []
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)


def test_a_system_without_another_process_is_no_reason_to_stop(started: list[list[str]]) -> None:
    with hard_stop.after(Budget(10, time.monotonic()), said):
        signal.raise_signal(signal.SIGVTALRM)
        done = "and on"
    assert done == "and on"
    assert len(started) == 1
    assert signal.getsignal(signal.SIGVTALRM) is signal.SIG_DFL


def test_a_process_of_a_system_that_spawns_none_does_its_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "posix_spawn")
    with hard_stop.after(Budget(10, time.monotonic()), said):
        pass


def gone(guard: Any) -> None:
    """What becomes of a guard whose process has ended: the system closes its end of the pipe."""
    os.close(guard._writing)
    os.waitpid(guard._process, 0)


@pytest.mark.parametrize("end", [hard_stop._Guard.end, gone])
def test_the_process_that_waits_does_not_outlive_the_one_it_waits_for(end: Callable[[Any], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hard_stop, "_quit_by_itself", lambda: None)
    guard = hard_stop._Guard(Budget(1000, time.monotonic()), said)
    end(guard)
    with pytest.raises(ChildProcessError):
        os.waitpid(guard._process, 0)
