"""The way from a command's options to its output, the same for all commands of mathematics.

Belongs here: asking the request that a command is named after, once its output is known to be possible. Does not: any command's options.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import Any

import typer

from pdtutor.cli.exit_codes import ExitCode
from pdtutor.cli.options import Common

Read = Callable[[Sequence[str] | None, typer.Context], Any]

SETTINGS = {"ignore_unknown_options": True}  # an expression may begin with a minus; `expression_of` tells it from a mistyped option


def answered(context: typer.Context, common: Common, read: Read, words: Sequence[str] | None, **own: Any) -> ExitCode:
    """Ask what the command is named after and present it; its mathematics is loaded once the output is known to be possible."""
    from pdtutor.cli.output import Output

    name = context.command.name
    assert name is not None
    output = Output.checked(common.format, common.save, context.obj, name)
    text = read(words, context)

    def ask() -> Iterable[Any]:
        results: Iterable[Any] = import_module(f"pdtutor.requests.{name}").growing(text, **own, **common.asked)
        return results

    return output.within(common.budget, ask)
