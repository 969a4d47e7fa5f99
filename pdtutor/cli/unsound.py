"""What is said when a file turns out to be no sound lesson.

Belongs here: its problems, one a line, or as JSON. Does not: finding them (`course`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from pdtutor.cli.environment import Environment
from pdtutor.cli.exit_codes import ExitCode

if TYPE_CHECKING:
    from pdtutor.course.problems import LessonError


def unsound(error: LessonError, output_format: str, command: str, environment: Environment) -> ExitCode:
    """Say every problem of a lesson file, each on one line of its own however wide the terminal is, for editors jump to it."""
    from rich.text import Text

    from pdtutor.render import failure

    if output_format == "json":
        environment.write(failure.text(command, error))
        return ExitCode.NEGATIVE
    count = len(error.problems)
    said = f"{failure.printable(error.name)} is no sound lesson: {count} {'problem' if count == 1 else 'problems'}."
    environment.tell(Text.assemble(("Error: ", "bold red"), said))
    typer.echo("\n".join(map(failure.printable, error.message.split("\n"))), err=True)
    return ExitCode.NEGATIVE
