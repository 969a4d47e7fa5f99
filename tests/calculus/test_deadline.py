"""Work that takes too long is interrupted in any thread, limits inside limits, and a process that cannot be interrupted is ended."""

from __future__ import annotations

import gc
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from math import inf
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pdtutor.calculus import interruption
from pdtutor.calculus.deadline import OutOfTime, at_most, within
from pdtutor.calculus.interruption import AGAIN, Interruption


def forever() -> None:
    while True:
        pass


def forever_whatever_is_raised() -> None:
    try:
        forever()
    except BaseException:
        forever()


def in_another_thread(work: Callable[[], object]) -> object:
    """What the work came to, or raised, in a thread of its own."""
    found: list[object] = []

    def run() -> None:
        try:
            found.append(work())
        except BaseException as exception:
            found.append(exception)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return found[0]


def here(work: Callable[[], object]) -> object:
    try:
        return work()
    except BaseException as exception:
        return exception


THREADS = pytest.mark.parametrize("do", [here, in_another_thread])


@THREADS
@pytest.mark.parametrize("work", [forever, forever_whatever_is_raised])
def test_endless_work_ends_in_any_thread(do: Callable[[Callable[[], object]], object], work: Callable[[], None]) -> None:
    assert isinstance(do(lambda: at_most(0.05, work)), OutOfTime)


def test_where_no_alarm_rings_the_main_thread_is_interrupted_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interruption, "has_alarm", lambda: False)
    assert within(0.05, forever) is None


@THREADS
@pytest.mark.parametrize(("outer", "inner", "comes"), [(30, 0.05, [None, "and on"]), (0.05, 30, None), (0.05, 0.05, None)])
def test_of_two_limits_the_one_that_is_over_first_ends_its_own_work(
    do: Callable[[Callable[[], object]], object], outer: float, inner: float, comes: object
) -> None:
    assert do(lambda: within(outer, lambda: [within(inner, forever), "and on"])) == comes


def test_work_that_is_done_in_time_is_left_alone() -> None:
    def work() -> None:
        for _ in range(50):
            assert at_most(0.02, lambda: "done") == "done"
        time.sleep(0.1)

    work()
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert in_another_thread(work) is None


def on_the_edge() -> None:
    """Work that ends when its time does, over and over, and then something else."""
    for _ in range(500):
        within(0.001, lambda: sum(range(20_000)))
    for _ in range(100):
        time.sleep(0.005)


@THREADS
def test_work_that_ends_when_its_time_does_never_raises_later(do: Callable[[Callable[[], object]], object]) -> None:
    assert do(on_the_edge) is None


