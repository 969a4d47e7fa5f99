"""Records as rows of the tables, and back.

Belongs here: reading and writing `questions` and `answers`. Does not: transactions (`store`), the tables (`schema`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Any

from pdtutor.practice.memory.schema import COLUMNS
from pdtutor.practice.quiz.log import Answered, Closed, History, Put

_PUT = "id, session, exercise, skill, level, type, reason, at"
_CLOSED = "outcome, attempts, hints, made, avoided, closed_at, seconds"
_put_values = attrgetter(*_PUT.split(", "))


def _insert(table: str, instead: str) -> str:
    columns = COLUMNS[table]
    return f"INSERT OR {instead} INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


_PUT_AGAIN = (
    f"INSERT INTO questions ({_PUT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
    f"ON CONFLICT (id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _PUT.split(', ')[1:])}"
)  # which leaves how the question ended as it is


def has_closed(connection: sqlite3.Connection, id: str) -> bool:
    """Whether the question is recorded as closed."""
    return connection.execute("SELECT 1 FROM questions WHERE id = ? AND outcome IS NOT NULL", (id,)).fetchone() is not None


def closings(connection: sqlite3.Connection) -> Iterator[Closed]:
    """Every question that was closed, in the order of time."""
    return _closings(connection, "outcome IS NOT NULL")


def closings_of(connection: sqlite3.Connection, skill: str, reason: str, mistakes: Iterable[str]) -> Iterator[Closed]:
    """Those that were closed and are of a skill, or were put for a reason, or in which any of these mistakes was made or avoided."""
    names = tuple(mistakes)
    any_name = "".join(" OR instr(' ' || made || ' ' || avoided || ' ', ' ' || ? || ' ')" for _ in names)
    return _closings(connection, f"outcome IS NOT NULL AND (skill = ? OR reason = ?{any_name})", skill, reason, *names)


def _closings(connection: sqlite3.Connection, condition: str, *values: str) -> Iterator[Closed]:
    found = connection.execute(f"SELECT {_PUT}, {_CLOSED} FROM questions WHERE {condition} ORDER BY closed_at, id", values).fetchall()
    for *put, outcome, attempts, hints, made, avoided, closed_at, seconds in found:
        yield Closed(Put(*put), outcome, attempts, hints, _names(made), _names(avoided), closed_at, seconds)


def history(connection: sqlite3.Connection) -> History:
    """All that is recorded, in the order of time. An answer whose question is lost is left out."""
    puts = {each[0]: Put(*each) for each in connection.execute(f"SELECT {_PUT} FROM questions").fetchall()}
    found = connection.execute("SELECT question, number, text, verdict, mistakes, at FROM answers ORDER BY at, question, number").fetchall()
    answers = tuple(
        Answered(puts[question], number, text, verdict, _names(mistakes), at)
        for question, number, text, verdict, mistakes, at in found
        if question in puts
    )
    return History(answers, tuple(closings(connection)))


def add(connection: sqlite3.Connection, answer: Answered) -> None:
    """Record an answer, and its question unless it is there. What is there already stands."""
    connection.execute(_insert("questions", "IGNORE"), _row_of_put(answer.question))
    connection.execute(_insert("answers", "IGNORE"), _row_of_answer(answer))


def close(connection: sqlite3.Connection, closed: Closed) -> None:
    """Record how a question ended, in the place of whatever is recorded of it."""
    connection.execute(_insert("questions", "REPLACE"), _row_of_closed(closed))


def write(connection: sqlite3.Connection, answers: Iterable[Answered], closed: Iterable[Closed]) -> None:
    """Record all these in the place of whatever is recorded of the same questions and answers."""
    answers = tuple(answers)
    connection.executemany(_insert("questions", "REPLACE"), map(_row_of_closed, closed))
    connection.executemany(_PUT_AGAIN, [_put_values(answer.question) for answer in answers])
    connection.executemany(_insert("answers", "REPLACE"), map(_row_of_answer, answers))


def _row_of_put(put: Put) -> tuple[Any, ...]:
    return (*_put_values(put), *([None] * len(_CLOSED.split(", "))))


def _row_of_closed(closed: Closed) -> tuple[Any, ...]:
    ended = (closed.outcome, closed.attempts, closed.hints, " ".join(closed.made), " ".join(closed.avoided), closed.at, closed.seconds)
    return (*_put_values(closed.question), *ended)


def _row_of_answer(answer: Answered) -> tuple[Any, ...]:
    return (answer.question.id, answer.number, answer.text, answer.verdict, " ".join(answer.mistakes), answer.at)


def _names(column: str) -> tuple[str, ...]:
    return tuple(column.split(" ")) if column else ()
