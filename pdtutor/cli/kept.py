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
    """A memory that may fail: the quiz goes on without it."""

    def __init__(self, memory: Memory) -> None:
        self._memory: Memory | None = memory

    def learner(self) -> Learner:
        """What is known of the learner."""
        assert self._memory is not None
        return self._memory.learner()

    def keep(self, record: Record) -> str:
        """Keep a record; what there is to say where that fails, the first time."""
        if self._memory is None:
            return ""
        try:
            self._memory.keep(record)
        except FileError as error:
            self.close()
            mend = f" {error.hint}" if error.hint else ""
            return f"{error.message}{mend} The quiz goes on; what you answer from here on is not kept."
        return ""

    def close(self) -> None:
        """Let go of the file: nothing more is kept."""
        if self._memory is not None:
            self._memory.close()
            self._memory = None
