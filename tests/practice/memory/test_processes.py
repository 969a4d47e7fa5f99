"""Processes that are killed, that practise at the same time, and whose disk is full: whatever was said to be kept is there."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from pdtutor.errors import FileError
from pdtutor.practice.memory import salvage
from pdtutor.practice.memory.opening import opened
from pdtutor.practice.memory.store import Memory, Store
from pdtutor.practice.memory.union import united
from pdtutor.practice.quiz.learner import replayed
from pdtutor.practice.quiz.log import History
from tests.practice.memory import keeper
from tests.practice.memory.conditions import changed, is_sound, made, remembered
from tests.practice.memory.histories import practised

# --- killed -------------------------------------------------------------------------------------------------------------------------------


def killed(path: Path, session: str, chance: random.Random) -> set[str]:
    """A process is killed at a random moment. What it said it had kept."""
    process = keeper.started(path, session, 1_000)
    assert process.stdout is not None
    assert process.stdout.readline() == "opened\n"
    said = [process.stdout.readline() for _ in range(chance.randint(0, 12))]
    time.sleep(chance.uniform(0, 0.06))
    process.kill()
    rest, _ = process.communicate()
    return {line.strip() for line in [*said, *rest.splitlines(keepends=True)] if line.endswith("\n")}


@pytest.mark.parametrize("times", [10, pytest.param(100, marks=pytest.mark.long)])
def test_nothing_is_lost_by_a_quiz_that_is_killed(tmp_path: Path, times: int) -> None:
    path, said, chance = tmp_path / "practice.db", set[str](), random.Random(times)
    for time_ in range(times):
        said |= killed(path, f"s{time_}", chance)
        memory, notes, _ = opened(path)
        assert (type(memory), notes) == (Store, ())
        there = memory.history()
        assert said <= keeper.all_named(there)
        assert memory.learner() == replayed(there.closed)
        memory.close()
        assert is_sound(path)
    assert len(said) > times
    assert [each.name for each in tmp_path.iterdir()] == ["practice.db"]


# --- at the same time ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [25, pytest.param(200, marks=pytest.mark.long)])
def test_two_quizzes_at_once_lose_nothing(tmp_path: Path, count: int) -> None:
    path = tmp_path / "practice.db"
    processes = [keeper.started(path, session, count) for session in ("one", "other")]
    said = {line for each in processes for line in each.communicate()[0].splitlines()} - {"opened"}
    assert [each.returncode for each in processes] == [0, 0]
    memory = opened(path).memory
    there = memory.history()
    assert len(there.closed) == 2 * count
    assert keeper.all_named(there) == said
    assert memory.learner() == replayed(there.closed)
    memory.close()
    assert is_sound(path)


def test_two_that_find_a_damaged_file_at_once_lose_nothing_that_can_be_read(tmp_path: Path) -> None:
    path = made(tmp_path / "practice.db", united(practised(40)))
    changed(path, "DROP TABLE standings")
    found = salvage.mark(path)
    history = salvage.salvaged(path)
    assert salvage.replace(path, history, found) is not None
    assert salvage.replace(path, history, found) is None
    assert remembered(path) == united(practised(40))


# --- a full disk --------------------------------------------------------------------------------------------------------------------------


def keep_all(memory: Memory, history: History) -> None:
    for closed in history.closed:
        memory.keep(closed)


def test_where_the_disk_is_full_what_was_kept_before_stays(tmp_path: Path) -> None:
    path, history = tmp_path / "practice.db", united(practised(400))
    memory = opened(path).memory
    assert isinstance(memory, Store)
    memory.merge(united(practised(40)))
    there = memory.history()
    (pages,) = memory._connection.execute("PRAGMA page_count").fetchone()
    memory._connection.execute(f"PRAGMA max_page_count = {pages + 4}")
    with pytest.raises(FileError, match=rf"^Nothing can be kept in {path}: the disk is full\.$"):
        memory.merge(history)
    with pytest.raises(FileError, match="the disk is full"):
        keep_all(memory, history)
    assert {*there.closed} < {*memory.history().closed} < {*history.closed}
    assert memory.learner() == replayed(memory.history().closed)
    memory._connection.execute("PRAGMA max_page_count = 1000000")
    memory.merge(history)
    assert memory.history() == history
    memory.close()


def test_a_file_that_may_not_grow_holds_what_was_said_to_be_kept(tmp_path: Path) -> None:
    path = made(tmp_path / "practice.db", History())
    blocks = path.stat().st_size // 1024 + 24
    process = keeper.started(path, "s", 500, "bash", "-c", f'ulimit -f {blocks}; exec "$@"', "-")
    said = process.communicate()[0].splitlines()
    assert process.returncode == 0
    assert said[-1] == f"Nothing can be kept in {path}: the disk reports an error, or is full."
    memory, notes, _ = opened(path)
    assert ({*said[1:-1]}, notes) == (keeper.all_named(memory.history()), ())
    assert len(said) > 20
    assert memory.learner() == replayed(memory.history().closed)
    memory.close()
    assert is_sound(path)


def test_a_disk_that_is_full_from_the_beginning_leaves_what_is_known(tmp_path: Path) -> None:
    path = made(tmp_path / "practice.db", united(practised(40)))
    process = keeper.started(path, "s", 3, "bash", "-c", 'ulimit -f 0; exec "$@"', "-")
    said = process.communicate()[0].splitlines()
    assert said[0].startswith(f"opened Nothing can be kept in {path}: the disk reports an error, or is full. What was kept before is known")
    assert len([each for each in said if each.endswith("closed")]) == 3
    assert remembered(path) == united(practised(40))


def test_where_there_is_no_room_for_a_new_file_a_damaged_one_stays(tmp_path: Path) -> None:
    path = tmp_path / "practice.db"
    path.write_text("my notes\n")
    process = keeper.started(path, "s", 3, "bash", "-c", 'ulimit -f 16; exec "$@"', "-")
    said = process.communicate()[0].splitlines()
    assert said[0].startswith(
        f"opened {path} is damaged, and it cannot be put aside: the disk reports an error, or is full. You can practise"
    )
    assert len([each for each in said if each.endswith("closed")]) == 3
    assert path.read_text() == "my notes\n"
    assert [each.name for each in tmp_path.iterdir()] == ["practice.db"]
