"""Workers: the same marks from this process, from two others and from a real cluster, and what a dying worker costs."""

from __future__ import annotations

import multiprocessing
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from pdtutor.classroom import workers
from pdtutor.classroom.grade import Work
from pdtutor.classroom.marking import Chunk, Marked, question
from pdtutor.classroom.submissions import Submission, of_class
from pdtutor.classroom.workers import LOST, Crew, cluster, elsewhere, here, processes
from pdtutor.course.loader import load
from pdtutor.errors import UsageError
from tests.classroom.hostile import Deadly, Slow, Stuck

SMALL = load((Path(__file__).parent / "files" / "small.yaml").read_text(encoding="utf-8"), "small.yaml")
EXERCISES = {exercise.id: exercise for exercise in SMALL.exercises}
THERE = question(EXERCISES["there"], {}, None)


def chunks() -> list[Chunk]:
    """The answers of a class of 30, right, wrong and unreadable ones."""
    answers = {
        "chain": "{n}x exp({n}xy)",
        "vector": "[2x, {n}y]",
        "there": "{n}",
        "paths": "{n}x + 4x^3",
        "kink": "[0, {n}]",
        "rule": "{n}",
    }
    given = ({name: (text.format(n=number % 14),) for name, text in answers.items()} for number in range(30))
    entries = [Submission(f"s{number}", found, number, number) for number, found in enumerate(given)]
    return Work(SMALL, of_class(entries)).chunks({})


def by_answer(results: Iterator[tuple[Chunk, Marked]]) -> dict[tuple[str, str], Any]:
    """Question and answer → mark."""
    found: dict[tuple[str, str], Any] = {}
    for chunk, marked in results:
        assert marked.problem is None
        for answer, mark in zip(chunk.answers, marked.marks, strict=True):
            found[chunk.question.key, str.__str__(answer)] = mark
    return found


@pytest.fixture(scope="module")
def expected() -> dict[tuple[str, str], Any]:
    found = by_answer(here(chunks()))
    assert {mark.verdict for mark in found.values()} >= {"correct", "incorrect", "invalid"}
    return found


def test_two_processes_give_the_marks_of_one(expected: dict[tuple[str, str], Any]) -> None:
    assert by_answer(elsewhere(chunks(), lambda: processes(2))) == expected
    assert multiprocessing.active_children() == []


def texts(*answers: str) -> list[Chunk]:
    return [Chunk(THERE, (answer,)) for answer in answers]


def verdicts(results: Iterator[tuple[Chunk, Marked]]) -> list[str]:
    return sorted(mark.verdict if mark != LOST else "lost" for _, marked in results for mark in marked.marks)


def test_an_answer_that_ends_its_worker_costs_no_other() -> None:
    work = [Chunk(THERE, ("12", Deadly("a"), "13")), *texts(*(str(number) for number in range(20))), *texts(Deadly("b"), "12")]
    assert verdicts(elsewhere(work, lambda: processes(2))) == ["correct"] * 3 + ["incorrect"] * 20 + ["lost"] * 2


class Broken(Executor):
    """Takes one chunk; then it is broken, as a pool is whose worker died while the next chunk was handed in."""

    def __init__(self) -> None:
        self.taken = 0

    def submit(self, function: Any, /, *arguments: Any, **_: Any) -> Future[Any]:
        self.taken += 1
        if self.taken > 1:
            raise BrokenExecutor
        done: Future[Any] = Future()
        done.set_result(function(*arguments))
        return done


def test_a_chunk_handed_in_to_a_pool_that_has_just_broken_is_not_lost() -> None:
    crews = iter([Broken()] + [ThreadPoolExecutor(1) for _ in range(9)])

    @contextmanager
    def start() -> Iterator[Crew]:
        yield Crew(next(crews), True, 1, (BrokenExecutor,))

    assert verdicts(elsewhere(texts("12", "13", "14"), start)) == ["correct", "incorrect", "incorrect"]


@pytest.mark.long
def test_an_answer_that_nothing_interrupts_is_given_up_after_ten_seconds() -> None:
    work = texts("12", Stuck("a"), "13")
    assert verdicts(elsewhere(work, lambda: processes(2))) == ["correct", "incorrect", "lost"]


def test_nothing_is_begun_where_there_is_nothing_to_do() -> None:
    assert list(elsewhere([], lambda: processes(2))) == []


def test_an_interruption_leaves_no_process_behind() -> None:
    results = elsewhere(texts(*(Slow(str(number)) for number in range(100))), lambda: processes(2))
    next(results)
    assert len(multiprocessing.active_children()) == 2
    results.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


ORPHANS = """
import multiprocessing, sys
from pdtutor.classroom.workers import processes
if __name__ == "__main__":
    with processes(2) as crew:
        print(*{crew.executor.submit(__import__("os").getpid).result() for _ in range(20)}, flush=True)
        sys.stdin.read()
"""


def test_workers_end_when_the_process_that_started_them_is_killed(tmp_path: Path) -> None:
    (tmp_path / "parent.py").write_text(ORPHANS)
    parent = subprocess.Popen([sys.executable, str(tmp_path / "parent.py")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    assert parent.stdin is not None
    children = list(map(int, parent.stdout.readline().split()))
    parent.kill()
    parent.wait()
    parent.stdout.read()  # ends when the last process that holds it does
    parent.stdin.close()
    parent.stdout.close()
    assert children
    assert not any(is_alive(child) for child in children)


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{process}/stat").read_text().split()[2] != "Z" if Path("/proc").is_dir() else True


# --- a cluster ------------------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of a real cluster of two workers, each a process."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=2, processes=True, dashboard_address=":0") as local:
        yield local.scheduler_address


def test_a_cluster_gives_the_marks_of_one_process(address: str, expected: dict[tuple[str, str], Any]) -> None:
    assert by_answer(elsewhere(chunks(), lambda: cluster(address))) == expected


def test_an_answer_that_ends_workers_of_a_cluster_costs_no_other(address: str) -> None:
    work = [*texts("12", "13"), Chunk(THERE, ("12", Deadly("a"))), *texts("12")]
    assert verdicts(elsewhere(work, lambda: cluster(address))) == ["correct"] * 3 + ["incorrect", "lost"]


def unused_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@pytest.mark.parametrize(
    "wrong", ["nonsense", "", "foo://127.0.0.1:1", "tcp://127.0.0.1:{port}", "127.0.0.1:{port}", "tcp://no.such.host.invalid:1"]
)
def test_an_address_where_nobody_answers_is_refused(wrong: str) -> None:
    pytest.importorskip("distributed")
    with pytest.raises(UsageError, match="No Dask scheduler answers"):
        list(elsewhere(texts("12"), lambda: cluster(wrong.format(port=unused_port()))))


def test_a_cluster_without_workers_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed")
    monkeypatch.setattr(workers, "CONNECTING", 1.0)
    with (
        distributed.LocalCluster(n_workers=0, processes=True, dashboard_address=":0") as local,
        pytest.raises(UsageError, match="has no workers"),
    ):
        list(elsewhere(texts("12"), lambda: cluster(local.scheduler_address)))


def test_without_distributed_the_mend_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError) as caught:
        list(elsewhere(texts("12"), lambda: cluster("tcp://127.0.0.1:1")))
    assert caught.value.hint == "In a copy of the program: pip install '.[cluster]'"
