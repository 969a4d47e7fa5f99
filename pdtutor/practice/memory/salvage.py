"""A damaged file: what can still be read of it, and a new one in its place.

Belongs here: reading around the damage, keeping the damaged file. Does not: whether a file is damaged (`schema`), what is said (`opening`).
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, NamedTuple

from pdtutor.practice.memory import beside, cache, fields, records, schema
from pdtutor.practice.memory.failures import ERRORS
from pdtutor.practice.memory.fields import UnfitError
from pdtutor.practice.memory.store import WRITE, readable, settled, transaction
from pdtutor.practice.memory.union import united
from pdtutor.practice.quiz.log import Answered, Closed, History, Put

COMPANIONS = ("-journal", "-wal", "-shm")  # files that SQLite keeps beside a database, and reads with it
PAGE = 4096  # bytes: SQLite's own, with which all our files are made
LEAF = 0x0D  # the first byte of a page that holds rows
LARGEST = 200_000_000  # bytes

Row = Mapping[str, Any]


class Mark(NamedTuple):
    """By which it is seen whether a file is still the same."""

    device: int
    inode: int
    size: int
    changed: int


def mark(file: Path) -> Mark:
    """The file's mark. Raises OSError."""
    found = file.stat()
    return Mark(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


def salvaged(file: Path) -> History:
    """All that can still be read. Raises OSError where the file cannot be copied."""
    from tempfile import TemporaryDirectory

    if file.stat().st_size > LARGEST:
        return History()
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copyfile(file, copy)
        leaves = _leaves(copy)
        _give_empty_head(copy, Path(folder) / "empty")
        return _read(copy, leaves)


def replace(file: Path, history: History, found: Mark) -> Path | None:
    """Put a new database with this history in the place of a damaged file, which is kept: where, or None where the file has changed.

    At each moment there is a file, and what is in it is either the old or the new. Raises OSError, and ERRORS.
    """
    new = beside.new(file)
    try:
        _build(new, history)
        if mark(file) != found:
            return None  # another pdtutor was faster
        kept = _kept(file)
        new.chmod(file.stat().st_mode | 0o600)
        new.replace(file)
        return kept
    finally:
        new.unlink(missing_ok=True)


# --- a new file -----------------------------------------------------------------------------------------------------------------------


def _build(file: Path, history: History) -> None:
    file.unlink(missing_ok=True)  # of a process that was killed
    file.touch(exist_ok=False)
    with closing(settled(sqlite3.connect(file, isolation_level=None))) as connection, transaction(connection, WRITE):
        schema.migrate(connection, schema.MIGRATIONS)
        records.write(connection, history.answers, history.closed)
        cache.rebuild(connection)


def _kept(file: Path) -> Path:
    """Copy the damaged file; what SQLite has beside it is moved, since it would be applied to the new one."""
    copy = beside.damaged(file)
    try:
        shutil.copy(file, copy)
        with copy.open("rb") as stream:
            os.fsync(stream.fileno())
        for ending in COMPANIONS:
            companion = file.with_name(file.name + ending)
            if companion.exists():
                companion.replace(copy.with_name(copy.name + ending))
    except OSError:
        copy.unlink(missing_ok=True)
        raise
    return copy


# --- reading around the damage ----------------------------------------------------------------------------------------------------------
#
# A database is a tree of pages, and its first page says where each table begins. Rows are on leaves, so each leaf is read by itself, as a
# table of its own: whatever is wrong with another page, and with the first one, does not matter.


def _leaves(file: Path) -> Sequence[int]:
    """The numbers of the pages that hold rows. (The first one is described anew.)"""
    content = file.read_bytes()
    return [number for number in range(2, len(content) // PAGE + 1) if content[(number - 1) * PAGE] == LEAF]


def _give_empty_head(file: Path, empty: Path) -> None:
    """Put the first page of an empty database in the place of the file's own, so that it has no tables."""
    with closing(sqlite3.connect(empty)) as connection:
        connection.execute("PRAGMA user_version = 1")
    head = bytearray(empty.read_bytes()[:PAGE])
    head[28:32] = max(1, file.stat().st_size // PAGE).to_bytes(4, "big")  # how many pages there are
    with file.open("r+b") as stream:
        stream.write(head)


def _read(file: Path, leaves: Iterable[int]) -> History:
    for table, columns in _columns().items():
        _describe(file, [(f"{table}_{leaf}", leaf) for leaf in leaves], columns)
    with closing(sqlite3.connect(file)) as connection:
        connection.text_factory = readable
        questions, answers = ([row for leaf in leaves for row in _rows(connection, table, leaf)] for table in schema.RECORDS)
        return _history(questions, answers)


def _columns() -> Mapping[str, str]:
    """Table → its columns and their kinds, as they are declared."""
    with closing(sqlite3.connect(":memory:")) as connection:
        schema.migrate(connection, schema.MIGRATIONS)
        infos = {table: connection.execute(f"PRAGMA table_info({table})").fetchall() for table in schema.RECORDS}
    return {table: ", ".join(f"{name} {kind}" for _, name, kind, *_ in info) for table, info in infos.items()}


def _describe(file: Path, tables: Iterable[tuple[str, int]], columns: str) -> None:
    """Describe tables that begin on given pages."""
    rows = [("table", name, name, page, f"CREATE TABLE {name} ({columns})") for name, page in tables]
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        with transaction(connection, WRITE):
            connection.executemany("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", rows)


def _rows(connection: sqlite3.Connection, table: str, leaf: int) -> Iterator[Row]:
    """The rows of a leaf that can be read: from the first one on, and from the last one back."""
    columns = schema.COLUMNS[table]
    for order in ("ASC", "DESC"):
        with suppress(*ERRORS):
            for row in connection.execute(f"SELECT {', '.join(columns)} FROM {table}_{leaf} ORDER BY rowid {order}"):
                yield dict(zip(columns, row, strict=True))
            return


def _history(questions: Iterable[Row], answers: Iterable[Row]) -> History:
    puts: dict[str, Put] = {}
    closed: list[Closed] = []
    for row in questions:
        try:
            put = puts[row["id"]] = fields.put(row)
            if row["outcome"] is not None:
                ended = {"at": row["closed_at"], "made": _names(row["made"]), "avoided": _names(row["avoided"])}
                closed.append(fields.closed(put, {**row, **ended}))
        except UnfitError:
            continue
    return united(History(tuple(_answers(answers, puts)), tuple(closed)))


def _answers(rows: Iterable[Row], puts: Mapping[str, Put]) -> Iterable[Answered]:
    for row in rows:
        try:
            if row["question"] in puts:
                yield fields.answered(puts[row["question"]], {**row, "mistakes": _names(row["mistakes"])})
        except UnfitError:
            continue


def _names(column: object) -> object:
    return column.split() if isinstance(column, str) else column
