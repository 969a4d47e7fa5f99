"""The memory of a learner's quizzes while it is open.

Belongs here: what can be asked of it and done to it, each in one transaction. Does not: opening its file (`opening`), rows (`records`,
`cache`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol, TypeVar

from pdtutor.errors import FileError
from pdtutor.practice.memory import beside, cache, records, schema
from pdtutor.practice.memory.failures import ERRORS, failure
from pdtutor.practice.memory.fields import cleaned
from pdtutor.practice.memory.union import united
from pdtutor.practice.quiz.learner import Learner, replayed
from pdtutor.practice.quiz.log import Answered, Closed, History, Record

_Record = TypeVar("_Record", Answered, Closed)
READ, WRITE = "DEFERRED", "IMMEDIATE"  # a transaction that is to write asks for that at its beginning, so that no two wait for each other


class Memory(Protocol):
    """What is remembered of a learner. Whatever cannot be read or written is a FileError, and the memory is as it was before."""

    def learner(self) -> Learner:
        """All that is known of the learner."""

    def keep(self, record: Record) -> None:
        """Remember a record, for good once this returns. The same one twice counts once."""

    def history(self) -> History:
        """Everything that is recorded, in the order of time."""

    def merge(self, history: History) -> int:
        """Remember all this too; how many records were new."""

    def forget(self) -> None:
        """Forget everything, in the file and in the copies that were put beside it, too."""

    def close(self) -> None:
        """Be done with it."""


class Store(Memory):
    """A memory in a SQLite database: of a file, or of this process alone where there is no file."""

    def __init__(self, connection: sqlite3.Connection, file: Path | None) -> None:
        self._connection = connection
        self._file = file

    def learner(self) -> Learner:
        with self._transaction(READ) as connection:
            return cache.learner(connection) if cache.latest(connection) else replayed(records.closings(connection))

    def keep(self, record: Record) -> None:
        with self._transaction(WRITE) as connection:
            if isinstance(record, Answered):
                records.add(connection, cleaned(record))
            elif not records.has_closed(connection, record.question.id):
                records.close(connection, record)
                cache.count(connection, record)

    def history(self) -> History:
        with self._transaction(READ) as connection:
            return records.history(connection)

    def merge(self, history: History) -> int:
        with self._transaction(WRITE) as connection:
            mine = records.history(connection)
            whole = united(mine, History(tuple(map(cleaned, history.answers)), history.closed))
            records.write(connection, _others(whole.answers, mine.answers), _others(whole.closed, mine.closed))
            if whole.closed != mine.closed:
                cache.rebuild(connection)
        return len(whole.answers) + len(whole.closed) - len(mine.answers) - len(mine.closed)

    def forget(self) -> None:
        with self._transaction(WRITE) as connection:
            for table in schema.COLUMNS:
                connection.execute(f"DELETE FROM {table}")
        with suppress(*ERRORS):  # what was deleted is overwritten already; only the file is not smaller
            self._connection.execute("VACUUM")
        self._forget_copies()

    def close(self) -> None:
        self._connection.close()

    def _forget_copies(self) -> None:
        if self._file is None:
            return
        try:
            for each in beside.all_of(self._file):
                each.unlink(missing_ok=True)
        except OSError as error:
            message = f"Your answers are forgotten, but a copy cannot be deleted: {error.filename or self._file.parent}."
            raise FileError(message, hint="Delete it yourself.") from None

    @contextmanager
    def _transaction(self, kind: str) -> Iterator[sqlite3.Connection]:
        try:
            with transaction(self._connection, kind):
                yield self._connection
        except ERRORS as error:
            raise failure(error, self._file) from None


class Forgetful(Store):
    """A memory of this process alone, where there is no file that can be used.

    reason       why there is none, as a sentence; then nothing can be merged into it or forgotten for good, and that is a FileError
    copied_from  the database with which it begins
    history      what it remembers besides
    """

    def __init__(
        self,
        reason: str = "",
        copied_from: sqlite3.Connection | None = None,
        history: History | None = None,
        migrations: Sequence[schema.Migration] = schema.MIGRATIONS,
    ) -> None:
        connection = settled(sqlite3.connect(":memory:", isolation_level=None))
        if copied_from is not None:
            copy(copied_from, connection)
        with transaction(connection, WRITE):
            schema.migrate(connection, migrations)
        super().__init__(connection, None)
        if history is not None:
            super().merge(history)
        self._reason = reason

    def merge(self, history: History) -> int:
        self._refuse_if_lasting()
        return super().merge(history)

    def forget(self) -> None:
        self._refuse_if_lasting()
        super().forget()

    def _refuse_if_lasting(self) -> None:
        if self._reason:
            raise FileError(self._reason)


def _others(records: Iterable[_Record], known: Iterable[_Record]) -> list[_Record]:
    there = frozenset(known)
    return [each for each in records if each not in there]


def settled(connection: sqlite3.Connection) -> sqlite3.Connection:
    """The connection with what every one of ours needs.

    The journal is SQLite's own: a file beside the database while something is written, deleted at the end. A write-ahead log would be
    faster, but needs shared memory, which network folders do not have, and files beside it even to be read. EXTRA, because FULL alone
    does not wait until the deletion is on the disk: after a power cut the journal might be back, and would undo the last answer.
    """
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA secure_delete = ON")  # what is forgotten is overwritten
    connection.text_factory = readable
    return connection


def copy(connection: sqlite3.Connection, to: sqlite3.Connection) -> None:
    """The whole database, as it is at one moment."""
    with transaction(connection, READ):
        schema.version(connection)  # reading takes the lock, with the patience of the connection; `backup` alone would wait without end
        connection.backup(to)


@contextmanager
def transaction(connection: sqlite3.Connection, kind: str) -> Iterator[None]:
    """All or nothing."""
    connection.execute(f"BEGIN {kind}")
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            with suppress(*ERRORS):
                connection.execute("ROLLBACK")


def readable(text: bytes) -> str:
    """A text of the file, whatever has happened to it."""
    return text.decode("utf-8", "replace")
