"""A process that practises: `python -m tests.practice.memory.keeper FILE SESSION COUNT` keeps so many questions, and says each record kept.

Belongs here: that process, and how it is started. Does not: what becomes of it.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from pdtutor.errors import FileError
from pdtutor.practice.memory.opening import opened
from pdtutor.practice.quiz.log import Answered, Closed, History, Record
from tests.practice.memory.histories import practised


def started(path: Path, session: str, count: int, *before: str) -> subprocess.Popen[str]:
    """The process, which a command `before` it may bind."""
    program = [*before, sys.executable, "-m", __name__, str(path), session, str(count)]
    return subprocess.Popen(program, stdout=subprocess.PIPE, text=True)


def named(record: Record) -> str:
    """The record in a line of its own."""
    return f"{record.question.id} {record.number if isinstance(record, Answered) else 'closed'}"


def all_named(history: History) -> set[str]:
    """All records of a history in such lines."""
    return {named(each) for each in (*history.answers, *history.closed)}


def main(path: Path, session: str, count: int) -> None:
    """Keep as a quiz does: an answer or two, then how the question ended."""
    memory, notes, _ = opened(path)
    print("opened", *notes, flush=True)
    for place in range(count):
        for record in _one(session, place):
            try:
                memory.keep(record)
            except FileError as error:
                print(error.message, flush=True)
                return
            print(named(record), flush=True)


def _one(session: str, place: int) -> list[Answered | Closed]:
    """The records of one question, of a placement or not."""
    now, which = time.time(), random.randrange(12)
    history = practised(12, random.random(), f"{session}-{place}", lambda _: now)
    return [each for each in (*history.answers, *history.closed) if each.question.id == f"{session}-{place}-{which}"]


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
