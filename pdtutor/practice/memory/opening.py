"""Opening the memory, in whatever condition the file is.

Belongs here: which condition leads to what, and what the learner is told. Does not: what an open memory does (`store`), reading around
damage (`salvage`).

    missing, or empty            made
    of an older pdtutor          copied, then brought up to this one
    of a newer one               left as it is; a memory of this process alone
    damaged, or something else   kept under another name; a new one begins with what can still be read
    read-only                    read; what is added stays in this process alone
    no file, or not accessible   a memory of this process alone
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import NamedTuple

from pdtutor.practice.memory import beside, cache, salvage, schema
from pdtutor.practice.memory.failures import ERRORS, is_damage, is_read_only, why
from pdtutor.practice.memory.store import WRITE, Forgetful, Memory, Store, copy, settled, transaction
from pdtutor.practice.memory.union import questions
from pdtutor.practice.quiz.log import History

PATIENCE = 10.0  # seconds to wait for another pdtutor
ATTEMPTS = 3  # where other pdtutors open a damaged file at the same time


class Opened(NamedTuple):
    """A memory.

    notes       what there is to say about it, in full sentences
    is_refused  nothing can be kept in the file, though another place might do
    """

    memory: Memory
    notes: tuple[str, ...] = ()
    is_refused: bool = False


def opened(path: Path, migrations: Sequence[schema.Migration] = schema.MIGRATIONS) -> Opened:
    """The memory in a file. It is never refused: where the file cannot be used, it is one of this process alone, and a note says so.

    Of a read-only file, `learner` and `history` give what is remembered, and `keep` adds to it as long as the process lives; `merge` and
    `forget`, which are meant for good, are a FileError.
    """
    file = path
    try:
        file = Path(os.path.realpath(path))
        file.parent.mkdir(parents=True, exist_ok=True)
        hindrance = _hindrance_in_kind(file)
        return _without(file, hindrance) if hindrance else _opened(file, migrations)
    except (FileExistsError, NotADirectoryError):
        return _without(file, "its folder is a file")
    except OSError as error:
        return _without(file, _reason(error))


def _opened(file: Path, migrations: Sequence[schema.Migration]) -> Opened:
    for _ in range(ATTEMPTS):
        found = salvage.mark(file) if file.exists() else None
        try:
            return _used(file, migrations)
        except ERRORS as error:
            if not is_damage(error):
                return _without(file, why(error))
        if found and (mended := _mended(file, found)):
            return mended
    return _without(file, "another pdtutor is using it")


def _hindrance_in_kind(file: Path) -> str:
    """What is in the way where the file, or one that SQLite reads with it, is no file: opening a pipe would wait for ever."""
    for each in (file, *(file.with_name(file.name + ending) for ending in salvage.COMPANIONS)):
        try:
            mode = each.stat().st_mode
        except FileNotFoundError:
            continue
        if not stat.S_ISREG(mode):
            subject = "it" if each == file else each.name
            return f"{subject} is {'a folder' if stat.S_ISDIR(mode) else 'a device or a pipe'}, not a file"
    return ""


# --- a file that can be read ------------------------------------------------------------------------------------------------------------


def _used(file: Path, migrations: Sequence[schema.Migration]) -> Opened:
    with ExitStack() as unless_used:
        connection = sqlite3.connect(f"{file.as_uri()}?mode=rwc", uri=True, timeout=PATIENCE, isolation_level=None)
        unless_used.callback(connection.close)
        settled(connection)
        old = schema.version(connection)
        if old > len(migrations):
            return _newer(file)
        schema.check(connection)
        if old == len(migrations):
            schema.check_tables(connection)
        hindrance = _hindrance_in_writing(connection)
        if hindrance:
            return _read_only(file, hindrance, connection, migrations)
        notes = _brought_up(connection, file, old, migrations)
        unless_used.pop_all()
        return Opened(Store(connection, file), notes)


def _hindrance_in_writing(connection: sqlite3.Connection) -> str:
    """What is in the way of writing, found by writing something that is taken back."""
    try:
        connection.execute(f"BEGIN {WRITE}")
        connection.execute(f"PRAGMA user_version = {schema.version(connection)}")
    except ERRORS as error:
        if is_read_only(error):
            return why(error)
        raise
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    return ""


def _brought_up(connection: sqlite3.Connection, file: Path, old: int, migrations: Sequence[schema.Migration]) -> tuple[str, ...]:
    """Make the tables and the cache what they are now; what there is to say."""
    is_older = 0 < old < len(migrations)
    kept = _copied(connection, beside.version(file, old)) if is_older else None
    if old < len(migrations):
        with transaction(connection, WRITE):
            schema.migrate(connection, migrations)
        schema.check_tables(connection)
    if cache.latest(connection) is None:
        with transaction(connection, WRITE):
            cache.refresh(connection)
    return (f"{file} is now in the form of this pdtutor. As it was before, it is kept as {kept}.",) if kept else ()


def _copied(connection: sqlite3.Connection, target: Path) -> Path:
    try:
        with closing(sqlite3.connect(target)) as into:
            copy(connection, into)
    except ERRORS:
        target.unlink(missing_ok=True)
        raise
    return target


# --- a file that cannot be used as it is ------------------------------------------------------------------------------------------------


def _mended(file: Path, found: salvage.Mark) -> Opened | None:
    """A new memory in the place of a damaged file; None where the file is another one in the meantime."""
    history = salvage.salvaged(file)
    try:
        kept = salvage.replace(file, history, found)
        if kept is None:
            return None
        made = _used(file, schema.MIGRATIONS)
    except OSError as error:
        return _damaged_for_good(file, _reason(error), history)
    except ERRORS as error:
        return _damaged_for_good(file, why(error), history)
    return made._replace(notes=(f"{file} is damaged. It is kept as {kept}, and a new memory begins{_with(history)}", *made.notes))


def _with(history: History) -> str:
    count = len(questions(history))
    if not count:
        return "; nothing in the old one could be read."
    return f" with {'the one question' if count == 1 else f'the {count} questions'} that could still be read."


def _damaged_for_good(file: Path, why: str, history: History) -> Opened:
    reason = f"{file} is damaged, and it cannot be put aside: {why}."
    memory = Forgetful(reason, history=history)
    return Opened(memory, (f"{reason} You can practise all the same, but it is not remembered.",))


def _read_only(file: Path, why: str, connection: sqlite3.Connection, migrations: Sequence[schema.Migration]) -> Opened:
    reason = f"Nothing can be kept in {file}: {why}."
    memory = Forgetful(reason, connection, migrations=migrations)
    return Opened(memory, (f"{reason} What was kept before is known, but what you do now is not remembered.",), True)


def _newer(file: Path) -> Opened:
    reason = f"{file} was written by a newer pdtutor, so it is left as it is."
    return Opened(Forgetful(reason), (f"{reason} You can practise all the same, without memory; update pdtutor to go on with it.",))


def _without(file: Path, why: str) -> Opened:
    reason = f"Nothing can be kept in {file}: {why}."
    return Opened(Forgetful(reason), (f"{reason} You can practise all the same, but it is not remembered.",), True)


def _reason(error: OSError) -> str:
    return (error.strerror or "unknown reason").lower()
