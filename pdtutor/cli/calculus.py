"""The commands of the group Calculus.

Belongs here: `partial`, `gradient`: options to a request, its result to the output. Does not: reading, mathematics, layout.
"""

from __future__ import annotations

import typer

from pdtutor.cli import options
from pdtutor.cli.exit_codes import ExitCode
from pdtutor.cli.expression import expression_of

PANEL = "Calculus"
SETTINGS = {"ignore_unknown_options": True}  # an expression may begin with a minus; `expression_of` tells it from a mistyped option


def register(app: typer.Typer) -> None:
    """Add the commands of this group to the program."""
    app.command(rich_help_panel=PANEL, context_settings=SETTINGS)(partial)
    app.command(rich_help_panel=PANEL, context_settings=SETTINGS)(gradient)


def partial(
    context: typer.Context,
    words: options.Expression = None,
    wrt: options.Wrt = None,
    order: options.Order = None,
    at: options.At = None,
    whole: options.Vars = None,
    functions: options.Functions = None,
    assume: options.Assume = None,
    detail: options.Detail = "normal",
    format: options.Format = "rich",
    save: options.Save = None,
    budget: options.Budget = 10.0,
) -> ExitCode:
    """Partial derivatives, step by step: one for each variable."""
    from pdtutor.cli.output import Output

    output = Output.checked(format, save, context.obj)
    text = expression_of(words, context)

    from pdtutor.requests.partial import partials

    return output.within(
        budget, lambda: partials(text, wrt=wrt, order=order, at=at, vars=whole, functions=functions, assume=assume, detail=detail)
    )


def gradient(
    context: typer.Context,
    words: options.Expression = None,
    wrt: options.Wrt = None,
    at: options.At = None,
    whole: options.Vars = None,
    functions: options.Functions = None,
    assume: options.Assume = None,
    detail: options.Detail = "normal",
    format: options.Format = "rich",
    save: options.Save = None,
    budget: options.Budget = 10.0,
) -> ExitCode:
    """The gradient: all partial derivatives as one vector, and at a point the direction of steepest ascent."""
    from pdtutor.cli.output import Output

    output = Output.checked(format, save, context.obj)
    text = expression_of(words, context)

    from pdtutor.requests.gradient import gradients

    return output.within(budget, lambda: gradients(text, wrt=wrt, at=at, vars=whole, functions=functions, assume=assume, detail=detail))
