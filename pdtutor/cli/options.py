"""The options that several commands take, each said once.

Belongs here: their types, help texts and help panels. Does not: reading what they say (`requests`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

Expression = Annotated[
    list[str] | None,
    typer.Argument(metavar="EXPR", show_default=False, help="What to differentiate, in quotes. A - reads it from standard input."),
]
Wrt = Annotated[
    str | None,
    typer.Option("--wrt", metavar="x,y", show_default=False, help="The variables to differentiate by. All of them by default."),
]
Order = Annotated[
    str | None,
    typer.Option("--order", metavar="x,y", show_default=False, help="The one mixed derivative instead: first by x, the outcome by y."),
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
    Path | None,
    typer.Option(
        "--save",
        metavar="FILE",
        show_default=False,
        rich_help_panel="Showing",
        help="Also write it to a file, as its ending says: .svg .html .txt .md .tex .json .py",
    ),
]
Budget = Annotated[
    float,
    typer.Option("--budget", metavar="SECONDS", rich_help_panel="Showing", help="How long it may take. What is finished by then is shown."),
]
