"""The commands of the group Reference.

Belongs here: `rules` and `where`. Does not: what the cards say (`explain.cards`), by which rule folders are found (`folders`,
`lesson_folders`). Loads no algebra.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal

import typer

from pdtutor.cli import options
from pdtutor.cli.environment import Environment
from pdtutor.cli.exit_codes import ExitCode

PANEL = "Reference"


def register(app: typer.Typer) -> None:
    """Add the commands of this group to the program."""
    app.command(rich_help_panel=PANEL)(rules)
    app.command(rich_help_panel=PANEL)(where)


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


def where(
    context: typer.Context,
    format: Annotated[Literal["rich", "plain", "json"], typer.Option("--format", help="How it is written.")] = "rich",
) -> ExitCode:
    """Where things are: the folder of your runs and progress, that of settings, and those in which lessons are looked for."""
    from pdtutor.cli.folders import config_folder, data_folder
    from pdtutor.cli.lesson_folders import folders
    from pdtutor.render.lessons import places

    environment: Environment = context.obj
    lessons = folders(environment)
    found = places.Places(
        str(data_folder(environment)),
        str(config_folder(environment)),
        tuple(str(folder.path) for folder in lessons.found),
        lessons.notes,
    )
    if format == "json":
        environment.write(places.as_json(found))
    else:
        environment.write(places.text(found, _styled(environment) if format == "rich" else str))
    return ExitCode.DONE


def _styled(environment: Environment) -> Callable[[str], str]:
    """Gives a word the style of a label, and leaves what is beside it alone: a path that Rich sets may be broken or cut."""
    from rich.text import Text

    from pdtutor.render import theme

    return lambda word: environment.drawn(Text(word, theme.RULE)).rstrip("\n")
