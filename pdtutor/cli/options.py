"""The options that several commands take, each said once.

Belongs here: their types, help texts and help panels. Does not: reading what they say (`requests`).
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, get_type_hints

import typer

Expression = Annotated[
    list[str] | None,
    typer.Argument(metavar="EXPR", show_default=False, help="What to differentiate, in quotes. A - reads it from standard input."),
]
Expressions = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="EXPR…", show_default=False, help=r'The outputs, each in quotes, or all as one "\[x y, x + y]". A - reads standard input.'
    ),
]
Program = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="LINE…",
        show_default=False,
        help='Lines such as "z = w*x + b", each in quotes, in order; the last is the output. Or a file of lines. A - reads standard input.',
    ),
]
From = Annotated[
    str | None,
    typer.Option("--from", metavar="w=1,b=0", show_default=False, help="Where the descent starts; these variables are stepped."),
]
Rate = Annotated[float, typer.Option("--rate", help="The learning rate: how far a step goes for each unit of gradient.")]
Steps = Annotated[int, typer.Option("--steps", help="How many updates are made.")]
Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="FILE.csv",
        show_default=False,
        readable=False,
        help="Rows of numbers under names of variables; the loss is the mean over rows.",
    ),
]
Wrt = Annotated[
    str | None,
    typer.Option("--wrt", metavar="x,y", show_default=False, help="The variables to differentiate by. All of them by default."),
]
Order = Annotated[
    str | None,
    typer.Option("--order", metavar="x,y", show_default=False, help="The one mixed derivative instead: first by x, the outcome by y."),
]
WrtOne = Annotated[
    str | None,
    typer.Option("--wrt", metavar="x", show_default=False, help="The variable to differentiate by. The only one there is by default."),
]
Along = Annotated[
    str | None,
    typer.Option(
        "--along", metavar="3,4", show_default=False, help="The direction: one number for each variable. Its length is no matter."
    ),
]
Given = Annotated[
    list[str] | None,
    typer.Option("--given", metavar='"y = x^2"', show_default=False, help="Formulas of variables that depend on others. May be repeated."),
]
Depends = Annotated[
    list[str] | None,
    typer.Option("--depends", metavar='"y(x)"', show_default=False, help="Variables that depend on others in an unknown way."),
]
At = Annotated[
    str | None,
    typer.Option("--at", metavar="x=1,y=pi/2", show_default=False, help="Also evaluate there. Variables not named stay symbols."),
]
Vars = Annotated[
    str | None,
    typer.Option("--vars", metavar="loss,rate", show_default=False, rich_help_panel="Reading", help="Names to keep whole."),
]
Functions = Annotated[
    str | None,
    typer.Option("--functions", metavar="u,v", show_default=False, rich_help_panel="Reading", help="Names that are unknown functions."),
]
Assume = Annotated[
    str | None,
    typer.Option(
        "--assume", metavar='"x>0, n integer"', show_default=False, rich_help_panel="Reading", help="Where variables live. Real otherwise."
    ),
]
Detail = Annotated[
    Literal["brief", "normal", "full"],
    typer.Option("--detail", rich_help_panel="Showing", help="How much of the derivation is shown."),
]
Format = Annotated[
    Literal["rich", "plain", "json", "latex", "markdown", "python"],
    typer.Option("--format", rich_help_panel="Showing", help="How it is written; python is a program that computes the derivatives."),
]
Save = Annotated[
    list[Path] | None,
    typer.Option(
        "--save",
        metavar="FILE",
        show_default=False,
        readable=False,
        rich_help_panel="Showing",
        help="Also write it to a file, as its ending says: .svg .html .txt .md .tex .json .py (backprop also .mmd .dot, surface .png .pdf)",
    ),
]
Budget = Annotated[
    float,
    typer.Option("--budget", metavar="SECONDS", rich_help_panel="Showing", help="How long it may take. What is finished by then is shown."),
]


class Common(NamedTuple):
    """The options that every mathematics command takes."""

    at: At = None
    vars: Vars = None
    functions: Functions = None
    assume: Assume = None
    detail: Detail = "normal"
    format: Format = "rich"
    save: Save = None
    budget: Budget = 10.0

    @property
    def asked(self) -> dict[str, Any]:
        """Those that are part of the question."""
        return {name: getattr(self, name) for name in ("at", "vars", "functions", "assume", "detail")}


def with_common(command: Callable[..., Any]) -> Callable[..., Any]:
    """A command that also takes the common options, handed on to it together as its parameter `common`."""

    @wraps(command)
    def run(**given: Any) -> Any:
        common = Common(**{name: given.pop(name) for name in Common._fields})
        return command(**given, common=common)

    del run.__wrapped__  # or Typer would ask the command itself for its parameters
    own = [part for part in inspect.signature(command).parameters.values() if part.name != "common"]
    kinds = {**get_type_hints(command, include_extras=True), **get_type_hints(Common, include_extras=True)}
    added = [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=Common._field_defaults[name]) for name in Common._fields]
    parameters = [part.replace(annotation=kinds[part.name]) for part in (*own, *added)]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # inspect reads it of any function
    run.__annotations__ = {part.name: part.annotation for part in parameters}
    return run
