"""The file in every condition: what comes of it, what the learner is told, and what is beside it afterwards."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from pdtutor.errors import FileError
from pdtutor.practice.memory import salvage, schema
from pdtutor.practice.memory.opening import opened
from pdtutor.practice.memory.store import Forgetful, Store
from pdtutor.practice.memory.union import united
from pdtutor.practice.quiz.learner import Learner, replayed
from pdtutor.practice.quiz.log import History
from tests.practice.memory.conditions import as_somebody_else, changed, is_sound, made, reachable_folder, remembered
from tests.practice.memory.histories import practised

PAST = united(practised(40))
MORE = replace(PAST.closed[-1], question=replace(PAST.closed[-1].question, id="more"), at=1.8e9)


def opened_elsewhere(path: Path) -> None:
    """Open it in another process: SQLite itself cannot be interrupted where it waits for ever."""
    program = "import sys; from pathlib import Path; from pdtutor.practice.memory.opening import opened; opened(Path(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", program, str(path)], check=True, timeout=60)


# --- files that are used ------------------------------------------------------------------------------------------------------------------


def missing(path: Path) -> None:
    assert not path.exists()


def without_folders(path: Path) -> None:
    path.parent.rmdir()


def empty(path: Path) -> None:
    path.touch()


@pytest.mark.parametrize("arrange", [missing, without_folders, empty])
def test_where_there_is_nothing_a_memory_is_made(tmp_path: Path, arrange: Callable[[Path], None]) -> None:
    path = tmp_path / "some folder" / "practice.db"
    path.parent.mkdir()
    arrange(path)
    memory, notes, _ = opened(path)
    assert (type(memory), notes) == (Store, ())
    memory.keep(MORE)
    memory.close()
    assert remembered(path) == History((), (MORE,))


@pytest.mark.parametrize("name", ["practice.db", "what? is #1 100%41 é.db", "a'b\"c;d.db"])
def test_a_memory_is_found_again_under_every_name(tmp_path: Path, name: str) -> None:
    path = made(tmp_path / name, PAST)
    assert [each.name for each in tmp_path.iterdir()] == [name]
    memory, notes, _ = opened(path)
    assert (memory.history(), memory.learner(), notes) == (PAST, replayed(PAST.closed), ())
    memory.close()


def test_where_a_link_leads_is_where_it_is_kept(tmp_path: Path) -> None:
    path = made(tmp_path / "practice.db", PAST)
    link = tmp_path / "link.db"
    link.symlink_to(path)
    path.write_bytes(path.read_bytes()[:-5000])
    memory, notes, _ = opened(link)
    assert memory.history().closed
    assert f"It is kept as {path}.damaged-1" in notes[0]
    assert link.is_symlink()
    memory.close()


def test_what_was_being_written_when_a_quiz_was_killed_is_undone(tmp_path: Path) -> None:
    path = made(tmp_path / "practice.db", united(practised(400)))
    program = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); c.execute('PRAGMA cache_size = 1'); "
        "c.execute('BEGIN'); c.execute(\"UPDATE questions SET skill = 'lost', made = 'lost'\"); c.execute('DELETE FROM answers'); "
        "os.kill(os.getpid(), 9)"
    )
    before = path.read_bytes()
    assert subprocess.run([sys.executable, "-c", program, str(path)], check=False).returncode == -signal.SIGKILL
    assert path.read_bytes() != before
    assert path.with_name("practice.db-journal").exists()
    assert remembered(path) == united(practised(400))
    assert path.read_bytes() == before


# --- versions -----------------------------------------------------------------------------------------------------------------------------

SECOND: schema.Migration = (
    "ALTER TABLE questions ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm'",
    "UPDATE answers SET text = upper(text)",
    "DELETE FROM follows",
)
THIRD: schema.Migration = ("UPDATE answers SET text = text || '!'",)


def test_an_older_file_is_copied_and_then_brought_up(tmp_path: Path) -> None:
    path = made(tmp_path / "practice.db", PAST)
    memory, notes, _ = opened(path, (*schema.MIGRATIONS, SECOND, THIRD))
    copy = tmp_path / "practice.db.version-1"
    assert notes == (f"{path} is now in the form of this pdtutor. As it was before, it is kept as {copy}.",)
    shouted = tuple(replace(each, text=each.text.upper() + "!") for each in PAST.answers)
    assert memory.history() == History(shouted, PAST.closed)
    memory.keep(MORE)
    assert memory.learner() == replayed([*PAST.closed, MORE])
    memory.close()
    assert remembered(copy) == PAST
    again, notes, _ = opened(path, (*schema.MIGRATIONS, SECOND, THIRD))
    assert (len(again.history().closed), notes) == (len(PAST.closed) + 1, ())
    again.close()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["practice.db", "practice.db.version-1"]


def test_an_earlier_copy_is_not_written_over(tmp_path: Path) -> None:
    path = made(tmp_path / "practice.db", PAST)
    (tmp_path / "practice.db.version-1").write_text("earlier")
    opened(path, (*schema.MIGRATIONS, SECOND)).memory.close()
    assert (tmp_path / "practice.db.version-1").read_text() == "earlier"
    assert remembered(tmp_path / "practice.db.version-1-2") == PAST


def test_a_migration_that_breaks_off_has_changed_nothing(tmp_path: Path) -> None:
    path = made(tmp_path / "practice.db", PAST)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        with pytest.raises(sqlite3.OperationalError):
            schema.migrate(connection, (*schema.MIGRATIONS, SECOND, ("nonsense",)))
    assert remembered(path) == PAST


def test_of_a_version_below_nothing_no_migration_is_tried(tmp_path: Path) -> None:
    path = made(tmp_path / "practice.db", PAST)
    changed(path, "PRAGMA user_version = -1")
    with closing(sqlite3.connect(path)) as connection, pytest.raises(sqlite3.DatabaseError, match="another program's tables"):
        schema.version(connection)


def test_a_newer_file_is_left_as_it_is(tmp_path: Path) -> None:
    path = made(tmp_path / "practice.db", PAST)
    changed(path, "PRAGMA user_version = 2", "ALTER TABLE answers RENAME TO replies")
    before = path.read_bytes()
    memory, notes, _ = opened(path)
    assert notes == (
        f"{path} was written by a newer pdtutor, so it is left as it is. "
        "You can practise all the same, without memory; update pdtutor to go on with it.",
    )
    memory.keep(MORE)
    assert memory.history() == History((), (MORE,))
    for refused in (lambda: memory.merge(PAST), memory.forget):
        with pytest.raises(FileError, match="newer pdtutor"):
            refused()
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["practice.db"]


# --- something else in its place ----------------------------------------------------------------------------------------------------------


def folder(path: Path) -> None:
    path.mkdir()


def pipe(path: Path) -> None:
    os.mkfifo(path)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def journal_that_is_a_pipe(path: Path) -> None:
    made(path, PAST)
    os.mkfifo(path.with_name("practice.db-journal"))


def journal_that_is_a_folder(path: Path) -> None:
    made(path, PAST)
    path.with_name("practice.db-journal").mkdir()


def loop(path: Path) -> None:
    path.symlink_to(path.with_name("other"))
    path.with_name("other").symlink_to(path)


def link_to_nowhere(path: Path) -> None:
    path.symlink_to(path.with_name("no such folder") / "x.db")


@pytest.mark.parametrize(
    ("arrange", "why"),
    [
        (folder, "it is a folder, not a file"),
        (pipe, "it is a device or a pipe, not a file"),
        (device, "it is a device or a pipe, not a file"),
        (journal_that_is_a_pipe, "practice.db-journal is a device or a pipe, not a file"),
        (journal_that_is_a_folder, "practice.db-journal is a folder, not a file"),
        (loop, "too many levels of symbolic links"),
    ],
)
def test_what_is_no_file_is_left_alone(tmp_path: Path, arrange: Callable[[Path], None], why: str) -> None:
    path = tmp_path / "practice.db"
    arrange(path)
    there = sorted(each.name for each in tmp_path.iterdir())
    opened_elsewhere(path)
    memory, notes, _ = opened(path)
    assert isinstance(memory, Forgetful)
    assert re.fullmatch(rf"Nothing can be kept in .*: {why}\. You can practise all the same, but it is not remembered\.", notes[0])
    memory.keep(MORE)
    assert memory.learner() == replayed([MORE])
    assert sorted(each.name for each in tmp_path.iterdir()) == there


def test_a_file_in_the_place_of_its_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("mine")
    for path in (tmp_path / "data" / "practice.db", tmp_path / "data" / "deeper" / "practice.db"):
        assert opened(path).notes[0].startswith(f"Nothing can be kept in {path}: its folder is a file.")
    assert (tmp_path / "data").read_text() == "mine"


# --- permissions --------------------------------------------------------------------------------------------------------------------------


class Bound(NamedTuple):
    """Permissions, and what is said of them: of the file, and of the folder."""

    file: int
    folder: int
    why: str


READABLE = [
    Bound(0o444, 0o755, "it is read-only"),
    Bound(0o644, 0o555, "its folder is read-only"),
    Bound(0o444, 0o555, "it is read-only"),
]


@contextmanager
def bound(bounds: Bound) -> Iterator[Path]:
    with reachable_folder() as base, as_somebody_else(base):
        folder = base / "data"
        path = made(folder / "practice.db", PAST)
        path.chmod(bounds.file)
        folder.chmod(bounds.folder)
        try:
            yield path
        finally:
            folder.chmod(0o755)


@pytest.mark.parametrize("bounds", READABLE)
def test_of_a_read_only_memory_what_is_there_is_used_and_nothing_is_added(bounds: Bound) -> None:
    with bound(bounds) as path:
        before = path.read_bytes()
        memory, notes, _ = opened(path)
        known = "What was kept before is known, but what you do now is not remembered."
        assert notes == (f"Nothing can be kept in {path}: {bounds.why}. {known}",)
        assert (memory.history(), memory.learner()) == (PAST, replayed(PAST.closed))
        memory.keep(MORE)
        assert memory.learner() == replayed([*PAST.closed, MORE])
        for refused in (lambda: memory.merge(practised(1, session="t")), memory.forget):
            with pytest.raises(FileError, match=bounds.why):
                refused()
        memory.close()
        assert path.read_bytes() == before


def test_a_read_only_memory_of_an_older_version_is_understood() -> None:
    with bound(READABLE[2]) as path:
        memory, notes, _ = opened(path, (*schema.MIGRATIONS, SECOND))
        assert [each.text for each in memory.history().answers] == [each.text.upper() for each in PAST.answers]
        assert len(notes) == 1


def test_a_damaged_memory_in_a_read_only_folder_is_read_as_far_as_it_goes() -> None:
    with bound(READABLE[1]) as path:
        path.write_bytes(path.read_bytes()[:-4096])
        before = path.read_bytes()
        memory, notes, _ = opened(path)
        assert notes[0].startswith(f"{path} is damaged, and it cannot be put aside: permission denied.")
        assert {*memory.history().closed} <= {*PAST.closed}
        assert memory.history().closed
        memory.keep(MORE)
        with pytest.raises(FileError, match="is damaged"):
            memory.forget()
        assert path.read_bytes() == before


@pytest.mark.parametrize(
    "bounds",
    [
        Bound(0o000, 0o755, "it, or a file beside it, cannot be opened"),
        Bound(0o644, 0o000, "permission denied"),
        Bound(0o644, 0o444, "permission denied"),
    ],
)
def test_a_memory_that_is_not_accessible_is_done_without(bounds: Bound) -> None:
    with bound(bounds) as path:
        memory, notes, _ = opened(path)
        assert notes == (f"Nothing can be kept in {path}: {bounds.why}. You can practise all the same, but it is not remembered.",)
        assert memory.learner() == Learner()


@pytest.mark.parametrize("name", ["practice.db", "deeper/practice.db"])
def test_where_no_file_can_be_made_that_is_said(name: str) -> None:
    with reachable_folder() as folder, as_somebody_else(folder):
        folder.chmod(0o555)
        memory, notes, _ = opened(folder / name)
        folder.chmod(0o755)
    assert isinstance(memory, Forgetful)
    assert re.search(r"cannot be opened|permission denied", notes[0])


# --- a file that is no memory -------------------------------------------------------------------------------------------------------------


def random_bytes(path: Path) -> None:
    path.write_bytes(bytes((7 * place * place + place // 13) % 251 for place in range(30_000)))


def text(path: Path) -> None:
    path.write_text("my notes\n" * 500)


def another_programs(path: Path) -> None:
    changed(path, "CREATE TABLE bookmarks (url TEXT)", "INSERT INTO bookmarks VALUES ('https://a.b')")


def another_programs_of_some_version(path: Path) -> None:
    another_programs(path)
    changed(path, "PRAGMA user_version = 1")


def another_programs_of_a_high_version(path: Path) -> None:
    another_programs(path)
    changed(path, "PRAGMA user_version = 70")


def a_version_below_nothing(path: Path) -> None:
    made(path, History())
    changed(path, "PRAGMA user_version = -1")


@pytest.mark.parametrize(
    "arrange",
    [
        random_bytes,
        text,
        another_programs,
        another_programs_of_some_version,
        another_programs_of_a_high_version,
        a_version_below_nothing,
    ],
)
def test_what_is_no_memory_is_kept_under_another_name(tmp_path: Path, arrange: Callable[[Path], None]) -> None:
    path = tmp_path / "practice.db"
    arrange(path)
    before = path.read_bytes()
    (tmp_path / "practice.db.damaged-1").write_text("earlier")
    memory, notes, _ = opened(path)
    copy = tmp_path / "practice.db.damaged-2"
    begins = f"{path} is damaged. It is kept as {copy}, and a new memory begins; nothing in the old one could be read."
    assert (type(memory), notes) == (Store, (begins,))
    assert copy.read_bytes() == before
    assert (tmp_path / "practice.db.damaged-1").read_text() == "earlier"
    memory.keep(MORE)
    memory.close()
    assert remembered(path) == History((), (MORE,))
    assert sorted(each.name for each in tmp_path.iterdir()) == ["practice.db", "practice.db.damaged-1", "practice.db.damaged-2"]


@pytest.mark.parametrize(
    ("statements", "what"),
    [
        (("DROP TABLE answers",), "the closed questions"),
        (("ALTER TABLE answers RENAME COLUMN text TO words",), "everything"),
        (("DROP TABLE standings",), "everything"),
        (("ALTER TABLE mistakes DROP COLUMN avoided",), "everything"),
        (("DROP TABLE follows", "DROP TABLE placed"), "everything"),
        (("PRAGMA ignore_check_constraints = ON", "UPDATE standings SET stability = 'x'"), "everything"),
        (("PRAGMA ignore_check_constraints = ON", "UPDATE mistakes SET due = 1e300"), "everything"),
        (("PRAGMA ignore_check_constraints = ON", "UPDATE questions SET closed_at = -1 WHERE id = 's-0'"), "all but how one ended"),
        (("PRAGMA ignore_check_constraints = ON", "UPDATE questions SET attempts = NULL WHERE id = 's-0'"), "all but how one ended"),
        (("PRAGMA ignore_check_constraints = ON", "UPDATE questions SET made = x'ff' WHERE id = 's-0'"), "all but how one ended"),
    ],
)
def test_where_a_part_is_wrong_the_rest_is_carried_over(tmp_path: Path, statements: tuple[str, ...], what: str) -> None:
    path = made(tmp_path / "practice.db", PAST)
    changed(path, *statements)
    expected = {
        "everything": PAST,
        "the closed questions": History((), PAST.closed),
        "all but how one ended": History(PAST.answers, tuple(each for each in PAST.closed if each.question.id != "s-0")),
    }[what]
    memory, notes, _ = opened(path)
    assert memory.history() == expected
    assert memory.learner() == replayed(expected.closed)
    kept = f"It is kept as {path}.damaged-1, and a new memory begins with the 40 questions that could still be read."
    assert notes == (f"{path} is damaged. {kept}",)
    memory.close()
    assert is_sound(path)


def test_what_sqlite_has_beside_a_damaged_file_is_put_aside_with_it(tmp_path: Path) -> None:
    path = made(tmp_path / "practice.db", History())
    for ending in salvage.COMPANIONS:
        path.with_name(path.name + ending).write_text(ending)
    assert salvage.replace(path, PAST, salvage.mark(path)) == tmp_path / "practice.db.damaged-1"
    there = {each.name: each.read_text() for each in tmp_path.iterdir() if each.name[-1].isalpha() and each != path}
    assert there == {f"practice.db.damaged-1{ending}": ending for ending in salvage.COMPANIONS}
    assert remembered(path) == PAST


def test_a_file_that_another_has_mended_in_the_meantime_is_not_mended_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made(tmp_path / "practice.db", PAST)
    path.write_bytes(path.read_bytes()[:-4096])
    before, others = salvage.salvaged, []

    def slow(file: Path) -> History:
        found = before(file)
        if not others:
            others.append(None)
            faster, _, _ = opened(path)
            faster.keep(MORE)
            faster.close()
        return found

    monkeypatch.setattr(salvage, "salvaged", slow)
    memory, notes, _ = opened(path)
    assert notes == ()
    assert MORE in memory.history().closed
    memory.close()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["practice.db", "practice.db.damaged-1"]
