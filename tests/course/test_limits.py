"""Work that takes too long is interrupted in any thread, and a process that cannot be interrupted is ended."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from pdtutor.course import limits
from pdtutor.course.limits import OutOfTime, at_most


def forever() -> None:
    while True:
        pass


def forever_whatever_is_raised() -> None:
    try:
        forever()
    except BaseException:
        forever()


def in_another_thread(work: Callable[[], None]) -> list[BaseException | None]:
    """What the work raised in a thread of its own."""
    raised: list[BaseException | None] = []

    def run() -> None:
        try:
            work()
        except BaseException as exception:
            raised.append(exception)
        else:
            raised.append(None)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return raised


@pytest.mark.parametrize("work", [forever, forever_whatever_is_raised])
def test_endless_work_ends_in_the_main_thread(work: Callable[[], None]) -> None:
    with pytest.raises(OutOfTime):
        at_most(0.05, work)


@pytest.mark.parametrize("work", [forever, forever_whatever_is_raised])
def test_endless_work_ends_in_any_other_thread(work: Callable[[], None]) -> None:
    (raised,) = in_another_thread(lambda: at_most(0.05, work))
    assert isinstance(raised, OutOfTime)


def test_work_that_is_done_in_time_is_left_alone() -> None:
    def work() -> None:
        for _ in range(50):
            assert at_most(0.02, lambda: "done") == "done"
        time.sleep(0.1)

    work()
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert in_another_thread(work) == [None]


def on_the_edge() -> None:
    """Work that ends when its time does, over and over, and then something else."""
    for _ in range(500):
        try:
            at_most(0.001, lambda: sum(range(20_000)))
        except OutOfTime:
            continue
    for _ in range(100):
        time.sleep(0.005)


def test_work_that_ends_when_its_time_does_never_raises_later() -> None:
    on_the_edge()
    assert in_another_thread(on_the_edge) == [None]


@pytest.mark.parametrize("interrupt", [limits._with_alarm, limits._watched])
def test_work_whose_end_is_itself_interrupted_is_not_interrupted_again(interrupt: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object) -> None:
        raise OutOfTime

    monkeypatch.setattr(limits._Guarded, "end", interrupted)

    def work() -> None:
        with suppress(OutOfTime):
            interrupt(0.02, lambda: None)
        for _ in range(100):
            time.sleep(0.005)

    if interrupt is limits._watched:
        assert in_another_thread(work) == [None]
    else:
        work()
        assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)


def test_a_process_in_one_endless_call_is_ended() -> None:
    code = "from pdtutor.course.limits import or_die\nwith or_die(0.3):\n    sum(iter(int, 1))"
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (process.returncode, process.stdout, process.stderr) == (1, b"", b"")
