"""The tables of the file, and how those of an older pdtutor become them.

Belongs here: tables, versions, migrations, and whether a file has them. Does not: what is written into them (`records`), opening a file
(`opening`).

    questions  each question that was answered or closed: a `Put`, and from `outcome` on its `Closed`, null while it is open
    answers    each `Answered`
    standings, mistakes, placed
               the `Learner` that follows from the questions: a cache, which can be thrown away
    follows    what the cache follows from, in one row: the code that made it, and the latest question that it counts
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TypeAlias

Migration: TypeAlias = tuple[str, ...]

APPLICATION = 0x70647475  # "pdtu", by which the file is told from another program's
RECORDS = {
    "questions": "id session exercise skill level type reason at outcome attempts hints made avoided closed_at seconds",
    "answers": "question number text verdict mistakes at",
}
CARD = "due reviewed stability difficulty state step"
CACHE = {
    "standings": f"skill passed run is_clean seen correct held {CARD}",
    "mistakes": f"id count last avoided skill {CARD}",
    "placed": "number skill is_right",
    "follows": "code closed_at question",
}
COLUMNS = {table: tuple(names.split()) for table, names in (RECORDS | CACHE).items()}

# Names of mistakes stand in one column, with spaces between. What a column holds is said as checks, so that `PRAGMA quick_check` finds a
# damaged number or kind; STRICT tables would do that too, but SQLite knows them since 3.37 only. A range lets through numbers only: to
# SQLite every text is above them. Words are not checked, since `IN` with texts would make opening four times as long.
_CARD = """
    due REAL{0} CHECK (due BETWEEN 0 AND 36000000000),
    reviewed REAL CHECK (reviewed BETWEEN 0 AND 32503680000),
    stability REAL CHECK (stability BETWEEN 0.0001 AND 40000),
    difficulty REAL CHECK (difficulty BETWEEN 1 AND 10),
    state INTEGER CHECK (state IN (1, 2, 3)),
    step INTEGER CHECK (step IS NULL OR typeof(step) = 'integer'),
    CHECK (due IS NULL OR reviewed + stability + difficulty + state IS NOT NULL)"""
_FIRST: Migration = (
    f"PRAGMA application_id = {APPLICATION}",
    """CREATE TABLE questions (
    id TEXT NOT NULL PRIMARY KEY CHECK (typeof(id) = 'text'),
    session TEXT NOT NULL CHECK (typeof(session) = 'text'),
    exercise TEXT NOT NULL CHECK (typeof(exercise) = 'text'),
    skill TEXT NOT NULL CHECK (typeof(skill) = 'text'),
    level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 5),
    type TEXT NOT NULL CHECK (typeof(type) = 'text'),
    reason TEXT NOT NULL CHECK (typeof(reason) = 'text'),
    at REAL NOT NULL CHECK (at BETWEEN 0 AND 32503680000),
    outcome TEXT CHECK (outcome IS NULL OR typeof(outcome) = 'text'),
    attempts INTEGER CHECK (attempts BETWEEN 0 AND 1000000 OR outcome IS NULL),
    hints INTEGER CHECK (hints BETWEEN 0 AND 1000000 OR outcome IS NULL),
    made TEXT CHECK (typeof(made) = 'text' OR outcome IS NULL),
    avoided TEXT CHECK (typeof(avoided) = 'text' OR outcome IS NULL),
    closed_at REAL CHECK (closed_at BETWEEN 0 AND 32503680000 OR outcome IS NULL),
    seconds REAL CHECK (seconds BETWEEN -32503680000 AND 32503680000 OR outcome IS NULL),
    CHECK (outcome IS NULL OR attempts + hints + closed_at + seconds IS NOT NULL))""",
    """CREATE TABLE answers (
    question TEXT NOT NULL CHECK (typeof(question) = 'text'),
    number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 1000000),
    text TEXT NOT NULL CHECK (typeof(text) = 'text'),
    verdict TEXT NOT NULL CHECK (typeof(verdict) = 'text'),
    mistakes TEXT NOT NULL CHECK (typeof(mistakes) = 'text'),
    at REAL NOT NULL CHECK (at BETWEEN 0 AND 32503680000),
    PRIMARY KEY (question, number))""",
    f"""CREATE TABLE standings (
    skill TEXT NOT NULL PRIMARY KEY CHECK (typeof(skill) = 'text'),
    passed INTEGER NOT NULL CHECK (passed IN (0, 1, 2, 3, 4, 5)),
    run INTEGER NOT NULL CHECK (typeof(run) = 'integer'),
    is_clean INTEGER NOT NULL CHECK (is_clean IN (0, 1)),
    seen INTEGER NOT NULL CHECK (typeof(seen) = 'integer'),
    correct INTEGER NOT NULL CHECK (typeof(correct) = 'integer'),
    held REAL NOT NULL CHECK (held BETWEEN 0 AND 1),{_CARD.format("")})""",
    f"""CREATE TABLE mistakes (
    id TEXT NOT NULL PRIMARY KEY CHECK (typeof(id) = 'text'),
    count INTEGER NOT NULL CHECK (typeof(count) = 'integer'),
    last REAL NOT NULL CHECK (last BETWEEN 0 AND 32503680000),
    avoided INTEGER NOT NULL CHECK (typeof(avoided) = 'integer'),
    skill TEXT NOT NULL CHECK (typeof(skill) = 'text'),{_CARD.format(" NOT NULL")})""",
    """CREATE TABLE placed (
    number INTEGER PRIMARY KEY,
    skill TEXT NOT NULL CHECK (typeof(skill) = 'text'),
    is_right INTEGER NOT NULL CHECK (is_right IN (0, 1)))""",
    """CREATE TABLE follows (
    code INTEGER NOT NULL,
    closed_at REAL NOT NULL CHECK (typeof(closed_at) = 'real'),
    question TEXT NOT NULL CHECK (typeof(question) = 'text'))""",
)
MIGRATIONS: tuple[Migration, ...] = (_FIRST,)  # the first makes version 1, each of the others the next version of the one before


def version(connection: sqlite3.Connection) -> int:
    """The version of the file's tables; 0 of an empty file. Raises DatabaseError where it is not ours."""
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if found < 0 or (application != APPLICATION if found else tables):
        raise sqlite3.DatabaseError("another program's tables")
    return int(found)


def migrate(connection: sqlite3.Connection, migrations: Sequence[Migration]) -> None:
    """Make the tables what they are now, of whichever version they are. To be called within a transaction."""
    old = version(connection)
    for number, statements in enumerate(migrations[old:], old + 1):
        for statement in statements:
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number}")


def check(connection: sqlite3.Connection) -> None:
    """Raise DatabaseError where the file is damaged. For 20,000 questions with as many answers that is 25 ms of computing."""
    ((first, *_), *_) = connection.execute("PRAGMA quick_check(1)").fetchall()
    if first != "ok":
        raise sqlite3.DatabaseError(first)


def check_tables(connection: sqlite3.Connection) -> None:
    """Raise DatabaseError where a table or a column is missing."""
    for table, columns in COLUMNS.items():
        connection.execute(f"SELECT {', '.join(columns)} FROM {table} LIMIT 0")
