"""The program: its commands together, and what becomes of whatever goes wrong in them.

Belongs here: the app and the one place where errors are caught. Does not: any command's work (`calculus`, `reference`).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from typing import Annotated

import typer
from typer.main import get_command
from typer.models import CommandInfo

from pdtutor.cli import (
    calculus,
    collection,
    completion,
    examples,
    interruptions,
    learning,
    lessons,
    practice,
    progress,
    quiz,
    reference,
    teaching,
)
from pdtutor.cli.environment import Environment, of_process
from pdtutor.cli.exit_codes import ExitCode
from pdtutor.errors import FileError

FORMATS = ("rich", "plain", "json")  # may stand between a group's name and its command's
DEEPEST_CALLS = 12_000  # Python's 1,000 are fewer than 200 nested levels of input need

app = typer.Typer(
    name="pdtutor",
    help="A tutor for partial derivatives: every step derived, explained and proved.",
    epilog="The expression goes in quotes. More on a command: pdtutor partial --help",
    pretty_exceptions_enable=False,
    add_completion=False,  # our own: Typer's offers files inside expressions, and no values after --format=
)
calculus.register(app)
learning.register(app)
practice.register(app)
quiz.register(app)
progress.register(app)
lessons.register(app)
teaching.register(app)
reference.register(app)
examples.show_examples(app)


def _names(commands: Iterable[CommandInfo]) -> set[str]:
    return {command.name or command.callback.__name__ for command in commands if command.callback}


GROUPS = {
    str(group.typer_instance.info.name): _names(group.typer_instance.registered_commands)
    for group in app.registered_groups
    if group.typer_instance
}
COMMANDS = _names(app.registered_commands) | GROUPS.keys()
ASKING_FOR_HELP = {
    str(group.typer_instance.info.name)
    for group in app.registered_groups
    if group.typer_instance and group.typer_instance.info.no_args_is_help is True
}


def _show_version(wanted: bool) -> None:
    if wanted:
        from pdtutor import __version__

        typer.echo(f"pdtutor {__version__}")
        raise typer.Exit


def _install_completion(context: typer.Context, wanted: bool) -> None:
    if wanted:
        from pdtutor.cli import completion_scripts

        typer.echo(completion_scripts.install(context.obj))
        raise typer.Exit


def _show_completion(wanted: bool) -> None:
    if wanted:
        from pdtutor.cli import completion_scripts

        typer.echo(completion_scripts.script(), nl=False)
        raise typer.Exit


INSTALL = "Teach your shell to complete the commands with the Tab key: bash, zsh or fish."
SHOW = "Show what the shell would be taught, to put it in place yourself."


@app.callback()
def pdtutor(
    version: Annotated[bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and leave.")] = False,
    install_completion: Annotated[
        bool, typer.Option("--install-completion", callback=_install_completion, is_eager=True, help=INSTALL)
    ] = False,
    show_completion: Annotated[bool, typer.Option("--show-completion", callback=_show_completion, is_eager=True, help=SHOW)] = False,
) -> None:
    """A tutor for partial derivatives: every step derived, explained and proved."""


def main() -> None:
    """The entry point of the process."""
    collection.pause()
    environment = of_process()
    interruptions.break_off()
    code = run(sys.argv[1:], environment)
    interruptions.let_finish()
    if code in (ExitCode.INTERRUPTED, ExitCode.OUT_OF_BUDGET):
        _leave(code, environment)
    sys.exit(code)


def _leave(code: int, environment: Environment) -> None:
    """End the process with this code at once.

    Where an interruption met code in the middle of an `exec`, Python itself would end it by a signal; and to take a huge graph down costs
    time that a budget does not allow.
    """
    for stream in (environment.stdout, environment.stderr):
        with suppress(OSError, ValueError, FileError):
            stream.flush()
    os._exit(code)


def run(arguments: Sequence[str], environment: Environment) -> int:
    """Run one command line in an environment and return its exit code; no exception leaves here."""
    sys.setrecursionlimit(max(sys.getrecursionlimit(), DEEPEST_CALLS))
    try:
        with redirect_stdout(environment.stdout), redirect_stderr(environment.stderr):
            program = get_command(app)
            if completion.ASKED in environment.variables:
                return completion.tell(program, environment)
            code = program.main(_asked(arguments), prog_name="pdtutor", standalone_mode=False, obj=environment)
    except BaseException as exception:
        from pdtutor.cli import failures

        return failures.report(exception, _command_of(arguments), arguments, environment)
    return code or ExitCode.DONE


def _asked(arguments: Sequence[str]) -> list[str]:
    """The command line; the program, or a group that does nothing by itself, asks for help when alone."""
    is_alone = not arguments or (len(arguments) == 1 and arguments[0] in ASKING_FOR_HELP)
    return [*arguments, "--help"] if is_alone else list(arguments)


def _command_of(arguments: Sequence[str]) -> str | None:
    """The command that was meant, of a group's with the group's name before it; None where there is none of that name."""
    words = iter(arguments)
    command = next((word for word in words if word in COMMANDS), None)
    inner = next((word for word in words if word not in FORMATS and not word.startswith("--format")), None)
    return f"{command} {inner}" if command in GROUPS and inner in GROUPS[command] else command
