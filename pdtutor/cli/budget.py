"""The wall-clock limit of a command.

Belongs here: what of the time is for the work and what for writing, and raising BudgetError when it is up. Does not: how work is
interrupted (`calculus.interruption`), deciding what is kept (`output`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import TypeVar

from pdtutor.errors import BudgetError, UsageError

WRITING, MOST_WRITING = 0.2, 1.0  # the part of the budget kept for writing, and the seconds that are enough for it
LATE = 0.1  # seconds past the budget until which all that is finished may still be written
LAST = 0.75  # seconds past the budget until which it may be written in short: with the end of the process, a second in all
STUCK = 0.85  # seconds past the budget after which a process is ended that nothing in it can interrupt
LONGEST = 1e8  # seconds; three years, and no clock is set for longer

Result = TypeVar("Result")


@dataclass(frozen=True)
class Budget:
    """So many seconds from `started` (by time.monotonic)."""

    seconds: float
    started: float

    def __post_init__(self) -> None:
        if not 0 < self.seconds < float("inf"):
            raise UsageError(f"A budget of {self.seconds:g} seconds leaves no time.", hint="Give more than 0, such as --budget 30.")

    def for_work(self, work: Callable[[], Result]) -> Result:
        """What the work comes to in the time before writing. Raises BudgetError where it takes longer."""
        return self._until(self.seconds - min(MOST_WRITING, WRITING * self.seconds), work)

    def for_writing(self, work: Callable[[], Result]) -> Result:
        """What comes of writing all that is finished. Raises BudgetError where it takes too long."""
        return self._until(self.seconds + LATE, work)

    def for_writing_in_short(self, work: Callable[[], Result]) -> Result:
        """What comes of a last attempt at writing. Raises BudgetError where it takes too long."""
        return self._until(self.seconds + LAST, work)

    def until_stuck(self) -> float:
        """Seconds from now after which the process may be ended from outside."""
        return min(self.seconds + STUCK, LONGEST) - (monotonic() - self.started)

    def _until(self, end: float, work: Callable[[], Result]) -> Result:
        from pdtutor.calculus.deadline import OutOfTime, at_most

        left = min(end, LONGEST) - (monotonic() - self.started)
        if left <= 0:
            raise self.spent()
        try:
            return at_most(left, work)
        except OutOfTime:
            raise self.spent() from None

    def spent(self) -> BudgetError:
        """The error that says so."""
        message = f"The budget of {self.seconds:g} s ran out."
        return BudgetError(message, hint="Allow more with --budget SECONDS, or ask for fewer variables with --wrt.")
