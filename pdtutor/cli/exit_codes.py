"""What the exit code of a command means.

Belongs here: the codes. Does not: deciding between them (`failures`, and each command).
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """DONE also for a right answer or a passed lesson; NEGATIVE is the opposite verdict."""

    DONE = 0
    NEGATIVE = 1
    BAD_INPUT = 2
    OUT_OF_BUDGET = 3
    DEFECT = 4
    INTERRUPTED = 130


VERDICTS = {"correct": ExitCode.DONE, "incorrect": ExitCode.NEGATIVE, "invalid": ExitCode.BAD_INPUT, "undecided": ExitCode.OUT_OF_BUDGET}
