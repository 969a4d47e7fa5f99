"""What a quiz remembers, and what to do when it no longer can.

Belongs here: going on without memory, said once. Does not: the memory itself (`practice.memory`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdtutor.errors import FileError
from pdtutor.practice.quiz.learner import Learner
from pdtutor.practice.quiz.log import Record

if TYPE_CHECKING:
    from pdtutor.practice.memory.store import Memory


class Kept:
    """A memory that may fail: the quiz goes on without it.

    notes  what there is to say of it before the quiz begins
    """

    def __init__(self, memory: Memory, notes: list[str]) -> None:
        self._memory: Memory | None = memory
        self.notes = notes

    def learner(self) -> Learner:
        """What is known of the learner; nothing where that cannot be read."""
        assert self._memory is not None
        try:
            return self._memory.learner()
        except FileError as error:
            self.notes.append(self._lost(error))
            return Learner()

    def keep(self, record: Record) -> str:
        """Keep a record; what there is to say where that fails, the first time."""
        if self._memory is None:
            return ""
        try:
            self._memory.keep(record)
        except FileError as error:
            return self._lost(error)
        return ""

    def close(self) -> None:
        """Let go of the file: nothing more is kept."""
        if self._memory is not None:
            self._memory.close()
            self._memory = None

    def _lost(self, error: FileError) -> str:
        self.close()
        mend = f" {error.hint}" if error.hint else ""
        return f"{error.message}{mend} The quiz goes on; what you answer from here on is not kept."
