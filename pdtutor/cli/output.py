"""Where a result goes: the standard output in the format asked for, a file, and what is said beside it.

Belongs here: keeping what is finished when the budget runs out, refusing a file that cannot be written before any work is done.
Does not: the formats themselves (`render`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

from pdtutor.cli import collection, failures, hard_stop
from pdtutor.cli.budget import Budget
from pdtutor.cli.environment import Environment
from pdtutor.cli.exit_codes import VERDICTS, ExitCode
from pdtutor.cli.writing import followed, refuse_unwritable, write
from pdtutor.errors import BudgetError, TutorError, UsageError
from pdtutor.render import failure, formats

if TYPE_CHECKING:
    from pdtutor.render.document import Result

MOST_LISTED = 6


class Written(NamedTuple):
    """What a result has become: for the standard output, for each file, what is to be said beside it, and the exit code without that.

    is_said  what is to be said stands in what is shown
    """

    shown: str
    saved: tuple[bytes, ...]
    error: TutorError | None
    code: ExitCode
    is_said: bool = False


@dataclass(frozen=True)
class Output:
    """Where the result of one command goes: the format that is shown, and the files that are saved."""

    command: str
    format: str
    files: tuple[Path, ...]
    environment: Environment

    @classmethod
    def checked(cls, format: str, save: Sequence[Path] | None, environment: Environment, command: str) -> Output:
        """The output that the options describe. Raises UsageError for an unknown ending, FileError where nothing can be written."""
        files = tuple(_place(each, environment.folder, formats.endings(command)) for each in dict.fromkeys(save or ()))
        return cls(command, "plain" if format == "rich" and not environment.can_draw() else format, files, environment)

    def within(self, seconds: float, results: Callable[[], Iterable[Result]]) -> ExitCode:
        """Present the last of the growing results; of a budget that runs out, what was finished by then."""
        budget = Budget(seconds, self.environment.started)
        collection.resume()
        with hard_stop.after(budget, self._stopped) if self.environment.is_process else nullcontext():
            written = self._in_time(budget, results)
        return self._deliver(written)

    def _in_time(self, budget: Budget, results: Callable[[], Iterable[Result]]) -> Written:
        """What is finished, written whole where there is time for it, else in short. Raises BudgetError where it is nothing."""
        last, spent = _last_of(results, budget)
        if last is None:
            assert spent is not None
            raise spent
        error = self._defect(last) or (_with_missing(spent, last) if spent else None)
        try:
            return budget.for_writing(lambda: self._written(last, error))
        except BudgetError as late:
            error = error or _with_missing(late, last)
            return budget.for_writing_in_short(lambda: self._written(last, error, in_short=True))

    def _stopped(self, error: BudgetError) -> tuple[TextIO, str]:
        """The stream and the text by which a process is to end that can say nothing itself any more."""
        if self.format == "json":
            return self.environment.stdout, failure.text(self.command, error)
        return self.environment.stderr, f"Error: {error.message}\n{error.hint}"

    def present(self, result: Result) -> ExitCode:
        """Save and show a result, and return the exit code."""
        return self._deliver(self._written(result, None))

    def _defect(self, result: Result) -> TutorError | None:
        return failures.failed_check(result, self.environment) or result.problem

    def _written(self, result: Result, error: TutorError | None, in_short: bool = False) -> Written:
        saved = tuple(formats.file_content(result, file.suffix, error, in_short) for file in self.files)
        if self.format == "rich":
            shown = self.environment.drawn(formats.view(result, in_short))
        else:
            shown = formats.text(result, self.format, error, in_short, self.environment.columns)
        is_said = self.format == "rich" and result.command == "check" and error is not None and error is result.problem
        return Written(shown, saved, error, VERDICTS.get(getattr(result, "verdict", None) or "correct", ExitCode.DONE), is_said)

    def _deliver(self, written: Written) -> ExitCode:
        for file, content in zip(self.files, written.saved, strict=True):
            write(file, content)
        self.environment.write(written.shown)
        if written.error is None:
            return written.code
        if self.format != "json" and not written.is_said:
            failures.tell(written.error, self.environment)
        return failures.exit_code(written.error)


def _last_of(results: Callable[[], Iterable[Result]], budget: Budget) -> tuple[Result | None, BudgetError | None]:
    """The last of the growing results that was reached in time, and the error where it is not the last of all."""
    reached: list[Result] = []

    def reach() -> None:
        for result in results():
            reached[:] = [result]

    try:
        budget.for_work(reach)
    except BudgetError as spent:
        return (reached[0] if reached else None), spent
    return reached[0], None


def _with_missing(error: BudgetError, result: Result) -> BudgetError:
    missing = [str(variable) for variable in result.missing]
    if not missing:
        return BudgetError(f"{error.message} The steps are left out.", hint="Allow more with --budget SECONDS.")
    listed = ", ".join(missing[:MOST_LISTED]) + (f" and {len(missing) - MOST_LISTED} more" if len(missing) > MOST_LISTED else "")
    return BudgetError(f"{error.message} Not finished: {f'{result.unfinished} {listed}'.strip()}.", hint=error.hint)


def _place(save: Path, folder: Path, endings: Sequence[str]) -> Path:
    """The file to save to, with its folder."""
    if not save.name:
        raise UsageError("--save names no file.", hint=f"Give it one that ends in {' '.join(endings)}.")
    file = followed(save, folder)
    if file.suffix not in endings:
        raise UsageError(f"{file.name} does not say which format to write.", hint=f"Its ending is one of {' '.join(endings)}.")
    refuse_unwritable(file)
    return file
