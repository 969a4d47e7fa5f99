"""A file with damage anywhere: nothing but a FileError is ever raised, practice goes on, and what lies elsewhere is still there."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from shutil import copyfile

import pytest

from pdtutor.errors import FileError
from pdtutor.practice.memory.opening import opened
from pdtutor.practice.memory.salvage import PAGE
from pdtutor.practice.memory.store import Forgetful, Memory
from pdtutor.practice.memory.union import united
from pdtutor.practice.quiz.learner import Learner
from pdtutor.practice.quiz.log import History
from tests.practice.memory.conditions import made, remembered
from tests.practice.memory.histories import practised

LONG = united(practised(160))
NEW = practised(2, session="new", at=lambda place: 1.8e9 + place)
Harm = Callable[[bytearray, int, random.Random], None]


def practised_in(path: Path, history: History) -> Path:
    """A file as quizzes leave it, record by record."""
    memory, records = Forgetful(), [*history.answers, *history.closed]
    for record in sorted(records, key=lambda record: record.at):
        memory.keep(record)
    with closing(sqlite3.connect(path)) as connection:
        memory._connection.backup(connection)
    assert remembered(path) == history
    return path


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return practised_in(tmp_path_factory.mktemp("sound") / "practice.db", LONG)


@pytest.fixture
def path(tmp_path: Path, sound: Path) -> Path:
    copyfile(sound, tmp_path / "practice.db")
    return tmp_path / "practice.db"


def a_bit(content: bytearray, place: int, chance: random.Random) -> None:
    content[place] ^= 1 << chance.randrange(8)


def some_bytes(content: bytearray, place: int, chance: random.Random) -> None:
    content[place : place + 9] = chance.randbytes(len(content[place : place + 9]))


def a_block(content: bytearray, place: int, _: random.Random) -> None:
    content[place // 512 * 512 : (place // 512 + 1) * 512] = bytes(512)


def the_end(content: bytearray, place: int, _: random.Random) -> None:
    del content[place:]


def everywhere(content: bytearray, place: int, chance: random.Random) -> None:
    for each in range(place % 97, len(content), 2_000):
        content[each] ^= 1 << chance.randrange(8)


HARMS = (a_bit, some_bytes, a_block, the_end, everywhere)


def harmed(path: Path, harm: Harm, place: int, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    harm(content, place, chance)
    path.write_bytes(content)


def use(memory: Memory) -> None:
    assert isinstance(memory.learner(), Learner)
    memory.keep(NEW.closed[0])
    memory.history()
    memory.merge(NEW)


def used(path: Path) -> History:
    """What a whole quiz meets: it may be told that the file is damaged, and then begins anew. What is there at the end."""
    memory, _, _ = opened(path)
    try:
        use(memory)
    except FileError:
        memory.close()
        memory, notes, _ = opened(path)
        assert notes  # the next start sees what the last one met
        assert isinstance(memory.learner(), Learner)
        memory.merge(NEW)
    history = memory.history()
    assert {*NEW.closed} <= {*history.closed}
    memory.close()
    return history


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("count", [10, pytest.param(500, marks=pytest.mark.long)])
def test_damage_anywhere_stops_nobody_from_practising(path: Path, sound: Path, harm: Harm, count: int) -> None:
    chance = random.Random(count)
    size = sound.stat().st_size
    for place in (chance.randrange(size) for _ in range(count)):
        copyfile(sound, path)
        harmed(path, harm, place, chance)
        used(path)
        used(path)  # another time


@pytest.mark.parametrize("harm", HARMS)
def test_damage_that_comes_while_it_is_open_stops_nobody_either(path: Path, sound: Path, harm: Harm) -> None:
    chance = random.Random(1)
    for place in (chance.randrange(sound.stat().st_size) for _ in range(10)):
        copyfile(sound, path)
        memory, _, _ = opened(path)
        harmed(path, harm, place, chance)
        with suppress(FileError):
            use(memory)
        memory.close()
        used(path)


def test_of_a_damaged_page_only_what_is_on_it_is_lost(path: Path, sound: Path) -> None:
    lost = set()
    for number in range(sound.stat().st_size // PAGE):
        copyfile(sound, path)
        content = bytearray(path.read_bytes())
        content[number * PAGE : (number + 1) * PAGE] = b"\xa5" * PAGE
        path.write_bytes(content)
        memory, notes, _ = opened(path)
        there = memory.history()
        memory.close()
        assert notes[0].startswith(f"{path} is damaged. It is kept as {path}.damaged-{number + 1}, and a new memory begins with the ")
        assert {*there.closed} <= {*LONG.closed}
        assert {*there.answers} <= {*LONG.answers}
        lost.add(len(LONG.closed) - len(there.closed))
    assert max(lost) <= 45  # rows to a page
    assert {0} < lost


def test_a_file_that_is_cut_off_is_read_up_to_there(tmp_path: Path) -> None:
    path = practised_in(tmp_path / "practice.db", united(practised(1_000)))
    whole = path.read_bytes()
    for share in (0.95, 0.7, 0.5, 0.2, 0.01):
        path.write_bytes(whole[: int(len(whole) * share)])
        memory, notes, _ = opened(path)
        there = memory.history()
        memory.close()
        assert len(there.closed) >= 1_000 * (share - 0.2)
        assert {*there.closed} <= {*practised(1_000).closed}
        assert (f"with the {len(there.closed)} questions that could still" if there.closed else "nothing in the old one") in notes[0]


@pytest.mark.parametrize(
    ("count", "words"), [(0, "; nothing in the old one could be read."), (1, " with the one question that could still be read.")]
)
def test_how_much_could_be_read_is_said(tmp_path: Path, count: int, words: str) -> None:
    path = made(tmp_path / "practice.db", practised(count))
    path.write_bytes(b"\0" * 100 + path.read_bytes()[100:])
    memory, notes, _ = opened(path)
    memory.close()
    assert notes == (f"{path} is damaged. It is kept as {path}.damaged-1, and a new memory begins{words}",)


def test_what_was_forgotten_is_not_found_again(path: Path) -> None:
    memory, _, _ = opened(path)
    memory.forget()
    memory.keep(NEW.closed[0])
    memory.close()
    path.write_bytes(b"\0" * PAGE + path.read_bytes()[PAGE:])
    memory, _, _ = opened(path)
    assert memory.history() == History((), NEW.closed[:1])
    memory.close()
