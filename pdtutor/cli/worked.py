"""The worked commands of lessons: one of the mathematics commands, run here and now with nothing of the outside in reach.

Belongs here: what such a command may be, and running it. Does not: when one is met (`practice`).
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import StringIO
from time import monotonic

from pdtutor.cli.environment import Environment
from pdtutor.errors import UsageError

COMMANDS = (
    "partial", "gradient", "jacobian", "hessian", "directional", "total", "subgradient", "limit", "backprop", "descent", "sensitivity",
    "scale", "surface", "check", "rules",
)  # fmt: skip
REFUSED = ("--save", "--data", "--format", "--budget", "--help", "--install-completion", "--show-completion")
LONGEST = 2_000  # characters
BUDGET = "5"  # seconds


def words_of(command: str) -> list[str]:
    """The words of a worked command. Raises UsageError where it may not be one."""
    if len(command) > LONGEST:
        raise UsageError(f"It is longer than {LONGEST:,} characters.")
    try:
        words = shlex.split(command)
    except ValueError:
        raise UsageError("A quotation mark in it is opened, but never closed.") from None
    if not words or words[0] not in COMMANDS:
        raise UsageError(f"It begins with one of {', '.join(COMMANDS)}.")
    _refuse(words)
    if words[0] == "backprop" and any("=" not in word for word in _positional(words)):
        raise UsageError("Each line of a program has an equals sign: z = w*x + b. A lesson reads no files.")
    return words


def _refuse(words: Sequence[str]) -> None:
    """Files and standard input are out of reach of a lesson."""
    for word in words[1:]:
        name = word.partition("=")[0]
        if name == "-":
            raise UsageError("A lesson has no standard input: write the expression out.")
        if word == "--":
            raise UsageError("-- has no place in a lesson: an expression may begin with a minus without it.")
        if name.startswith("--") and name != "--form" and any(option.startswith(name) for option in REFUSED):
            raise UsageError(f"{name} has no place in a lesson.")


def _positional(words: Sequence[str]) -> Iterator[str]:
    """The words that are no options and no values of options."""
    is_value = False
    for word in words[1:]:
        is_option = word.startswith("--")
        if not is_option and not is_value:
            yield word
        is_value = is_option and "=" not in word


def run(command: str, environment: Environment) -> int:
    """Run a worked command, its output where the environment says, and return its exit code. Raises UsageError as `words_of` does."""
    from pdtutor.cli.app import run as run_program

    words = words_of(command)
    budget = [] if words[0] == "rules" else ["--budget", BUDGET]
    return run_program([words[0], *budget, *words[1:]], replace(environment, stdin=None, started=monotonic(), is_process=False))


def is_run(command: str, environment: Environment) -> bool:
    """Run a worked command, its output where the environment says; whether there was something to show."""
    try:
        return run(command, environment) in (0, 1)
    except UsageError:
        return False


def problem(command: str, environment: Environment) -> str | None:
    """What is wrong with a worked command, or nothing."""
    said = StringIO()
    try:
        code = run(command, replace(environment, stdout=StringIO(), stderr=said))
    except UsageError as error:
        return error.message
    return None if code == 0 or (code == 1 and words_of(command)[0] == "check") else _joined(said.getvalue())


def _joined(said: str) -> str:
    """What an error says, on one line and without the caret."""
    return " ".join(word for line in said.splitlines() if line.strip() != "^" for word in line.split()).removeprefix("Error: ")
