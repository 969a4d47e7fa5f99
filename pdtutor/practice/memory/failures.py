"""What SQLite reports, as sentences for the learner.

Belongs here: what it may raise, which of its errors mean damage, and what is said of the others. Does not: what is done about it
(`opening`, `store`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from pdtutor.errors import FileError

ERRORS = (sqlite3.Error, UnicodeDecodeError)  # Python may fail to read the message in which SQLite quotes what is damaged
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_SCHEMA, None}
_WHY: Mapping[int | None, str] = {
    sqlite3.SQLITE_BUSY: "another pdtutor is using it",
    sqlite3.SQLITE_LOCKED: "another pdtutor is using it",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the disk reports an error, or is full",
    sqlite3.SQLITE_READONLY: "it is read-only",
    sqlite3.SQLITE_PERM: "it is read-only",
    sqlite3.SQLITE_READONLY_DIRECTORY: "its folder is read-only",
    sqlite3.SQLITE_CANTOPEN: "it, or a file beside it, cannot be opened",
    sqlite3.SQLITE_READONLY_DBMOVED: "it was moved or replaced while pdtutor was using it",
    sqlite3.SQLITE_CONSTRAINT: "one of its numbers is out of range",
}


def is_damage(error: Exception) -> bool:
    """Whether the file's content is to blame. An error without a code is one that this package raised, or Python about the content."""
    return _code(error) in _DAMAGE


def is_read_only(error: Exception) -> bool:
    """Whether the file can be read all the same."""
    return _code(error) in (
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_PERM,
    )


def why(error: Exception) -> str:
    """What is in the way, as the end of a sentence."""
    return next((_WHY[code] for code in (_extended(error), _code(error)) if code in _WHY), "it cannot be used")


def failure(error: Exception, file: Path | None) -> FileError:
    """The error as a learner meets it in the middle of a quiz."""
    name = "the memory of this process" if file is None else str(file)
    if is_damage(error):
        return FileError(
            f"{name} is damaged.",
            hint="Start the quiz again: the file is then put aside, and what can still be read of it is carried over.",
        )
    return FileError(f"Nothing can be kept in {name}: {why(error)}.")


def _code(error: Exception) -> int | None:
    extended = _extended(error)
    return None if extended is None else extended & 0xFF  # the last byte is the kind


def _extended(error: Exception) -> int | None:
    return getattr(error, "sqlite_errorcode", None)
