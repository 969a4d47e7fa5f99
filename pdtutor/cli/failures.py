"""What went wrong, said to whoever typed: in words on standard error, or as JSON on standard output.

Belongs here: every exception's translation into a TutorError, its exit code, the report of a defect.
Does not: how an error looks (`render`).
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from time import gmtime, strftime
from typing import TYPE_CHECKING

from typer import Abort, TyperException

from pdtutor.cli.environment import Environment
from pdtutor.cli.exit_codes import ExitCode
from pdtutor.errors import DefectError, FileError, ReadingError, TutorError, UsageError
from pdtutor.render import failure

if TYPE_CHECKING:
    from pdtutor.render.document import Result

CODES = {"budget": ExitCode.OUT_OF_BUDGET, "defect": ExitCode.DEFECT}
INTERRUPTIONS = (KeyboardInterrupt, Abort)


def exit_code(error: TutorError) -> ExitCode:
    """The exit code that an error gives."""
    return CODES.get(error.code, ExitCode.BAD_INPUT)


def report(exception: BaseException, command: str | None, arguments: Sequence[str], environment: Environment) -> ExitCode:
    """Say what went wrong in a command and return its exit code."""
    if isinstance(exception, INTERRUPTIONS):
        return ExitCode.INTERRUPTED
    error = _translated(exception, arguments, environment)
    try:
        if _wants_json(arguments):
            environment.write(failure.text(command, error))
        else:
            tell(error, environment)
    except FileError:  # the very stream it would be said on is gone
        return exit_code(error)
    return exit_code(error)


def tell(error: TutorError, environment: Environment) -> None:
    """Say what went wrong in words."""
    environment.tell(failure.FailureView(error))


def failed_check(result: Result, environment: Environment) -> DefectError | None:
    """The defect that a result's own check has found, its details saved; None where every check is passed."""
    names = result.failed_checks
    if not names:
        return None
    details = f"The check of the derivation by {', '.join(names)} failed for {getattr(result, 'reading', None)}"
    return _defect(f"The derivation by {', '.join(names)} fails its own check: do not rely on it.", details, environment)


def _translated(exception: BaseException, arguments: Sequence[str], environment: Environment) -> TutorError:
    if isinstance(exception, TutorError):
        return exception
    if isinstance(exception, TyperException):
        return _usage(exception)
    if isinstance(exception, RecursionError | MemoryError):
        return ReadingError("The expression is too large or nested too deeply to be derived here.", code="too_large")
    details = f"pdtutor {' '.join(map(repr, arguments))}\n\n{''.join(traceback.format_exception(exception))}"
    return _defect(f"pdtutor failed: {type(exception).__name__}. It is a defect of the program, not of your input.", details, environment)


def _usage(exception: TyperException) -> UsageError:
    message, _, suggestion = exception.format_message().rstrip(")").partition(" (Possible options: ")
    context = getattr(exception, "ctx", None)
    hint = f"Did you mean {suggestion}?" if suggestion else f"See {context.command_path if context else 'pdtutor'} --help"
    return UsageError(message, hint=hint)


def _wants_json(arguments: Sequence[str]) -> bool:
    return "--format=json" in arguments or ("--format", "json") in pairwise(arguments)


def _defect(message: str, details: str, environment: Environment) -> DefectError:
    saved = _saved(details, environment)
    return DefectError(message, hint=f"Details were saved in {saved}" if saved else None)


def _saved(details: str, environment: Environment) -> Path | None:
    """Where the details were saved: the user's state folder, or a temporary one where that cannot be written."""
    from tempfile import gettempdir

    from platformdirs import user_state_path

    name = strftime(f"defect-%Y%m%d-%H%M%S-{os.getpid()}.txt", gmtime(environment.clock()))
    for folder in (environment.reports or user_state_path("pdtutor"), Path(gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(f"Python {sys.version}\n{details}\n", encoding="utf-8", errors="backslashreplace")
        except OSError:
            continue
        return folder / name
    return None
