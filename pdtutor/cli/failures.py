"""What went wrong, said to whoever typed: in words on standard error, or as JSON on standard output.

Belongs here: every exception's translation into a TutorError, its exit code, the report of a defect.
Does not: how an error looks (`render`).
"""

from __future__ import annotations

import os
import re
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from time import gmtime, strftime
from typing import TYPE_CHECKING

from typer import Abort, TyperException

from pdtutor.cli.environment import Environment
from pdtutor.cli.exit_codes import ExitCode
from pdtutor.cli.writing import write
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
    if _is_interruption(exception):
        return ExitCode.INTERRUPTED
    error = _translated(exception, arguments, environment, command)
    try:
        if _wants_json(arguments):
            environment.write(failure.text(command, error))
        else:
            tell(error, environment)
    except FileError:  # the very stream it would be said on is gone
        return exit_code(error)
    return exit_code(error)


def _is_interruption(exception: BaseException | None) -> bool:
    """Whether it is one, or came of one: an import that is interrupted may fail with an exception of its own."""
    while exception is not None and not isinstance(exception, INTERRUPTIONS):
        exception = exception.__cause__ or exception.__context__
    return exception is not None


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


def _translated(exception: BaseException, arguments: Sequence[str], environment: Environment, command: str | None = None) -> TutorError:
    if isinstance(exception, TutorError):
        return exception
    if isinstance(exception, TyperException):
        return _usage(exception, command)
    if isinstance(exception, OSError) and exception.strerror:
        return _refused_by_system(exception)
    if isinstance(exception, RecursionError | MemoryError):
        return ReadingError("The expression is too large or nested too deeply to be derived here.", code="too_large")
    details = f"pdtutor {' '.join(map(repr, arguments))}\n\n{''.join(traceback.format_exception(exception))}"
    return _defect(f"pdtutor failed: {type(exception).__name__}. It is a defect of the program, not of your input.", details, environment)


def _refused_by_system(error: OSError) -> FileError:
    """What the system would not do, such as opening yet another file: that is no defect of the program."""
    why = (error.strerror or "unknown reason").lower()
    return FileError(f"{error.filename} cannot be used: {why}." if isinstance(error.filename, str) else f"The system refuses: {why}.")


def _usage(exception: TyperException, command: str | None) -> UsageError:
    message, _, suggestion = exception.format_message().partition(" (Possible options: ")
    extra = re.fullmatch(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", message, re.DOTALL)
    if extra:
        message = f"There is no place for “{extra[1]}” here."
    context = getattr(exception, "ctx", None)
    path = context.command_path if context else f"pdtutor {command or ''}".strip()
    hint = f"Did you mean {suggestion.rstrip(')')}?" if suggestion else f"See {path} --help"
    return UsageError(message, hint=hint)


def _wants_json(arguments: Sequence[str]) -> bool:
    return "--format=json" in arguments or ("--format", "json") in pairwise(arguments)


def _defect(message: str, details: str, environment: Environment) -> DefectError:
    saved = _saved(details, environment)
    return DefectError(message, hint=f"Details were saved in {saved}" if saved else None)


def _saved(details: str, environment: Environment) -> Path | None:
    """Where the details were saved; None where that is nowhere."""
    name = strftime(f"defect-%Y%m%d-%H%M%S-{os.getpid()}.txt", gmtime(environment.clock()))
    for folder in _places(environment):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            write(folder / name, f"Python {sys.version}\n{details}\n".encode(errors="backslashreplace"))
        except (OSError, FileError):
            continue
        return folder / name
    return None


def _places(environment: Environment) -> Iterator[Path]:
    """The user's state folder, then a temporary one, should the first not be writable."""
    from tempfile import gettempdir

    from pdtutor.cli.folders import state_folder

    yield environment.reports or state_folder()
    with suppress(OSError):  # there is none where every disk is full
        yield Path(gettempdir())
