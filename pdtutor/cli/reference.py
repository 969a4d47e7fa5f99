"""The commands of the group Reference.

Belongs here: `rules`. Does not: what the cards say (`explain.cards`). Loads no algebra.
"""

from __future__ import annotations

from typing import Annotated

import typer

from pdtutor.cli import options
from pdtutor.cli.exit_codes import ExitCode

PANEL = "Reference"


def register(app: typer.Typer) -> None:
    """Add the commands of this group to the program."""
    app.command(rich_help_panel=PANEL)(rules)


def rules(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="NAME", show_default=False, help="One rule, as in a derivation: chain.")] = None,
    format: options.Format = "rich",
    save: options.Save = None,
) -> ExitCode:
    """The differentiation rules: statement, when, example, the usual mistake."""
    from pdtutor.cli.output import Output
    from pdtutor.requests.rules import rules as request

    return Output.checked(format, save, context.obj, "rules").present(request(name))
