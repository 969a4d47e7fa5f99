"""What may happen to the file, and a process that may write anywhere made one that may not.

Belongs here: files and permissions. Does not: what is proved about them.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pdtutor.practice.memory.opening import opened
from pdtutor.practice.quiz.log import History

NOBODY = 65534


def made(path: Path, history: History) -> Path:
    """A sound file that holds a history."""
    memory = opened(path).memory
    memory.merge(history)
    memory.close()
    return path


def remembered(path: Path) -> History:
    """What a file holds, opened again; there is nothing to say about it."""
    memory, notes, _ = opened(path)
    assert notes == ()
    history = memory.history()
    memory.close()
    return history


def is_sound(path: Path) -> bool:
    """What SQLite itself says of a file."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def changed(path: Path, *statements: str) -> None:
    """Change a database behind pdtutor's back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete = ON")  # or what is dropped might be found again
        for statement in statements:
            connection.execute(statement)


@contextmanager
def as_somebody_else(folder: Path) -> Iterator[None]:
    """As a user whom permissions bind: root is not. The folder becomes that user's."""
    if os.geteuid() != 0:
        yield
        return
    for each in (folder, *folder.rglob("*")):
        os.chown(each, NOBODY, NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@contextmanager
def reachable_folder() -> Iterator[Path]:
    """A folder to which every user finds the way: not so to those that pytest makes."""
    with TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        yield Path(folder)
