"""Where a result goes: the standard output in the format asked for, a file, and what is said beside it.

Belongs here: keeping what is finished when the budget runs out, refusing a file that cannot be written before any work is done.
Does not: the formats themselves (`render`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from pdtutor.cli import collection, failures
from pdtutor.cli.budget import limited
from pdtutor.cli.environment import Environment
from pdtutor.cli.exit_codes import VERDICTS, ExitCode
from pdtutor.cli.writing import refuse_unwritable, write
from pdtutor.errors import BudgetError, TutorError, UsageError
from pdtutor.render import formats

if TYPE_CHECKING:
    from pdtutor.render.document import Result

MOST_LISTED = 6


class Written(NamedTuple):
    """What a result has become: for the standard output, for a file, what is to be said beside it, and the exit code without that."""

    shown: str
    saved: bytes | None
    error: TutorError | None
    code: ExitCode


@dataclass(frozen=True)
class Output:
    """Where the result of one command goes: `file` is None where nothing is saved."""

    format: str
    file: Path | None
    environment: Environment

    @classmethod
    def checked(cls, format: str, save: Path | None, environment: Environment, command: str) -> Output:
        """The output that the options describe. Raises UsageError for an unknown ending, FileError where nothing can be written."""
        file = None if save is None else _place(save, environment.folder, formats.endings(command))
        return cls("plain" if format == "rich" and not environment.can_draw() else format, file, environment)

    def within(self, budget: float, results: Callable[[], Iterable[Result]]) -> ExitCode:
        """Present the last of the growing results; of a budget that runs out, what was finished by then."""
        if not 0 < budget < float("inf"):
            raise UsageError(f"A budget of {budget:g} seconds leaves no time.", hint="Give more than 0, such as --budget 30.")
        collection.resume()
        last = None
        try:
            with limited(budget, self.environment.started):
                for result in results():
                    last = result
                assert last is not None
                finished = self._written(last, self._defect(last))
        except BudgetError as error:
            if last is None:
                raise
            return self._present_late(last, self._defect(last) or _with_missing(error, last), budget)
        return self._deliver(finished)

    def present(self, result: Result) -> ExitCode:
        """Save and show a result, and return the exit code."""
        return self._deliver(self._written(result, None))

    def _present_late(self, result: Result, error: TutorError, budget: float) -> ExitCode:
        """Present what is finished although the time is up: as it is, unless writing that was what took so long, else in short."""
        for in_short in (False, True) if result.missing else (True,):
            try:
                with limited(max(1.0, budget / 4), monotonic()):
                    finished = self._written(result, error, in_short)
            except BudgetError:
                continue
            return self._deliver(finished)
        raise error

    def _defect(self, result: Result) -> TutorError | None:
        return failures.failed_check(result, self.environment) or result.problem

    def _written(self, result: Result, error: TutorError | None, in_short: bool = False) -> Written:
        ending = None if self.file is None else self.file.suffix
        saved = formats.file_content(result, ending, error, in_short) if ending else None
        if self.format == "rich":
            shown = self.environment.drawn(formats.view(result, in_short))
        else:
            shown = formats.text(result, self.format, error, in_short)
        return Written(shown, saved, error, VERDICTS.get(getattr(result, "verdict", None) or "correct", ExitCode.DONE))

    def _deliver(self, written: Written) -> ExitCode:
        if written.saved is not None:
            assert self.file is not None
            write(self.file, written.saved)
        self.environment.write(written.shown)
        if written.error is None:
            return written.code
        if self.format != "json":
            failures.tell(written.error, self.environment)
        return failures.exit_code(written.error)


def _with_missing(error: BudgetError, result: Result) -> BudgetError:
    missing = [str(variable) for variable in result.missing]
    if not missing:
        return BudgetError(f"{error.message} The steps are left out.", hint="Allow more with --budget SECONDS.")
    listed = ", ".join(missing[:MOST_LISTED]) + (f" and {len(missing) - MOST_LISTED} more" if len(missing) > MOST_LISTED else "")
    return BudgetError(f"{error.message} Not finished: {result.unfinished} {listed}.", hint=error.hint)


def _place(save: Path, folder: Path, endings: Sequence[str]) -> Path:
    """The file to save to, with its folder."""
    if not save.name:
        raise UsageError("--save names no file.", hint=f"Give it one that ends in {' '.join(endings)}.")
    file = (folder / save).resolve()
    if file.suffix not in endings:
        raise UsageError(f"{file.name} does not say which format to write.", hint=f"Its ending is one of {' '.join(endings)}.")
    refuse_unwritable(file)
    return file
