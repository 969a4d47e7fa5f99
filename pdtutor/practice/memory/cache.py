"""What follows from the records, kept beside them, so that nothing is replayed when a quiz begins.

Belongs here: the learner as rows of `standings`, `mistakes` and `placed`; whether they still follow from the records, and how they are
brought up to them. Does not: the model itself (`quiz.learner`), transactions (`store`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import astuple
from typing import Any, NamedTuple, TypeVar

from pdtutor.practice.memory.records import closings, closings_of
from pdtutor.practice.memory.schema import CARD, COLUMNS
from pdtutor.practice.memory.union import moment
from pdtutor.practice.quiz import learner as model
from pdtutor.practice.quiz import placement
from pdtutor.practice.quiz.learner import Learner, Recurring, Standing
from pdtutor.practice.quiz.log import PLACEMENT, Closed
from pdtutor.practice.quiz.schedule import Card

MODEL = 1  # raised when something else follows from the same records: what an earlier pdtutor has made of them is out of date then
_CARD_LENGTH = len(CARD.split())
_Thing = TypeVar("_Thing", Standing, Recurring)


class Latest(NamedTuple):
    """When the latest question was closed that the cache counts, and its id."""

    closed_at: float
    question: str


def latest(connection: sqlite3.Connection) -> Latest | None:
    """The latest question that the cache counts; None where the cache is of other code, or empty."""
    found = connection.execute("SELECT closed_at, question FROM follows WHERE code = ?", (MODEL,)).fetchone()
    return None if found is None else Latest(*found)


def learner(connection: sqlite3.Connection) -> Learner:
    """The learner as the cache has it."""
    standings, mistakes, placed = (connection.execute(_select(table)).fetchall() for table in ("standings", "mistakes", "placed"))
    return Learner(
        {skill: _standing(*row) for skill, *row in standings},
        {id: _recurring(*row) for id, *row in mistakes},
        tuple(placement.Answer(skill, bool(is_right)) for _, skill, is_right in placed),
    )


def count(connection: sqlite3.Connection, closed: Closed) -> None:
    """Bring the cache up to one more record, which is written already."""
    newest = latest(connection)
    is_late = newest is not None and moment(closed) < newest  # a second quiz was faster, or the clock was put back
    if newest is None or (is_late and closed.question.reason == PLACEMENT):
        rebuild(connection)
        return
    before = learner(connection)
    after = _with_earlier(connection, before, closed) if is_late else model.after(before, closed)
    _write(connection, before, after, max(newest, Latest(*moment(closed))))


def refresh(connection: sqlite3.Connection) -> None:
    """Make the cache anew where it is of other code."""
    if latest(connection) is None:
        rebuild(connection)


def rebuild(connection: sqlite3.Connection) -> None:
    """Make the cache anew from all records."""
    for table in ("standings", "mistakes", "placed", "follows"):
        connection.execute(f"DELETE FROM {table}")
    closed = tuple(closings(connection))
    if closed:
        _write(connection, Learner(), model.replayed(closed), Latest(*moment(closed[-1])))


def _with_earlier(connection: sqlite3.Connection, before: Learner, closed: Closed) -> Learner:
    """The learner with a question that was closed before another that counts already.

    The learner follows from the records in the order of time, so what the question touches is replayed, from all that touches the same.
    Not so a question of a placement, which touches everything.
    """
    skill, mistakes = closed.question.skill, {*closed.made, *closed.avoided}
    again = model.replayed(closings_of(connection, skill, PLACEMENT, mistakes))
    return Learner(
        {**before.standings, **{name: each for name, each in again.standings.items() if name == skill}},
        {**before.mistakes, **{id: each for id, each in again.mistakes.items() if id in mistakes}},
        before.placed,
    )


# --- rows -----------------------------------------------------------------------------------------------------------------------------


def _select(table: str) -> str:
    return f"SELECT {', '.join(COLUMNS[table])} FROM {table} ORDER BY rowid"


def _upsert(table: str) -> str:
    """A statement that leaves a row in its place: a learner's things are kept in the order in which they were met."""
    key, *others = COLUMNS[table]
    values = ", ".join("?" * (len(others) + 1))
    changes = ", ".join(f"{each} = excluded.{each}" for each in others)
    return f"INSERT INTO {table} ({', '.join([key, *others])}) VALUES ({values}) ON CONFLICT ({key}) DO UPDATE SET {changes}"


def _write(connection: sqlite3.Connection, before: Learner, after: Learner, newest: Latest) -> None:
    """Write what differs."""
    standings, mistakes = _changed(before.standings, after.standings), _changed(before.mistakes, after.mistakes)
    placed = [(number, *answer) for number, answer in enumerate(after.placed) if answer not in before.placed[number : number + 1]]
    connection.executemany(_upsert("standings"), [(name, *_standing_row(each)) for name, each in standings.items()])
    connection.executemany(_upsert("mistakes"), [(id, *_recurring_row(each)) for id, each in mistakes.items()])
    connection.executemany(_upsert("placed"), placed)
    connection.execute("DELETE FROM follows")
    connection.execute("INSERT INTO follows (code, closed_at, question) VALUES (?, ?, ?)", (MODEL, *newest))


def _changed(before: Mapping[str, _Thing], after: Mapping[str, _Thing]) -> Mapping[str, _Thing]:
    return {name: each for name, each in after.items() if before.get(name) != each}


def _standing_row(standing: Standing) -> tuple[Any, ...]:
    numbers = (standing.passed, standing.run, standing.is_clean, standing.seen, standing.correct, standing.held)
    return (*numbers, *_card_row(standing.card))


def _standing(passed: int, run: int, is_clean: int, seen: int, correct: int, held: float, *card: Any) -> Standing:
    return Standing(passed, run, bool(is_clean), seen, correct, _card(*card), held)


def _recurring_row(mistake: Recurring) -> tuple[Any, ...]:
    return (mistake.count, mistake.last, mistake.avoided, mistake.skill, *_card_row(mistake.card))


def _recurring(count: int, last: float, avoided: int, skill: str, *card: Any) -> Recurring:
    return Recurring(count, last, avoided, skill, Card(*card))


def _card_row(card: Card | None) -> tuple[Any, ...]:
    return (None,) * _CARD_LENGTH if card is None else astuple(card)


def _card(due: float | None, *others: Any) -> Card | None:
    return None if due is None else Card(due, *others)
