"""The commands of the group Practice.

Belongs here: options to a request, its result to the output, one function for each command. Does not: judging (`grading`), layout.
"""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from pdtutor.cli import options
from pdtutor.cli.answering import SETTINGS, answered
from pdtutor.cli.exit_codes import ExitCode
from pdtutor.cli.expression import expression_of
from pdtutor.cli.options import Common, with_common

PANEL = "Practice"
Answer = Annotated[
    str | None,
    typer.Option("--answer", metavar='"2x + 3y"', show_default=False, help=r"The answer to judge; of a gradient, \[2x, 3y]."),
]
Form = Annotated[
    Literal["any", "expanded", "factored", "no-negative-powers"],
    typer.Option("--form", help="How the answer should be written; looked at in the text as typed, beside its value."),
]
Reveal = Annotated[bool, typer.Option("--reveal", help="Also show the right answer.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this group to the program."""
    app.command(rich_help_panel=PANEL, context_settings=SETTINGS)(check)


@with_common
def check(
    context: typer.Context,
    common: Common,
    words: options.Expression = None,
    answer: Answer = None,
    wrt: options.Wrt = None,
    order: options.Order = None,
    given: options.Given = None,
    depends: options.Depends = None,
    form: Form = "any",
    reveal: Reveal = False,
) -> ExitCode:
    """Judge an answer and, when it is wrong, name the mistake that leads to it; with --at, an answer for the value there."""
    return answered(
        context, common, expression_of, words, answer=answer, wrt=wrt, order=order, given=given or None, depends=depends or None, form=form,
        reveal=reveal,
    )  # fmt: skip