@THREADS
def test_work_whose_end_is_itself_interrupted_is_not_interrupted_again(
    do: Callable[[Callable[[], object]], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise Interruption

    def work() -> None:
        with monkeypatch.context() as patched:
            for limits in (interruption._Alarmed, interruption._Watched):
                patched.setattr(limits, "leave", interrupted)
            with pytest.raises(Interruption):
                at_most(0.02, lambda: None)
        for _ in range(100):
            time.sleep(0.005)
        within(1, lambda: None)

    assert do(work) is None
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)


@THREADS
@pytest.mark.parametrize("times", [1, 2])
def test_an_end_that_is_interrupted_is_made_up_for(
    do: Callable[[Callable[[], object]], object], times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once by the limit itself, and once more by what was raised before and arrives late."""
    late = iter([Interruption] * times)

    def interrupted(leave: Callable[..., None]) -> Callable[..., None]:
        def leaving(*arguments: object) -> None:
            for raised in late:
                raise raised
            leave(*arguments)

        return leaving

    for limits in (interruption._Alarmed, interruption._Watched):
        monkeypatch.setattr(limits, "leave", interrupted(limits.leave))
    assert isinstance(do(lambda: at_most(60, lambda: None)), OutOfTime)
    assert do(lambda: at_most(60, lambda: "and on")) == "and on"
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_a_signal_that_comes_when_nothing_is_due_is_none_of_its_business() -> None:
    assert at_most(60, lambda: (signal.raise_signal(signal.SIGALRM), "done")[1]) == "done"


class TheirsError(Exception):
    """What an alarm raises that somebody else has set."""


@pytest.mark.parametrize(
    ("ours", "work", "theirs", "comes"),
    [
        (0.05, forever, 0.15, [None, TheirsError]),
        (30, forever, 0.05, [TheirsError]),
        (0.02, forever_whatever_is_raised, 0.05, [TheirsError]),
        (30, lambda: "done", 0.05, ["done", TheirsError]),
    ],
    ids=["later", "earlier", "in between", "after"],
)
def test_an_alarm_that_was_set_before_goes_on_meanwhile(
    ours: float, work: Callable[[], object], theirs: float, comes: list[object]
) -> None:
    found: list[object] = []

    def ring(*_: object) -> None:
        found.append(TheirsError)
        raise TheirsError

    before = signal.signal(signal.SIGALRM, ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, theirs)
        found.append(within(ours, work))
        forever()
    except TheirsError:
        pass
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        assert signal.signal(signal.SIGALRM, before) is ring
    assert found == comes


@pytest.fixture
def slow_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A module that takes a tenth of a second to import."""
    (tmp_path / "slow_to_import.py").write_text("import time\nend = time.monotonic() + 0.1\nwhile time.monotonic() < end: pass\nloaded = 1")
    monkeypatch.syspath_prepend(tmp_path)
    yield "slow_to_import"
    sys.modules.pop("slow_to_import", None)


@THREADS
def test_a_module_is_imported_as_a_whole_before_its_importer_is_interrupted(
    do: Callable[[Callable[[], object]], object], slow_module: str
) -> None:
    def work() -> None:
        import_module(slow_module)
        forever()

    assert isinstance(do(lambda: at_most(0.02, work)), OutOfTime)
    assert sys.modules[slow_module].loaded == 1


def test_an_import_that_does_not_end_is_interrupted_all_the_same(slow_module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interruption, "FINISHING", 0.02)
    assert within(0.02, lambda: import_module(slow_module)) is None
    assert slow_module not in sys.modules


@pytest.fixture
def restless(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Threads that take turns all the time, and interruptions that come again at once."""
    monkeypatch.setattr(interruption, "AGAIN", 0.0005)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(interval)


@pytest.mark.usefixtures("restless")
def test_no_interruption_leaves_its_limit_however_threads_take_turns() -> None:
    def busy(seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            sum(range(50))

    def work(seed: int) -> None:
        chosen, end = random.Random(seed), time.monotonic() + 1
        while time.monotonic() < end:
            within(chosen.choice((0.002, 0.02)), lambda: [within(0.001, lambda: busy(chosen.random() / 200)) for _ in range(3)])

    raised: list[object] = []
    threads = [threading.Thread(target=lambda seed=seed: raised.append(here(lambda: work(seed)))) for seed in range(4)]
    for thread in threads:
        thread.start()
    raised.append(here(lambda: work(4)))
    for thread in threads:
        thread.join()
    assert raised == [None] * 5


def a_tenth_of_a_second() -> None:
    until = time.monotonic() + 0.1
    while time.monotonic() < until:
        pass


class Slow:
    """What takes a tenth of a second to go, by its destructor."""

    def __del__(self) -> None:
        a_tenth_of_a_second()
        ENDED.append("destructor")


ENDED: list[str] = []


def collected(phase: str, _: object) -> None:
    if phase == "start":
        a_tenth_of_a_second()
        ENDED.append("callback")


@THREADS
@pytest.mark.parametrize(("work", "ended"), [(Slow, "destructor"), (gc.collect, "callback")])
def test_what_would_lose_an_interruption_is_left_to_finish(
    do: Callable[[Callable[[], object]], object], work: Callable[[], object], ended: str
) -> None:
    """pytest would report what is raised there."""
    gc.disable()
    gc.freeze()  # what pytest has gathered would take as long to look through as is waited at most
    gc.callbacks.append(collected)
    ENDED.clear()
    try:
        assert isinstance(do(lambda: at_most(0.02, lambda: (work(), forever()))), OutOfTime)
    finally:
        gc.callbacks.remove(collected)
        gc.unfreeze()
        gc.enable()
    assert [ended] == ENDED


def test_a_process_in_one_endless_call_is_ended() -> None:
    code = "from pdtutor.calculus.deadline import or_die\nwith or_die(0.3):\n    sum(iter(int, 1))"
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (process.returncode, process.stdout, process.stderr) == (1, b"", b"")


# Limits inside limits, on a clock that moves only while work is done: what happens is foreseen by a model that knows no signals.


@dataclass(frozen=True)
class Spend:
    """Work of so many seconds."""

    seconds: int


@dataclass(frozen=True)
class Limited:
    """Parts that together may take only so long."""

    seconds: int
    parts: tuple[Any, ...]


@dataclass(frozen=True)
class Swallowing:
    """Parts inside a bare `except` that goes on."""

    parts: tuple[Any, ...]


@dataclass
class World:
    """A clock with an alarm, and what happened when."""

    now: float = 0.0
    alarm: float = inf
    log: list[tuple[str, int, float]] = field(default_factory=list)

    def set(self, _: int, seconds: float, *__: float) -> None:
        self.alarm = self.now + seconds if seconds else inf

    def spend(self, seconds: float) -> None:
        end = self.now + seconds
        while self.alarm <= end:
            self.now, self.alarm = self.alarm, inf
            signal.raise_signal(signal.SIGALRM)
        self.now = end

    @contextmanager
    def installed(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(interruption, "monotonic", lambda: self.now)
            patched.setattr(signal, "setitimer", self.set)
            patched.setattr(signal, "getitimer", lambda _: (0.0, 0.0))
            yield

    def run(self, parts: tuple[Any, ...], depth: int = 0) -> None:
        for part in parts:
            if isinstance(part, Spend):
                self.spend(part.seconds)
            elif isinstance(part, Limited):
                self.limited(part, depth + 1)
            else:
                self.swallow(part, depth)

    def limited(self, part: Limited, depth: int) -> None:
        try:
            interruption.interrupted(self.now + part.seconds, lambda: self.run(part.parts, depth), OutOfTime)
        except OutOfTime:
            self.log.append(("over", depth, round(self.now, 3)))
        else:
            self.log.append(("done", depth, round(self.now, 3)))

    def swallow(self, part: Swallowing, depth: int) -> None:
        try:
            self.run(part.parts, depth)
        except BaseException:
            self.log.append(("swallowed", depth, round(self.now, 3)))


class CutError(Exception):
    """The model's interruption, for the limit at this depth."""


class Model:
    """The same without signals: at every moment the outermost limit that is over cuts its work, and again a while after that."""

    def __init__(self) -> None:
        self.now = 0.0
        self.limits: list[list[float]] = []  # when each ends, and when it cuts next
        self.log: list[tuple[str, int, float]] = []

    def spend(self, seconds: float) -> None:
        end = self.now + seconds
        cuts = min((cut for _, cut in self.limits), default=inf)
        if cuts > end:
            self.now = end
            return
        self.now = max(self.now, cuts)
        over = [number for number, (ends, _) in enumerate(self.limits, 1) if ends <= self.now]
        for number in over:
            self.limits[number - 1][1] = self.now + AGAIN
        raise CutError(over[0])

    def run(self, parts: tuple[Any, ...]) -> None:
        depth = len(self.limits)
        for part in parts:
            if isinstance(part, Spend):
                self.spend(part.seconds)
                continue
            outcome = "done"
            if isinstance(part, Limited):
                self.limits.append([self.now + part.seconds] * 2)
            try:
                self.run(part.parts)
            except CutError as cut:
                if isinstance(part, Limited) and cut.args[0] <= depth:
                    raise
                outcome = "over" if isinstance(part, Limited) else "swallowed"
            finally:
                del self.limits[depth:]
            if isinstance(part, Limited) or outcome == "swallowed":
                self.log.append((outcome, len(self.limits) + isinstance(part, Limited), round(self.now, 3)))


PARTS = st.recursive(
    st.builds(Spend, st.integers(1, 9)),
    lambda parts: st.lists(parts, max_size=4).map(tuple).flatmap(
        lambda some: st.one_of(st.builds(Limited, st.integers(1, 12), st.just(some)), st.just(Swallowing(some)))
    ),
    max_leaves=12,
)  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(st.lists(PARTS, min_size=1, max_size=4).map(tuple))
def test_limits_inside_limits_end_what_a_model_without_signals_ends(parts: tuple[Any, ...]) -> None:
    world, model = World(), Model()
    with world.installed():
        world.run(parts)
    model.run(parts)
    assert world.log == model.log
    assert world.alarm == inf
    assert world.now == pytest.approx(model.now)


TRACED = """
import faulthandler, sys, threading
faulthandler.dump_traceback_later(60, exit=True)
from pdtutor.calculus.deadline import OutOfTime, at_most
def work():
    try:
        at_most({seconds}, lambda: sum(range(10**6)) and all(range(1, 10**6)))
    except OutOfTime:
        pass
thread = threading.Thread(target=work)
thread.start()
thread.join()
sys.settrace(lambda *_: None)
print([each for each in map(lambda number: number + 1, range(3))])
"""


@pytest.mark.parametrize("seconds", [60, 1e-3])
def test_a_limit_in_a_thread_leaves_nothing_behind_on_which_a_debugger_would_hang(seconds: float) -> None:
    done = subprocess.run([sys.executable, "-c", TRACED.format(seconds=seconds)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "[1, 2, 3]\n", "")


COLLECTED = """
import faulthandler, gc, threading, time
faulthandler.dump_traceback_later(60, exit=True)
from pdtutor.calculus.deadline import within
working = set()
gc.callbacks.append(lambda *_: threading.get_ident() in working or time.sleep(1e-3))
gc.set_threshold(1)
def busy():
    for _ in range(10**6):
        pass
def work():
    working.add(threading.get_ident())
    end = time.monotonic() + 1
    while time.monotonic() < end:
        within(1e-3, busy)
threads = [threading.Thread(target=work) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
while threading.active_count() > 1:  # those that watched are still looking
    time.sleep(0.01)
print(gc.isenabled())
"""


def test_limits_in_threads_end_where_a_callback_of_the_collector_lets_other_threads_go_on() -> None:
    """Python holds a lock while it looks where a thread is; a collection in that moment was the end of all threads."""
    done = subprocess.run([sys.executable, "-c", COLLECTED], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "True\n", "")
